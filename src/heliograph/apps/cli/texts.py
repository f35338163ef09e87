"""Texts made on the spot: same engine, same memory as production, no instance."""

from __future__ import annotations

import importlib
from typing import Annotated

import typer

from heliograph.apps.cli.door import run
from heliograph.apps.cli.failures import BadInput
from heliograph.apps.cli.given import LENGTH, TONE, day_of, length_of, pairs_of, zone_of
from heliograph.apps.cli.printing import print_json, say

app = typer.Typer(rich_markup_mode=None)
MOST_DAYS = 3660


@app.callback()
def text() -> None:
    """Texts made on the spot, without an instance."""


@app.command("generate")
def generate(  # noqa: PLR0913 - one parameter for each option
    subject: Annotated[
        str,
        typer.Option("--subject", "--sign", help="A subject of the pack, such as leo, or `all`."),
    ],
    date: Annotated[str, typer.Option(help="The first day, YYYY-MM-DD.")],
    pack: Annotated[str, typer.Option(help="Whose words.")] = "zodiac",
    content_type: Annotated[str, typer.Option("--type", help="What to make.")] = "daily_horoscope",
    days: Annotated[int, typer.Option(help="How many days in a row.")] = 1,
    time_zone: Annotated[str, typer.Option(help="The readers' time zone.")] = "UTC",
    length: Annotated[str, typer.Option(help=LENGTH)] = "medium",
    tone: Annotated[str | None, typer.Option(help=TONE)] = None,
    language: Annotated[str, typer.Option(help="One of the pack's languages.")] = "en",
    setting: Annotated[
        list[str] | None, typer.Option("--set", help="An option of the pack, name=value.")
    ] = None,
    note: Annotated[list[str] | None, typer.Option(help="A fact of your own to tell.")] = None,
    as_lines: Annotated[
        bool, typer.Option("--jsonl", "--json", help="One JSON document per line.")
    ] = False,
) -> None:
    """Write texts from the computed plan of each day; nothing is stored."""
    if not 1 <= days <= MOST_DAYS:
        raise BadInput(f"{days} days cannot be made", f"Ask for 1 to {MOST_DAYS}.")
    writing = importlib.import_module("heliograph.apps.cli.writing")
    order = writing.Order(
        pack,
        subject.lower(),
        content_type,
        day_of(date),
        days,
        zone_of(time_zone),
        length_of(length),
        language,
        pairs_of(setting or (), "--set"),
        tuple(note or ()),
        tone,
    )

    async def write() -> None:
        async for piece in writing.written(order):
            if as_lines:
                print_json(piece)
            else:
                say(f"{piece['subject'].title()}, {piece['date']}\n{piece['text']}\n")

    run(write())
