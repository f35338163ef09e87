"""The Hijri date of a day, what falls on it, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from heliograph.extensions.packs.islamic.errors import OutsideCalendar
from heliograph.extensions.packs.islamic.facts.setting import Setting
from heliograph.extensions.packs.islamic.hijri import (
    Occasion,
    hijri_of,
    month_length,
    occasions_between,
    occasions_on,
    written,
)
from heliograph.extensions.packs.islamic.hijri.names import names
from heliograph.sdk.packs import Fact

CALENDAR = "Umm al-Qura calendar, hijridate (MIT)"
_EXPECTED = ", expected, subject to moon sighting"
LOOK_AHEAD = 120


def date_fact(day: date, setting: Setting) -> Fact:
    """The Hijri date; raises `OutsideCalendar`."""
    hijri = hijri_of(day, setting.offset)
    weekday, month = names().weekdays[day.weekday()], names().months[hijri.month - 1]
    return Fact(
        f"{day}:hijri_date",
        "hijri_date",
        f"{weekday.en} {day} is {written(hijri, 'en')}",
        CALENDAR,
        1.5,
        {
            "date": day.isoformat(),
            "year": hijri.year,
            "month": hijri.month,
            "day": hijri.day,
            "length": month_length(hijri.year, hijri.month),
            "weekday": weekday.en,
            "weekday_ar": weekday.ar,
            "month_name": month.en,
            "month_name_ar": month.ar,
            "written": written(hijri, "en"),
            "written_ar": written(hijri, "ar"),
        },
    )


def occasion_facts(day: date, setting: Setting) -> list[Fact]:
    """What falls on the day, the shortest first."""
    falls = occasions_on(day, setting.offset, setting.announced, disputed=setting.disputed)
    return [occasion_fact(one, day) for one in falls]


def occasion_fact(one: Occasion, day: date, kind: str = "occasion") -> Fact:
    """One occasion, seen from a day."""
    note = one.note
    return Fact(
        f"{day}:{kind}:{one.id}:{one.first}",
        kind,
        f"{one.name.en}, {one.first}{_EXPECTED if one.is_expected else ''}",
        CALENDAR,
        3.0 - min(2.0, (one.last - one.first).days / 30),
        {
            "id": one.id,
            "name": one.name.en,
            "name_ar": one.name.ar,
            "first": one.first.isoformat(),
            "last": one.last.isoformat(),
            "days": (one.last - one.first).days + 1,
            "days_until": (one.first - day).days,
            "hijri": written(one.hijri, "en"),
            "hijri_ar": written(one.hijri, "ar"),
            "is_expected": one.is_expected,
            "note": note.en if note else "",
            "note_ar": note.ar if note else "",
        },
    )


def coming(day: date, setting: Setting, days: int) -> Sequence[Occasion]:
    """What begins on one of the following days, today counted, in order; white days come back
    every month and stand after everything else. Days past the tables are left out."""
    last = day + timedelta(days=days)
    try:
        found = occasions_between(
            day, last, setting.offset, setting.announced, disputed=setting.disputed
        )
    except OutsideCalendar:
        return ()
    begins = [one for one in found if one.first >= day]
    return sorted(begins, key=lambda one: (is_white(one), one.first, one.last))


def is_white(one: Occasion) -> bool:
    """Whether it is the white days of a month."""
    return one.id.startswith("white_days")
