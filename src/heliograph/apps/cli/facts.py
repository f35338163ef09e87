"""The computed sky: where the bodies stand, what happens, and what sign a birth date has."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime, time
from typing import Annotated, Any

import typer

from heliograph.apps.cli.failures import BadInput
from heliograph.apps.cli.given import day_of, zone_of
from heliograph.apps.cli.islamic_facts import islamic
from heliograph.apps.cli.printing import AsJSON, show, table
from heliograph.sdk.packs import Brief

app = typer.Typer(rich_markup_mode=None)
app.command("islamic")(islamic)
Zone = Annotated[str, typer.Option(help="The readers' time zone, such as Africa/Cairo.")]
_BODIES = {
    "body": "BODY",
    "longitude": "LONGITUDE",
    "sign": "SIGN",
    "degree": "DEGREE",
    "direction": "DIRECTION",
}
_EVENTS = {"at": "UTC", "kind": "KIND", "body": "BODY", "detail": "DETAIL"}


@app.command("zodiac")
def zodiac(
    date: Annotated[str, typer.Option(help="The day, YYYY-MM-DD, 1900 to 2050.")],
    time_zone: Zone = "UTC",
    as_json: AsJSON = False,
) -> None:
    """Print the sky of a local day: all bodies at noon, and the day's facts."""
    day, zone = day_of(date), zone_of(time_zone)
    sky, pack = _computing()
    with sky.pack_refusals():
        facts = sky.Sky(pack).facts(Brief("", "", day, zone))
        bodies = pack.sky_of(day, zone)
    found = {
        "date": day.isoformat(),
        "time_zone": zone.key,
        "bodies": bodies,
        "facts": [asdict(fact) for fact in facts],
    }
    lines = [*table(bodies, _BODIES, ""), "", *(f"{fact.text} ({fact.source})" for fact in facts)]
    show(found, as_json, lines)


@app.command("events")
def events(
    year: Annotated[int, typer.Option(help="A UTC year, 1900 to 2050.")],
    as_json: AsJSON = False,
) -> None:
    """Print every event of a year: ingresses, stations, phases, eclipses, seasons, aspects."""
    sky, pack = _computing()
    with sky.pack_refusals():
        found = _listed(pack.events(year))
    show({"year": year, "events": found}, as_json, table(found, _EVENTS, ""))


@app.command("sign")
def sign(
    birth: Annotated[str, typer.Option(help="The birth date, YYYY-MM-DD.")],
    at: Annotated[str | None, typer.Option("--time", help="The local time, HH:MM.")] = None,
    time_zone: Zone = "UTC",
    as_json: AsJSON = False,
) -> None:
    """Print the sign of a birth date, from the Sun's own place that year."""
    day, zone, clock = day_of(birth), zone_of(time_zone), _clock(at)
    sky, pack = _computing()
    with sky.pack_refusals():
        answer = pack.sign_of_birth(day, zone, clock)
    found = {"birth": day.isoformat(), "time_zone": zone.key, **asdict(answer)}
    found["is_cusp"] = answer.is_cusp
    show(found, as_json, [answer.sign, *([answer.note] if answer.note else [])])


def _computing() -> tuple[Any, Any]:
    """The module that computes, and the pack; both are slow to load."""
    sky = importlib.import_module("heliograph.apps.cli.sky")
    return sky, sky.pack_of("zodiac")


def _listed(found: Sequence[Any]) -> list[dict[str, Any]]:
    return [
        {"kind": one.kind, "body": one.body, "at": _utc(one.at), "detail": one.detail}
        for one in found
    ]


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _clock(text: str | None) -> time | None:
    if text is None:
        return None
    try:
        return time.fromisoformat(text)
    except ValueError as error:
        raise BadInput(f"{text!r} is not a time", "Give it as HH:MM.") from error
