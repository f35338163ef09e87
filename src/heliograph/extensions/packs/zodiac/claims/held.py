"""What a plan holds, gathered once, in the shape in which claims are asked about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from heliograph.extensions.packs.zodiac.signs import BODIES, SIGNS
from heliograph.extensions.packs.zodiac.themes import sun_sign
from heliograph.sdk.packs import Fact, Plan

ELEMENTS = ("fire", "earth", "air", "water")
DATE_KEYS = ("date", "since", "until")
SIGN_KEYS = ("sign", "next_sign", "from_sign", "body_sign", "other_sign")
MOON_KINDS = frozenset({"moon_sign", "light", "phase", "eclipse"})
SUN_KINDS = frozenset({"phase", "eclipse"})
LUNAR_ASPECTS = {
    "new moon": "conjunction",
    "first quarter": "square",
    "full moon": "opposition",
    "last quarter": "square",
    "solar": "conjunction",
    "lunar": "opposition",
}


@dataclass(frozen=True)
class Held:
    """Everything a text of the plan may name."""

    facts: tuple[Fact, ...]
    own_sign: str
    bodies: frozenset[str]
    signs: frozenset[str]
    placements: frozenset[tuple[str, str]]
    aspects: frozenset[tuple[frozenset[str], str]]
    times: frozenset[str]
    today: date
    dates: frozenset[date]
    dated: tuple[tuple[date, Fact], ...]
    about: frozenset[str]
    houses: frozenset[str]

    @classmethod
    def of(cls, plan: Plan) -> Held:
        """Gather the facts and slots of a plan."""
        placements = frozenset(pair for fact in plan.facts for pair in _placements(fact))
        own_sign = plan.slots["subject_name"]
        ruler = plan.slots.get("ruler", "").removeprefix("the ")
        signs = {sign for fact in plan.facts for sign in signs_of(fact)}
        signs |= {sign for _, sign in placements}
        return cls(
            facts=plan.facts,
            own_sign=own_sign,
            bodies=frozenset({ruler, *(b for fact in plan.facts for b in bodies_of(fact))}),
            signs=frozenset({own_sign, *signs}),
            placements=placements,
            aspects=frozenset(_aspects(plan)),
            times=frozenset(_times(plan)),
            today=plan.date,
            dates=frozenset(_dates(plan)),
            dated=tuple((day, fact) for fact in plan.facts for day in dates_of(fact)),
            about=frozenset(word for fact in plan.facts for word in _list(fact, "about")),
            houses=frozenset(theme.slots.get("house", "") for theme in plan.themes),
        )

    def values(self, name: str, *kinds: str) -> set[str]:
        """Every value of one part of the facts, of the given kinds or of all, as text."""
        return {
            str(fact.detail[name])
            for fact in self.facts
            if (not kinds or fact.kind in kinds) and fact.detail.get(name) is not None
        }

    def elements(self) -> set[str]:
        """The elements of the signs that may be named."""
        return {ELEMENTS[SIGNS.index(sign) % 4] for sign in self.signs}


def bodies_of(fact: Fact) -> set[str]:
    """Every body a fact is about."""
    named = {str(fact.detail.get(key)) for key in ("body", "other")} & set(BODIES)
    named |= set(_list(fact, "bodies"))
    named |= {"Moon"} if fact.kind in MOON_KINDS else set()
    return named | ({"Sun"} if fact.kind in SUN_KINDS else set())


def signs_of(fact: Fact) -> set[str]:
    """Every sign a fact names."""
    listed = set(_list(fact, "signs"))
    return listed | {str(fact.detail[key]) for key in SIGN_KEYS if fact.detail.get(key)}


def _placements(fact: Fact) -> set[tuple[str, str]]:
    detail = fact.detail
    if fact.kind == "aspect":
        return {
            (str(detail["body"]), str(detail["body_sign"])),
            (str(detail["other"]), str(detail["other_sign"])),
        }
    told = bodies_of(fact) - (set() if fact.kind == "lesson" else {"Sun"})
    found = {(body, sign) for body in told for sign in signs_of(fact)}
    if fact.kind in SUN_KINDS:
        found.add(("Sun", sun_sign(fact)))
    elif detail.get("body") == "Sun":
        found |= {("Sun", sign) for sign in signs_of(fact)}
    return found


def _aspects(plan: Plan) -> set[tuple[frozenset[str], str]]:
    found = set()
    for fact in plan.facts:
        if fact.kind == "aspect":
            pair = frozenset({str(fact.detail["body"]), str(fact.detail["other"])})
            found.add((pair, str(fact.detail["aspect"])))
        elif fact.kind in SUN_KINDS:
            name = str(fact.detail.get("phase") or fact.detail.get("eclipse"))
            found.add((frozenset({"Moon", "Sun"}), LUNAR_ASPECTS[name]))
    return found


def _times(plan: Plan) -> set[str]:
    told = {str(fact.detail["time"]) for fact in plan.facts if fact.detail.get("time")}
    return told | set(re.findall(r"\d\d:\d\d", plan.slots.get("window", "")))


def _dates(plan: Plan) -> set[date]:
    away = {fact.detail["days"] for fact in plan.facts if "days" in fact.detail}
    near = {plan.date + timedelta(days=int(days or 0)) for days in away}
    # A week or a month speaks of the dates of its events; its first day is none of them.
    own = set() if "last_day" in plan.slots else {plan.date}
    return own | near | {day for fact in plan.facts for day in dates_of(fact)}


def dates_of(fact: Fact) -> set[date]:
    """The dates a fact itself names: of its event, or of the beginning and end of a stretch."""
    named = (fact.detail.get(key) for key in DATE_KEYS)
    return {date.fromisoformat(str(day)) for day in named if day}


def _list(fact: Fact, key: str) -> list[str]:
    return [word for word in str(fact.detail.get(key) or "").split(",") if word]
