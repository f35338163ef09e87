"""What crosses the wire of brands."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator

from heliograph.sdk.manifest import OptionField

Word = Annotated[str, Field(max_length=200)]
Colour = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]
HANDLE = r"^[a-z0-9][a-z0-9_.-]{0,62}$"


class Voice(BaseModel):
    """How a brand speaks."""

    model_config = ConfigDict(extra="forbid")

    tone: list[Word] = Field(default_factory=list, max_length=20)
    do: list[Word] = Field(default_factory=list, max_length=50)
    dont: list[Word] = Field(default_factory=list, max_length=50)
    samples: list[Annotated[str, Field(max_length=5000)]] = Field(
        default_factory=list, max_length=20
    )
    pronunciations: dict[Word, Word] = Field(
        default_factory=dict, max_length=500, description="Words as written, and as spoken."
    )


class Kit(BaseModel):
    """How a brand looks: colours by meaning, and the symbol of its subject."""

    model_config = ConfigDict(extra="forbid")

    palette: dict[str, Colour] = Field(default_factory=dict, max_length=12)
    symbol: str | None = Field(None, max_length=64)


class Background(BaseModel):
    """What lies behind the words of pictures: the drawn scene, a picture of the library, or one
    that a model paints. Where that cannot be had, the scene is drawn and the reason told."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["scene", "photo", "painted"] = "scene"
    asset_id: UUID | None = Field(None, description="Of the library, for `photo`.")
    prompt: str | None = Field(
        None, max_length=800, description="What is to be seen, for `painted`. Default: the mood."
    )

    @model_validator(mode="after")
    def _has_what_it_needs(self) -> Background:
        if (self.asset_id is not None) != (self.kind == "photo"):
            raise ValueError("asset_id goes with kind photo, and photo needs it")
        if self.prompt is not None and self.kind != "painted":
            raise ValueError("prompt goes with kind painted")
        return self


class KitOut(Kit):
    """The whole look: the logo is drawn where a design has a place for it."""

    logo_asset_id: UUID | None = None
    background: Background = Field(default_factory=Background)


class Disclosure(BaseModel):
    """What networks are told about how posts are made."""

    model_config = ConfigDict(extra="forbid")

    ai_label: bool = True


Action = Literal["warn", "block", "needs_person"]
Setting = str | int | float | bool
Options = Annotated[dict[str, Setting], Field(max_length=60)]
Policy = Annotated[dict[Annotated[str, Field(max_length=64)], Action], Field(max_length=60)]


class BrandOrder(BaseModel):
    """A brand to be made; what is left out comes from the pack's profile of the subject."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(min_length=1, max_length=120)
    handle: str = Field(pattern=HANDLE)
    pack: str = Field(max_length=64, examples=["zodiac"])
    subject: str = Field(max_length=64, examples=["leo"])
    language: str = Field("en", max_length=16)
    time_zone: str = Field("UTC", max_length=64)
    audience: str = Field("", max_length=2000)
    voice: Voice | None = None
    kit: Kit | None = None
    forbidden: list[Word] = Field(default_factory=list, max_length=500)
    disclosure: Disclosure = Field(default_factory=Disclosure)
    options: Options = Field(default_factory=dict, description="What the pack lets a brand set.")
    policy: Policy = Field(default_factory=dict, description="What each check of the gate does.")


class BrandChange(BaseModel):
    """What may be changed about a brand."""

    model_config = ConfigDict(extra="forbid")

    name: str | None = Field(None, min_length=1, max_length=120)
    handle: str | None = Field(None, pattern=HANDLE)
    language: str | None = Field(None, max_length=16)
    time_zone: str | None = Field(None, max_length=64)
    audience: str | None = Field(None, max_length=2000)
    voice: Voice | None = None
    kit: Kit | None = None
    forbidden: list[Word] | None = Field(None, max_length=500)
    disclosure: Disclosure | None = None
    options: Options | None = None
    policy: Policy | None = None


class BrandOut(BaseModel):
    """A brand as it is shown."""

    id: UUID
    name: str
    handle: str
    pack: str
    subject: str
    language: str
    time_zone: str
    audience: str
    voice: Voice
    kit: KitOut
    forbidden: list[str]
    disclosure: Disclosure
    options: dict[str, Setting]
    policy: dict[str, Action]
    created_at: datetime


class ContentTypeOut(BaseModel):
    """A kind of content a pack can make."""

    id: str
    name: str
    description: str
    default_time: str
    languages: list[str]
    needs_person: bool
    every: Literal["day", "week", "month"]
    weekday: int
    video: str | None = Field(None, description="The style of its videos; none: it has none.")
    asks: list[OptionField]


class SubjectOut(BaseModel):
    """A subject of a pack with its fixed facts and colours."""

    id: str
    name: str
    symbol: str
    traits: list[str]
    palette: dict[str, str]
    facts: dict[str, str]


class PackOut(BaseModel):
    """An installed pack."""

    id: str
    name: str
    version: str
    description: str
    languages: list[str]
    maturity: str
    sources: list[str]
    needs_notes: bool
    types: list[ContentTypeOut]
    subjects: list[SubjectOut]
    options: list[OptionField]
