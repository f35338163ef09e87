"""The manner of videos: measured, shown, compared, and given to new ones; without an instance."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Annotated, Any

import typer

from heliograph.apps.cli.failures import BadInput
from heliograph.apps.cli.printing import AsJSON, particulars, show, table

app = typer.Typer(rich_markup_mode=None)
_COLUMNS = {"id": "STYLE", "name": "NAME", "suits": "SUITS", "description": "WHAT IT IS LIKE"}
_FEATURES = {"feature": "FEATURE", "first": "FIRST", "second": "SECOND", "apart": "APART"}
_Style = Annotated[str, typer.Argument(metavar="STYLE", help="Shipped, by its id; or a file.")]


@app.callback()
def style() -> None:
    """The manner of videos: measured, shown, compared, applied."""


@app.command("list")
def list_styles(as_json: AsJSON = False) -> None:
    """List the styles that are shipped."""
    found = _styling().shipped()
    show(found, as_json, table(found, _COLUMNS, "There are no styles."))


@app.command("analyse")
def analyse(
    video: Annotated[Path, typer.Argument(metavar="VIDEO", help="Of any usual kind.")],
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="Write an editable style here: .json or .yaml."),
    ] = None,
    facts: Annotated[
        Path | None, typer.Option(help="Write everything that was measured here: .json or .yaml.")
    ] = None,
    name: Annotated[str, typer.Option(help="Of the style.")] = "",
    as_json: AsJSON = False,
) -> None:
    """Measure a video: shots, transitions, pace, camera, composition, colours, text, music.

    With -o a style is written, and beside it its colour table (.cube) and marks by which `style
    apply` proves that nothing of the video itself is in a new one.
    """
    found, lines = _styling().analysed(_styling().Measuring(video, out, facts, name))
    show(found, as_json, lines)


@app.command("show")
def show_style(
    style: _Style,
    cube: Annotated[
        Path | None, typer.Option(help="Write the style's colour table here: a .cube file.")
    ] = None,
    as_json: AsJSON = False,
) -> None:
    """Show a style in words; with --json as the document that can be edited."""
    found, told = _styling().shown(style, cube)
    show(found, as_json, particulars(told))


@app.command("compare")
def compare(
    first: Annotated[Path, typer.Argument(metavar="FIRST", help="The measure: video or facts.")],
    second: Annotated[Path, typer.Argument(metavar="SECOND", help="Another video, or its facts.")],
    as_json: AsJSON = False,
) -> None:
    """Say how like two videos are in manner, feature by feature: 0 apart is the same."""
    found = _styling().compared(first, second)
    lines = table(found["features"], _FEATURES, "Nothing could be compared.")
    show(found, as_json, [*lines, f"{found['overall']:.0%} alike"])


@app.command("apply")
def apply(  # noqa: PLR0913 - one parameter for each option
    style: _Style,
    brief: Annotated[
        Path, typer.Argument(metavar="BRIEF", help="What is said and seen: a YAML or JSON file.")
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="Where to write: an .mp4 file.")],
    reference: Annotated[
        Path | None, typer.Option(help="The video the style was learned from, to compare with.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Another number, another video.", min=0)] = 0,
    preset: Annotated[str, typer.Option(help="veryfast, or medium.")] = "veryfast",
    workers: Annotated[int, typer.Option(help="Processes; 0: as fits.", min=0, max=64)] = 0,
    width: Annotated[
        int | None, typer.Option(help="A draft this many pixels wide.", min=64)
    ] = None,
    keep: Annotated[
        Path | None, typer.Option(help="A folder for the timeline and its files.")
    ] = None,
    as_json: AsJSON = False,
) -> None:
    """Make a new video in a style, measure it, and prove that it copies nothing.

    A video in which a frame, a line of text or sound of the reference is found is not kept.
    """
    if out.suffix.lower() != ".mp4":
        raise BadInput(f"{out} is no .mp4 file", "Give the file a name that ends in .mp4.")
    wish = _dressing().Wish(style, brief, out, reference, seed, preset, workers, width, keep)
    found, lines = _dressing().applied(wish)
    show(found, as_json, lines)


def _styling() -> Any:
    """The work itself, loaded when it is wanted and not with the command's help."""
    return importlib.import_module("heliograph.apps.cli.styling")


def _dressing() -> Any:
    return importlib.import_module("heliograph.apps.cli.dressing")
