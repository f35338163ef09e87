"""What a plan's picture shows besides its words: the Moon as it is lit, the planet it is about, the
other sign of a pair, the dates of a week. Words are cut to what the designs promise to hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from heliograph.extensions.packs.zodiac.noon import sky_of
from heliograph.sdk.drawing import Drawing
from heliograph.sdk.lines import sentences
from heliograph.sdk.packs import Fact, Plan
from heliograph.sdk.pictures import PictureValue
from heliograph.sdk.text import Draft

ROWS, ROW, BEAT, BODY = 5, 34, 60, 110
_ELEMENTS = {
    **dict.fromkeys(("Aries", "Leo", "Sagittarius"), "fire"),
    **dict.fromkeys(("Taurus", "Virgo", "Capricorn"), "earth"),
    **dict.fromkeys(("Gemini", "Libra", "Aquarius"), "air"),
    **dict.fromkeys(("Cancer", "Scorpio", "Pisces"), "water"),
}


def drawing_of(plan: Plan, draft: Draft) -> Drawing:
    """What the picture of a plan is given."""
    draw = _BY_TYPE.get(plan.type)
    return draw(plan, draft) if draw is not None else Drawing(values=sky_values(plan))


def _moon(plan: Plan, draft: Draft) -> Drawing:
    light = _first(plan, "light")
    words = {"title": str(light.detail["octant"]).capitalize() if light else "The Moon"}
    if light:
        # The sign that the text and the hashtags name too.
        words["kicker"] = f"{light.detail['lit']}% lit · in {plan.slots['moon_sign']}"
    return Drawing(words, sky_values(plan))


def _period(plan: Plan, draft: Draft) -> Drawing:
    """The weightiest dated facts of a week or a month, under one another in time."""
    dated = [fact for fact in plan.facts if fact.detail.get("date")][:ROWS]
    dated.sort(key=lambda fact: str(fact.detail["date"]))
    rows = [[_short_day(str(fact.detail["date"]), plan), _told(fact)] for fact in dated]
    kind = "month" if plan.type == "monthly" else "week"
    words = {"kicker": f"The {kind} ahead", "date": _span(plan), "body": _short(draft.hook)}
    return Drawing(words, {"rows": rows})


def _change(plan: Plan, draft: Draft) -> Drawing:
    """A planet that changes signs, or seems to turn."""
    fact = next((one for one in plan.facts if one.kind in ("station", "ingress")), plan.facts[0])
    body, sign = str(fact.detail.get("body", "Moon")), str(fact.detail.get("sign", ""))
    turns = [one for one in plan.facts if one.kind == "station"]
    named = body if body not in ("Sun", "Moon") else f"The {body}"
    if plan.type == "retrograde":
        title, when = f"{named} retrograde", _from_to(turns)
    else:
        title, when = f"{named} enters {sign}", str(fact.detail.get("when", ""))
    return Drawing({"title": title, "date": when}, {"planet": body.lower()})


def _eclipse(plan: Plan, draft: Draft) -> Drawing:
    fact = _first(plan, "eclipse")
    if fact is None:
        return Drawing()
    kind, body = str(fact.detail["type"]), str(fact.detail["eclipse"])
    day = date.fromisoformat(str(fact.detail["date"]))
    words = {
        "title": f"{kind.capitalize()} {body} eclipse",
        "kicker": f"In {fact.detail['sign']}",
        "date": f"{day.day} {day:%B} {day.year}, {fact.detail['time']}",
    }
    return Drawing(words, {"eclipse": f"{body} {kind}"})


def _pair(plan: Plan, draft: Draft) -> Drawing:
    fact = _first(plan, "pair")
    if fact is None:
        return Drawing()
    own, other = str(fact.detail["signs"]).split(",")
    elements = (_ELEMENTS[own], _ELEMENTS[other])
    bond = f"{elements[0].capitalize()} meets {elements[1]}"
    if elements[0] == elements[1]:
        bond = f"Two {elements[0]} signs"
    words = {"title": f"{own} & {other}", "kicker": bond}
    return Drawing(words, {"partner": other.lower()}, symbol=own.lower())


def _joke(plan: Plan, draft: Draft) -> Drawing:
    """Two short beats, where the joke has them; else the card of a quotation."""
    beats = [one.rstrip(".") for one in sentences(draft.text.replace("\n", " "))]
    if len(beats) > 1 and max(map(len, beats[:2])) <= BEAT:
        return Drawing({"top": beats[0], "title": beats[1]})
    return Drawing(design="quote-card")


_BY_TYPE: Mapping[str, Callable[[Plan, Draft], Drawing]] = {
    "weekly": _period,
    "monthly": _period,
    "moon_phase": _moon,
    "retrograde": _change,
    "ingress": _change,
    "eclipse": _eclipse,
    "compatibility": _pair,
    "meme": _joke,
}


def _short(text: str) -> str:
    return text if len(text) <= BODY else ""


def sky_values(plan: Plan) -> dict[str, PictureValue]:
    """Where the planets stand at the day's noon, and the Moon's angle from the Sun."""
    bodies = sky_of(plan.date, ZoneInfo(plan.time_zone))
    places = {str(one["body"]).lower(): float(one["longitude"]) for one in bodies}
    backwards = [str(one["body"]).lower() for one in bodies if one["direction"] == "retrograde"]
    return {
        "positions": places,
        "retrograde": backwards,
        "phase": (places["moon"] - places["sun"]) % 360,
    }


def _first(plan: Plan, kind: str) -> Fact | None:
    return next((fact for fact in plan.facts if fact.kind == kind), None)


def _short_day(day: str, plan: Plan) -> str:
    found = date.fromisoformat(day)
    return f"{found:%a} {found.day}" if plan.type == "weekly" else f"{found.day} {found:%b}"


def _told(fact: Fact) -> str:
    """What happens, without when: the row says when."""
    told = re.sub(r"^The (?=Moon|full|new|first|last)", "", fact.text.partition(" on ")[0])
    told = told.replace(" falls in ", " in ").replace("its apparent backward motion", "")
    told = re.sub(r"\s+", " ", told).strip()
    if fact.kind == "station":
        turn = "turns back" if fact.detail.get("direction") == "retrograde" else "turns direct"
        told = f"{fact.detail['body']} {turn}"
    told = told[:1].upper() + told[1:]
    return told if len(told) <= ROW else f"{told[: ROW - 1].rsplit(' ', 1)[0]}…"


def _span(plan: Plan) -> str:
    last = date.fromisoformat(plan.slots.get("until", plan.date.isoformat()))
    first = plan.date
    if first.month == last.month:
        return f"{first.day} to {last.day} {last:%B}"
    return f"{first.day} {first:%B} to {last.day} {last:%B}"


def _from_to(turns: Sequence[Fact]) -> str:
    days = sorted(date.fromisoformat(str(fact.detail["date"])) for fact in turns)
    if len(days) < 2:
        return str(turns[0].detail.get("when", "")) if turns else ""
    return f"{days[0].day} {days[0]:%B} to {days[-1].day} {days[-1]:%B}"
