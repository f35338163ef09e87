"""What the commands of videos share: the version that was read, waiting, and telling of one."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote

import typer

from heliograph.apps.cli.door import Door, Request
from heliograph.apps.cli.failures import BadInput, Unfinished
from heliograph.apps.cli.printing import note, note_waiting
from heliograph.kit.home import storage_errors

Row = dict[str, Any]
ID = Annotated[str, typer.Argument(metavar="ID", help="Of the video.")]
SceneName = Annotated[str, typer.Argument(metavar="SCENE", help="`videos show` names them.")]
Wait = Annotated[bool, typer.Option("--wait", help="Follow it until it is done.")]
MAKING, FAILED = "making", "failed"
OPEN = ("waiting", "running")
_PATIENCE = 300.0
"""Seconds for which nothing at all may move."""
_HANDING_OVER = 30.0
"""Seconds that may pass between a video that is made and the order of its render."""


@dataclass(frozen=True)
class Edit:
    """A change to a video: a call below its address, whose body names the version it was made to;
    without `version` that is the newest."""

    method: str
    path: tuple[str, ...]
    body: Mapping[str, Any] = field(default_factory=dict)
    version: int | None = None


async def changed(door: Door, video_id: str, edit: Edit) -> Row:
    """The video right after a change; what is new in it may not be said yet."""
    version = edit.version or (await door.get("videos", video_id))["version"]
    request = Request({"version": version, **edit.body})
    video: Row = (await door.ask(edit.method, ("videos", video_id, *edit.path), request)).data
    return video


async def edited(door: Door, video_id: str, edit: Edit, *, wait: bool = False) -> Row:
    """The video after a change; with `wait` once everything new in it is said."""
    if wait:
        async with door.working():
            await changed(door, video_id, edit)
            return await composed(door, video_id)
    video = await changed(door, video_id, edit)
    if video["status"] == MAKING:
        note_waiting(door.is_alone)
    return video


async def composed(door: Door, video_id: str, *, renders: bool = False) -> Row:
    """The video once it is made; with `renders` once its first render is over as well. Raises
    `Unfinished` when nothing moves."""

    async def read() -> Row:
        video: Row = await door.get("videos", video_id)
        return video

    video = await _until(read, lambda now: now["status"] != MAKING, lambda _: "Making it")
    if not renders or video["status"] == FAILED:
        return video
    give_up_at = time.monotonic() + _HANDING_OVER
    while not video["renders"] and time.monotonic() < give_up_at:
        await asyncio.sleep(0.3)
        video = await read()
    for render in video["renders"][:1]:
        await rendered(door, str(render["id"]))
    return await read()


async def rendered(door: Door, render_id: str) -> Row:
    """The render once it is over; says on the way how far it is. Raises `Unfinished`."""

    async def read() -> Row:
        render: Row = await door.get("renders", render_id)
        return render

    return await _until(read, lambda now: now["status"] not in OPEN, _progress)


async def learned(door: Door, style_id: str) -> Row:
    """The style once its video is measured; raises `Unfinished`."""

    async def read() -> Row:
        style: Row = await door.get("styles", style_id)
        return style

    return await _until(read, lambda now: now["status"] != "analysing", lambda _: "Measuring it")


async def measured(door: Door, style_id: str, video_id: str) -> Row:
    """The comparison of a video once its film is measured; raises `Unfinished`."""

    async def read() -> Row:
        found: Row = await door.get("styles", style_id, "comparisons", video_id)
        return found | {"done": round(1000 * found["share"])}

    def told(found: Row) -> str:
        return f"Measuring it: {int(10 * found['share']) * 10} %"

    found = await _until(read, lambda now: now["status"] not in OPEN, told)
    return {name: value for name, value in found.items() if name != "done"}


async def _until(
    read: Callable[[], Awaitable[Row]], is_over: Callable[[Row], bool], told: Callable[[Row], str]
) -> Row:
    line, moved, pause = "", (0, time.monotonic()), 0.2
    while not is_over(now := await read()):
        if (here := told(now)) != line:
            line = here
            note(line)
        done = int(now.get("done") or 0)
        if done != moved[0]:
            moved = (done, time.monotonic())
        if time.monotonic() - moved[1] > _PATIENCE:
            raise Unfinished(f"{line}: nothing has moved for {_PATIENCE:g} s")
        await asyncio.sleep(pause)
        pause = min(pause * 1.3, 1.0)
    return now


def _progress(render: Row) -> str:
    """The same words for each tenth of the way, so that a line stands for a step."""
    if render["status"] == "waiting" or not render["total"]:
        return "Waiting for its turn"
    tenths = int(10 * render["done"] / render["total"])
    return f"{render['stage'] or 'rendering'}: {tenths * 10} %"


def place(video_id: str, *path: str) -> str:
    """The address of a file of a video."""
    return "/api/v1/videos/" + "/".join(quote(part, safe="") for part in (video_id, *path))


def seconds_in(given: str, option: str) -> tuple[str, float | None]:
    """A name and the seconds behind its colon, if any."""
    name, colon, seconds = given.partition(":")
    if not colon:
        return name, None
    try:
        return name, float(seconds)
    except ValueError as error:
        raise BadInput(
            f"{seconds!r} are no seconds", f"Write {option} {name} or {option} {name}:0.5."
        ) from error


async def written(out: Path, data: bytes) -> str:
    """Where a file was written, whole or not at all."""

    def write() -> None:
        out.parent.mkdir(parents=True, exist_ok=True)
        partial = out.with_name(f".{out.name}.part")
        try:
            partial.write_bytes(data)
            partial.replace(out)
        finally:
            partial.unlink(missing_ok=True)

    with storage_errors(out.parent):
        await asyncio.to_thread(write)
    return str(out)


def ending(path: Path, *endings: str) -> Path:
    """A path whose name ends as its content asks."""
    if path.suffix.lower() not in endings:
        raise BadInput(f"{path} is no {endings[0]} file", f"Let its name end in {endings[0]}.")
    return path
