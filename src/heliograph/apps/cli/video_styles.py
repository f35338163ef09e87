"""The styles of an instance: shipped, learned from a video, copied and changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer
import yaml

from heliograph.apps.cli import video_likeness, video_tables
from heliograph.apps.cli.door import Door, Request, through
from heliograph.apps.cli.failures import BadInput
from heliograph.apps.cli.given import file_of, pairs_of
from heliograph.apps.cli.looks import reference_of
from heliograph.apps.cli.printing import AsJSON, note, note_waiting, particulars, show, table
from heliograph.apps.cli.video_choices import StyleArgument, style_found, style_named
from heliograph.apps.cli.video_telling import end_badly_if, why
from heliograph.apps.cli.video_work import FAILED, Row, Wait, ending, learned, written

app = typer.Typer(rich_markup_mode=None)
Name = Annotated[str, typer.Option(help="How it is called from now on.")]
_STYLES = {"id": "STYLE", "name": "NAME", "status": "STATUS", "description": "WHAT IT IS LIKE"}
_LEFT_OUT = ("version", "id", "learned")


@app.command("list")
def list_styles(as_json: AsJSON = False) -> None:
    """List the shipped styles and your own."""
    found = through(lambda door: door.get("styles"))
    show(found, as_json, table(found, _STYLES, "There are no styles."))


@app.command("learn")
def learn_style(
    video: Annotated[str, typer.Argument(metavar="FILE|ASSET", help="The video to learn from.")],
    name: Name,
    wait: Wait = False,
    as_json: AsJSON = False,
) -> None:
    """Measure a video and keep its manner as a style; nothing of the video itself is kept in it."""

    async def ask(door: Door) -> Row:
        body = {"name": name, "asset_id": await reference_of(door, video)}
        if not wait:
            begun: Row = await door.post("styles", body=body)
            note_waiting(door.is_alone)
            return begun
        async with door.working():
            begun = await door.post("styles", body=body)
            return await learned(door, str(begun["id"]))

    style = through(ask)
    show(style, as_json, _told(style))
    end_badly_if(style)


@app.command("copy")
def copy_style(style: StyleArgument, name: Name, as_json: AsJSON = False) -> None:
    """Begin a style of your own as a copy of another."""

    async def ask(door: Door) -> Row:
        base = await style_named(door, style)
        made: Row = await door.post("styles", body={"name": name, "base": base})
        return made

    made = through(ask)
    show(made, as_json, _told(made))


@app.command("show")
def show_style(
    style: StyleArgument,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="Write the document to a .json or .yaml file."),
    ] = None,
    as_json: AsJSON = False,
) -> None:
    """Show a style; with -o as a file that can be edited, and given back with `change`."""
    place = ending(out, ".json", ".yaml", ".yml") if out else None

    async def ask(door: Door) -> Row:
        found = await style_found(door, style)
        if place is not None:
            await written(place, _as_text(found["document"], place).encode())
        return found

    found = through(ask)
    show(found, as_json, _told(found) if place is None else [str(place)])


@app.command("change")
def change_style(
    style: StyleArgument,
    file: Annotated[
        Path | None, typer.Option(help="Fields of a style as .json or .yaml; others stay.")
    ] = None,
    setting: Annotated[
        list[str] | None,
        typer.Option("--set", help="One field, such as pace.mean=2.5 or name=Dawn; repeat it."),
    ] = None,
    as_json: AsJSON = False,
) -> None:
    """Change fields of a style of your own; videos made in it stay as they are."""
    pairs = pairs_of(setting or (), "--set")
    given = _fields(file) if file else {}
    if not given and not pairs:
        raise BadInput("Nothing is to be changed", "Say what with --file or --set.")

    async def ask(door: Door) -> Row:
        found = await style_found(door, style)
        if found["is_shipped"]:
            raise BadInput(
                f"{found['name']} is shipped and stays as it is",
                f"Copy it first: `heliograph videos styles copy {found['id']} --name …`.",
            )
        document = given | _set(found["document"] | given, pairs)
        request = Request({"document": document})
        style_id = str(found["id"])
        after: Row = (await door.ask("PATCH", ("styles", style_id), request)).data
        return after

    changed = through(ask)
    show(changed, as_json, _told(changed))


@app.command("remove")
def remove_style(style: StyleArgument) -> None:
    """Delete a style of your own; videos made in it stay as they are."""

    async def ask(door: Door) -> None:
        found = await style_found(door, style)
        if found["is_shipped"]:
            raise BadInput(f"{found['name']} is shipped and stays", "Remove only your own.")
        await door.delete("styles", str(found["id"]))

    through(ask)
    note("It is removed.")


video_tables.register(app)
video_likeness.register(app)


def _told(style: Row) -> list[str]:
    if style["status"] == FAILED:
        return [f"{style['name']}  (failed, {style['id']})", why(style)]
    document: Mapping[str, Any] = style["document"]
    plain = {name: value for name, value in document.items() if name not in _LEFT_OUT}
    return [f"{style['name']}  ({style['status']}, {style['id']})", *particulars(plain)]


def _as_text(document: Row, place: Path) -> str:
    if place.suffix.lower() == ".json":
        return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    return yaml.safe_dump(document, sort_keys=False, allow_unicode=True)


def _fields(file: Path) -> Row:
    try:
        found = yaml.safe_load(file_of(file).read_text("utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        told = " ".join(str(error).split())[:200]
        raise BadInput(f"{file} cannot be read: {told}", "Correct it there.") from error
    if not isinstance(found, dict):
        raise BadInput(f"{file} holds no names and values", "`styles show -o` writes such a file.")
    # The instance gives ids itself.
    return {str(name): value for name, value in found.items() if name != "id"}


def _set(document: Row, pairs: Mapping[str, str]) -> Row:
    """The whole fields that hold what is set at places such as `pace.mean`."""
    changed: Row = json.loads(json.dumps(document))
    for place, text in pairs.items():
        *path, last = place.split(".")
        inner: Any = changed
        for name in path:
            inner = inner.get(name) if isinstance(inner, dict) else None
        if not isinstance(inner, dict) or last not in inner:
            raise BadInput(f"A style has no {place}", "`heliograph videos styles show` tells them.")
        inner[last] = yaml.safe_load(text) if text else ""
    return {place.partition(".")[0]: changed[place.partition(".")[0]] for place in pairs}
