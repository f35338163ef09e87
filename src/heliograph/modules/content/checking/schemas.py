"""What crosses the wire of a check."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from heliograph.modules.content.schemas import CheckOut


class LookedAt(BaseModel):
    """What a look at a picture file found; `spread` is how far its brightness reaches."""

    model_config = ConfigDict(extra="forbid")

    mime: str = Field(max_length=100)
    size: int = Field(ge=0, le=1_000_000_000_000)
    width: int | None = Field(None, ge=0, le=1_000_000)
    height: int | None = Field(None, ge=0, le=1_000_000)
    spread: float = Field(ge=0, le=255)


class CheckOrder(BaseModel):
    """A text for the gate to judge as if a brand were to post it; nothing is stored."""

    model_config = ConfigDict(extra="forbid")

    brand_id: UUID
    text: str = Field(min_length=1, max_length=20_000)
    hashtags: list[Annotated[str, Field(max_length=200)]] | None = Field(
        None, max_length=60, description="Left out: the lines of hashtags that end the text."
    )
    title: str = Field("", max_length=500)
    alt_text: str | None = Field(None, max_length=5000)
    platforms: list[Annotated[str, Field(max_length=32)]] = Field(
        default_factory=list, max_length=20
    )
    content_type: str | None = Field(None, max_length=64, description="Whose facts it may name.")
    target_date: date | None = Field(None, description="The day it is about; default today.")
    asset_id: UUID | None = Field(None, description="A picture of the library that goes with it.")
    picture: LookedAt | None = Field(None, description="A picture that is not in the library.")


class ReportOut(BaseModel):
    """The gate's report."""

    score: float
    passed: bool
    needs_person: bool
    asks: list[str]
    checks: list[CheckOut]


class GateCheckOut(BaseModel):
    """A check by its name; a fixed one can be made stricter, never softer."""

    name: str
    is_fixed: bool
