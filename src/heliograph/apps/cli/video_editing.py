"""Changes to a video: its scenes, their order, what holds for the whole, and the document."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from heliograph.apps.cli.door import Door, through
from heliograph.apps.cli.failures import BadInput
from heliograph.apps.cli.given import file_of
from heliograph.apps.cli.printing import AsJSON, note, print_json, say, show
from heliograph.apps.cli.video_choices import style_named
from heliograph.apps.cli.video_scenes import add, scene
from heliograph.apps.cli.video_telling import end_badly_if, told
from heliograph.apps.cli.video_work import (
    ID,
    Edit,
    Row,
    Wait,
    edited,
    ending,
    seconds_in,
    written,
)

SILENT = "none"
_BED = ("tempo", "root", "scale", "density", "source")


def order(
    video_id: ID,
    scenes: Annotated[list[str], typer.Argument(metavar="SCENE...", help="Those that stay.")],
    as_json: AsJSON = False,
) -> None:
    """Put the scenes in this order; those left out are removed, and `restore` brings them back."""
    edit = Edit("PUT", ("scenes",), {"scenes": scenes})
    video = through(lambda door: edited(door, video_id, edit))
    show(video, as_json, told(video))


def settings(  # noqa: PLR0913 - one parameter for each option
    video_id: ID,
    title: Annotated[str | None, typer.Option(help="Of the file in the library.")] = None,
    aspect: Annotated[str | None, typer.Option(help="9:16, 4:5, 1:1 or 16:9.")] = None,
    style: Annotated[str | None, typer.Option(help="Dress it anew, as listed.")] = None,
    voice: Annotated[
        str | None, typer.Option(help="Say everything anew: provider:voice; none: no speech.")
    ] = None,
    rate: Annotated[float | None, typer.Option(help="Of the voice.", min=0.5, max=2)] = None,
    mood: Annotated[str | None, typer.Option(help="Of the music; none: no music.")] = None,
    captions: Annotated[
        str | None,
        typer.Option(
            help="none, plain, pop, highlight, karaoke, box, slide, typewriter or bounce."
        ),
    ] = None,
    cover: Annotated[
        str | None, typer.Option(metavar="SCENE[:SECONDS]", help="The frame that stands for it.")
    ] = None,
    handle: Annotated[str | None, typer.Option(help="Shown on the video.")] = None,
    progress: Annotated[
        bool | None, typer.Option("--progress/--no-progress", help="A bar that fills.")
    ] = None,
    wait: Wait = False,
    as_json: AsJSON = False,
) -> None:
    """Change what holds for the whole video; what is not named stays."""
    plain = {"title": title, "aspect": aspect, "voice": voice, "rate": rate}
    body: dict[str, Any] = {name: value for name, value in plain.items() if value is not None}
    if mood is not None:
        # Another mood has a pace and a key of its own.
        bed = {"mood": mood} | dict.fromkeys(_BED)
        body["music"] = None if mood == SILENT else bed
    if captions is not None:
        body["captions"] = {"style": captions}
    if cover is not None:
        name, at = seconds_in(cover, "--cover")
        body["cover"] = {"scene": name, "at": 1.0 if at is None else at}
    overlays = {"handle": handle, "progress": progress}
    if given := {name: value for name, value in overlays.items() if value is not None}:
        body["overlays"] = given
    if not body and style is None:
        raise BadInput("Nothing is to be changed", "Say what with --style, --voice, --mood …")

    async def ask(door: Door) -> Row:
        if style is not None:
            body["style"] = await style_named(door, style)
        return await edited(door, video_id, Edit("PATCH", (), body), wait=wait)

    video = through(ask)
    show(video, as_json, told(video))
    end_badly_if(video)


def timeline(
    video_id: ID,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Write it to a .json file.")] = (
        None
    ),
    replace: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Take over this document instead.")
    ] = None,
    version: Annotated[
        int | None,
        typer.Option(help="With --replace: which version it was made from; default: the newest."),
    ] = None,
    wait: Wait = False,
    as_json: AsJSON = False,
) -> None:
    """Print the document of a video, or take over one that was edited by hand."""
    if replace is not None:
        if out is not None:
            raise BadInput("--replace writes no file", "Give either --out or --replace.")
        edit = Edit("PUT", ("timeline",), {"timeline": _document(replace)}, version)
        video = through(lambda door: edited(door, video_id, edit, wait=wait))
        show(video, as_json, told(video))
        end_badly_if(video)
        return
    place = ending(out, ".json") if out else None

    async def ask(door: Door) -> Row:
        video: Row = await door.get("videos", video_id)
        if place is not None:
            text = json.dumps(video["timeline"], ensure_ascii=False, indent=1) + "\n"
            await written(place, text.encode())
        return video

    video = through(ask)
    if place is None:
        print_json(video["timeline"])
        return
    note(f"Version {video['version']}; give it back with --replace.")
    if as_json:
        print_json({"path": str(place), "version": video["version"]})
        return
    say(str(place))


def _document(file: Path) -> Row:
    try:
        found = json.loads(file_of(file).read_text("utf-8"))
    except (ValueError, RecursionError) as error:
        where = f": {error}" if isinstance(error, json.JSONDecodeError) else ""
        raise BadInput(f"{file} is no JSON{where}", "Write one with --out first.") from error
    if not isinstance(found, dict):
        raise BadInput(f"{file} is no timeline", "Write one with --out first.")
    return found


def register(app: typer.Typer) -> None:
    """Add these commands to `heliograph videos`."""
    for command in (scene, order, add, settings, timeline):
        app.command(command.__name__)(command)
