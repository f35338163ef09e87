"""`heliograph try`: one headless trip through the whole loop, on an instance of its own."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Annotated

import typer

from heliograph.apps.cli.door import run
from heliograph.apps.cli.failures import BadInput
from heliograph.apps.cli.given import day_of
from heliograph.apps.cli.printing import AsJSON, note, show


def attempt(
    subject: Annotated[str, typer.Option(help="A subject of the pack, such as leo.")],
    date: Annotated[str, typer.Option(help="The day it is about, YYYY-MM-DD.")],
    out: Annotated[Path, typer.Option(help="Folder for the picture and result.json.")],
    pack: Annotated[str, typer.Option(help="Whose words.")] = "zodiac",
    as_json: AsJSON = False,
) -> None:
    """Make one piece, check it, publish it to three sandbox networks, read its first numbers.

    Uses an instance of its own, needs no network, and leaves nothing behind but the results.
    """
    trip = importlib.import_module("heliograph.apps.cli.trip")
    order = trip.Order(pack, subject.lower(), day_of(date), _folder(out))
    trip.check(order)
    found = run(trip.travel(order, note))
    show(found, as_json, trip.told(found, order))
    if not trip.is_whole(found):
        note("Not everything was published; the result says why.")
        raise typer.Exit(1)


def _folder(out: Path) -> Path:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(
            f"The folder {out} cannot be made: {error.strerror}", "Name another with --out."
        ) from error
    return out.absolute()
