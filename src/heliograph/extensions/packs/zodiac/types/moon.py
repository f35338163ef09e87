"""The Moon's phase of the day, and the next of its four turns."""

from __future__ import annotations

from datetime import timedelta

from heliograph.extensions.packs.zodiac.types.base import (
    Asked,
    made,
    said_day,
    said_distance,
    themes_of,
    with_slots,
)
from heliograph.extensions.packs.zodiac.types.spans import dated_fact, events_ahead, local_date
from heliograph.sdk.packs import Plan


def plan_moon(asked: Asked) -> Plan:
    """The light of the day, where the Moon stands for the sign, and when it changes."""
    light = asked.of_kind("light")[0]
    today = asked.of_kind("phase")
    event = next(
        one
        for one in events_ahead(asked.day + timedelta(days=1), asked.zone)
        if one.kind == "phase"
    )
    ahead, day = dated_fact(event, asked.zone), local_date(event, asked.zone)
    (theme,) = themes_of(asked, [*today, light][:1])
    slots = {
        "octant": str(light.detail["octant"]),
        "lit": str(light.detail["lit"]),
        "next_phase": str(event.detail["phase"]),
        "next_sign": str(event.detail["sign"]),
        "next_when": said_day(day),
        "next_time": str(ahead.detail["time"]),
        "distance": said_distance(asked.day, day),
    }
    told = [*today, light, *asked.of_kind("moon_sign"), ahead]
    return made(asked, told, [with_slots(theme, slots)], {"moon_sign": asked.moon_sign()})
