"""When a post's numbers are read. Pure functions."""

from __future__ import annotations

from datetime import datetime, timedelta

LAST_AGE = timedelta(days=90)
FIRST_AGES = tuple(timedelta(seconds=age) for age in (8, 20, 45, 90, 180, 360, 720, 1500, 3600))
EARLY = timedelta(seconds=2)
"""A reading may come this much before its time, together with another post's."""
GROWTH = 1.6
"""Every later reading comes at 1.6 times the age of the one before: about 20 in ninety days."""


def next_reading(published_at: datetime, last_read_at: datetime | None) -> datetime | None:
    """The next moment to read a post; None once it is ninety days old.

    A reading that was missed is not made up for: the next one follows from the age now.
    """
    if last_read_at is None:
        return published_at + FIRST_AGES[0]
    age = last_read_at - published_at
    coming = next((step for step in FIRST_AGES if step > age + EARLY), None)
    if coming is None:
        coming = age * GROWTH
    return published_at + coming if coming <= LAST_AGE else None


def engagement_of(metrics: dict[str, int]) -> int:
    """What people did with a post: everything that is not just seeing it."""
    passive = ("views", "reach", "impressions", "followers")
    return sum(count for name, count in metrics.items() if name not in passive)
