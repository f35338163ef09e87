"""What is true in the sky on one local day, each statement with its parts and its source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from heliograph.extensions.packs.zodiac.aspects import aspect_facts
from heliograph.extensions.packs.zodiac.day import LocalDay
from heliograph.extensions.packs.zodiac.events import events_between
from heliograph.extensions.packs.zodiac.happenings import happening_facts
from heliograph.extensions.packs.zodiac.scores import LIGHT, MOON_SIGN, PLANET_SIGN
from heliograph.extensions.packs.zodiac.signs import (
    BODIES,
    FIRST_YEAR,
    LAST_YEAR,
    check_day,
    sign_of,
    with_article,
    wrap,
)
from heliograph.extensions.packs.zodiac.sky import (
    SOURCE,
    lit_percent,
    longitudes,
    moon_latitude,
    tt_of,
)
from heliograph.sdk.packs import Detail, Event, Fact

MARGIN = timedelta(days=2)
STEP = 0.02  # days to each side of noon over which a speed is taken
QUARTERS = ("waxing crescent", "waxing gibbous", "waning gibbous", "waning crescent")


@dataclass(frozen=True)
class Place:
    """Where one body stands at local noon."""

    longitude: float
    speed: float


def facts_of_day(day: date, zone: ZoneInfo, events: Sequence[Event]) -> tuple[Fact, ...]:
    """Every fact of a local day, the weightiest first."""
    check_day(day)
    local = LocalDay.of(day, zone, _with_edges(day, zone, events))
    start, noon, end = tt_of([local.start, local.noon, local.end])
    before, place, after, *moons = longitudes([noon - STEP, noon, noon + STEP, start, end]).T
    standing = {
        body: Place(float(place[index]), wrap(float(after[index] - before[index])) / (2 * STEP))
        for index, body in enumerate(BODIES)
    }
    sky = {body: (where.longitude, where.speed) for body, where in standing.items()}
    found = [
        _moon_sign(local, *(sign_of(float(moon[BODIES.index("Moon")])) for moon in moons)),
        _light(local, standing, moon_latitude(noon)),
        *(_planet_sign(body, standing[body]) for body in BODIES if body != "Moon"),
        *aspect_facts(local, sky),
        *happening_facts(local),
    ]
    ranked = sorted(found, key=lambda fact: (-fact.weight, fact.id))
    return tuple(replace(fact, id=f"{day.isoformat()}:{fact.id}") for fact in ranked)


def _with_edges(day: date, zone: ZoneInfo, events: Sequence[Event]) -> Sequence[Event]:
    """The stored events, and those beyond the first and last stored year that a day there needs."""
    first, last = datetime(FIRST_YEAR, 1, 1, tzinfo=UTC), datetime(LAST_YEAR + 1, 1, 1, tzinfo=UTC)
    start = datetime.combine(day, time(), zone).astimezone(UTC) - MARGIN
    end = start + 2 * MARGIN + timedelta(days=1)
    if start < first:
        return (*events_between(start, first), *events)
    if end > last:
        return (*events, *events_between(last, end))
    return events


def _moon_sign(local: LocalDay, at_start: str, at_end: str) -> Fact:
    change = next((e for e in local.today("ingress") if e.body == "Moon"), None)
    if change is None and at_start != at_end:
        raise ValueError(f"The events given do not cover {local.day.isoformat()}.")
    sign = str(change.detail["from_sign"]) if change else at_start
    follower = str(change.detail["sign"]) if change else None
    clock = local.clock(change.at) if change else None
    text = f"The Moon is in {sign} all day"
    if change:
        text = f"The Moon is in {sign} until {clock}, then in {follower}"
    detail: Detail = {"body": "Moon", "sign": sign, "next_sign": follower, "time": clock}
    return Fact("moon_sign", "moon_sign", text, SOURCE, MOON_SIGN, detail)


def _light(local: LocalDay, standing: dict[str, Place], latitude: float) -> Fact:
    moon, sun = standing["Moon"].longitude, standing["Sun"].longitude
    lit = round(lit_percent(moon, sun, latitude))
    # The four named phases are moments: they name only the day they fall on.
    exact = local.today("phase")
    octant = str(exact[0].detail["phase"]) if exact else QUARTERS[int((moon - sun) % 360 // 90)]
    shape = octant if octant.endswith("gibbous") else f"a {octant}"
    text = f"The Moon is {shape}, {lit} percent lit"
    if exact:
        text = f"The Moon is at its {octant}, {lit} percent lit"
    return Fact("light", "light", text, SOURCE, LIGHT, {"octant": octant, "lit": lit})


def _planet_sign(body: str, where: Place) -> Fact:
    sign, degree = sign_of(where.longitude), int(where.longitude % 30)
    direction = "retrograde" if where.speed < 0 else "direct"
    backward = ", in apparent backward motion" if direction == "retrograde" else ""
    subject = with_article(body)
    text = f"{subject[0].upper()}{subject[1:]} is at {degree} degrees of {sign}{backward}"
    detail: Detail = {"body": body, "sign": sign, "direction": direction, "degree": degree}
    name = f"planet_sign:{body.lower()}"
    return Fact(name, "planet_sign", text, SOURCE, PLANET_SIGN, detail)
