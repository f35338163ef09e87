"""Eclipses: the one of today or the next to come, what it is and where it falls for the sign."""

from __future__ import annotations

from itertools import islice

from heliograph.extensions.packs.zodiac.types.base import (
    Asked,
    made,
    said_distance,
    themes_of,
    toned,
    way_to_say,
    with_slots,
)
from heliograph.extensions.packs.zodiac.types.spans import dated_fact, events_ahead, local_date
from heliograph.sdk.packs import Fact, Plan


def plan_shadow(asked: Asked) -> Plan:
    """The next eclipse with its date, kind and sign, and the one that follows it."""
    ahead = events_ahead(asked.day, asked.zone)
    event, then = islice((one for one in ahead if one.kind == "eclipse"), 2)
    fact, day = dated_fact(event, asked.zone), local_date(event, asked.zone)
    (theme,) = themes_of(asked, [fact])
    # A beginning for the new moon of the one, a tug of war for the full moon of the other.
    theme = toned(theme, "focus" if event.detail["eclipse"] == "solar" else "friction")
    eclipse, kind = str(event.detail["eclipse"]), str(event.detail["type"])
    slots = {
        "eclipse": eclipse,
        "type": kind,
        "which": f"{eclipse}_{kind}",
        "shade": f"{eclipse}.{kind}",
        "lamp": "Sun" if eclipse == "solar" else "Moon",
        "when": way_to_say(day, asked, "when"),
        "time": str(fact.detail["time"]),
        "year": str(day.year),
        "distance": said_distance(asked.day, day),
        "sign": str(event.detail["sign"]),
        "then_when": way_to_say(local_date(then, asked.zone), asked, "then"),
        **{f"then_{part}": str(then.detail[part]) for part in ("eclipse", "type", "sign")},
    }
    phase = "new moon" if eclipse == "solar" else "full moon"
    explained = Fact(
        f"explained:{eclipse}", "explained", f"A {eclipse} eclipse can only fall on a {phase}",
        "celestial mechanics", 0.0, {"about": phase},
    )  # fmt: skip
    told = [fact, dated_fact(then, asked.zone), explained]
    return made(asked, told, [with_slots(theme, slots)], {})
