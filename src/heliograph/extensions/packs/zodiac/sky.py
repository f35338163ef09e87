"""Where the bodies stand: apparent geocentric ecliptic longitudes of date, many at a time.

Times travel as numpy arrays of Julian days in Terrestrial Time (TT), which runs evenly, and become
UTC only at the door.
"""

from __future__ import annotations

import atexit
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import skyfield
import skyfield_data
from numpy.typing import NDArray
from skyfield.api import load, load_file
from skyfield.framelib import ecliptic_frame
from skyfield.nutationlib import iau2000b_radians

from heliograph.extensions.packs.zodiac.signs import BODIES

Days = NDArray[np.float64]
Untyped = Any  # reason: skyfield's objects have no types

SOURCE = f"skyfield {'.'.join(map(str, skyfield.VERSION))}, JPL DE421"

# The planets' centres are not in this ephemeris beyond Mars; the barycentre of a planet and its
# moons lies within it, far closer than the precision asked for.
_TARGETS = {
    body: f"{body.lower()} barycenter"
    if body in ("Jupiter", "Saturn", "Uranus", "Neptune", "Pluto")
    else body.lower()
    for body in BODIES
}
_LEAP_SECONDS_BEGIN = datetime(1972, 1, 1, tzinfo=UTC)
_J2000 = datetime(2000, 1, 1, 12, tzinfo=UTC)
_J2000_JD = 2451545.0


@dataclass(frozen=True)
class Ephemeris:
    """The opened kernel and the time scale that belong together."""

    kernel: Untyped
    scale: Untyped


@cache
def ephemeris() -> Ephemeris:
    """Open the packaged ephemeris once; nothing is downloaded."""
    kernel = load_file(str(Path(skyfield_data.__file__).parent / "data" / "de421.bsp"))
    atexit.register(kernel.close)
    return Ephemeris(kernel, load.timescale(builtin=True))


def tt_of(moments: Sequence[datetime]) -> Days:
    """Aware moments as Julian days TT."""
    scale = ephemeris().scale
    return np.array([_one_tt(scale, moment.astimezone(UTC)) for moment in moments])


def _one_tt(scale: Untyped, moment: datetime) -> float:
    if moment >= _LEAP_SECONDS_BEGIN:
        return float(scale.from_datetime(moment).tt)
    # Before 1972 clocks followed the Earth's turning, which is UT1.
    return float(scale.ut1_jd(_J2000_JD + (moment - _J2000) / timedelta(days=1)).tt)


def utc_of(tt: Days) -> list[datetime]:
    """Julian days TT as aware UTC moments, to the nearest second."""
    scale = ephemeris().scale
    return [_one_utc(scale, float(day)) for day in tt]


def _one_utc(scale: Untyped, tt: float) -> datetime:
    time = scale.tt_jd(tt)
    moment = _J2000 + timedelta(days=float(time.ut1) - _J2000_JD)
    if moment >= _LEAP_SECONDS_BEGIN:
        moment = time.utc_datetime()
    return (moment + timedelta(milliseconds=500)).replace(microsecond=0)


def longitudes(tt: Days | Sequence[float], *, is_quick: bool = False) -> Days:
    """Degrees 0 to 360, one row per body in the order of `BODIES`, one column per time.

    The quick way uses the shorter nutation series: 0.001 arc seconds off, in half the time. That
    is under a second for a crossing, but not for the turn of a slow planet.
    """
    opened = ephemeris()
    time = opened.scale.tt_jd(np.atleast_1d(tt))
    if is_quick:
        time._nutation_angles_radians = iau2000b_radians(time)
    here = opened.kernel["earth"].at(time)
    rows = []
    for body in BODIES:
        apparent = here.observe(opened.kernel[_TARGETS[body]]).apparent()
        rows.append(apparent.frame_latlon(ecliptic_frame)[1].degrees % 360)
    return np.array(rows)


def speeds(tt: Days, step: float | Days = 0.02) -> Days:
    """Degrees a day, by central difference over `step` days to each side."""
    ahead, behind = longitudes(tt + step), longitudes(tt - step)
    change: Days = ((ahead - behind + 180) % 360 - 180) / (2 * step)
    return change


def lit_percent(moon: float, sun: float, moon_latitude: float = 0.0) -> float:
    """How much of the Moon's disc is lit, in percent, from the two longitudes in degrees."""
    elongation = np.cos(np.radians(moon - sun)) * np.cos(np.radians(moon_latitude))
    return float(50 * (1 - elongation))


def moon_latitude(tt: float) -> float:
    """Ecliptic latitude of the Moon in degrees."""
    opened = ephemeris()
    here = opened.kernel["earth"].at(opened.scale.tt_jd(tt))
    apparent = here.observe(opened.kernel["moon"]).apparent()
    return float(apparent.frame_latlon(ecliptic_frame)[0].degrees)
