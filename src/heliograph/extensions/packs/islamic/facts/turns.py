"""Which verse is next for a type, so that no verse comes twice in one week of an account.

The types of a brand know nothing of each other's pieces, but each one's turn can be told from its
day alone: a type leaves out what those before it in `ORDER` have within a week.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache

from heliograph.extensions.packs.islamic.content import (
    Topic,
    groups_by_topic,
    supplications,
    verses_by_topic,
    verses_of,
)
from heliograph.extensions.packs.islamic.errors import OutsideCalendar
from heliograph.extensions.packs.islamic.facts.asked import Asked
from heliograph.extensions.packs.islamic.facts.dates import occasion_facts
from heliograph.extensions.packs.islamic.facts.verses import is_drawn
from heliograph.extensions.packs.islamic.quran.store import Quran

FRIDAY = 4
WEEK = 7
SHORT = 230
"""Characters of Arabic that a reminder has room for beside its own words."""
ORDER = ("ramadan_day", "friday_reminder", "verse_of_the_day", "verse_group", "dua", "reminder")
"""Types that quote by turn; a later one gives way to an earlier one."""
Pools = dict[Topic, tuple[str, ...]]
Turn = tuple[str, int]


@dataclass(frozen=True)
class Turns:
    """The turns of one account, seen from one brief."""

    asked: Asked
    _known: dict[Turn, str | None] = field(default_factory=dict)

    def of(self, kind: str, day: date) -> str | None:
        """The verses a type has on a day; None where it has none by turn."""
        turn = (kind, day.toordinal())
        if turn not in self._known:
            self._known[turn] = self._chosen(kind, day)
        return self._known[turn]

    def is_near(self, reference: str, day: date, kinds: Sequence[str] = ORDER) -> bool:
        """Whether one of these types has any of the verses within a week of the day."""
        own = self._verses(reference)
        days = [day + timedelta(days=step) for step in range(1 - WEEK, WEEK)]
        others = (self.of(kind, one) for kind in kinds for one in days)
        return any(not own.isdisjoint(self._verses(one)) for one in others if one is not None)

    def _chosen(self, kind: str, day: date) -> str | None:
        asked = Asked(replace(self.asked.brief, type=kind, day=day), self.asked.setting)
        wanted = list(_candidates(asked))
        before = ORDER[: ORDER.index(kind)]
        if len(wanted) < 2:
            return next(iter(wanted), None)
        return next((one for one in wanted if not self.is_near(one, day, before)), wanted[0])

    def _verses(self, reference: str) -> frozenset[tuple[int, int]]:
        return _verses_of(self.asked.setting.quran, reference)


def number_in_ramadan(asked: Asked) -> int | None:
    """Which day of Ramadan it is; None outside."""
    try:
        falls = occasion_facts(asked.day, asked.setting)
    except OutsideCalendar:
        return None
    month = next((fact for fact in falls if fact.detail["id"] == "ramadan"), None)
    if month is None:
        return None
    return (asked.day - date.fromisoformat(str(month.detail["first"]))).days + 1


def _candidates(asked: Asked) -> Iterator[str]:
    """The reference whose turn it is, then those that may stand in for it: from half a round
    away, so that none of them comes again soon."""
    kind, quran = asked.brief.type, asked.setting.quran
    if kind == "ramadan_day":
        number = number_in_ramadan(asked)
        if number is not None:
            yield verses_of("ramadan")[number - 1]
        return
    if kind == "friday_reminder":
        if asked.day.weekday() == FRIDAY:
            yield from _round(asked, verses_of("friday"), asked.day.toordinal() // WEEK)
        return
    if kind == "dua":
        drawn = _supplications(quran)
        yield from _round(asked, drawn, asked.day.toordinal())
        return
    pools = _pools(quran, kind)
    topic = next(one for one in pools if one == asked.in_turn(list(pools)))
    yield from _round(asked, pools[topic], asked.day.toordinal() // len(pools))


def _round(asked: Asked, pool: Sequence[str], count: int) -> Iterator[str]:
    many = len(pool)
    for step in (0, *range(many // 2, many), *range(1, many // 2)):
        yield asked.in_turn(pool, count + step)


@lru_cache(maxsize=16)
def _pools(quran: Quran, kind: str) -> Pools:
    """Those that can be shown whole, on one card or several; a person may ask for the others."""
    if kind == "reminder":
        return {
            topic: tuple(one for one in listed if _length(quran, one) <= SHORT)
            for topic, listed in verses_by_topic().items()
        }
    pools = groups_by_topic() if kind == "verse_group" else verses_by_topic()
    return {
        topic: tuple(one for one in listed if is_drawn(quran, one))
        for topic, listed in pools.items()
    }


@lru_cache(maxsize=4)
def _supplications(quran: Quran) -> tuple[str, ...]:
    return tuple(name for name in supplications() if is_drawn(quran, name))


@lru_cache(maxsize=4096)
def _verses_of(quran: Quran, reference: str) -> frozenset[tuple[int, int]]:
    found = (verse.reference for verse in quran.verses(reference))
    return frozenset((one.surah, one.ayah) for one in found)


def _length(quran: Quran, reference: str) -> int:
    return sum(len(verse.body) + 4 for verse in quran.verses(reference))
