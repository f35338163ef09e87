"""What is true on one local day, each statement with its parts and its source."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

import yaml
from pydantic import TypeAdapter

from heliograph.extensions.packs.islamic.hijri import Occasion, hijri_of, occasions_on, written
from heliograph.extensions.packs.islamic.hijri.names import names
from heliograph.extensions.packs.islamic.prayer import NAMES, Place, Wish, prayer_day
from heliograph.extensions.packs.islamic.quran.editions import ARABIC, PICKTHALL
from heliograph.extensions.packs.islamic.quran.references import shown
from heliograph.extensions.packs.islamic.quran.store import Quran
from heliograph.sdk.packs import Fact

CALENDAR = "Umm al-Qura calendar, hijridate (MIT)"
_WEIGHTS = {"occasion": 3.0, "verse": 2.0, "hijri_date": 1.5, "prayer_time": 1.0}
_EXPECTED = ", expected, subject to moon sighting"


@dataclass(frozen=True)
class Setting:
    """What a brand has chosen: its readers' place and method, the offset of its calendar, the days
    that were announced. Without a place there are no prayer times, without a text no verse."""

    quran: Quran | None = None
    place: Place | None = None
    wish: Wish = field(default_factory=Wish)
    offset: int = 0
    announced: Mapping[str, date] = field(default_factory=dict)
    disputed: bool = False
    series: str = ""


def facts_of_day(day: date, setting: Setting) -> tuple[Fact, ...]:
    """Every fact of a day, the weightiest first; raises `OutsideCalendar`."""
    falls = occasions_on(day, setting.offset, setting.announced, disputed=setting.disputed)
    found = [_hijri_date(day, setting), *(_occasion(one, day) for one in falls)]
    if setting.quran is not None and setting.quran.is_installed:
        found.append(_verse(day, setting.quran, setting.series))
    if setting.place is not None:
        found += _prayer_times(day, setting.place, setting.wish)
    return tuple(sorted(found, key=lambda fact: -fact.weight))


def _hijri_date(day: date, setting: Setting) -> Fact:
    hijri = hijri_of(day, setting.offset)
    weekday = names().weekdays[day.weekday()]
    return Fact(
        f"{day}:hijri_date",
        "hijri_date",
        f"{weekday.en} {day} is {written(hijri, 'en')}",
        CALENDAR,
        _WEIGHTS["hijri_date"],
        {
            "date": day.isoformat(),
            "year": hijri.year,
            "month": hijri.month,
            "day": hijri.day,
            "weekday": weekday.en,
            "weekday_ar": weekday.ar,
            "written": written(hijri, "en"),
            "written_ar": written(hijri, "ar"),
        },
    )


def _occasion(one: Occasion, day: date) -> Fact:
    note = one.note
    return Fact(
        f"{day}:occasion:{one.id}",
        "occasion",
        f"{one.name.en}{_EXPECTED if one.is_expected else ''}",
        CALENDAR,
        _WEIGHTS["occasion"] - min(2.0, (one.last - one.first).days / 30),
        {
            "id": one.id,
            "name": one.name.en,
            "name_ar": one.name.ar,
            "first": one.first.isoformat(),
            "last": one.last.isoformat(),
            "is_expected": one.is_expected,
            "note": note.en if note else "",
            "note_ar": note.ar if note else "",
        },
    )


def _verse(day: date, quran: Quran, series: str) -> Fact:
    verses = quran.verses(_of_the_day(day, series))
    reference = shown(tuple(verse.reference for verse in verses))
    surah = verses[0].surah
    return Fact(
        f"{day}:verse",
        "verse",
        f"The verse of the day is {reference}, surah {surah.name_translit}",
        f"{ARABIC.title}, {ARABIC.credit}; {PICKTHALL.credit}",
        _WEIGHTS["verse"],
        {
            "reference": reference,
            "surah": surah.name_translit,
            "surah_ar": surah.name_ar,
            "arabic": " ".join(verse.body for verse in verses),
            "translation": " ".join(verse.translation for verse in verses),
        },
    )


def _prayer_times(day: date, place: Place, wish: Wish) -> list[Fact]:
    found = prayer_day(place, day, wish)
    return [
        Fact(
            f"{day}:prayer_time:{name}",
            "prayer_time",
            f"{name.title()} is at {found.clock(name)} by {found.method.name}",
            "adhanpy (MIT)",
            _WEIGHTS["prayer_time"],
            {
                "name": name,
                "time": found.clock(name),
                "method": found.method.name,
                "notes": " ".join(found.notes),
            },
        )
        for name in NAMES
    ]


def _of_the_day(day: date, series: str) -> str:
    """Each series goes through all groups in an order of its own before one comes back."""
    rounds, at = divmod(day.toordinal(), len(selected()))

    def place(group: str) -> bytes:
        return hashlib.sha256(f"{series}|{rounds}|{group}".encode()).digest()

    return sorted(selected(), key=place)[at]


@cache
def selected() -> Sequence[str]:
    """The groups of verses a day may have."""
    content = yaml.safe_load((Path(__file__).parent / "verses.yaml").read_text("utf-8"))
    return TypeAdapter(tuple[str, ...]).validate_python(content["verses"])
