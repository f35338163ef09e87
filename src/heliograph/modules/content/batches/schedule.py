"""Which piece for which brand on which day. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, Literal
from uuid import UUID

from heliograph.sdk.packs import Pack

MOST_DAYS = 92
MOST_PIECES = 5000


Every = Literal["day", "week", "month"]


@dataclass(frozen=True)
class Rhythm:
    """One type of content and how often it is made: on the weekdays named (Monday is 0), else
    each day, on one day of a week (`begins`), or on the first of a month. With `every` None the
    type's own rhythm counts."""

    type: str
    weekdays: frozenset[int] = frozenset()
    every: Every | None = None
    begins: int = 0

    def falls_on(self, day: date) -> bool:
        """Whether it is made for a day."""
        if self.weekdays:
            return day.weekday() in self.weekdays
        return self.unit_of(day) == day

    def unit_of(self, day: date) -> date:
        """The first day of the span that one piece is made for: of the day, its week or month."""
        if self.weekdays or self.every in (None, "day"):
            return day
        if self.every == "week":
            return day - timedelta(days=(day.weekday() - self.begins) % 7)
        return day.replace(day=1)

    def days_of(self, period: Period) -> Iterator[date]:
        """The days of a period it is made for; a period too short for its day
        still has one, on its first day."""
        found = [day for day in period if self.falls_on(day)]
        if not found and not self.weekdays:
            found = [period.first]
        yield from found


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

    @property
    def around(self) -> tuple[date, date]:
        """The first and last day of all weeks and months that the period touches."""
        return self.first - timedelta(days=31), self.first + timedelta(days=self.days + 31)

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
    """What a pack is made for when nobody says: its first type, in that type's own rhythm."""
    return (own_rhythm(pack, Rhythm(pack.manifest.types[0].id)),)


def own_rhythm(pack: Pack, rhythm: Rhythm) -> Rhythm:
    """The rhythm, with how often the pack makes that type where nobody said."""
    kind = next(one for one in pack.manifest.types if one.id == rhythm.type)
    if rhythm.weekdays:
        return rhythm
    return replace(rhythm, every=rhythm.every or kind.every, begins=kind.weekday)


def items_of(
    brands: Sequence[Mapping[str, Any]],
    rhythms: Mapping[UUID, Sequence[Rhythm]],
    period: Period,
) -> list[tuple[Item, Rhythm]]:
    """Day by day, so that the pieces of a day are written knowing of each other."""
    order = {brand["id"]: at for at, brand in enumerate(brands)}
    found = (
        (Item(brand["id"], brand["name"], rhythm.type, day), rhythm)
        for brand in brands
        for rhythm in rhythms[brand["id"]]
        for day in rhythm.days_of(period)
    )
    once = dict(found)
    return sorted(once.items(), key=lambda one: (one[0].day, order[one[0].brand_id]))


def split(
    items: Sequence[tuple[Item, Rhythm]], known: Iterable[tuple[UUID, str, date]]
) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """What is still to be made, and what is there: of a week or a month one piece is enough."""
    days: dict[tuple[UUID, str], set[date]] = {}
    for brand_id, kind, day in known:
        days.setdefault((brand_id, kind), set()).add(day)
    wanted, there = list[Item](), list[Item]()
    for item, rhythm in items:
        units = {rhythm.unit_of(day) for day in days.get((item.brand_id, item.type), ())}
        (there if rhythm.unit_of(item.day) in units else wanted).append(item)
    return tuple(wanted), tuple(there)
