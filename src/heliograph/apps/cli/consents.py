"""Connecting in the browser from a terminal: print the link, wait for the person's answer."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Mapping, Sequence
from typing import Any

import typer

from heliograph.apps.cli.door import Door
from heliograph.apps.cli.failures import BadInput
from heliograph.apps.cli.printing import note
from heliograph.kit.errors import AppError

PAUSE = 1.0
Thing = dict[str, Any]


class NotConnected(AppError):
    """The person or the platform said no."""

    code = "cli.not_connected"


async def connect_in_browser(door: Door, order: Mapping[str, Any], choice: str | None) -> Thing:
    """Begin a consent and wait until it has ended; gives the connected channel."""
    if door.is_alone:
        raise BadInput(
            "Nobody listens for the platform's answer",
            "Start the instance with `heliograph up`, then connect again.",
        )
    begun: Thing = await door.post("channels", "consents", body=dict(order))
    note("Open this address in the browser in which you are signed in to Heliograph:")
    note(begun["url"])
    while True:
        consent: Thing = await door.get("channels", "consents", begun["id"])
        if consent["status"] == "choose":
            chosen = choice or _picked(consent["choices"])
            path = ("channels", "consents", begun["id"], "choose")
            consent = await door.post(*path, body={"choice_id": chosen})
        if consent["status"] == "refused":
            failed = NotConnected(consent["detail"])
            failed.remedy = consent["remedy"]
            raise failed
        if consent["status"] == "connected":
            made: Thing = await door.get("channels", consent["channel_id"])
            return made
        await asyncio.sleep(PAUSE)


def _picked(choices: Sequence[Mapping[str, str]]) -> str:
    """The id of the account the person names; scripts give it beforehand."""
    for one in choices:
        note(f"{one['id']}  {one['kind']}  {one['name']} {one['handle']}".rstrip())
    if not sys.stdin.isatty():
        raise BadInput("There are several accounts", "Name one of these ids with --choice.")
    return str(typer.prompt("Which id", err=True))
