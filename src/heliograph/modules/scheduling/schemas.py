"""What crosses the wire of scheduling."""

from __future__ import annotations

from datetime import datetime, time
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator

Status = Literal[
    "draft",
    "scheduled",
    "publishing",
    "published",
    "retrying",
    "unknown",
    "failed",
    "needs_reconnect",
    "cancelled",
    "removed",
]
Revision = Annotated[int, Field(ge=1, le=2_000_000_000)]


class WallTime(BaseModel):
    """A local time with its zone; what daylight saving does to it is decided here, once."""

    local: datetime = Field(examples=["2026-11-22T07:00"])
    zone: str = Field(max_length=64, examples=["Africa/Cairo"])


class When(BaseModel):
    """When a post goes out: exactly one of these, or none for a draft."""

    model_config = ConfigDict(extra="forbid")

    due_at: datetime | None = None
    wall_time: WallTime | None = None
    next_slot: bool = False
    not_before: datetime | None = Field(
        None, description="With next_slot: the slot is sought from this moment on."
    )
    now: bool = False

    @model_validator(mode="after")
    def _one_at_most(self) -> When:
        given = [self.due_at is not None, self.wall_time is not None, self.next_slot, self.now]
        if sum(given) > 1:
            raise ValueError("give one of due_at, wall_time, next_slot and now")
        return self


class PollOrder(BaseModel):
    """A poll; its question is the post's text."""

    model_config = ConfigDict(extra="forbid")

    answers: list[Annotated[str, Field(max_length=500)]] = Field(min_length=1, max_length=50)
    seconds: int = Field(ge=1, le=366 * 86_400)
    several: bool = False


class PartOrder(BaseModel):
    """One further part of a thread."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field("", max_length=100_000)
    asset_ids: list[UUID] = Field(default_factory=list, max_length=20)


class Extras(BaseModel):
    """What a post carries besides text and media, as far as its kind and its platform ask it."""

    model_config = ConfigDict(extra="forbid")

    title: str = Field("", max_length=1000)
    link: str | None = Field(None, max_length=4000)
    poll: PollOrder | None = None
    options: dict[
        Annotated[str, Field(max_length=64)],
        bool | int | Annotated[str, Field(max_length=10_000)] | list[str],
    ] = Field(default_factory=dict, max_length=50)
    parts: list[PartOrder] = Field(
        default_factory=list, max_length=50, description="A thread's parts after the first."
    )
    first_comment: str = Field("", max_length=100_000)
    fit: Literal["auto", "crop", "pad"] = Field(
        "auto",
        description="How a picture or video is re-cut that a platform does not take as it is.",
    )
    background: str = Field(
        "blur",
        pattern=r"^(blur|#[0-9a-fA-F]{6})$",
        description="What fills the space where it is padded: itself, blurred, or a colour.",
    )
    cover_asset_id: UUID | None = Field(None, description="The picture that stands for a video.")
    on_platform: bool = Field(
        False, description="The platform itself holds the post until its time, where it can."
    )


Kind = Literal[
    "text", "image", "carousel", "story", "reel", "video", "thread", "link", "poll", "document"
]


class PostOrder(When):
    """A post to be made: a content fitted to the channel, with its pictures or with `asset_ids` in
    their place (its video); or a text with media of its own."""

    channel_id: UUID
    content_id: UUID | None = None
    brand_id: UUID | None = None
    text: str | None = Field(None, max_length=100_000)
    asset_ids: list[UUID] = Field(default_factory=list, max_length=20)
    language: str | None = Field(None, max_length=16)
    kind: Kind | None = None
    extras: Extras = Field(default_factory=Extras)
    requires_approval: bool = False


class BatchOrder(BaseModel):
    """One content for several channels."""

    model_config = ConfigDict(extra="forbid")

    content_id: UUID
    channel_ids: list[UUID] = Field(min_length=1, max_length=100)
    when: Literal["now", "next_slot"] | datetime


class PostChange(BaseModel):
    """A change to a post that has not gone out. `revision` is the one that was read."""

    model_config = ConfigDict(extra="forbid")

    revision: Revision
    text: str | None = Field(None, max_length=100_000)
    due_at: datetime | None = None
    wall_time: WallTime | None = None

    @model_validator(mode="after")
    def _one_time_at_most(self) -> PostChange:
        if self.due_at is not None and self.wall_time is not None:
            raise ValueError("give either due_at or wall_time")
        return self


class SlotOrder(BaseModel):
    """A repeating local time."""

    model_config = ConfigDict(extra="forbid")

    time: time
    weekday: int | None = Field(None, ge=0, le=6, description="Monday is 0; empty for every day.")


class Approval(BaseModel):
    """The revision of the post that was read."""

    model_config = ConfigDict(extra="forbid")

    revision: Revision


class Resolve(BaseModel):
    """What a person saw on the platform."""

    model_config = ConfigDict(extra="forbid")

    decision: Literal["published", "resend", "give_up"]
    remote_id: str | None = Field(None, max_length=500)


class Freeze(BaseModel):
    """Stop or go."""

    model_config = ConfigDict(extra="forbid")

    frozen: bool


class ChannelFace(BaseModel):
    """Whom a post goes out as."""

    id: UUID
    platform: str
    handle: str
    name: str
    avatar_url: str | None


class MediumOut(BaseModel):
    """A file of a post."""

    asset_id: UUID
    url: str
    alt: str
    mime: str
    width: int | None
    height: int | None


class TroubleOut(BaseModel):
    """Why a post rests and what mends it."""

    code: str
    detail: str
    remedy: str


class PostOut(BaseModel):
    """A post as it is shown."""

    id: UUID
    channel: ChannelFace
    brand_id: UUID | None
    content_id: UUID | None
    kind: str
    text: str
    media: list[MediumOut]
    extras: Extras
    status: str
    status_sentence: str
    due_at: datetime | None
    time_zone: str
    local_due: str | None
    published_at: datetime | None
    remote_id: str | None
    url: str | None
    attempts: int
    revision: int
    last_action_at: datetime
    next_action: str | None
    next_action_at: datetime | None
    problem: TroubleOut | None
    held_by: Literal["fuse", "quiet"] | None = Field(description="Which guard holds it back.")
    late_since: datetime | None
    reschedules: int = Field(description="How often it was planned anew by itself.")
    is_urgent: bool = Field(description="A person said now: quiet hours do not hold it.")
    needs_approval: bool = Field(description="It waits for a person's yes.")
    metrics: dict[str, int] | None
    created_at: datetime


class CalendarOut(BaseModel):
    """A post as the calendar shows it."""

    id: UUID
    status: str
    due_at: datetime
    local_due: str
    channel: ChannelFace
    brand_id: UUID | None
    text_start: str
    needs_approval: bool = Field(description="It waits for a person's yes.")
    thumbnail_url: str | None


class SlotOut(BaseModel):
    """A repeating local time of a channel."""

    id: UUID
    channel_id: UUID
    weekday: int | None
    time: str


class FrozenOut(BaseModel):
    """What is stopped: the workspace as a whole, and single channels."""

    frozen: bool
    channel_ids: list[UUID]


class FuseStateOut(BaseModel):
    """How near a channel is to its fuse."""

    posts: int
    minutes: int
    sent: int = Field(description="Posts counted in the last minutes.")
    waiting: int = Field(description="Posts that the fuse holds back.")
    tripped_at: datetime | None
    frees_at: datetime | None = Field(description="When the next held post may go.")


class GuardStateOut(BaseModel):
    """What holds a channel's posts back at this moment."""

    channel_id: UUID
    fuse: FuseStateOut
    quiet_until: datetime | None
    frozen: bool


class LetGoOut(BaseModel):
    """How many held posts go out now."""

    channel_id: UUID
    let_go: int
