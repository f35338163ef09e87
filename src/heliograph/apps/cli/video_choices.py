"""What a video can be given: a style by its name, a voice, a mood."""

from __future__ import annotations

from typing import Annotated

import typer

from heliograph.apps.cli.door import Door, through
from heliograph.apps.cli.failures import BadInput
from heliograph.apps.cli.printing import AsJSON, show, table
from heliograph.apps.cli.video_work import Row

StyleArgument = Annotated[str, typer.Argument(metavar="STYLE", help="By its id or its name.")]
_VOICES = {"voice": "VOICE", "language": "LANGUAGE", "name": "NAME", "licence": "LICENCE"}
_MOODS = {"id": "MOOD", "tempo": "TEMPO", "instruments": "INSTRUMENTS", "description": "WHAT"}


def voices(
    language: Annotated[str | None, typer.Option(help="Only this one, such as en.")] = None,
    as_json: AsJSON = False,
) -> None:
    """List the voices that the videos of this instance can have."""
    found = through(lambda door: door.get("voices", language=language))
    rows = [one | {"voice": f"{one['provider']}:{one['id']}"} for one in found]
    show(found, as_json, table(rows, _VOICES, "No voice here speaks that."))


def moods(as_json: AsJSON = False) -> None:
    """List the moods that the music of this instance can have."""
    found = through(lambda door: door.get("moods"))
    show(found, as_json, table(found, _MOODS, "There are no moods."))


async def style_named(door: Door, wanted: str) -> str:
    """The id of a style that is named by its id or its name; nothing stays nothing."""
    return str((await style_found(door, wanted))["id"]) if wanted else ""


async def style_found(door: Door, wanted: str) -> Row:
    """A style by its id or its name; raises `BadInput` naming those there are."""
    styles: list[Row] = await door.get("styles")
    for one in styles:
        if wanted == one["id"]:
            return one
    named = [one for one in styles if one["name"].casefold() == wanted.casefold()]
    if len(named) == 1:
        return named[0]
    if named:
        raise BadInput(f"{len(named)} styles are called {wanted}", "Name it by its id.")
    names = ", ".join(str(one["name"]) for one in styles)
    raise BadInput(f"There is no style {wanted!r}", f"There are {names}.")


def register(videos: typer.Typer) -> None:
    """Add the words beside `styles` to `heliograph videos`."""
    for command in (voices, moods):
        videos.command(command.__name__)(command)
