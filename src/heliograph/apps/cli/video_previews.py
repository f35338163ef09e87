"""What can be seen of a video before it is rendered."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from heliograph.apps.cli.door import Door, through
from heliograph.apps.cli.failures import BadInput
from heliograph.apps.cli.printing import AsJSON, show
from heliograph.apps.cli.video_work import ID, SceneName, ending, place, written

FORMS = ("srt", "vtt")


def frame(
    video_id: ID,
    out: Annotated[Path, typer.Option("--out", "-o", help="Where to write: a .jpg file.")],
    at: Annotated[float, typer.Option(help="Seconds from the start.", min=0, max=7200)] = 0.0,
    width: Annotated[int, typer.Option(help="In pixels.", min=90, max=1080)] = 360,
    as_json: AsJSON = False,
) -> None:
    """Write one frame as the render would show it."""
    ending(out, ".jpg", ".jpeg")

    async def ask(door: Door) -> str:
        address = place(video_id, "frame")
        return await written(out, await door.fetch(address, at=at, width=width))

    _told(through(ask), as_json)


def preview(
    video_id: ID,
    scene_id: SceneName,
    out: Annotated[Path, typer.Option("--out", "-o", help="Where to write: an .mp4 file.")],
    as_json: AsJSON = False,
) -> None:
    """Write one scene as a small film with its sound, in a second or so."""
    ending(out, ".mp4")

    async def ask(door: Door) -> str:
        address = place(video_id, "scenes", scene_id, "preview")
        return await written(out, await door.fetch(address))

    _told(through(ask), as_json)


def captions(
    video_id: ID,
    form: Annotated[str | None, typer.Option(help="srt or vtt; default: as the file ends.")] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="An .srt or .vtt file.")] = None,
    as_json: AsJSON = False,
) -> None:
    """Print the captions as players take them, or write them to a file."""
    wanted = form or (out.suffix.lower().lstrip(".") if out else FORMS[0])
    if wanted not in FORMS:
        raise BadInput(f"There is no form {wanted!r}", "Say srt or vtt.")

    async def ask(door: Door) -> bytes:
        return await door.fetch(place(video_id, f"captions.{wanted}"))

    if out is None:
        text = through(ask).decode()
        show({"form": wanted, "text": text}, as_json, text.splitlines())
        return

    async def write(door: Door) -> str:
        return await written(out, await ask(door))

    _told(through(write), as_json)


def _told(path: str, as_json: bool) -> None:
    show({"path": path}, as_json, [path])


def register(app: typer.Typer) -> None:
    """Add these commands to `heliograph videos`."""
    for command in (frame, preview, captions):
        app.command(command.__name__)(command)
