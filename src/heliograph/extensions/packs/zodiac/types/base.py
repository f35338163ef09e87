"""What every type starts from, and how its plan is put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from heliograph.extensions.packs.zodiac.plan import overall_tone, profile_slots
from heliograph.extensions.packs.zodiac.themes import Reader, Tone, pick, themes_for
from heliograph.sdk.manifest import SubjectProfile
from heliograph.sdk.packs import Fact, Plan, Theme


@dataclass(frozen=True)
class Asked:
    """For whom, about which day, from which facts of that day."""

    profile: SubjectProfile
    type: str
    day: date
    zone: ZoneInfo
    facts: Sequence[Fact]

    @property
    def reader(self) -> Reader:
        """The sign, and the key that varies wordings of meanings."""
        return Reader(self.profile.name, f"{self.type}:{self.profile.id}:{self.day.isoformat()}")

    def of_kind(self, kind: str) -> list[Fact]:
        """The day's facts of one kind, the weightiest first."""
        return [fact for fact in self.facts if fact.kind == kind]

    def moon_sign(self) -> str:
        """Where the Moon stands as the day begins."""
        return str(self.of_kind("moon_sign")[0].detail["sign"])


def themes_of(asked: Asked, facts: Sequence[Fact]) -> tuple[Theme, ...]:
    """One theme for each fact, in its order."""
    themes = themes_for(facts, asked.reader, asked.moon_sign())
    return tuple(with_slots(one, {"area_key": one.id.partition(".")[0]}) for one in themes)


def with_slots(theme: Theme, slots: Mapping[str, str]) -> Theme:
    """The theme with more to say."""
    return replace(theme, slots={**theme.slots, **slots})


def toned(theme: Theme, tone: Tone) -> Theme:
    """The theme in the tone that its event has by tradition, where its fact alone has none."""
    return replace(theme, id=f"{theme.id.partition('.')[0]}.{tone}")


def made(
    asked: Asked, facts: Sequence[Fact], themes: Sequence[Theme], slots: Mapping[str, str]
) -> Plan:
    """The plan; each fact is held once."""
    return Plan(
        pack="zodiac",
        subject=asked.profile.id,
        type=asked.type,
        date=asked.day,
        time_zone=asked.zone.key,
        language="en",
        facts=tuple({fact.id: fact for fact in facts}.values()),
        themes=tuple(themes),
        tone=overall_tone(themes),
        slots={
            **profile_slots(asked.profile),
            "date_text": said_day(asked.day),
            **slots,
        },
    )


def said_day(day: date) -> str:
    """A date as a reader says it."""
    return f"{day:%A} {day.day} {day:%B}"


def ways_to_say(day: date, *, is_near: bool = False) -> tuple[str, ...]:
    """The same date in the ways people say it."""
    return (
        said_day(day),
        f"{day:%A} the {ordinal(day.day)}" if is_near else f"{day:%B} {day.day}",
        said_short(day),
        f"{day:%A}, {day.day} {day:%B}",
        f"the {ordinal(day.day)} of {day:%B}",
    )


def way_to_say(day: date, asked: Asked, about: str) -> str:
    """One way to say a date; with its year when that is not the year of the text."""
    said = pick(ways_to_say(day), asked.reader.key, about)
    return said if day.year == asked.day.year else f"{said} {day.year}"


def said_short(day: date) -> str:
    """A date without its weekday."""
    return f"{day.day} {day:%B}"


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 11th."""
    endings = {1: "st", 2: "nd", 3: "rd"}
    return f"{number}{'th' if 10 < number % 100 < 14 else endings.get(number % 10, 'th')}"


def said_distance(day: date, other: date) -> str:
    """How far away a day is, in words: "today", "in 3 days", "5 days ago"."""
    days = (other - day) // timedelta(days=1)
    named = {0: "today", 1: "tomorrow", -1: "yesterday"}
    if days in named:
        return named[days]
    return f"in {days} days" if days > 0 else f"{-days} days ago"
