"""Prayer times as facts, and how the day has moved within a week."""

from __future__ import annotations

from datetime import date, timedelta

from heliograph.extensions.packs.islamic.errors import NoSuchPlace
from heliograph.extensions.packs.islamic.facts.setting import Setting
from heliograph.extensions.packs.islamic.prayer import NAMES, Place, PrayerDay, prayer_day
from heliograph.sdk.packs import Fact

SOURCE = "adhanpy (MIT)"
WEEK = timedelta(days=7)


def prayer_facts(day: date, setting: Setting) -> list[Fact]:
    """The six times of a day with what must be said beside them; empty without a place.

    Raises `NoSuchPlace`.
    """
    if setting.place is None:
        return []
    found = prayer_day(setting.place, day, setting.wish)
    moved = _moved(found, setting.place, setting)
    return [_time(day, found, name) for name in NAMES] + moved


def _time(day: date, found: PrayerDay, name: str) -> Fact:
    return Fact(
        f"{day}:prayer_time:{name}",
        "prayer_time",
        f"{name.title()} is at {found.clock(name)} by {found.method.name}",
        SOURCE,
        1.0,
        {
            "name": name,
            "time": found.clock(name),
            "method": found.method.name,
            "method_id": found.method.id,
            "notes": " ".join(found.notes[1:]),
            "is_bounded": len(found.notes) > 1,
        },
    )


def _moved(found: PrayerDay, place: Place, setting: Setting) -> list[Fact]:
    """Minutes between sunrise and Maghrib, and by how many Maghrib and Fajr moved in a week."""
    day = found.day
    daylight = _minutes(found, "maghrib") - _minutes(found, "sunrise")
    facts = [
        Fact(
            f"{day}:daylight",
            "daylight",
            f"From sunrise to Maghrib there are {daylight // 60} h {daylight % 60} min",
            SOURCE,
            0.8,
            {"hours": daylight // 60, "minutes": daylight % 60},
        )
    ]
    try:
        before = prayer_day(place, day - WEEK, setting.wish)
    except NoSuchPlace:
        return facts
    if before.times["maghrib"].utcoffset() != found.times["maghrib"].utcoffset():
        # The clocks were changed in between: the difference would tell of them, not of the sun.
        return facts
    for name in ("fajr", "maghrib"):
        minutes = _minutes(found, name) - _minutes(before, name)
        facts.append(
            Fact(
                f"{day}:moved:{name}",
                "moved",
                f"{name.title()} moved by {minutes:+d} min within a week",
                SOURCE,
                0.7,
                {"name": name, "minutes": minutes},
            )
        )
    return facts


def _minutes(found: PrayerDay, name: str) -> int:
    """Minutes after midnight as the clocks show them."""
    at = found.times[name]
    return at.hour * 60 + at.minute
