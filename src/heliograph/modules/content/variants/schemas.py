"""What crosses the wire of variants."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from heliograph.modules.content.schemas import QualityOut
from heliograph.modules.content.variants.service import MOST, Asked

Kind = Literal["alternative", "hook", "platform", "optimised"]
MadeKind = Literal["alternative", "hook", "platform", "optimised", "template"]
Value = str | int | float | bool | list[str] | None


class VariantOrder(BaseModel):
    """Which other wordings to make."""

    model_config = ConfigDict(extra="forbid")

    kind: Kind = "alternative"
    count: int = Field(3, ge=1, le=MOST, description="How many alternatives or hooks.")
    platforms: list[str] = Field(
        default_factory=list, max_length=40, description="For which platforms, of kind platform."
    )

    def asked(self) -> Asked:
        """The same for the service."""
        return Asked(self.kind, self.count, tuple(dict.fromkeys(self.platforms)))


class FillOrder(BaseModel):
    """A template to be filled with the piece's own plan."""

    model_config = ConfigDict(extra="forbid")

    template_id: UUID
    values: dict[Annotated[str, Field(max_length=64)], Value] = Field(
        default_factory=dict,
        max_length=100,
        description="What the plan does not have, or what goes before it.",
    )


class Choice(BaseModel):
    """The version of the content that was read."""

    model_config = ConfigDict(extra="forbid")

    version: int = Field(ge=1, le=2_000_000_000)


class VariantOut(BaseModel):
    """Another wording; `reasons` say what differs and why."""

    id: UUID
    content_id: UUID
    kind: MadeKind
    platform: str | None
    text: str
    hook: str
    hashtags: list[str]
    reasons: list[str]
    quality: QualityOut
    score: float | None
    provider: str
    chosen_at: datetime | None
    created_at: datetime


class ShotOut(BaseModel):
    """One picture under one sentence of a script; times in seconds."""

    number: int
    says: str
    shows: str
    fact_id: str | None
    starts: float
    seconds: float
