"""The Moon's phase of the day, and the next of its four turns."""

from __future__ import annotations

from datetime import timedelta

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
from heliograph.sdk.packs import Plan


def plan_moon(asked: Asked) -> Plan:
    """The light of the day, where the Moon stands for the sign, its last turn and its next."""
    light = asked.of_kind("light")[0]
    today = asked.of_kind("phase")
    event = next(
        one
        for one in events_ahead(asked.day + timedelta(days=1), asked.zone)
        if one.kind == "phase"
    )
    last = next(one for one in events_behind(asked.day, asked.zone) if one.kind == "phase")
    ahead, day = dated_fact(event, asked.zone), local_date(event, asked.zone)
    (theme,) = themes_of(asked, [*today, light][:1])
    if str(light.detail["octant"]).endswith("quarter"):
        # Sun and Moon are at a right angle then.
        theme = toned(theme, "friction")
    slots = {
        "octant": str(light.detail["octant"]),
        "lit": str(light.detail["lit"]),
        "last_phase": str(last.detail["phase"]),
        "last_when": way_to_say(local_date(last, asked.zone), asked, "last"),
        "next_phase": str(event.detail["phase"]),
        "next_sign": str(event.detail["sign"]),
        "next_when": way_to_say(day, asked, "next"),
        "next_time": str(ahead.detail["time"]),
        "distance": said_distance(asked.day, day),
    }
    moon = asked.of_kind("moon_sign")
    told = [*today, light, *moon, ahead, dated_fact(last, asked.zone)]
    # A turn has its own sign, at its minute: the Moon may have begun the day in the one before.
    sign = str(today[0].detail["sign"]) if today else asked.moon_sign()
    return made(asked, told, [with_slots(theme, slots)], {"moon_sign": sign})
