"""Texts spoken on the spot, without an instance."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Annotated, Any

import typer

from heliograph.apps.cli.failures import BadInput
from heliograph.apps.cli.given import pairs_of
from heliograph.apps.cli.printing import AsJSON, show, table

app = typer.Typer(rich_markup_mode=None)
_COLUMNS = {"id": "VOICE", "language": "LANGUAGE", "name": "NAME", "provider": "PROVIDER"}


@app.callback()
def voice() -> None:
    """Texts spoken on the spot, without an instance."""


@app.command("list")
def list_voices(
    language: Annotated[str | None, typer.Option(help="Only this one, such as en.")] = None,
    as_json: AsJSON = False,
) -> None:
    """List the voices that speak on this machine."""
    found = _speaking().voices(language)
    show(found, as_json, table(found, _COLUMNS, "No voice here speaks that."))


@app.command("speak")
def speak(  # noqa: PLR0913 - one parameter for each option
    text: Annotated[Path, typer.Option(help="A text file; - for what is typed or piped in.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Where to write: a .wav file.")],
    voice: Annotated[
        str, typer.Option(help="As listed, such as en-gb; or provider:voice. Empty: the usual.")
    ] = "",
    language: Annotated[str, typer.Option(help="Of the text.")] = "en",
    rate: Annotated[float, typer.Option(help="1 is the voice's own pace.", min=0.5, max=2)] = 1.0,
    say: Annotated[
        list[str] | None, typer.Option(help="A word and how it is said: Rashi=Raa-shee.")
    ] = None,
    as_json: AsJSON = False,
) -> None:
    """Speak a text into a file and tell when each word sounds.

    Verses of the Qur'an are never spoken.
    """
    if out.suffix.lower() != ".wav":
        raise BadInput(f"{out} is no .wav file", "Give the file a name that ends in .wav.")
    spoken = pairs_of(say or (), "--say")
    found = _speaking().spoken(_speaking().Wish(text, out, voice, language, rate, spoken))
    lines = [f"{found['path']}  {found['seconds']:g} s  {len(found['words'])} words"]
    lines += [f"{one['name']}: {one['found']}. {one['remedy']}" for one in found["findings"]]
    show(found, as_json, lines)


def _speaking() -> Any:
    """The speaking itself, loaded when something is said and not with the command's help."""
    return importlib.import_module("heliograph.apps.cli.speaking")
