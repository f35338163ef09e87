"""The facts of each kind of content."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from heliograph.extensions.packs.islamic.errors import OutsideCalendar
from heliograph.extensions.packs.islamic.facts.asked import Asked
from heliograph.extensions.packs.islamic.facts.dates import (
    CALENDAR,
    LOOK_AHEAD,
    coming,
    date_fact,
    is_white,
    occasion_fact,
    occasion_facts,
)
from heliograph.extensions.packs.islamic.facts.records import (
    hadith_fact,
    name_facts,
    supplication_facts,
)
from heliograph.extensions.packs.islamic.facts.times import prayer_facts
from heliograph.extensions.packs.islamic.facts.turns import FRIDAY, WEEK, Turns
from heliograph.extensions.packs.islamic.facts.verses import verse_fact
from heliograph.extensions.packs.islamic.hijri import Occasion, occasions_on
from heliograph.extensions.packs.islamic.quran.editions import SURAH_LIST
from heliograph.sdk.packs import Fact


def facts_for(asked: Asked) -> tuple[Fact, ...]:
    """What a text of the brief's type stands on, the weightiest first."""
    found = [date_fact(asked.day, asked.setting), *_COLLECT[asked.brief.type](asked)]
    return tuple(sorted(found, key=lambda fact: -fact.weight))


def _verse_in_turn(asked: Asked) -> list[Fact]:
    return [verse_fact(asked, _wanted(asked))]


def _wanted(asked: Asked) -> str:
    """What a person asked for, or what is next."""
    return asked.setting.reference or Turns(asked).of(asked.brief.type, asked.day) or ""


def _hadith(asked: Asked) -> list[Fact]:
    return [hadith_fact(asked)]


def _prayer_times(asked: Asked) -> list[Fact]:
    times = prayer_facts(asked.day, asked.setting)
    return [*times, *occasion_facts(asked.day, asked.setting)] if times else []


def _hijri_day(asked: Asked) -> list[Fact]:
    day, setting = asked.day, asked.setting
    ahead = [one for one in coming(day, setting, LOOK_AHEAD) if one.first > day]
    fixed = [one for one in ahead if not is_white(one)]
    following = [occasion_fact(one, day, "coming") for one in (fixed or ahead)[:1]]
    return [*occasion_facts(day, setting), *following]


def _hijri_event(asked: Asked) -> list[Fact]:
    day, setting = asked.day, asked.setting
    ahead = coming(day, setting, WEEK)
    running = [one for one in _several_days(asked) if one.first < day]
    chosen = [*(one for one in ahead if not is_white(one)), *running, *ahead][:1]
    return [occasion_fact(one, day, "event") for one in chosen]


def _several_days(asked: Asked) -> list[Occasion]:
    """Occasions of a few days that are under way; whole months are other kinds' business."""
    setting = asked.setting
    falls = occasions_on(asked.day, setting.offset, setting.announced, disputed=setting.disputed)
    return [one for one in falls if timedelta() < one.last - one.first < timedelta(days=WEEK)]


def _ramadan_day(asked: Asked) -> list[Fact]:
    month = [f for f in occasion_facts(asked.day, asked.setting) if f.detail["id"] == "ramadan"]
    if not month:
        return []
    first = date.fromisoformat(str(month[0].detail["first"]))
    number = (asked.day - first).days + 1
    found = [_fasting_day(asked, number, month[0]), *prayer_facts(asked.day, asked.setting)]
    if asked.setting.quran.is_installed:
        found += [_juz(asked, number), verse_fact(asked, _wanted(asked))]
    return found


def _fasting_day(asked: Asked, number: int, month: Fact) -> Fact:
    day = asked.day
    return Fact(
        f"{day}:ramadan_day",
        "ramadan_day",
        f"Day {number} of Ramadan",
        CALENDAR,
        3.0,
        {
            "number": number,
            "first": month.detail["first"],
            "last": month.detail["last"],
            "is_expected": month.detail["is_expected"],
            "night": number + 1,
            # The night that follows the day belongs to the next date.
            "is_odd_night": number >= 20 and (number + 1) % 2 == 1,
            "is_last_ten": number >= 20,
        },
    )


def _juz(asked: Asked, number: int) -> Fact:
    quran = asked.setting.quran
    start = quran.juz_starts[number - 1]
    surah = quran.surah(start.surah)
    return Fact(
        f"{asked.day}:juz",
        "juz",
        f"Juz {number} begins at {start}, surah {surah.name_translit}",
        f"{SURAH_LIST.title}, {SURAH_LIST.licence}",
        1.6,
        {
            "number": number,
            "start": str(start),
            "surah": surah.name_translit,
            "surah_ar": surah.name_ar,
        },
    )


def _friday(asked: Asked) -> list[Fact]:
    if asked.day.weekday() != FRIDAY:
        return []
    own = [f for f in occasion_facts(asked.day, asked.setting) if f.detail["id"] == "friday"]
    if not asked.setting.quran.is_installed:
        return own
    return [*own, verse_fact(asked, _wanted(asked))]


def _week_ahead(asked: Asked) -> list[Fact]:
    found = []
    for step in range(WEEK):
        day = asked.day + timedelta(days=step)
        try:
            found.append(_week_day(day, asked))
        except OutsideCalendar:
            break
    return found


def _week_day(day: date, asked: Asked) -> Fact:
    own = date_fact(day, asked.setting)
    falls = occasion_facts(day, asked.setting)
    # Months say nothing of one day; of what lasts several days every day is told.
    falls = [
        fact
        for fact in falls
        if int(fact.detail["days"] or 0) <= 10 and fact.detail["id"] != "friday"
    ]
    return Fact(
        f"{day}:week_day",
        "week_day",
        own.text,
        own.source,
        2.0 - (day - asked.day).days / 10,
        {
            **own.detail,
            "names": ", ".join(str(fact.detail["name"]) for fact in falls),
            "names_ar": "، ".join(str(fact.detail["name_ar"]) for fact in falls),
            "is_expected": any(fact.detail["is_expected"] is True for fact in falls),
        },
    )


_COLLECT: dict[str, Callable[[Asked], list[Fact]]] = {
    "verse_of_the_day": _verse_in_turn,
    "verse_group": _verse_in_turn,
    "dua": supplication_facts,
    "hadith": _hadith,
    "reminder": _verse_in_turn,
    "names_of_allah": name_facts,
    "prayer_times": _prayer_times,
    "hijri_day": _hijri_day,
    "hijri_event": _hijri_event,
    "ramadan_day": _ramadan_day,
    "friday_reminder": _friday,
    "week_ahead": _week_ahead,
}
KINDS = tuple(_COLLECT)
