"""Deciding what one sign's day says: three themes, a tone, advice and a good hour."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from heliograph.extensions.packs.zodiac.content import PoolName, pool, profiles
from heliograph.extensions.packs.zodiac.scores import HOUSE_WEIGHTS
from heliograph.extensions.packs.zodiac.signs import house_of, with_article
from heliograph.extensions.packs.zodiac.themes import (
    Reader,
    actors_of,
    pair_of,
    themes_for,
    tone_of,
)
from heliograph.sdk.manifest import SubjectProfile
from heliograph.sdk.packs import Fact, Plan, Theme

THEMES = 3
SCORED = frozenset({"aspect", "ingress", "station", "phase", "eclipse"})
ALWAYS_TOLD = frozenset({"moon_sign", "light", "ingress", "station", "phase", "eclipse"})
FIRST_HOUR, NOON, LAST_HOUR = "06:30", "12:00", "22:30"
HALF_WINDOW = timedelta(minutes=30)
# Each pool turns by its own step, all prime to the sixteen lines of a pool, so that a line comes
# back only after the whole pool and no two signs share one on the same day.
STEPS: dict[PoolName, int] = {"advice": 5, "do": 7, "avoid": 11}


def plan_day(
    profile: SubjectProfile, content_type: str, day: date, zone: ZoneInfo, facts: Sequence[Fact]
) -> Plan:
    """The plan of one sign's day."""
    moon_sign = _moon_sign(facts)
    reader = Reader(profile.name, f"{profile.id}:{day.isoformat()}")
    chosen = choose_facts(facts, profile, moon_sign)
    themes = themes_for(chosen, reader, moon_sign)
    lucky = _lucky_fact(chosen, facts)
    told = [*chosen, *([lucky] if lucky else []), *(f for f in facts if f.kind in ALWAYS_TOLD)]
    return Plan(
        pack="zodiac",
        subject=profile.id,
        type=content_type,
        date=day,
        time_zone=zone.key,
        language="en",
        facts=tuple({fact.id: fact for fact in told}.values()),
        themes=themes,
        tone=overall_tone(themes),
        slots={
            **profile_slots(profile),
            **counsel(profile, day, themes),
            "moon_sign": moon_sign,
            "window": _window(lucky),
            "date_text": f"{day:%A}, {day.day} {day:%B}",
        },
    )


def choose_facts(facts: Sequence[Fact], profile: SubjectProfile, moon_sign: str) -> list[Fact]:
    """The three strongest facts for this sign, each about other bodies; filled up with the Moon
    on a quiet day."""

    def score(fact: Fact) -> float:
        house = house_of(actors_of(fact, moon_sign).sign, profile.name)
        return fact.weight * HOUSE_WEIGHTS[house]

    scored = [fact for fact in facts if fact.kind in SCORED and fact.weight > 0]
    ranked = sorted(scored, key=lambda fact: (-score(fact), fact.id))
    chosen: list[Fact] = []
    for fact in [*ranked, *_quiet_day(facts, profile)]:
        if len(chosen) == THEMES:
            break
        if pair_of(fact) not in {pair_of(other) for other in chosen}:
            chosen.append(fact)
    return chosen


def _quiet_day(facts: Sequence[Fact], profile: SubjectProfile) -> list[Fact]:
    standing = [f for f in facts if f.kind == "planet_sign"]
    own = {"Sun", profile.facts["ruler"], profile.facts["older_ruler"]}
    return [
        *(fact for fact in facts if fact.kind == "moon_sign"),
        *(fact for fact in facts if fact.kind == "light"),
        *(fact for fact in standing if fact.detail["body"] in own),
        *(fact for fact in standing if fact.detail["body"] not in own),
    ]


def _moon_sign(facts: Sequence[Fact]) -> str:
    """The sign in which the Moon spends most of the day."""
    for fact in facts:
        if fact.kind == "moon_sign":
            is_early = str(fact.detail["time"] or NOON) < NOON
            return str(fact.detail["next_sign" if is_early else "sign"])
    raise ValueError("The facts of a day must name the Moon's sign; these do not.")


def overall_tone(themes: Sequence[Theme]) -> str:
    """One word for the balance of the themes: bright, careful, fresh or steady."""
    tones = [theme.id.partition(".")[2] for theme in themes]
    balance = tones.count("flow") - tones.count("friction")
    if balance > 0:
        return "bright"
    if balance < 0:
        return "careful"
    return "fresh" if tones.count("focus") == len(tones) else "steady"


def profile_slots(profile: SubjectProfile) -> dict[str, str]:
    """What every text may say of its sign."""
    return {
        "subject_name": profile.name,
        "symbol": profile.symbol,
        "figure": profile.facts["figure"],
        "element": profile.facts["element"],
        "modality": profile.facts["modality"],
        "ruler": with_article(profile.facts["ruler"]),
    }


def counsel(profile: SubjectProfile, day: date, themes: Sequence[Theme]) -> dict[str, str]:
    """Advice, a thing to do and one to leave, each for another theme of the plan."""
    tense = [theme for theme in themes if theme.id.endswith(".friction")]
    return {
        "advice": _line("advice", profile, day, themes[0]),
        "do": _line("do", profile, day, themes[1]),
        "avoid": _line("avoid", profile, day, tense[0] if tense else themes[2]),
    }


def _line(name: PoolName, profile: SubjectProfile, day: date, theme: Theme) -> str:
    lines = pool(name)[theme.id.partition(".")[0]]
    place = list(profiles()).index(profile.id)
    return lines[(day.toordinal() * STEPS[name] + place) % len(lines)]


def _lucky_fact(chosen: Sequence[Fact], facts: Sequence[Fact]) -> Fact | None:
    """An aspect without friction that is exact while people are awake, a chosen one if possible."""
    usable = [
        fact
        for fact in (*chosen, *facts)
        if fact.kind == "aspect"
        and FIRST_HOUR <= str(fact.detail["time"] or "") <= LAST_HOUR
        and tone_of(fact) != "friction"
    ]
    flowing = [fact for fact in usable if tone_of(fact) == "flow"]
    return next(iter([*flowing, *usable]), None)


def _window(lucky: Fact | None) -> str:
    if lucky is None:
        return ""
    clock = str(lucky.detail["time"])
    if lucky.detail["body"] != "Moon":
        return clock
    exact = datetime.strptime(clock, "%H:%M")  # noqa: DTZ007 - a wall-clock time, no date
    return f"{exact - HALF_WINDOW:%H:%M}-{exact + HALF_WINDOW:%H:%M}"
