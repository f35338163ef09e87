"""What crosses the wire of channels."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, SecretStr, model_validator


class ChannelOrder(BaseModel):
    """An account to be connected by hand."""

    model_config = ConfigDict(extra="forbid")

    platform: str = Field(max_length=32, examples=["mastodon"])
    base_url: str | None = Field(
        None, max_length=2000, description="Another server that speaks the platform's protocol."
    )
    secrets: dict[str, SecretStr] = Field(default_factory=dict)
    brand_ids: list[UUID] = Field(default_factory=list, max_length=200)
    name: str | None = Field(None, max_length=200)
    time_zone: str | None = Field(None, max_length=64)


class Reconnection(BaseModel):
    """New secrets for a channel."""

    model_config = ConfigDict(extra="forbid")

    secrets: dict[str, SecretStr]


class FuseIn(BaseModel):
    """At most so many posts within so many minutes; 0 posts switch the fuse off."""

    model_config = ConfigDict(extra="forbid")

    posts: int = Field(ge=0, le=1000)
    minutes: int = Field(ge=1, le=1440)


class QuietHoursIn(BaseModel):
    """Local times between which posts wait; an end before the start is on the next day."""

    model_config = ConfigDict(extra="forbid")

    starts: time = Field(examples=["22:00"])
    ends: time = Field(examples=["07:00"])

    @model_validator(mode="after")
    def _plain_and_different(self) -> QuietHoursIn:
        if self.starts.tzinfo or self.ends.tzinfo:
            raise ValueError("quiet hours are in the channel's zone: give plain times")
        if self.starts == self.ends:
            raise ValueError("quiet hours must end at another time than they start")
        return self


class GuardsIn(BaseModel):
    """What holds a channel's posts back. What is left out stays; null goes back to the default."""

    model_config = ConfigDict(extra="forbid")

    fuse: FuseIn | None = None
    quiet_hours: QuietHoursIn | None = None
    auto_retries: int | None = Field(
        None, ge=0, le=10, description="How often a post that used up its tries is planned anew."
    )


class ChannelChange(BaseModel):
    """What may be changed about a channel."""

    model_config = ConfigDict(extra="forbid")

    name: str | None = Field(None, min_length=1, max_length=200)
    time_zone: str | None = Field(None, max_length=64)
    brand_ids: list[UUID] | None = Field(None, max_length=200)
    guards: GuardsIn | None = None


class HealthOut(BaseModel):
    """How a channel is, in a word and in a sentence."""

    state: str
    sentence: str


class QuotaOut(BaseModel):
    """What is left of one of the platform's allowances, as it was heard last."""

    name: str
    limit: int
    remaining: int
    resets_at: datetime
    scope: str


class FuseOut(BaseModel):
    """The most posts in so many minutes; 0 posts: no fuse."""

    posts: int
    minutes: int
    is_default: bool


class QuietHoursOut(BaseModel):
    """Local times between which posts wait."""

    starts: str
    ends: str


class GuardsOut(BaseModel):
    """What holds a channel's posts back."""

    fuse: FuseOut
    quiet_hours: QuietHoursOut | None
    auto_retries: int


class ChannelOut(BaseModel):
    """A connected account as it is shown; nothing secret."""

    id: UUID
    platform: str
    base_url: str
    remote_id: str
    handle: str
    name: str
    url: str | None
    avatar_url: str | None
    is_sandbox: bool
    time_zone: str
    health: HealthOut
    followers: int | None
    last_success_at: datetime | None
    brand_ids: list[UUID]
    created_at: datetime
    token_expires_at: datetime | None
    quotas: list[QuotaOut]
    guards: GuardsOut


class FieldOut(BaseModel):
    """One secret that connecting by hand needs."""

    name: str
    label: str
    secret: bool
    required: bool
    help: str


class SignInOut(BaseModel):
    """How an account of a platform is connected: by hand, and where `oauth` by consent.

    `needs_app` asks for an app's keys first; `picks` names what is chosen after consent;
    `redirect_url` is entered at the platform to the letter.
    """

    kind: str
    scopes: list[str]
    fields: list[FieldOut]
    oauth: bool
    needs_app: bool
    picks: str
    guide: list[str]
    guide_url: str
    redirect_url: str


class OptionOut(BaseModel):
    """One thing a person may or must say about a post."""

    name: str
    label: str
    type: str
    kinds: list[str]
    choices: list[str]
    from_account: bool
    required: bool
    default: str | int | bool | None
    max: int | None
    help: str


class PlatformOut(BaseModel):
    """A platform that can be connected, with its rules."""

    id: str
    name: str
    maturity: str
    checked_on: date
    default_base_url: str
    sandbox_url: str | None
    website: str
    sign_in: SignInOut
    kinds: list[str]
    text: dict[str, Any]
    title: dict[str, Any] | None
    media: dict[str, Any]
    animation: dict[str, Any] | None
    video: dict[str, Any] | None
    mixed: bool
    by_kind: dict[str, dict[str, Any]]
    comment: dict[str, Any] | None
    poll: dict[str, Any] | None
    options: list[OptionOut]
    steps: list[str]
    native_schedule: dict[str, Any] | None
    strategy: str
    limits: str
    reconcile: str


class OfferedOut(BaseModel):
    """What an account has to choose from, by the name of the option: its boards, its flairs."""

    choices: dict[str, list[str]]


class DoorOut(BaseModel):
    """What is entered at a platform so that it calls us."""

    address: str
    word: str = Field(description="The verify token or secret word beside it; empty where none.")
    secret: str = Field(description="The secret that signs the calls, by its name.")
    is_ready: bool
    events: list[str]


class FindingOut(BaseModel):
    """One thing the doctor looked at."""

    name: str
    state: Literal["good", "warning", "broken"]
    sentence: str
    remedy: str


class ConsentOrderIn(BaseModel):
    """An account to be connected in the browser. App keys given once are remembered."""

    model_config = ConfigDict(extra="forbid")

    platform: str = Field(max_length=32, examples=["mastodon"])
    base_url: str | None = Field(None, max_length=2000)
    client_id: str | None = Field(None, max_length=1000)
    client_secret: SecretStr | None = Field(None, max_length=4000)
    hint: str | None = Field(None, max_length=500, description="A handle or server, where asked.")
    brand_ids: list[UUID] = Field(default_factory=list, max_length=200)


class BegunOut(BaseModel):
    """A consent that waits: send the person to `url`."""

    id: UUID
    url: str
    expires_at: datetime


class ChoiceOut(BaseModel):
    """One account the person may choose."""

    id: str
    name: str
    kind: str
    handle: str


class ConsentOut(BaseModel):
    """Where a consent stands: waiting, choose, connected or refused."""

    id: UUID
    platform: str
    status: str
    expires_at: datetime
    choices: list[ChoiceOut]
    channel_id: UUID | None
    detail: str
    remedy: str


class ChoiceIn(BaseModel):
    """The account that shall be connected."""

    model_config = ConfigDict(extra="forbid")

    choice_id: str = Field(max_length=1000)


class AppIn(BaseModel):
    """The keys of one's own program at a platform; an empty secret keeps the stored one."""

    model_config = ConfigDict(extra="forbid")

    platform: str = Field(max_length=32)
    base_url: str | None = Field(None, max_length=2000)
    client_id: str = Field(min_length=1, max_length=1000)
    client_secret: SecretStr = Field(SecretStr(""), max_length=4000)


class AppOut(BaseModel):
    """A program whose keys are kept; the secret is never shown."""

    platform: str
    base_url: str
    client_id: str
    updated_at: datetime
