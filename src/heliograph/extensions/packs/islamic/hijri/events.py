"""What falls on the days of a year: feasts, fasts, and the days that come back every week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

from heliograph.extensions.packs.islamic.hijri.calendar import (
    FIRST_DAY,
    LAST_DAY,
    RAMADAN,
    HijriDate,
    gregorian_of,
    hijri_of,
    month_length,
)
from heliograph.extensions.packs.islamic.hijri.names import Words

Fasting = Literal["none", "kept", "invited", "open"]
_WHITE_DAYS = (13, 14, 15)
_WHITE = Words(en="White days", ar="أيام البيض")
_WEEKLY = {
    0: ("monday_fast", Words(en="Monday fast", ar="صيام الاثنين")),
    3: ("thursday_fast", Words(en="Thursday fast", ar="صيام الخميس")),
    4: ("friday", Words(en="Friday", ar="يوم الجمعة")),
}
_FRIDAY_NOTE = Words(
    en="Surah al-Kahf and salawat upon the Prophet ﷺ.",
    ar="سورة الكهف والصلاة على النبي ﷺ.",
)


class Note(Words):
    """What is told beside a name."""


class Rule(BaseModel):
    """One line of `occasions.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    month: int
    day: int
    days: int = 1
    en: str
    ar: str
    sighted: bool = False
    disputed: bool = False
    fasting: Fasting = "open"
    note: Note | None = None


@dataclass(frozen=True)
class Occasion:
    """Something that falls on one or more days; `last` is its last civil day.

    `is_expected` days wait for the sighting of the moon and must be told so.
    """

    id: str
    name: Words
    first: date
    last: date
    hijri: HijriDate
    is_expected: bool = False
    fasting: Fasting = "open"
    note: Words | None = None

    def holds(self, day: date) -> bool:
        """Whether it falls on a day."""
        return self.first <= day <= self.last


def occasions_of_year(
    year: int,
    offset: int = 0,
    announced: Mapping[str, date] | None = None,
    *,
    disputed: bool = False,
) -> tuple[Occasion, ...]:
    """What a Hijri year holds, in order; `announced` days replace expected ones by their id.

    Raises `OutsideCalendar`.
    """
    known = tuple(sorted((announced or {}).items()))
    return _settled(year, offset, known, disputed)


def occasions_between(
    first: date,
    last: date,
    offset: int = 0,
    announced: Mapping[str, date] | None = None,
    *,
    disputed: bool = False,
) -> tuple[Occasion, ...]:
    """What falls on the days from `first` to `last`, without the weekly days.

    An announced day counts for the year in which the tables expect it. Raises `OutsideCalendar`.
    """
    since, until = hijri_of(first, offset).year, hijri_of(last, offset).year
    found: list[Occasion] = []
    for year in range(since, until + 1):
        near = {
            name: day
            for name, day in (announced or {}).items()
            if FIRST_DAY <= day <= LAST_DAY and hijri_of(day, offset).year == year
        }
        found += occasions_of_year(year, offset, near, disputed=disputed)
    return tuple(one for one in found if one.last >= first and one.first <= last)


def occasions_on(
    day: date,
    offset: int = 0,
    announced: Mapping[str, date] | None = None,
    *,
    disputed: bool = False,
) -> tuple[Occasion, ...]:
    """What falls on one day, the shortest first; fasts are left out where none is allowed."""
    found = list(occasions_between(day, day, offset, announced, disputed=disputed))
    found += _weekly(day, offset)
    if any(one.fasting == "none" for one in found):
        found = [one for one in found if one.fasting != "invited"]
    if any(one.fasting == "kept" for one in found):
        found = [one for one in found if one.fasting != "invited"]
    return tuple(sorted(found, key=lambda one: ((one.last - one.first).days, one.id)))


@lru_cache(maxsize=64)
def _settled(
    year: int, offset: int, announced: tuple[tuple[str, date], ...], disputed: bool
) -> tuple[Occasion, ...]:
    rules = [rule for rule in _rules() if disputed or not rule.disputed]
    found = [_occasion(rule, year, offset) for rule in rules]
    known = dict(announced)
    found = [_moved(one, known[one.id]) if one.id in known else one for one in found]
    found = _around_the_feast(found)
    found += [_white_days(year, month, offset) for month in range(1, 13) if month != RAMADAN]
    return tuple(sorted(found, key=lambda one: (one.first, one.last, one.id)))


@cache
def _rules() -> Sequence[Rule]:
    path = Path(__file__).parent / "occasions.yaml"
    return TypeAdapter(list[Rule]).validate_python(yaml.safe_load(path.read_text("utf-8")))


def _occasion(rule: Rule, year: int, offset: int) -> Occasion:
    start = HijriDate(year, rule.month, rule.day)
    first = gregorian_of(start, offset)
    days = min(rule.days, month_length(year, rule.month) - rule.day + 1)
    return Occasion(
        rule.id,
        Words(en=rule.en, ar=rule.ar),
        first,
        first + timedelta(days=days - 1),
        start,
        rule.sighted,
        rule.fasting,
        rule.note,
    )


def _moved(occasion: Occasion, first: date) -> Occasion:
    """The same on its announced day: nobody waits for the moon any more."""
    length = occasion.last - occasion.first
    return replace(occasion, first=first, last=first + length, is_expected=False)


def _around_the_feast(found: Sequence[Occasion]) -> list[Occasion]:
    """Ramadan ends the day before Eid al-Fitr and the six days begin the day after it, wherever
    an announcement has put the feast."""
    feast = next(one.first for one in found if one.id == "eid_al_fitr")
    day = timedelta(days=1)
    ends = {"ramadan": feast - day, "last_ten_nights": feast - day}
    starts = {"six_of_shawwal": feast + day}
    return [
        replace(one, first=starts.get(one.id, one.first), last=ends.get(one.id, one.last))
        for one in found
    ]


def _white_days(year: int, month: int, offset: int) -> Occasion:
    # The 13th of the month of pilgrimage is a day of Tashriq, on which nobody fasts.
    days = _WHITE_DAYS[1:] if month == 12 else _WHITE_DAYS
    start = HijriDate(year, month, days[0])
    first = gregorian_of(start, offset)
    last = first + timedelta(days=len(days) - 1)
    return Occasion(f"white_days_{month}", _WHITE, first, last, start, fasting="invited")


def _weekly(day: date, offset: int) -> list[Occasion]:
    known = _WEEKLY.get(day.weekday())
    if known is None:
        return []
    name, words = known
    hijri = hijri_of(day, offset)
    if name == "friday":
        return [Occasion(name, words, day, day, hijri, note=_FRIDAY_NOTE)]
    return [Occasion(name, words, day, day, hijri, fasting="invited")]


@cache
def occasion_names() -> frozenset[str]:
    """Every name an occasion may be called by, in both languages."""
    return frozenset(name for rule in _rules() for name in (rule.en, rule.ar))


@cache
def occasion_ids() -> tuple[str, ...]:
    """The occasions whose day may be announced."""
    return tuple(rule.id for rule in _rules())
