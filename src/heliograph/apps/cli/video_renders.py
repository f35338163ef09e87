"""Renders of a video: ordered, followed, stopped, judged."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from heliograph.apps.cli.door import Door, through
from heliograph.apps.cli.failures import BadInput
from heliograph.apps.cli.printing import AsJSON, note_waiting, show
from heliograph.apps.cli.video_telling import end_badly_unless_done, render_line, report_lines
from heliograph.apps.cli.video_work import ID, OPEN, Row, Wait, ending, rendered, written

RenderID = Annotated[str, typer.Argument(metavar="RENDER", help="`videos show` names them.")]
Out = Annotated[
    Path | None, typer.Option("--out", "-o", help="Write the finished film to an .mp4 file.")
]


def render(
    video_id: ID,
    aspect: Annotated[
        str | None, typer.Option(help="9:16, 4:5, 1:1 or 16:9; default: the video's own.")
    ] = None,
    preset: Annotated[str, typer.Option(help="veryfast, or medium: smaller and slower.")] = (
        "veryfast"
    ),
    out: Out = None,
    wait: Wait = False,
    as_json: AsJSON = False,
) -> None:
    """Render a video as it stands, and put the film into the library when the gate passes it."""
    if out is not None:
        ending(out, ".mp4")
        if not wait:
            raise BadInput("There is no film to write yet", "Give --wait as well.")

    async def ask(door: Door) -> Row:
        order = {"aspect": aspect, "preset": preset}
        if not wait:
            begun: Row = await door.post("videos", video_id, "renders", body=order)
            note_waiting(door.is_alone)
            return begun
        async with door.working():
            begun = await door.post("videos", video_id, "renders", body=order)
            over = await rendered(door, str(begun["id"]))
        return await _fetched(door, over, out)

    _told(through(ask), as_json, is_over=wait)


def report(
    render_id: RenderID, out: Out = None, wait: Wait = False, as_json: AsJSON = False
) -> None:
    """Show how far a render is, and everything the gate found in its file."""
    if out is not None:
        ending(out, ".mp4")

    async def ask(door: Door) -> Row:
        if not wait:
            return await _fetched(door, await door.get("renders", render_id), out)
        async with door.working():
            over = await rendered(door, render_id)
        return await _fetched(door, over, out)

    _told(through(ask), as_json, is_over=wait)


def cancel(render_id: RenderID, as_json: AsJSON = False) -> None:
    """Stop a render; what is finished of it is kept for the next one."""
    found = through(lambda door: door.post("renders", render_id, "cancel"))
    show(found, as_json, [render_line(found)])


async def _fetched(door: Door, render: Row, out: Path | None) -> Row:
    """The render, with its film written to a file where one is wanted."""
    if out is None:
        return render
    if render["asset_id"] is None:
        if render["status"] not in OPEN:
            return render
        raise BadInput("There is no film to write yet", "Give --wait as well.")
    asset = await door.get("assets", str(render["asset_id"]))
    return render | {"path": await written(out, await door.fetch(str(asset["url"])))}


def _told(render: Row, as_json: bool, *, is_over: bool) -> None:
    lines = list(report_lines(render))
    if "path" in render:
        lines.append(render["path"])
    show(render, as_json, lines)
    if is_over:
        end_badly_unless_done(render)


def register(app: typer.Typer) -> None:
    """Add these commands to `heliograph videos`."""
    for command in (render, report, cancel):
        app.command(command.__name__)(command)
