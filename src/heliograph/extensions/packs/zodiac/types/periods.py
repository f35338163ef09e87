"""The week and the month: what happens on which of their days, for one sign."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from heliograph.extensions.packs.zodiac.plan import counsel
from heliograph.extensions.packs.zodiac.scores import HOUSE_WEIGHTS
from heliograph.extensions.packs.zodiac.signs import house_of
from heliograph.extensions.packs.zodiac.themes import actors_of, pair_of, pick, tone_of
from heliograph.extensions.packs.zodiac.types.base import (
    Asked,
    made,
    said_day,
    said_short,
    themes_of,
    ways_to_say,
    with_slots,
)
from heliograph.extensions.packs.zodiac.types.spans import dated_fact, events_of_days
from heliograph.sdk.packs import Fact, Plan

WEEK, MONTH = 7, 30
WEEK_FACTS, MONTH_FACTS = 3, 4
NEAR = timedelta(days=1)
MOST_OF_A_KIND = 2
MEETINGS = {
    "conjunction": ("meets", "joins", "draws level with", "stands in line with"),
    "sextile": (
        "makes a sextile with",
        "forms a sextile to",
        "is sextile",
        "reaches a sextile with",
    ),
    "square": ("squares", "makes a square with", "forms a square to", "reaches a square with"),
    "trine": ("makes a trine with", "forms a trine to", "trines", "reaches a trine with"),
    "opposition": ("stands opposite", "opposes", "comes to oppose", "faces"),
}
TURNS_OF = {
    "retrograde": (
        "begins its apparent backward motion", "turns retrograde", "appears to turn back",
        "seems to reverse its course", "starts to look as if it walked backwards",
    ),
    "direct": (
        "ends its apparent backward motion", "turns direct", "sets off forward again",
        "takes up its forward course", "stops seeming to walk backwards",
    ),
}  # fmt: skip
ENTERS = {
    False: ("enters", "moves into", "steps into", "crosses into", "comes into"),
    True: ("slips back into", "backs into", "returns to", "drifts back into"),
}


def plan_week(asked: Asked) -> Plan:
    """Seven days from the day asked for."""
    last = asked.day + timedelta(days=WEEK - 1)
    name = f"the week from {said_day(asked.day)}"
    return _plan(asked, last, WEEK_FACTS, {"span": name})


def plan_month(asked: Asked) -> Plan:
    """A calendar month from its first day, else thirty days."""
    if asked.day.day == 1:
        after = (asked.day + timedelta(days=32)).replace(day=1)
        return _plan(asked, after - timedelta(days=1), MONTH_FACTS, {"span": f"{asked.day:%B}"})
    name = f"the month from {said_day(asked.day)}"
    return _plan(asked, asked.day + timedelta(days=MONTH - 1), MONTH_FACTS, {"span": name})


def _plan(asked: Asked, last: date, count: int, slots: dict[str, str]) -> Plan:
    facts = _of_span(asked, last)
    chosen = _strongest(asked, facts, count)
    themes = [
        with_slots(theme, _told(asked, fact))
        for theme, fact in zip(themes_of(asked, chosen), chosen, strict=True)
    ]
    kind = next((fact for fact in [*chosen, *facts] if tone_of(fact) == "flow"), chosen[-1])
    dates = {"until": last.isoformat(), "last_day": said_day(last)}
    is_near = count == WEEK_FACTS
    best = date.fromisoformat(str(kind.detail["date"]))
    last_fact = Fact(
        f"{last.isoformat()}:span", "span", f"It ends on {said_day(last)}", "calendar",
        0.0, {"until": last.isoformat()},
    )  # fmt: skip
    easy = {
        "best_when": pick(ways_to_say(best, is_near=is_near), asked.reader.key, "best"),
        "best_day": str(kind.detail["weekday"]) if is_near else said_short(best),
    }
    return made(
        asked,
        [*chosen, kind, last_fact],
        themes,
        {**slots, **dates, **easy, **counsel(asked.profile, asked.day, themes)},
    )


def _of_span(asked: Asked, last: date) -> list[Fact]:
    events = events_of_days(asked.day, last, asked.zone)
    facts = [dated_fact(event, asked.zone) for event in events if event.kind != "season"]
    # New and full moon are told as such, and an eclipse tells its lunation too.
    dark = {fact.detail["date"] for fact in facts if fact.kind == "eclipse"}
    return [
        fact
        for fact in facts
        if not (fact.kind == "aspect" and fact.detail["body"] == "Moon")
        and not (fact.kind == "phase" and fact.detail["date"] in dark)
    ]


def _strongest(asked: Asked, facts: Sequence[Fact], count: int) -> list[Fact]:
    """The weightiest for this sign, each about other bodies; the weightiest of all comes first,
    the others in order of time."""

    def score(fact: Fact) -> float:
        sign = actors_of(fact, asked.moon_sign()).sign
        return fact.weight * HOUSE_WEIGHTS[house_of(sign, asked.profile.name)]

    chosen: list[Fact] = []
    ranked = sorted(facts, key=lambda fact: (-score(fact), fact.id))
    spare = []
    for fact in ranked:
        is_known = pair_of(fact) in {pair_of(one) for one in chosen}
        if is_known or sum(one.kind == fact.kind for one in chosen) == MOST_OF_A_KIND:
            spare.append(fact)
        elif len(chosen) < count:
            chosen.append(fact)
    chosen += spare[: count - len(chosen)]
    return [chosen[0], *sorted(chosen[1:], key=lambda fact: (fact.detail["date"], fact.id))]


def _told(asked: Asked, fact: Fact) -> dict[str, str]:
    """The words of one date; what is said of it varies from sign to sign."""
    detail, key = fact.detail, asked.reader.key
    day = date.fromisoformat(str(detail["date"]))
    slots = {"kind": fact.kind, "weekday": str(detail["weekday"])}
    # Within a week a weekday with its number leaves no doubt, within a month it does.
    ways = ways_to_say(day, is_near=asked.type == "weekly")
    slots["when"] = pick(ways, key, fact.id, "when")
    if fact.kind == "aspect":
        slots["meets"] = pick(MEETINGS[str(detail["aspect"])], key, fact.id, "meets")
    if fact.kind == "station":
        slots["turns"] = pick(TURNS_OF[str(detail["direction"])], key, fact.id, "turns")
    if fact.kind == "ingress":
        slots["enters"] = pick(ENTERS[bool(detail["retrograde"])], key, fact.id, "enters")
    return slots
