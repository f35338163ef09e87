"""What crosses the wire of videos."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from heliograph.sdk.timeline import Aspect

Version = Annotated[int, Field(ge=1, le=2_000_000_000)]
SceneId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]
VoiceName = Annotated[
    str,
    Field(
        max_length=240,
        pattern=r"^[^\x00-\x1f]*$",
        description="`provider:voice` or `provider`: the id of a voice of this machine, or the id, "
        "name or kind of one that is set up. Empty: of the brand's tier. `none`: no speech.",
    ),
]
Rate = Annotated[float, Field(ge=0.5, le=2, allow_inf_nan=False)]
StyleName = Annotated[str, Field(max_length=64, pattern=r"^[a-z0-9_-]*$")]
Mood = Annotated[str, Field(max_length=32, pattern=r"^[a-z_]*$")]


class VideoOrder(BaseModel):
    """A video to be made of a piece that passed the gate."""

    model_config = ConfigDict(extra="forbid")

    content_id: UUID
    aspect: Aspect = "9:16"
    style: StyleName = Field("", description="Shipped or own; empty: the one of the type.")
    voice: VoiceName = ""
    rate: Rate = 1.0
    mood: Mood = Field("", description="Of the music; empty: the style's; `none`: no music.")
    render: bool = Field(True, description="Render it as soon as it is made.")


class VoiceChoiceOut(BaseModel):
    """Who could say a video, for how much; `reason` says why it would be passed."""

    provider_id: UUID | None
    provider: str
    tier: str
    model: str
    low: float
    high: float
    seconds: float
    is_measured: bool
    priced_on: date | None
    reason: str


class VideoEstimateOut(BaseModel):
    """What the voice of a video would cost, before it is made; the first choice without a reason
    says it. Without speech there is no choice."""

    lines: int
    characters: int
    currency: str
    left: float | None
    choices: list[VoiceChoiceOut]


class SceneEdit(BaseModel):
    """What becomes of one scene; what is left out stays. The parts are those of a scene in the
    document (`docs/reference/timeline.md`)."""

    model_config = ConfigDict(extra="forbid")

    version: Version
    line: str | None = Field(None, max_length=2_000)
    titles: list[dict[str, Any]] | None = Field(None, max_length=12)
    cues: list[dict[str, Any]] | None = Field(None, max_length=100)
    least: float | None = Field(None, ge=0, le=600, allow_inf_nan=False)
    move: str | None = Field(None, max_length=16)
    camera: dict[str, Any] | None = None
    transition: dict[str, Any] | None = None
    chapter: str | None = Field(None, max_length=120)
    shot: dict[str, Any] | None = None
    asset_id: UUID | None = Field(None, description="A picture or clip of the library to show.")

    def values(self) -> dict[str, Any]:
        """Only what was given."""
        return self.model_dump(exclude_unset=True, exclude={"version", "asset_id"})


class SceneOrder(BaseModel):
    """The scenes that stay, in their order."""

    model_config = ConfigDict(extra="forbid")

    version: Version
    scenes: list[SceneId] = Field(min_length=1, max_length=200)


class NewScene(BaseModel):
    """A scene to be added behind another."""

    model_config = ConfigDict(extra="forbid")

    version: Version
    after: SceneId | Literal[""] = ""
    scene: dict[str, Any]


class VideoSettings(BaseModel):
    """What holds for the whole video; what is left out stays."""

    model_config = ConfigDict(extra="forbid")

    version: Version
    title: str | None = Field(None, max_length=300)
    aspect: Aspect | None = None
    captions: dict[str, Any] | None = None
    music: dict[str, Any] | None = None
    look: dict[str, Any] | None = None
    overlays: dict[str, Any] | None = None
    cover: dict[str, Any] | None = None
    voice: VoiceName | None = None
    rate: Rate | None = None
    style: StyleName | None = None

    def values(self) -> dict[str, Any]:
        """Only what was given."""
        return self.model_dump(exclude_unset=True, exclude={"version"})


class WholeTimeline(BaseModel):
    """A document that takes the place of the one there is."""

    model_config = ConfigDict(extra="forbid")

    version: Version
    timeline: dict[str, Any]


class Restore(BaseModel):
    """The version that was read."""

    model_config = ConfigDict(extra="forbid")

    version: Version


class RenderIn(BaseModel):
    """A file to be made."""

    model_config = ConfigDict(extra="forbid")

    aspect: Aspect | None = None
    preset: Literal["veryfast", "medium"] = "veryfast"


class StyleLearn(BaseModel):
    """A style to be learned from a video of the library, or begun as a copy of another."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(min_length=1, max_length=120, pattern=r"^[^\x00-\x1f]*\S[^\x00-\x1f]*$")
    asset_id: UUID | None = None
    base: StyleName = Field("", description="The style to copy, where no video is given.")


class StyleEdit(BaseModel):
    """Fields of a style by their names."""

    model_config = ConfigDict(extra="forbid")

    document: dict[str, Any]


class VideoCheckOut(BaseModel):
    """One check of the gate. Only a failure that `must` not be keeps a video from going out."""

    name: str
    passed: bool
    found: str
    allowed: str
    remedy: str
    must: bool
    moments: list[float] = Field(
        default_factory=list,
        description="When in the film it is, in seconds: the first few, where they are known.",
    )


class FilmCheckOut(VideoCheckOut):
    """One check of a finished file. Only a failure of one that `must` hold refuses the file."""

    score: float


class FilmQualityOut(BaseModel):
    """The gate's report on a finished file; empty until it was looked at."""

    passed: bool | None = None
    score: float | None = None
    checks: list[FilmCheckOut] = Field(default_factory=list)


class RenderOut(BaseModel):
    """A render with its progress, and with the gate's report when it is over."""

    id: UUID
    video_id: UUID
    version: int
    aspect: str
    preset: str
    status: str
    stage: str
    done: int
    total: int
    seconds_left: float | None
    error: dict[str, Any] | None
    asset_id: UUID | None
    cover_asset_id: UUID | None
    facts: dict[str, Any]
    quality: FilmQualityOut
    score: float | None
    created_at: datetime
    finished_at: datetime | None


class VideoRow(BaseModel):
    """A video in a list."""

    id: UUID
    brand_id: UUID
    content_id: UUID | None
    title: str
    language: str
    status: str
    version: int
    seconds: float | None = Field(description="How long it lasts; null until it has been made.")
    aspect: str
    style: str = Field(description="What it is in; the wish until it has been made.")
    scenes: int
    render_status: str | None = Field(description="Of its newest render that was not cancelled.")
    cover_asset_id: UUID | None = Field(description="The cover of its rendered newest version.")
    created_at: datetime
    updated_at: datetime


class VideoOut(VideoRow):
    """A video with its document and its newest renders."""

    timeline: dict[str, Any]
    wishes: dict[str, Any]
    error: dict[str, Any] | None
    renders: list[RenderOut]


class VideoVersionOut(BaseModel):
    """An earlier document."""

    number: int
    change: str
    author_id: UUID | None
    timeline: dict[str, Any]
    created_at: datetime


class VoiceOut(BaseModel):
    """A voice that can be chosen."""

    id: str
    name: str
    language: str
    provider: str
    gender: str
    licence: str


class MoodOut(BaseModel):
    """A mood of music."""

    id: str
    name: str
    description: str
    tempo: float
    instruments: bool


class ComparisonOrder(BaseModel):
    """The video whose film is to be compared with what a style was learned from."""

    model_config = ConfigDict(extra="forbid")

    video_id: UUID


class LikenessOut(BaseModel):
    """One feature of a reference and of a film; `alike` and `confidence` are between 0 and 1."""

    feature: str
    reference: str
    result: str
    alike: float
    confidence: float
    is_kept: bool = Field(description="Whether it is near enough to count as the same manner.")


class ComparisonOut(BaseModel):
    """A video's newest film beside what a style was learned from; `status` is none until somebody
    asks for it, or where there is nothing to compare, which `error` tells; `overall` and the
    features come when the whole film is measured."""

    style_id: UUID
    video_id: UUID
    render_id: UUID | None
    version: int | None = Field(description="Of the video that the film shows.")
    status: Literal["none", "waiting", "running", "done", "failed"]
    share: float = Field(description="How much of the film is measured, 0 to 1.")
    overall: float | None
    features: list[LikenessOut]
    error: dict[str, Any] | None


class StyleOut(BaseModel):
    """A style; shipped ones have a name for an id and cannot be changed."""

    id: str
    name: str
    description: str
    is_shipped: bool
    status: str
    document: dict[str, Any]
    analysis: dict[str, Any]
    asset_id: UUID | None
    error: dict[str, Any] | None
