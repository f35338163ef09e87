"""Music made on the spot: the same beds as in videos, without an instance."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Annotated, Any

import typer

from heliograph.apps.cli.failures import BadInput
from heliograph.apps.cli.printing import AsJSON, show, table

app = typer.Typer(rich_markup_mode=None)
_COLUMNS = {"id": "MOOD", "tempo": "TEMPO", "instruments": "INSTRUMENTS", "description": "WHAT"}


@app.callback()
def music() -> None:
    """Music made on the spot, without an instance."""


@app.command("moods")
def moods(as_json: AsJSON = False) -> None:
    """List the moods that a bed can have."""
    found = _beds().moods()
    show(found, as_json, table(found, _COLUMNS, "There are no moods."))


@app.command("bed")
def bed(  # noqa: PLR0913 - one parameter for each option
    mood: Annotated[str, typer.Option(help="One of `heliograph music moods`.")],
    seconds: Annotated[float, typer.Option(help="How long, from 1 to 1800.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Where to write: a .wav file.")],
    seed: Annotated[int, typer.Option(help="Another number, another piece.", min=0)] = 0,
    tempo: Annotated[float | None, typer.Option(help="Beats a minute, 40 to 180.")] = None,
    root: Annotated[str | None, typer.Option(help="C, F#, Bb, …")] = None,
    scale: Annotated[str | None, typer.Option(help="major, minor, dorian, …")] = None,
    density: Annotated[float | None, typer.Option(help="From 0, sparse, to 1, busy.")] = None,
    as_json: AsJSON = False,
) -> None:
    """Compose and play a bed of exactly this length; what it makes is yours (CC0)."""
    if out.suffix.lower() != ".wav":
        raise BadInput(f"{out} is no .wav file", "Give the file a name that ends in .wav.")
    order = (mood, seconds, seed, tempo, root, scale, density)
    found = _beds().written(order, out)
    key = f"{found['root']} {found['scale']}, {found['tempo']:g} beats a minute"
    line = f"{found['path']}  {found['seconds']:g} s  {key if found['tempo'] else 'no instruments'}"
    show(found, as_json, [line])


def _beds() -> Any:
    """The provider, loaded when it is wanted and not with the command's help."""
    return importlib.import_module("heliograph.apps.cli.beds")
