"""Posts that rest after a failure: list them, let them go again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from heliograph.apps.cli.door import Door, Reply, Request, through
from heliograph.apps.cli.failures import BadInput
from heliograph.apps.cli.printing import AsJSON, show, table

Channel = Annotated[str | None, typer.Option(metavar="ID", help="Only those of this channel.")]
Reason = Annotated[
    str | None, typer.Option(metavar="CODE", help="Only those with it: publishing.gave_up.")
]
_COLUMNS = {"id": "ID", "platform": "PLATFORM", "status": "STATUS", "reason": "REASON"}
_DONE = {"post_id": "ID", "outcome": "OUTCOME", "detail": "DETAIL"}


def dead_letters(
    channel: Channel = None,
    reason: Reason = None,
    page: int = 1,
    per_page: int = 20,
    as_json: AsJSON = False,
) -> None:
    """List posts that rest until a person does something."""
    params = {"channel_id": channel, "reason": reason, "page": page, "per_page": per_page}

    async def ask(door: Door) -> Reply:
        return await door.ask("GET", ("dead-letters",), Request(params=params))

    found = through(ask).data
    rows = [
        one
        | {"platform": one["channel"]["platform"], "reason": (one["problem"] or {}).get("code", "")}
        for one in found
    ]
    show(found, as_json, table(rows, _COLUMNS, "No post rests; all is well."))


def redrive(
    post_ids: Annotated[list[str] | None, typer.Argument(metavar="[ID]...")] = None,
    everything: Annotated[bool, typer.Option("--all", help="All of them, 500 at most.")] = False,
    channel: Channel = None,
    reason: Reason = None,
    as_json: AsJSON = False,
) -> None:
    """Let posts go again that rest after a failure: those named, or all that the options match."""
    body = _order(post_ids or (), everything, channel, reason)

    async def ask(door: Door) -> list[dict[str, Any]]:
        done: list[dict[str, Any]] = await door.post("dead-letters", "redrive", body=body)
        return done

    done = through(ask)
    show(done, as_json, table(done, _DONE, "There was nothing to let go."))
    if any(one["outcome"] == "refused" for one in done):
        raise typer.Exit(1)


def _order(
    post_ids: Sequence[str], everything: bool, channel: str | None, reason: str | None
) -> dict[str, Any]:
    if post_ids:
        if everything or channel or reason:
            raise BadInput("Ids and a filter were given", "Give ids, or --all with its filters.")
        return {"post_ids": list(post_ids)}
    if not (everything or channel or reason):
        raise BadInput("No post was named", "Give ids, --all, --channel or --reason.")
    return {"everything": True, "channel_id": channel, "reason": reason}
