"""The colour table of a style: a .cube file of one's own given to it, taken away, written out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated
from urllib.parse import quote

import typer

from heliograph.apps.cli.door import Door, Request, through
from heliograph.apps.cli.failures import BadInput
from heliograph.apps.cli.given import file_of
from heliograph.apps.cli.printing import AsJSON, show
from heliograph.apps.cli.video_choices import StyleArgument, style_found
from heliograph.apps.cli.video_work import Row, ending, written
from heliograph.sdk.style.cubes import MOST_BYTES

READY = "ready"
_BYTES = {"Content-Type": "application/octet-stream"}


def style_table(
    style: StyleArgument,
    give: Annotated[
        Path | None, typer.Option(help="Grade with this .cube file from now on.")
    ] = None,
    remove: Annotated[
        bool, typer.Option("--remove", help="Compute the table from the grade again.")
    ] = False,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Write the table here: a .cube file.")
    ] = None,
    as_json: AsJSON = False,
) -> None:
    """Say which colour table a style grades with; give it one of your own, or write it out.

    Videos made in the style stay as they are.
    """
    if sum((give is not None, remove, out is not None)) > 1:
        raise BadInput("That is more than one thing", "Say --give, --remove or -o.")
    place = ending(out, ".cube") if out else None
    content = _content(give) if give else None

    async def ask(door: Door) -> Row:
        found = await style_found(door, style)
        if content is not None and give is not None:
            return await _given(door, found, give.name, content)
        if remove:
            _check_own(found)
            await door.delete("styles", str(found["id"]), "table")
            return await style_found(door, str(found["id"]))
        if place is not None:
            table = await door.fetch(f"/api/v1/styles/{quote(str(found['id']), safe='')}/table")
            return found | {"path": await written(place, table)}
        return found

    found = through(ask)
    show(found, as_json, [str(place)] if place else [_told(found)])


async def _given(door: Door, found: Row, name: str, content: bytes) -> Row:
    _check_own(found)
    request = Request(content=content, params={"name": name}, headers=_BYTES)
    after: Row = (await door.ask("PUT", ("styles", str(found["id"]), "table"), request)).data
    return after


def _content(file: Path) -> bytes:
    if file_of(file).stat().st_size > MOST_BYTES:
        raise BadInput(f"{file} is larger than 32 MB", "Export it again with fewer steps a side.")
    return file.read_bytes()


def _check_own(found: Row) -> None:
    if found["is_shipped"]:
        raise BadInput(
            f"{found['name']} is shipped and stays as it is",
            f"Copy it first: `heliograph videos styles copy {found['id']} --name …`.",
        )


def _told(found: Row) -> str:
    if found["status"] != READY:
        return f"{found['name']}  has no table yet: it is {found['status']}"
    name = found["document"].get("look", {}).get("cube")
    return f"{found['name']}  {f'its own table: {name}' if name else 'computed from its grade'}"


def register(app: typer.Typer) -> None:
    """Add the word to `heliograph videos styles`."""
    app.command("table")(style_table)
