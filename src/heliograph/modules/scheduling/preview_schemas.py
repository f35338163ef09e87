"""What crosses the wire of previews."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from heliograph.modules.scheduling.schemas import ChannelFace, Extras, Kind, PollOrder
from heliograph.modules.videos import VideoCheckOut


class PreviewOrder(BaseModel):
    """For which channels a content is to be previewed."""

    model_config = ConfigDict(extra="forbid")

    channel_ids: list[UUID] = Field(min_length=1, max_length=100)
    extras: Extras = Field(default_factory=Extras)


class DraftOrder(BaseModel):
    """A draft as a person is writing it, and the channels it is meant for."""

    model_config = ConfigDict(extra="forbid")

    channel_ids: list[UUID] = Field(min_length=1, max_length=100)
    text: str = Field("", max_length=100_000)
    asset_ids: list[UUID] = Field(default_factory=list, max_length=20)
    kind: Kind | None = None
    language: str | None = Field(None, max_length=16)
    extras: Extras = Field(default_factory=Extras)


class ProblemOut(BaseModel):
    """One rule of a platform that a piece breaks."""

    field: str
    rule: str
    found: str
    allowed: str
    remedy: str


class AdaptationOut(BaseModel):
    """One thing that is changed by itself: what, and why."""

    field: str
    what: str
    why: str


class FacetOut(BaseModel):
    """A clickable part of a text; its place is counted in UTF-16 units."""

    kind: Literal["link", "mention", "hashtag"]
    start: int
    end: int
    text: str
    url: str | None


class CountedText(BaseModel):
    """A text as it goes out, counted the platform's way."""

    text: str
    length: int
    max: int
    unit: str
    suggested_text: str | None = Field(description="A shortening that fits, of a text too long.")


class WrittenText(CountedText):
    """A text with its clickable parts."""

    facets: list[FacetOut]


class CutOut(BaseModel):
    """The part of the original that stays, in its pixels."""

    x: int
    y: int
    width: int
    height: int


class OriginalOut(BaseModel):
    """The file as it was brought."""

    asset_id: UUID
    url: str
    mime: str
    width: int | None
    height: int | None
    size: int


class VideoQualityOut(BaseModel):
    """The gate's report on a video. One that was not made here is looked at in the background:
    `waiting` until then, `failed` when it cannot be read to its end."""

    status: Literal["waiting", "done", "failed"]
    passed: bool
    checks: list[VideoCheckOut]


class PreviewMedium(BaseModel):
    """A file as it goes out. A video is encoded only then: until it is, the address is the
    original's and the size in bytes unknown."""

    asset_id: UUID
    url: str
    mime: str
    width: int | None
    height: int | None
    size: int | None
    alt: str
    duration_ms: int | None
    state: Literal["as_is", "ready", "at_publishing", "refused"]
    fit: Literal["crop", "pad", "scale", "encode", "copy"] | None
    crop: CutOut | None
    source: OriginalOut
    quality: VideoQualityOut | None = Field(description="What the gate found in a video.")


class PreviewPart(WrittenText):
    """A further part of a thread."""

    media: list[PreviewMedium]


class PreviewOut(WrittenText):
    """A piece as one channel would get it, and what its platform would say to it."""

    channel_id: UUID
    channel: ChannelFace
    platform_name: str
    kind: str
    title: CountedText | None
    link: str | None
    poll: PollOrder | None
    media: list[PreviewMedium]
    cover: PreviewMedium | None = Field(description="The picture that stands for a video.")
    parts: list[PreviewPart]
    first_comment: WrittenText | None
    problems: list[ProblemOut]
    adaptations: list[AdaptationOut]
    can_go: bool
