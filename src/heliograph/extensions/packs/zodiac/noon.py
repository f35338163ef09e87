"""Answers about single moments: the sky at local noon, the sign of a birth date."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from heliograph.extensions.packs.zodiac.birth import BirthSign
from heliograph.extensions.packs.zodiac.day import LocalDay
from heliograph.extensions.packs.zodiac.events import events_between
from heliograph.extensions.packs.zodiac.signs import BODIES, check_day, sign_of
from heliograph.extensions.packs.zodiac.sky import longitudes, speeds, tt_of

SUN = BODIES.index("Sun")


def sky_of(day: date, zone: ZoneInfo) -> list[dict[str, str | float]]:
    """All bodies at local noon."""
    check_day(day)
    noon = LocalDay.of(day, zone, ()).noon
    place, speed = _at(noon)
    return [
        {
            "body": body,
            "longitude": round(place[index], 4),
            "sign": sign_of(place[index]),
            "degree": round(place[index] % 30, 4),
            "direction": "retrograde" if speed[index] < 0 else "direct",
            "at": noon.isoformat().replace("+00:00", "Z"),
        }
        for index, body in enumerate(BODIES)
    ]


@lru_cache(maxsize=32)
def _at(moment: datetime) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Longitudes in degrees and how they change. Twelve signs ask for the same noon."""
    tt = tt_of([moment])
    return tuple(longitudes(tt)[:, 0].tolist()), tuple(speeds(tt)[:, 0].tolist())


def sign_of_birth(day: date, zone: ZoneInfo, at: time | None) -> BirthSign:
    """The Sun's sign on a local day, or at a local time of it."""
    check_day(day)
    local = LocalDay.of(day, zone, ())
    first, last = (sign_of(float(lon)) for lon in longitudes(tt_of([local.start, local.end]))[SUN])
    if first == last:
        return BirthSign(first)
    moment = _change(local)
    clock = local.clock(moment)
    born = datetime.combine(day, at, zone) if at else None
    sign = (first if born < moment else last) if born else sign_of_noon(local)
    other = last if sign == first else first
    told = f"On {day.isoformat()} the Sun left {first} for {last} at {clock} ({zone.key})."
    if born:
        return BirthSign(sign, f"{told} At {at:%H:%M} it stood in {sign}.", other, clock)
    advice = f"Born before that minute means {first}, after it {last}; give the time to be sure."
    return BirthSign(sign, f"{told} {advice}", other, clock)


def sign_of_noon(local: LocalDay) -> str:
    """The Sun's sign at local noon, the likelier answer while no time is known."""
    return sign_of(float(longitudes(tt_of([local.noon]))[SUN, 0]))


def _change(local: LocalDay) -> datetime:
    margin = timedelta(hours=1)
    events = events_between(local.start - margin, local.end + margin)
    return next(event.at for event in events if event.kind == "ingress" and event.body == "Sun")
