"""What crosses the wire of content."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator

from heliograph.modules.brands import Background

StepName = Literal["facts", "plan", "words", "picture", "gate"]
Hashtag = Annotated[str, Field(pattern=r"^#\w+$", max_length=100)]


class Style(BaseModel):
    """How it should sound."""

    model_config = ConfigDict(extra="ignore")

    tone: str | None = Field(None, max_length=40)
    length: Literal["short", "medium", "long"] = "medium"


class MakeOrder(BaseModel):
    """What to make: for a brand by its id, or for a sign as the zodiac document asks."""

    model_config = ConfigDict(extra="forbid")

    brand_id: UUID | None = None
    zodiac_sign: str | None = Field(None, max_length=64, examples=["aries"])
    content_type: str = Field("daily_horoscope", max_length=64)
    target_date: date
    language: str | None = Field(None, max_length=16, description="Default: the brand's own.")
    notes: list[Annotated[str, Field(max_length=2000)]] = Field(
        default_factory=list,
        max_length=50,
        description="Facts of your own, one to an entry, each with its source after ` | `.",
    )
    options: dict[Annotated[str, Field(max_length=64)], str | int | float | bool] = Field(
        default_factory=dict, max_length=60, description="What the pack lets be said for a piece."
    )
    background: Background | None = Field(
        None, description="What lies behind the words of its pictures. Default: the brand's own."
    )
    platform: str | None = Field(
        None, max_length=32, description="The network whose limits and picture size it keeps to."
    )
    style_preferences: Style = Field(default_factory=Style)
    channel_ids: list[UUID] = Field(
        default_factory=list, max_length=100, description="Where it goes once the gate lets it."
    )
    when: Literal["now", "next_slot"] = Field(
        "next_slot", description="When it goes out on those channels."
    )

    @model_validator(mode="after")
    def _one_subject(self) -> MakeOrder:
        if (self.brand_id is None) == (self.zodiac_sign is None):
            raise ValueError("give either brand_id or zodiac_sign")
        return self


class Redo(BaseModel):
    """Which step to do again; the steps after it follow."""

    model_config = ConfigDict(extra="forbid")

    step: StepName


class ContentChange(BaseModel):
    """A person's wording; the gate looks at it again."""

    model_config = ConfigDict(extra="forbid")

    version: int = Field(ge=1, le=2_000_000_000)
    text: str | None = Field(None, min_length=1, max_length=20_000)
    hashtags: list[Hashtag] | None = Field(None, max_length=30)


class StepOut(BaseModel):
    """One step of a run."""

    name: str
    status: str
    provider: str
    seed: str
    inputs: dict[str, Any]
    outputs: dict[str, Any]
    cost: float
    milliseconds: int | None
    started_at: datetime | None
    finished_at: datetime | None


class RunOut(BaseModel):
    """A run that can be followed."""

    id: UUID
    content_id: UUID
    status: str
    error: dict[str, Any] | None
    steps: list[StepOut]
    created_at: datetime
    finished_at: datetime | None


class ImageOut(BaseModel):
    """The picture of a content."""

    asset_id: UUID
    url: str
    width: int
    height: int


class CardOut(ImageOut):
    """One of the pictures of a content, with its words where there are several."""

    text: str = ""


class FactOut(BaseModel):
    """One computed statement with its source."""

    id: str
    kind: str
    text: str
    source: str


class CheckOut(BaseModel):
    """One check of the gate."""

    name: str
    passed: bool
    must: bool
    score: float
    detail: str
    found: str = ""
    allowed: str = ""
    remedy: str = ""


class QualityOut(BaseModel):
    """The gate's report; empty while the content is being made. With `needs_person` nothing goes
    out before a person said yes, for the reasons in `asks`."""

    score: float | None = None
    passed: bool | None = None
    needs_person: bool = False
    asks: list[str] = Field(default_factory=list)
    checks: list[CheckOut] = Field(default_factory=list)


class ContentOut(BaseModel):
    """A made piece as it is shown."""

    id: UUID
    brand_id: UUID
    pack: str
    subject: str
    type: str
    target_date: date
    language: str
    status: str
    title: str
    hook: str
    text: str
    hashtags: list[str]
    call_to_action: str | None
    alt_text: str
    version: int
    image: ImageOut | None
    images: list[CardOut] = Field(
        description="Every picture in order; several go out as a carousel. The first is `image`."
    )
    facts: list[FactOut]
    quality: QualityOut
    run_id: UUID | None
    created_at: datetime


class PictureChoice(BaseModel):
    """In which design and named size the piece's picture is drawn; empty for the type's own. Or
    pictures of the library in place of what is drawn."""

    model_config = ConfigDict(extra="forbid")

    version: int = Field(ge=1, le=2_000_000_000)
    design: str | None = Field(None, max_length=64, pattern=r"^[a-z0-9_-]+$")
    size: str | None = Field(None, max_length=64, pattern=r"^[a-z0-9_-]+$")
    asset_ids: list[UUID] = Field(
        default_factory=list, max_length=20, description="In this order, instead of drawing."
    )

    @model_validator(mode="after")
    def _one_way(self) -> PictureChoice:
        if self.asset_ids and (self.design or self.size):
            raise ValueError("give either asset_ids, or a design and a size to draw")
        return self


class DesignOut(BaseModel):
    """A design that suits a piece."""

    id: str
    name: str
    is_own: bool


class PictureSizeOut(BaseModel):
    """A named size; `safe` is left, top, right, bottom in pixels."""

    name: str
    about: str
    width: int
    height: int
    safe: tuple[float, float, float, float]
    form: str


class Restoring(BaseModel):
    """The version of the content that was read."""

    model_config = ConfigDict(extra="forbid")

    version: int = Field(ge=1, le=2_000_000_000)


class ChangeOut(BaseModel):
    """A run of words that stayed, went or came."""

    kind: Literal["same", "gone", "new"]
    text: str


class ContentVersionOut(BaseModel):
    """A wording that a content had."""

    version: int
    text: str
    hashtags: list[str]
    author_id: UUID | None
    created_at: datetime
