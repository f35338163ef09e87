"""Other wordings of a piece, and earlier ones: made, compared, taken."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from heliograph.apps.cli.door import Door, through
from heliograph.apps.cli.failures import BadInput
from heliograph.apps.cli.given import pairs_of
from heliograph.apps.cli.printing import AsJSON, show, table

KINDS = ("alternative", "hook", "platform", "optimised")
ID = Annotated[str, typer.Argument(metavar="ID")]
Number = Annotated[int, typer.Argument(metavar="NUMBER", min=1)]
_VERSIONS = {"version": "VERSION", "created_at": "KEPT", "text": "TEXT"}
_SHOTS = {"number": "#", "starts": "AT", "seconds": "FOR", "says": "SAYS", "shows": "SHOWS"}
_MARKS = {"same": "", "gone": "-", "new": "+"}
Variant = dict[str, Any]


def variants(
    content_id: ID,
    kind: Annotated[
        str | None, typer.Option(help="Make some: alternative, hook or platform.")
    ] = None,
    count: Annotated[int, typer.Option(help="How many, 1 to 6.")] = 3,
    platform: Annotated[
        list[str] | None, typer.Option(help="With --kind platform: for which; repeat it.")
    ] = None,
    as_json: AsJSON = False,
) -> None:
    """List a piece's other wordings; with --kind, make some more."""
    if kind is not None and kind not in KINDS:
        raise BadInput(f"{kind!r} is no kind of wording", f"Use one of {', '.join(KINDS)}.")

    async def ask(door: Door) -> Any:
        if kind is None:
            return await door.get("content", content_id, "variants")
        body = {"kind": kind, "count": count, "platforms": platform or []}
        return await door.post("content", content_id, "variants", body=body)

    found = through(ask)
    none = "There are none yet; make some with --kind alternative."
    show(found, as_json, [line for one in found for line in _told(one)] or [none])


def fill(
    content_id: ID,
    template: Annotated[str, typer.Option(metavar="ID", help="`heliograph templates list`.")],
    value: Annotated[
        list[str] | None, typer.Option(help="What the plan lacks, name=value; repeat it.")
    ] = None,
    as_json: AsJSON = False,
) -> None:
    """Make a wording from a template and the piece's own facts; `choose` takes it."""
    body = {"template_id": template, "values": pairs_of(value or (), "--value")}
    found = through(lambda door: door.post("content", content_id, "fill", body=body))
    show(found, as_json, _told(found))


def optimise(content_id: ID, as_json: AsJSON = False) -> None:
    """Improve a piece by rule, and say what was changed and why; nothing is taken over yet."""
    body = {"kind": "optimised"}
    (found,) = through(lambda door: door.post("content", content_id, "variants", body=body))
    show(found, as_json, _told(found))


def choose(
    content_id: ID,
    variant_id: Annotated[str, typer.Argument(metavar="VARIANT")],
    as_json: AsJSON = False,
) -> None:
    """Take a wording; what stood there is kept as a version."""

    async def ask(door: Door) -> Any:
        piece = await door.get("content", content_id)
        body = {"version": piece["version"]}
        return await door.post("content", content_id, "variants", variant_id, "choose", body=body)

    taken = through(ask)
    show(taken, as_json, [taken["text"], " ".join(taken["hashtags"])])


def versions(content_id: ID, as_json: AsJSON = False) -> None:
    """Earlier wordings of a piece, the newest first."""
    found = through(lambda door: door.get("content", content_id, "versions"))
    show(found, as_json, table(found, _VERSIONS, "Its wording was never changed."))


def compare(content_id: ID, number: Number, as_json: AsJSON = False) -> None:
    """What was changed since an earlier wording."""
    path = ("content", content_id, "versions", str(number), "changes")
    found = through(lambda door: door.get(*path))
    marked = "".join(
        one["text"] if one["kind"] == "same" else f"[{_MARKS[one['kind']]}{one['text']}]"
        for one in found
    )
    show(found, as_json, [marked])


def restore(content_id: ID, number: Number, as_json: AsJSON = False) -> None:
    """Bring an earlier wording back; the present one is kept."""

    async def ask(door: Door) -> Any:
        piece = await door.get("content", content_id)
        path = ("content", content_id, "versions", str(number), "restore")
        return await door.post(*path, body={"version": piece["version"]})

    taken = through(ask)
    show(taken, as_json, [taken["text"]])


def script(content_id: ID, as_json: AsJSON = False) -> None:
    """The piece as the script of a video: one shot for each sentence."""
    found = through(lambda door: door.get("content", content_id, "script"))
    show(found, as_json, table(found, _SHOTS, "It has no sentences."))


def _told(one: Variant) -> list[str]:
    name = f"{one['kind']} {one['platform'] or ''}".strip()
    lines = [f"{one['id']}  {name}  {one['score']}", one["text"], " ".join(one["hashtags"])]
    return [*lines, *(f"  because: {reason}" for reason in one["reasons"]), ""]


def register(app: typer.Typer) -> None:
    """Add these commands to `heliograph content`."""
    for command in (variants, fill, optimise, choose, versions, compare, restore, script):
        app.command(command.__name__)(command)
