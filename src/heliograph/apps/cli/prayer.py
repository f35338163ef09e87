"""The times of prayer of a place."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any

import typer

from heliograph.apps.cli.failures import BadInput
from heliograph.apps.cli.given import day_of, pairs_of, zone_of
from heliograph.apps.cli.islamic import islamic_refusals
from heliograph.apps.cli.printing import AsJSON, show, table
from heliograph.extensions.packs.islamic.prayer import (
    METHODS,
    NAMES,
    Place,
    PrayerDay,
    Wish,
    prayer_day,
)

MOST_DAYS = 366
_METHODS = ", ".join(METHODS)


def prayer(  # noqa: PLR0913 - one parameter for each option
    lat: Annotated[float, typer.Option(help="Latitude in degrees, south negative.")],
    lon: Annotated[float, typer.Option(help="Longitude in degrees, west negative.")],
    date: Annotated[str, typer.Option(help="The day, YYYY-MM-DD.")],
    time_zone: Annotated[str, typer.Option(help="The place's time zone, such as Asia/Riyadh.")],
    method: Annotated[str, typer.Option(help=f"One of: {_METHODS}.")] = "mwl",
    asr: Annotated[str, typer.Option(help="standard, or hanafi.")] = "standard",
    high_latitude: Annotated[
        str | None,
        typer.Option(help="middle, seventh or angle; default seventh from 48 degrees on."),
    ] = None,
    hijri_offset: Annotated[
        int, typer.Option(help="Days by which the announced calendar is ahead, -2 to 2.")
    ] = 0,
    adjust: Annotated[
        list[str] | None, typer.Option(help="Minutes on top of one time, such as dhuhr=2.")
    ] = None,
    days: Annotated[int, typer.Option(help="How many days in a row.")] = 1,
    as_json: AsJSON = False,
) -> None:
    """Print the times of prayer on the place's own clock."""
    if not 1 <= days <= MOST_DAYS:
        raise BadInput(f"{days} days cannot be made", f"Ask for 1 to {MOST_DAYS}.")
    first, zone, minutes = day_of(date), zone_of(time_zone), _minutes(adjust or [])
    with islamic_refusals():
        place = Place(lat, lon, zone)
        wish = Wish(method, asr, high_latitude, minutes, hijri_offset)
        found = [prayer_day(place, first + timedelta(days=at), wish) for at in range(days)]
    if days == 1:
        show(_day(found[0]), as_json, _lines(found[0]))
        return
    rows = [{"date": one.day.isoformat(), **_clocks(one)} for one in found]
    columns = {"date": "DATE", **{name: name.upper() for name in NAMES}}
    notes = sorted({note for one in found for note in one.notes})
    lines = [*table(rows, columns, ""), f"Method: {found[0].method.name}", *notes]
    show({"days": [_day(one) for one in found]}, as_json, lines)


def _day(one: PrayerDay) -> dict[str, Any]:
    return {
        "date": one.day.isoformat(),
        "latitude": one.place.latitude,
        "longitude": one.place.longitude,
        "time_zone": one.place.zone.key,
        "method": one.method.id,
        "method_name": one.method.name,
        "asr": one.shadow,
        "high_latitude": one.rule,
        "computed_at_latitude": one.latitude,
        "times": _clocks(one),
        "moments": {name: one.times[name].isoformat() for name in NAMES},
        "notes": list(one.notes),
    }


def _clocks(one: PrayerDay) -> dict[str, str]:
    return {name: one.clock(name) for name in NAMES}


def _lines(one: PrayerDay) -> list[str]:
    times = [f"{name.title().ljust(8)}  {one.clock(name)}" for name in NAMES]
    return [*times, f"Method: {one.method.name}", *one.notes]


def _minutes(given: list[str]) -> dict[str, int]:
    try:
        return {name: int(text) for name, text in pairs_of(given, "--adjust").items()}
    except ValueError as error:
        raise BadInput("Minutes are whole numbers", "Write --adjust dhuhr=2.") from error
