"""From a civil day to its Hijri date and back.

The tables are a civil calendar: what a country announces can be a day off, so every function takes
an `offset` in days (-2 to 2). With an offset of 1 each civil day carries the next table date, as
where the month was announced a day earlier than the tables say.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from heliograph.extensions.packs.islamic.errors import OutsideCalendar
from heliograph.extensions.packs.islamic.libraries import library

FIRST_YEAR, LAST_YEAR = 1343, 1500
FIRST_DAY, LAST_DAY = date(1924, 8, 1), date(2077, 11, 16)
MOST_OFFSET = 2
MONTHS = 12
RAMADAN = 9


@dataclass(frozen=True, order=True)
class HijriDate:
    """A day of the Hijri calendar."""

    year: int
    month: int
    day: int

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}-{self.day:02}"

    @property
    def is_ramadan(self) -> bool:
        """Whether it is a day of the month of fasting."""
        return self.month == RAMADAN


def hijri_of(day: date, offset: int = 0, *, after_sunset: bool = False) -> HijriDate:
    """The Hijri date of a civil day; the Islamic day begins at sunset, so an evening belongs to
    the next one. Raises `OutsideCalendar`."""
    shift = checked_offset(offset) + (1 if after_sunset else 0)
    if not date.min + timedelta(days=3) <= day <= date.max - timedelta(days=3):
        raise OutsideCalendar(f"The Hijri date of {day} is not available")
    in_table = day + timedelta(days=shift)
    if not FIRST_DAY <= in_table <= LAST_DAY:
        raise OutsideCalendar(f"The Hijri date of {day} is not available")
    found = library("hijridate").Gregorian(*in_table.timetuple()[:3]).to_hijri()
    return HijriDate(found.year, found.month, found.day)


def gregorian_of(hijri: HijriDate, offset: int = 0) -> date:
    """The civil day whose daylight a Hijri date has; raises `OutsideCalendar`."""
    checked_offset(offset)
    if not FIRST_YEAR <= hijri.year <= LAST_YEAR or not 1 <= hijri.month <= MONTHS:
        raise OutsideCalendar(f"There is no date {hijri} in the tables")
    if not 1 <= hijri.day <= month_length(hijri.year, hijri.month):
        raise OutsideCalendar(f"There is no date {hijri} in the tables")
    found = library("hijridate").Hijri(hijri.year, hijri.month, hijri.day).to_gregorian()
    return date(found.year, found.month, found.day) - timedelta(days=offset)


def month_length(year: int, month: int) -> int:
    """How many days a Hijri month of the tables has: 29 or 30."""
    length: int = library("hijridate").Hijri(year, month, 1).month_length()
    return length


def checked_offset(offset: int) -> int:
    """An offset within its limits; raises `OutsideCalendar`."""
    if not -MOST_OFFSET <= offset <= MOST_OFFSET:
        raise OutsideCalendar(
            f"An offset of {offset} days is too large",
            f"Give one from -{MOST_OFFSET} to {MOST_OFFSET}.",
        )
    return offset
