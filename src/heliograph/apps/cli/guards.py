"""What holds a channel's posts back: its fuse, its quiet hours, its patience."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any

import typer

from heliograph.apps.cli.door import Door, Request, through
from heliograph.apps.cli.failures import BadInput
from heliograph.apps.cli.printing import AsJSON, show

ChannelID = Annotated[str, typer.Argument(metavar="ID")]
_FUSE = re.compile(r"(\d{1,4})/(\d{1,4})")
_QUIET = re.compile(r"(\d\d:\d\d)-(\d\d:\d\d)")


def guards(
    channel_id: ChannelID,
    fuse: Annotated[
        str | None,
        typer.Option(metavar="POSTS/MINUTES", help="10/30: ten in half an hour; off; default."),
    ] = None,
    quiet: Annotated[
        str | None, typer.Option(metavar="FROM-TO", help="22:00-07:00 in its zone; or off.")
    ] = None,
    auto_retries: Annotated[
        int | None, typer.Option(help="How often a failed post is planned anew by itself.")
    ] = None,
    as_json: AsJSON = False,
) -> None:
    """Show what holds a channel's posts back, or change it."""
    change: dict[str, Any] = {}
    if fuse is not None:
        change["fuse"] = _fuse(fuse)
    if quiet is not None:
        change["quiet_hours"] = _quiet(quiet)
    if auto_retries is not None:
        change["auto_retries"] = auto_retries

    async def ask(door: Door) -> dict[str, Any]:
        path = ("channels", channel_id)
        if change:
            await door.ask("PATCH", path, Request(body={"guards": change}))
        found = await door.get(*path)
        state = await door.get(*path, "guards")
        return {"guards": found["guards"], "now": state}

    found = through(ask)
    show(found, as_json, _lines(found["guards"], found["now"]))


def let_go(channel_id: ChannelID, as_json: AsJSON = False) -> None:
    """Send what the channel's fuse holds back."""

    async def ask(door: Door) -> dict[str, Any]:
        done: dict[str, Any] = await door.post("channels", channel_id, "fuse", "reset")
        return done

    done = through(ask)
    show(done, as_json, [f"Let go: {done['let_go']}."])


def _fuse(text: str) -> dict[str, int] | None:
    if text == "default":
        return None
    if text == "off":
        return {"posts": 0, "minutes": 1}
    found = _FUSE.fullmatch(text)
    if found is None:
        raise BadInput(f"{text!r} is no fuse", "Write POSTS/MINUTES such as 10/30, off or default.")
    return {"posts": int(found[1]), "minutes": int(found[2])}


def _quiet(text: str) -> dict[str, str] | None:
    if text == "off":
        return None
    found = _QUIET.fullmatch(text)
    if found is None:
        raise BadInput(f"{text!r} are no quiet hours", "Write FROM-TO such as 22:00-07:00, or off.")
    return {"starts": found[1], "ends": found[2]}


def _lines(guards: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    fuse, quiet, state = guards["fuse"], guards["quiet_hours"], now["fuse"]
    limit = f"{fuse['posts']} posts in {fuse['minutes']} min" if fuse["posts"] else "off"
    own = ", the platform's default" if fuse["is_default"] else ""
    waits = f", {state['waiting']} wait" if state["waiting"] else ""
    return [
        f"fuse          {limit}{own}; {state['sent']} counted now{waits}",
        f"quiet hours   {quiet['starts']} to {quiet['ends']}" if quiet else "quiet hours   off",
        f"planned anew  {guards['auto_retries']} times after all tries are used up",
    ]
