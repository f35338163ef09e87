"""How like a video of an instance is to what its style was learned from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer

from heliograph.apps.cli.door import Door, through
from heliograph.apps.cli.failures import BadInput
from heliograph.apps.cli.printing import AsJSON, note_waiting, show, table
from heliograph.apps.cli.video_choices import StyleArgument, style_found
from heliograph.apps.cli.video_telling import end_badly_if, why
from heliograph.apps.cli.video_work import FAILED, OPEN, Row, Wait, measured

_FEATURES = {"feature": "FEATURE", "reference": "REFERENCE", "result": "VIDEO", "like": "ALIKE"}


def compare_video(
    style: StyleArgument,
    video: Annotated[str, typer.Argument(metavar="VIDEO", help="The id of a rendered video.")],
    wait: Wait = False,
    as_json: AsJSON = False,
) -> None:
    """Compare a video's newest film with what a style was learned from, feature by feature.

    The film is measured once, which takes about as long as measuring the reference did.
    """

    async def ask(door: Door) -> Row:
        known = await style_found(door, style)
        if known["is_shipped"]:
            raise BadInput(
                f"{known['name']} is shipped and was learned from no video",
                "Take a style that you learned.",
            )
        style_id = str(known["id"])
        place, body = ("styles", style_id, "comparisons"), {"video_id": video}
        if wait:
            async with door.working():
                await door.post(*place, body=body)
                return await measured(door, style_id, video)
        begun: Row = await door.post(*place, body=body)
        if begun["status"] in OPEN:
            note_waiting(door.is_alone)
        return begun

    found = through(ask)
    show(found, as_json, list(_told(found)))
    end_badly_if(found)


def _told(found: Row) -> Iterator[str]:
    if found["status"] == FAILED:
        yield f"Version {found['version']} could not be measured: {why(found)}"
        return
    if found["overall"] is None:
        yield f"Version {found['version']}: {found['share']:.0%} of the film is measured"
        return
    rows = [one | {"like": f"{one['alike']:.0%}"} for one in found["features"]]
    yield from table(rows, _FEATURES, "Nothing could be compared.")
    yield f"{found['overall']:.0%} alike (version {found['version']})"


def register(app: typer.Typer) -> None:
    """Add the word to `heliograph videos styles`."""
    app.command("compare")(compare_video)
