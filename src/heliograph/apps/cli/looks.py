"""How a brand's pictures look: its logo, its colours, what lies behind the words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from heliograph.apps.cli.door import Door, through
from heliograph.apps.cli.failures import BadInput
from heliograph.apps.cli.given import file_of
from heliograph.apps.cli.naming import Brand, brand_id_of
from heliograph.apps.cli.printing import AsJSON, show
from heliograph.apps.cli.sending import send

BACKGROUND = "scene, photo:ASSET, photo:FILE, painted or painted:WHAT IS TO BE SEEN"
_KINDS = ("scene", "photo", "painted")


def kit(
    brand: Brand,
    logo: Annotated[str, typer.Option(metavar="FILE|ASSET", help="The logo to read.")],
    keep: Annotated[bool, typer.Option("--keep", help="Take logo and colours over.")] = False,
    as_json: AsJSON = False,
) -> None:
    """Read a brand's colours from its logo; with --keep the brand wears both from now on."""

    async def ask(door: Door) -> dict[str, Any]:
        body = {"asset_id": await asset_of(door, logo), "keep": keep}
        brand_id = await brand_id_of(door, brand)
        found: dict[str, Any] = await door.post("brands", brand_id, "kit-from-logo", body=body)
        return found

    found = through(ask)
    lines = [f"{role:11} {value}" for role, value in found["palette"].items()]
    lines += [f"{what}: {ratio} : 1" for what, ratio in found["contrast"].items()]
    show(found, as_json, [*lines, "Taken over." if keep else "Take it over with --keep."])


def look(
    brand: Brand,
    logo: Annotated[
        str | None, typer.Option(metavar="FILE|ASSET|none", help="The mark on its pictures.")
    ] = None,
    background: Annotated[
        str | None, typer.Option(metavar="WISH", help=f"Behind the words: {BACKGROUND}.")
    ] = None,
    as_json: AsJSON = False,
) -> None:
    """Set a brand's logo, and what lies behind the words of its pictures."""
    if logo is None and background is None:
        raise BadInput("Nothing is to be changed", "Say what with --logo or --background.")

    async def ask(door: Door) -> dict[str, Any]:
        body: dict[str, Any] = {}
        if logo is not None:
            body["logo_asset_id"] = None if logo == "none" else await asset_of(door, logo)
        if background is not None:
            body["background"] = await background_of(door, background)
        brand_id = await brand_id_of(door, brand)
        found: dict[str, Any] = await door.put("brands", brand_id, "look", body=body)
        return found

    found = through(ask)
    behind = found["background"]
    lines = [f"logo        {found['logo_asset_id'] or 'none'}"]
    show(found, as_json, [*lines, f"background  {behind['kind']}"])


async def background_of(door: Door, wish: str) -> dict[str, Any]:
    """What a person wishes behind the words, as the API takes it; a file is brought in first."""
    kind, _, what = wish.partition(":")
    if kind not in _KINDS or (kind == "photo" and not what):
        raise BadInput(f"{wish!r} is no background", f"Give {BACKGROUND}.")
    found: dict[str, Any] = {"kind": kind}
    if kind == "photo":
        found["asset_id"] = await asset_of(door, what)
    elif kind == "painted" and what:
        found["prompt"] = what
    return found


async def asset_of(door: Door, given: str) -> str:
    """The id of a file of the library; a file of this machine is brought in."""
    path = _file(given)
    if path is None:
        return given
    about = {"alt": "", "title": path.stem, "tags": "", "folder_id": "", "licence": ""}
    made = await send(door, path, about, None)
    return str(made["id"])


async def reference_of(door: Door, given: str) -> str:
    """The same for a video to learn from, which is nobody's own work until somebody says so."""
    path = _file(given)
    if path is None:
        return given
    licence = json.dumps({"kind": "unknown", "author": "", "url": "", "proof": ""})
    about = {"alt": "", "title": path.stem, "tags": "reference", "licence": licence}
    made = await send(door, path, about, None)
    return str(made["id"])


def _file(given: str) -> Path | None:
    """What is meant, where it is no id; raises `BadInput` for a file that is not there."""
    path = Path(given).expanduser()
    return file_of(path) if path.suffix or path.is_file() else None


def register(app: typer.Typer) -> None:
    """Add these commands to `heliograph brands`."""
    for command in (kit, look):
        app.command(command.__name__)(command)
