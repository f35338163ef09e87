"""Every event of a stretch of time, found in one vectorised pass."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from heliograph.extensions.packs.zodiac.crossings import (
    Bracket,
    Days,
    line_brackets,
    narrow,
    turning_samples,
)
from heliograph.extensions.packs.zodiac.eclipses import eclipses_between
from heliograph.extensions.packs.zodiac.signs import (
    ASPECTS,
    BODIES,
    FAST,
    PHASES,
    SEASONS,
    check_year,
    sign_of,
)
from heliograph.extensions.packs.zodiac.sky import longitudes, speeds, tt_of, utc_of
from heliograph.sdk.packs import Detail, Event

SAMPLE = 0.25  # days; the Moon moves 3.5 degrees in it, far less than the 30 between two lines
MOON, SUN = BODIES.index("Moon"), BODIES.index("Sun")
WANDERERS = [index for index, body in enumerate(BODIES) if index not in (MOON, SUN)]
NO_BODY = -1
MINUTE = 1 / 1440


@dataclass
class Search:
    """Brackets to narrow together: which body, against which other, between when and when."""

    body: list[int] = field(default_factory=list)
    other: list[int] = field(default_factory=list)
    brackets: list[Bracket] = field(default_factory=list)

    def add(self, body: int, other: int, brackets: list[Bracket]) -> None:
        """Queue the brackets of one curve."""
        self.body += [body] * len(brackets)
        self.other += [other] * len(brackets)
        self.brackets += brackets


@lru_cache(maxsize=8)
def events_of_year(year: int) -> tuple[Event, ...]:
    """All events of a UTC year, in order of time; the latest years asked for are kept."""
    check_year(year, f"the year {year}")
    return events_between(datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC))


def events_between(start: datetime, end: datetime) -> tuple[Event, ...]:
    """All events in [start, end), in order of time."""
    first, last = tt_of([start, end])
    times = np.arange(first - 2 * SAMPLE, last + 3 * SAMPLE, SAMPLE)
    curves = np.degrees(np.unwrap(np.radians(longitudes(times, is_quick=True))))
    found = _crossing_events(times, curves) + _stations(times, curves) + _eclipses(start, end)
    inside = (event for event in found if start <= event.at < end)
    return tuple(sorted(inside, key=lambda event: (event.at, event.kind, event.body)))


def _crossing_events(times: Days, curves: Days) -> list[Event]:
    search = Search()
    for body in range(len(BODIES)):
        search.add(body, NO_BODY, line_brackets(times, curves[body]))
    for body, other in combinations(range(len(BODIES)), 2):
        lines = line_brackets(times, curves[body] - curves[other])
        search.add(body, other, [line for line in lines if _is_aspect(line.target)])
    roots = _narrow(search)
    kept = np.flatnonzero(~np.isnan(roots))
    positions = longitudes(roots[kept], is_quick=True)
    later = longitudes(roots[kept] + MINUTE, is_quick=True)
    moving = (later - positions + 180) % 360 - 180
    moments = utc_of(roots[kept])
    events: list[Event] = []
    for column, index in enumerate(kept):
        body, other = search.body[index], search.other[index]
        place, speed, target = (
            positions[:, column],
            moving[:, column],
            search.brackets[index].target,
        )
        if other == NO_BODY:
            events += _boundary_events(moments[column], body, target, is_back=speed[body] < 0)
        else:
            events += _pair_events(moments[column], (body, other), target, place)
    return events


def _is_aspect(target: float) -> bool:
    angle = target % 360
    return min(angle, 360 - angle) in ASPECTS


def _narrow(search: Search) -> Days:
    body, other = np.array(search.body), np.array(search.other)
    target = np.array([bracket.target for bracket in search.brackets])

    def away(tt: Days, index: NDArray[np.intp]) -> Days:
        place = longitudes(tt, is_quick=True)
        column = np.arange(len(tt))
        against = np.where(other[index] == NO_BODY, 0.0, place[other[index], column])
        distance: Days = (place[body[index], column] - against - target[index] + 180) % 360 - 180
        return distance

    low = np.array([bracket.low for bracket in search.brackets])
    high = np.array([bracket.high for bracket in search.brackets])
    return narrow(away, low, high)


def _boundary_events(at: datetime, body: int, target: float, *, is_back: bool) -> list[Event]:
    above, below = sign_of(target + 1), sign_of(target - 1)
    sign, left = (below, above) if is_back else (above, below)
    name = BODIES[body]
    events = [
        Event("ingress", name, at, {"sign": sign, "from_sign": left, "retrograde": bool(is_back)})
    ]
    if body == SUN and sign in SEASONS:
        events.append(Event("season", name, at, {"season": SEASONS[sign], "sign": sign}))
    return events


def _pair_events(at: datetime, pair: tuple[int, int], target: float, place: Days) -> list[Event]:
    body, other = pair
    turn = round(target) % 360
    angle = min(turn, 360 - turn)
    signs = [sign_of(_settled(place[index])) for index in pair]
    detail: Detail = {
        "other": BODIES[other],
        "aspect": ASPECTS[angle],
        "angle": angle,
        "body_sign": signs[0],
        "other_sign": signs[1],
    }
    events = [Event("aspect", BODIES[body], at, detail)]
    if pair == (MOON, SUN) and turn in PHASES:
        events.append(Event("phase", "Moon", at, {"phase": PHASES[turn], "sign": signs[0]}))
    return events


def _settled(longitude: float) -> float:
    """A longitude within a hair of a boundary counts as the far side of it."""
    return longitude + 1e-7


def _stations(times: Days, curves: Days) -> list[Event]:
    owners: list[int] = []
    lows: list[float] = []
    highs: list[float] = []
    for body in WANDERERS:
        for sample in turning_samples(curves[body]):
            owners.append(body)
            lows.append(times[sample - 1])
            highs.append(times[sample + 1])
    owner = np.array(owners, dtype=int)

    def speed(tt: Days, index: NDArray[np.intp]) -> Days:
        # A slow planet's turn is so gentle that a short step would drown in rounding.
        steps = np.where([BODIES[body] in FAST for body in owner[index]], 0.02, 0.2)
        moving: Days = speeds(tt, steps)[owner[index], np.arange(len(tt))]
        return moving

    if not owners:
        return []
    roots = narrow(speed, np.array(lows), np.array(highs))
    kept = np.flatnonzero(~np.isnan(roots))
    place, later = longitudes(roots[kept]), speeds(roots[kept] + 1)
    return [
        _station(moment, owners[index], place[owners[index], column], later[owners[index], column])
        for column, (index, moment) in enumerate(zip(kept, utc_of(roots[kept]), strict=True))
    ]


def _station(at: datetime, body: int, longitude: float, speed_after: float) -> Event:
    detail: Detail = {
        "sign": sign_of(longitude),
        "direction": "retrograde" if speed_after < 0 else "direct",
        "degree": int(longitude % 30),
        "longitude": round(float(longitude), 4),
    }
    return Event("station", BODIES[body], at, detail)


def _eclipses(start: datetime, end: datetime) -> list[Event]:
    found = eclipses_between(start, end)
    if not found:
        return []
    place = longitudes(tt_of([moment for moment, _, _ in found]))
    events = []
    for column, (moment, eclipse, kind) in enumerate(found):
        body = SUN if eclipse == "solar" else MOON
        sign = sign_of(float(place[body, column]))
        detail: Detail = {"eclipse": eclipse, "type": kind, "sign": sign}
        events.append(Event("eclipse", BODIES[body], moment, detail))
    return events
