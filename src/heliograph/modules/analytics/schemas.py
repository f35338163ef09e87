"""What crosses the wire of analytics."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, Field

from heliograph.modules.scheduling import CalendarOut, PostOut


class SnapshotOut(BaseModel):
    """The counts of a post at one moment."""

    at: datetime
    age_seconds: int
    metrics: dict[str, int]
    engagement: int


class PostMetricsOut(BaseModel):
    """A post's numbers over time, oldest first."""

    snapshots: list[SnapshotOut]


class AccountSnapshotOut(BaseModel):
    """The counts of an account at one moment."""

    at: datetime
    metrics: dict[str, int]


class AccountMetricsOut(BaseModel):
    """An account's numbers over time, oldest first."""

    snapshots: list[AccountSnapshotOut]


class ShareOut(BaseModel):
    """What one platform or brand brought in."""

    name: Any
    engagement: int
    posts: int


class SummaryOut(BaseModel):
    """The last day in numbers."""

    engagement_24h: int
    readings_24h: int
    by_platform: list[ShareOut]
    by_brand: list[ShareOut]


class PerformancePostOut(BaseModel):
    """A post of a content with its latest counts."""

    id: UUID
    platform: str
    status: str
    metrics: dict[str, int] | None


class PerformanceOut(BaseModel):
    """How a content did over all its posts."""

    totals: dict[str, int]
    posts: list[PerformancePostOut]


class NeedOut(BaseModel):
    """Something that waits for a person."""

    kind: str
    sentence: str
    link: str
    text_start: str
    count: int = Field(default=1, description="How many pieces or posts it is about.")


class PointOut(BaseModel):
    """One point of a curve."""

    at: datetime
    total: int


class ReturnOut(BaseModel):
    """A published post with its curve."""

    post: PostOut
    series: list[PointOut]


class LoopOut(BaseModel):
    """How much stands at each place of the loop."""

    facts: int
    content_made: int
    scheduled: int
    published: int
    numbers_read: int
    engagement: int


class HomeOut(BaseModel):
    """The home page in one read."""

    today: list[CalendarOut]
    needs_you: list[NeedOut]
    going_out: list[PostOut]
    coming_back: list[ReturnOut]
    loop: LoopOut
