"""Retrogrades: the planet whose apparent backward motion matters most, from when until when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from heliograph.extensions.packs.zodiac.signs import BODIES, LIGHTS
from heliograph.extensions.packs.zodiac.types.base import (
    Asked,
    made,
    said_distance,
    themes_of,
    toned,
    way_to_say,
    with_slots,
)
from heliograph.extensions.packs.zodiac.types.spans import (
    dated_fact,
    events_ahead,
    events_behind,
    local_date,
)
from heliograph.sdk.packs import Event, Fact, Plan

SOON = timedelta(days=3)
EXPLAINED = Fact(
    "explained:retrograde", "explained",
    "Retrograde motion is apparent: Earth and a planet pass each other on their ways round the Sun",
    "celestial mechanics", 0.0, {"bodies": "Sun,Moon", "about": "retrograde"},
)  # fmt: skip
PLANETS = tuple(body for body in BODIES if body not in LIGHTS)


def plan_turning(asked: Asked) -> Plan:
    """One planet's turn: when it began or will begin, when it ends, and where it stands."""
    body = _planet(asked)
    first, last = _turns(asked, body)
    standing = next(f for f in asked.of_kind("planet_sign") if f.detail["body"] == body)
    facts = [dated_fact(event, asked.zone) for event in (first, last)]
    (theme,) = themes_of(asked, [standing])
    began, ends = (local_date(event, asked.zone) for event in (first, last))
    if ends - asked.day <= SOON:
        # The end of looking back is a relief.
        theme = toned(theme, "flow")
    slots = {
        "stage": "ahead" if began >= asked.day else "under_way",
        "back_when": way_to_say(began, asked, "back"),
        "back_sign": str(first.detail["sign"]),
        "back_degrees": _said_degrees(first),
        "on_when": way_to_say(ends, asked, "on"),
        "on_sign": str(last.detail["sign"]),
        "on_degrees": _said_degrees(last),
        "distance": said_distance(asked.day, began if began >= asked.day else ends),
        "body": body,
        "days": str((ends - began).days),
    }
    return made(asked, [standing, *facts, EXPLAINED], [with_slots(theme, slots)], {})


def _said_degrees(event: Event) -> str:
    degree = int(str(event.detail["degree"]))
    return f"{degree} degree{'' if degree == 1 else 's'}"


def _planet(asked: Asked) -> str:
    """A planet that turns within days, else a fast one that is on its way back, else a slow one in
    turn, else the next to turn."""
    turning = _stations_near(asked)
    if turning:
        return turning[0]
    places: Sequence[Fact] = asked.of_kind("planet_sign")
    back = {str(f.detail["body"]) for f in places if f.detail["direction"] == "retrograde"}
    for body in ("Mercury", "Venus", "Mars"):
        if body in back:
            return body
    slow = [body for body in PLANETS if body in back]
    if slow:
        return slow[asked.day.toordinal() // 7 % len(slow)]
    ahead = events_ahead(asked.day, asked.zone)
    return next(event.body for event in ahead if event.kind == "station")


def _stations_near(asked: Asked) -> list[str]:
    found = []
    for event in events_ahead(asked.day, asked.zone):
        if local_date(event, asked.zone) - asked.day > SOON:
            break
        if event.kind == "station":
            found.append(event.body)
    return sorted(found, key=PLANETS.index)


def _turns(asked: Asked, body: str) -> tuple[Event, Event]:
    """The station backward and the station forward of the stretch that is on or comes next."""

    def is_turn(event: Event) -> bool:
        return event.kind == "station" and event.body == body

    ahead = (event for event in events_ahead(asked.day, asked.zone) if is_turn(event))
    first = next(ahead)
    if first.detail["direction"] == "retrograde":
        return first, next(ahead)
    behind = events_behind(asked.day, asked.zone)
    return next(event for event in behind if is_turn(event)), first
