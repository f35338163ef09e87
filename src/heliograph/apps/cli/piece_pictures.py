"""The pictures of a piece: which there are, drawn anew, or taken from the library."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from heliograph.apps.cli.door import Door, through
from heliograph.apps.cli.failures import BadInput
from heliograph.apps.cli.looks import asset_of
from heliograph.apps.cli.printing import AsJSON, show, table

_DESIGNS = {"id": "DESIGN", "name": "NAME", "is_own": "ITS OWN"}
_CHECKS = {"name": "CHECK", "is_fixed": "FIXED"}


def picture(
    content_id: Annotated[str, typer.Argument(metavar="ID")],
    design: Annotated[str | None, typer.Option(help="Draw it in another design.")] = None,
    size: Annotated[str | None, typer.Option(help="Draw it in a named size.")] = None,
    asset: Annotated[
        list[str] | None,
        typer.Option(metavar="FILE|ASSET", help="Take these instead of drawing; repeat it."),
    ] = None,
    as_json: AsJSON = False,
) -> None:
    """Draw a piece's pictures anew or take others; with neither, say which designs suit it."""
    if asset and (design or size):
        raise BadInput("--asset draws nothing", "Give either --asset, or --design and --size.")
    is_change = bool(asset or design or size)

    async def ask(door: Door) -> Any:
        if not is_change:
            return await door.get("content", content_id, "designs")
        body: dict[str, Any] = {"design": design, "size": size}
        if asset:
            body = {"asset_ids": [await asset_of(door, one) for one in asset]}
        body["version"] = (await door.get("content", content_id))["version"]
        return await door.put("content", content_id, "picture", body=body)

    found = through(ask)
    if not is_change:
        show(found, as_json, table(found, _DESIGNS, "No design suits it."))
        return
    lines = [one["url"] for one in found["images"]]
    show(found, as_json, [*lines, f"{found['status']}, quality {found['quality']['score']}"])


def checks(as_json: AsJSON = False) -> None:
    """List the checks of the gate that a brand's policy may name."""
    found = through(lambda door: door.get("content", "checks"))
    show(found, as_json, table(found, _CHECKS, "There are none."))


def register(app: typer.Typer) -> None:
    """Add these commands to `heliograph content`."""
    for command in (picture, checks):
        app.command(command.__name__)(command)
