"""Pictures made on the spot: the same designs and the same renderer, without an instance."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Annotated, Any

import typer

from heliograph.apps.cli.printing import AsJSON, note, show, table

app = typer.Typer(rich_markup_mode=None)
_COLUMNS = {"id": "DESIGN", "pack": "PACK", "forms": "FORMS", "about": "WHAT IT SHOWS"}
_SIZES = {"name": "SIZE", "width": "WIDTH", "height": "HEIGHT", "form": "FORM", "about": "FOR"}


@app.callback()
def image() -> None:
    """Pictures made on the spot, without an instance."""


@app.command("designs")
def designs(
    pack: Annotated[str | None, typer.Option(help="Only the designs of this pack.")] = None,
    as_json: AsJSON = False,
) -> None:
    """List the designs with the words and values each is filled with, and an example of both."""
    found = _drawing().designs(pack)
    show(found, as_json, table(found, _COLUMNS, "There are no designs."))


@app.command("sizes")
def sizes(as_json: AsJSON = False) -> None:
    """List the named sizes with what stays free of each network's own buttons."""
    found = _drawing().sizes()
    show(found, as_json, table(found, _SIZES, "There are no sizes."))


@app.command("render")
def render(  # noqa: PLR0913 - one parameter for each option
    design: Annotated[str, typer.Argument(metavar="DESIGN", help="Such as `daily-card`.")],
    data: Annotated[
        Path, typer.Option(help="A JSON file: words, values, palette, symbol, language, photo.")
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="Where to write: .png or .jpg.")],
    size: Annotated[str, typer.Option(help="A named size, or WIDTHxHEIGHT.")] = (
        "instagram_portrait"
    ),
    pack: Annotated[str | None, typer.Option(help="Whose design it is.")] = None,
    anyway: Annotated[
        bool, typer.Option("--anyway", help="Write it even if a text does not fit.")
    ] = False,
    as_json: AsJSON = False,
) -> None:
    """Draw one picture and say where each text stands and how well it can be read."""
    order = _drawing().Order(design, pack, size, data, out, anyway)
    found, warnings = _drawing().rendered(order)
    for line in warnings:
        note(line)
    show(found, as_json, [f"{found['path']}  {found['width']} x {found['height']}"])


@app.command("palette")
def palette(
    logo: Annotated[Path, typer.Argument(metavar="LOGO", help="A PNG, JPEG or WebP file.")],
    as_json: AsJSON = False,
) -> None:
    """Read a brand's colours from its logo, given roles in which text can be read."""
    found = _drawing().palette(logo)
    lines = [f"{role:11} {value}" for role, value in found["palette"].items()]
    show(found, as_json, lines)


def _drawing() -> Any:
    """The drawing itself, loaded when a picture is wanted and not with the command's help."""
    return importlib.import_module("heliograph.apps.cli.drawing")
