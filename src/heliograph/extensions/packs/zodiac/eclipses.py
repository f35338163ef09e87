"""Eclipses of a stretch of time: lunar from skyfield, solar from astronomy-engine."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import astronomy
from skyfield import eclipselib

from heliograph.extensions.packs.zodiac.sky import Untyped, ephemeris, tt_of, utc_of

Found = tuple[datetime, str, str]  # greatest eclipse (UTC), "solar" or "lunar", type


def eclipses_between(start: datetime, end: datetime) -> list[Found]:
    """Every eclipse whose greatest moment lies in [start, end), in order of time."""
    return sorted(_lunar(start, end) + _solar(start, end))


def _lunar(start: datetime, end: datetime) -> list[Found]:
    opened = ephemeris()
    first, last = tt_of([start, end])
    times, kinds, _ = eclipselib.lunar_eclipses(
        opened.scale.tt_jd(first), opened.scale.tt_jd(last), opened.kernel
    )
    moments = utc_of(times.tt)
    return [
        (moment, "lunar", eclipselib.LUNAR_ECLIPSES[kind].lower())
        for moment, kind in zip(moments, kinds, strict=True)
        if start <= moment < end
    ]


def _solar(start: datetime, end: datetime) -> list[Found]:
    found: list[Found] = []
    at = start - timedelta(days=1)
    while True:
        eclipse = astronomy.SearchGlobalSolarEclipse(_engine_time(at))
        peak = eclipse.peak.Utc().replace(tzinfo=UTC)
        moment = (peak + timedelta(milliseconds=500)).replace(microsecond=0)
        if moment >= end:
            return found
        if moment >= start:
            found.append((moment, "solar", eclipse.kind.name.lower()))
        at = moment + timedelta(days=20)


def _engine_time(at: datetime) -> Untyped:
    return astronomy.Time.Make(at.year, at.month, at.day, at.hour, at.minute, at.second)
