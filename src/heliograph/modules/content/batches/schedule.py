"""Which piece for which brand on which day. Pure functions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from heliograph.sdk.packs import Pack

MOST_DAYS = 92
MOST_PIECES = 5000


@dataclass(frozen=True)
class Rhythm:
    """One type of content and the weekdays it is made for; Monday is 0, none means every day."""

    type: str
    weekdays: frozenset[int] = frozenset()

    def falls_on(self, day: date) -> bool:
        """Whether it is made for a day."""
        return not self.weekdays or day.weekday() in self.weekdays


@dataclass(frozen=True)
class Item:
    """One piece of a batch."""

    brand_id: UUID
    brand: str
    type: str
    day: date


@dataclass(frozen=True)
class Period:
    """A run of days."""

    first: date
    days: int

    def __iter__(self) -> Iterator[date]:
        return (self.first + timedelta(days=number) for number in range(self.days))


@dataclass(frozen=True)
class Proposal:
    """What a batch would make, and what of it exists already."""

    items: tuple[Item, ...] = ()
    existing: tuple[Item, ...] = ()
    unknown_types: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """By brand, types that its pack does not make."""


def usual_rhythm(pack: Pack) -> tuple[Rhythm, ...]:
    """What a pack is made for when nobody says: its first type, every day."""
    return (Rhythm(pack.manifest.types[0].id),)


def items_of(
    brands: Sequence[Mapping[str, Any]],
    rhythms: Mapping[UUID, Sequence[Rhythm]],
    period: Period,
) -> list[Item]:
    """Day by day, so that the pieces of a day are written knowing of each other."""
    found = (
        Item(brand["id"], brand["name"], rhythm.type, day)
        for day in period
        for brand in brands
        for rhythm in rhythms[brand["id"]]
        if rhythm.falls_on(day)
    )
    return list(dict.fromkeys(found))
