"""Ingresses: the planet that changes signs nearest to the day, and how long it stays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import takewhile

from heliograph.extensions.packs.zodiac.content import profiles
from heliograph.extensions.packs.zodiac.signs import with_article
from heliograph.extensions.packs.zodiac.themes import Tone, pick
from heliograph.extensions.packs.zodiac.types.base import (
    Asked,
    made,
    said_day,
    said_distance,
    themes_of,
    toned,
    ways_to_say,
    with_slots,
)
from heliograph.extensions.packs.zodiac.types.periods import ENTERS
from heliograph.extensions.packs.zodiac.types.spans import (
    dated_fact,
    events_ahead,
    events_of_days,
    local_date,
)
from heliograph.sdk.packs import Event, Plan

BEHIND = timedelta(days=2)
# Two planets are counted as kind and two as hard; the others take after their company.
TONES: dict[str, Tone] = {
    "Venus": "flow",
    "Jupiter": "flow",
    "Mars": "friction",
    "Saturn": "friction",
}
# A slow planet stays for years: then no day of leaving is told.
LONGEST = timedelta(days=400)


def plan_arrival(asked: Asked) -> Plan:
    """The ingress of today, of the last two days, or else the next one."""
    event = _ingress(asked)
    ahead = events_ahead(local_date(event, asked.zone) + timedelta(days=1), asked.zone)
    soon = takewhile(lambda one: one.at - event.at < LONGEST, _arrivals(ahead))
    leaving = next((one for one in soon if one.body == event.body), None)
    fact, day = dated_fact(event, asked.zone), local_date(event, asked.zone)
    (theme,) = themes_of(asked, [fact])
    theme = toned(theme, TONES.get(event.body, "focus"))
    key = asked.reader.key
    slots = {
        "stage": "today" if day == asked.day else "ahead" if day > asked.day else "behind",
        "when": pick(ways_to_say(day), key, "when"),
        "time": str(fact.detail["time"]),
        "distance": said_distance(asked.day, day),
        "enters": pick(ENTERS[bool(event.detail["retrograde"])], key, "enters"),
        "body": event.body,
        "body_the": with_article(event.body),
        "from_sign": str(event.detail["from_sign"]),
        **_grounds(str(event.detail["sign"]), str(event.detail["from_sign"])),
    }
    if leaving is None:
        return made(asked, [fact], [with_slots(theme, slots)], {})
    until = local_date(leaving, asked.zone)
    year = "" if until.year == day.year else f" {until.year}"
    slots |= {"leaves_when": f"{said_day(until)}{year}", "days": str((until - day).days)}
    return made(asked, [fact, dated_fact(leaving, asked.zone)], [with_slots(theme, slots)], {})


def _grounds(sign: str, left: str) -> dict[str, str]:
    """What the old sign and the new one are made of."""
    new, old = (profiles()[name.lower()].facts for name in (sign, left))
    return {
        "sign_element": new["element"],
        "sign_modality": new["modality"],
        "from_element": old["element"],
    }


def _ingress(asked: Asked) -> Event:
    lately = _arrivals(iter(events_of_days(asked.day - BEHIND, asked.day, asked.zone)))
    latest = list(lately)
    coming = next(_arrivals(events_ahead(asked.day + timedelta(days=1), asked.zone)))
    is_tomorrow = local_date(coming, asked.zone) - asked.day <= timedelta(days=1)
    if latest and (local_date(latest[-1], asked.zone) == asked.day or not is_tomorrow):
        return latest[-1]
    return coming


def _arrivals(events: Iterator[Event]) -> Iterator[Event]:
    """Ingresses of all bodies but the Moon."""
    return (one for one in events if one.kind == "ingress" and one.body != "Moon")
