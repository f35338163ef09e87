"""What crosses the wire of batches."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator

from heliograph.modules.content.batches.schedule import MOST_DAYS, Period, Rhythm
from heliograph.modules.content.batches.service import BatchWish

Weekday = Annotated[int, Field(ge=0, le=6)]


class RhythmOrder(BaseModel):
    """A type of content and the weekdays it is made for."""

    model_config = ConfigDict(extra="forbid")

    type: str = Field(max_length=64)
    weekdays: list[Weekday] = Field(
        default_factory=list, max_length=7, description="Monday is 0; empty for its rhythm."
    )
    every: Literal["day", "week", "month"] | None = Field(
        None, description="Once a day, a week or a month. Default: its own."
    )

    @model_validator(mode="after")
    def _one_rhythm(self) -> RhythmOrder:
        if self.weekdays and self.every:
            raise ValueError("give either weekdays or every")
        return self


class BulkOrder(BaseModel):
    """Many pieces at once: for brands, over days, in a rhythm."""

    model_config = ConfigDict(extra="forbid")

    brand_ids: list[UUID] = Field(min_length=1, max_length=200)
    first_day: date = Field(ge=date(1, 1, 2), le=date(9999, 1, 1))
    days: int = Field(30, ge=1, le=MOST_DAYS)
    types: list[RhythmOrder] = Field(
        default_factory=list, max_length=40, description="Empty: each pack's main type."
    )
    length: Literal["short", "medium", "long"] = "medium"
    channel_ids: list[UUID] | None = Field(
        default_factory=list, max_length=100, description="Null: every channel of each brand."
    )
    when: Literal["on_day", "next_slot"] = Field(
        "on_day", description="On its day at the type's usual time, or in the channel's next slot."
    )

    def wish(self) -> BatchWish:
        """The same for the service."""
        return BatchWish(
            brand_ids=tuple(dict.fromkeys(self.brand_ids)),
            period=Period(self.first_day, self.days),
            rhythms=tuple(
                Rhythm(one.type, frozenset(one.weekdays), one.every) for one in self.types
            ),
            length=self.length,
            channel_ids=self.channel_ids,
            when=self.when,
            request=self.model_dump(mode="json"),
        )


class ItemOut(BaseModel):
    """One piece of a proposal."""

    brand_id: UUID
    brand: str
    type: str
    day: date


class ProposalOut(BaseModel):
    """What would be made, and what is there already."""

    items: list[ItemOut]
    existing: list[ItemOut]


class FailureOut(BaseModel):
    """A piece that was not made, did not pass, or got no post."""

    content_id: UUID
    brand_id: UUID
    brand: str = Field(description="The name of who speaks.")
    status: Literal["failed", "refused", "unplanned"]
    error: dict[str, Any] | None
    type: str
    target_date: date


class BatchOut(BaseModel):
    """A batch with its progress."""

    id: UUID
    state: Literal["making", "done", "cancelled"]
    total: int
    ended: int
    done: int
    refused: int
    failed: int
    cancelled: int
    unplanned: int = Field(description="Pieces that are made, and whose post was refused.")
    request: dict[str, Any]
    failures: list[FailureOut]
    created_at: datetime
    cancelled_at: datetime | None
