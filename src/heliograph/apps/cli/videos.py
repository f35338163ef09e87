"""Videos rendered on the spot from their timeline, without an instance."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Annotated, Any

import typer

from heliograph.apps.cli.door import run
from heliograph.apps.cli.failures import BadInput
from heliograph.apps.cli.given import day_of, zone_of
from heliograph.apps.cli.printing import AsJSON, particulars, show

app = typer.Typer(rich_markup_mode=None)
_TimelineFile = Annotated[Path, typer.Argument(metavar="TIMELINE", help="A timeline: a JSON file.")]
_Width = Annotated[
    int | None, typer.Option(help="A draft this many pixels wide; quick, and coarser.", min=64)
]


@app.callback()
def video() -> None:
    """Videos made on the spot, without an instance."""


@app.command("render")
def render(  # noqa: PLR0913 - one parameter for each option
    timeline: _TimelineFile,
    out: Annotated[Path, typer.Option("--out", "-o", help="Where to write: an .mp4 file.")],
    preset: Annotated[str, typer.Option(help="veryfast, or medium: smaller and slower.")] = (
        "veryfast"
    ),
    workers: Annotated[
        int, typer.Option(help="Processes; 0 takes what cores and memory allow.", min=0, max=64)
    ] = 0,
    width: _Width = None,
    cache: Annotated[
        Path | None, typer.Option(help="Where finished parts are kept for the next time.")
    ] = None,
    as_json: AsJSON = False,
) -> None:
    """Render a timeline; cover and subtitles are laid beside the file.

    What has not changed since the last time is taken from the cache, also after a stop.
    """
    if preset not in {"veryfast", "medium"}:
        raise BadInput(f"There is no preset {preset!r}", "Say veryfast or medium.")
    if out.suffix.lower() != ".mp4":
        raise BadInput(f"{out} is no .mp4 file", "Give the file a name that ends in .mp4.")
    wish = _filming().Wish(timeline, out, preset, workers, width, cache)
    found = _filming().rendered(wish)
    line = f"{found['path']}  {found['width']} x {found['height']}  {found['seconds']:g} s"
    show(found, as_json, [f"{line}  {found['reused']} of {found['segments']} parts kept"])


@app.command("make")
def make(  # noqa: PLR0913 - one parameter for each option
    subject: Annotated[str, typer.Option(help="A subject of the pack, such as leo.")],
    date: Annotated[str, typer.Option(help="The day, YYYY-MM-DD.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Where to write: an .mp4 file.")],
    pack: Annotated[str, typer.Option(help="Whose words and pictures.")] = "zodiac",
    content_type: Annotated[str, typer.Option("--type", help="What to make.")] = "",
    aspect: Annotated[str, typer.Option(help="9:16, 4:5, 1:1 or 16:9.")] = "9:16",
    style: Annotated[str, typer.Option(help="Shipped, or a file; empty: the type's own.")] = "",
    voice: Annotated[str, typer.Option(help="provider:voice; none for no speech.")] = "",
    rate: Annotated[float, typer.Option(help="Of the voice.", min=0.5, max=2)] = 1.0,
    mood: Annotated[str, typer.Option(help="Of the music; none for no music.")] = "",
    handle: Annotated[str, typer.Option(help="Shown on the video, such as @leodaily.")] = "",
    language: Annotated[str, typer.Option(help="One of the pack's languages.")] = "en",
    time_zone: Annotated[str, typer.Option(help="The viewers' time zone.")] = "UTC",
    preset: Annotated[str, typer.Option(help="veryfast, or medium.")] = "veryfast",
    workers: Annotated[int, typer.Option(help="Processes; 0: as fits.", min=0, max=64)] = 0,
    keep: Annotated[
        Path | None, typer.Option(help="A folder for the timeline and its files.")
    ] = None,
    as_json: AsJSON = False,
) -> None:
    """Make a whole video of a day: text, voice, pictures, music, captions, file."""
    telling = importlib.import_module("heliograph.apps.cli.storytelling")
    kinds = {"zodiac": "daily_horoscope", "islamic": "verse_of_the_day"}
    order = importlib.import_module("heliograph.apps.cli.writing").Order(
        pack,
        subject.lower(),
        content_type or kinds.get(pack, ""),
        day_of(date),
        1,
        zone_of(time_zone),
        language=language,
    )
    wish = telling.Wish(order, out, aspect, style, voice, rate, mood, handle, preset, workers, keep)
    found = run(telling.made(wish))
    show(
        found, as_json, [f"{found['path']}  {found['seconds']:g} s  {len(found['scenes'])} scenes"]
    )


@app.command("frame")
def frame(
    timeline: _TimelineFile,
    at: Annotated[float, typer.Option(help="Seconds from the start.", min=0)],
    out: Annotated[Path, typer.Option("--out", "-o", help="Where to write: a .jpg file.")],
    width: _Width = None,
    as_json: AsJSON = False,
) -> None:
    """Write one frame as the render would show it."""
    if out.suffix.lower() not in {".jpg", ".jpeg"}:
        raise BadInput(f"{out} is no .jpg file", "Give the file a name that ends in .jpg.")
    found = _filming().one_frame(timeline, at, out, width)
    show(found, as_json, [found["path"]])


@app.command("facts")
def facts(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A video of any kind.")],
    as_json: AsJSON = False,
) -> None:
    """Say what a finished video is: sizes, codecs, colours, length of picture and sound."""
    found = _filming().facts(file)
    show(found, as_json, particulars(found))


def _filming() -> Any:
    """The renderer, loaded when it is wanted and not with the command's help."""
    return importlib.import_module("heliograph.apps.cli.filming")
