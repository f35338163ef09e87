"""One scene of a video: shown, changed, added."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import typer

from heliograph.apps.cli.door import Door, through
from heliograph.apps.cli.failures import BadInput
from heliograph.apps.cli.looks import asset_of
from heliograph.apps.cli.printing import AsJSON, show
from heliograph.apps.cli.video_telling import end_badly_if, scene_lines
from heliograph.apps.cli.video_work import (
    ID,
    Edit,
    Row,
    SceneName,
    Wait,
    changed,
    edited,
    seconds_in,
)

QUOTED = ("verse", "translation", "reference")
USUAL_SECONDS = 0.5
"""How long a transition lasts when nobody says."""
_GROUND = "light_rays"
Line = Annotated[str | None, typer.Option(help="What is said; empty: nothing.")]
TitleText = Annotated[str | None, typer.Option(help="Words over the picture; empty: none.")]
Least = Annotated[float | None, typer.Option(help="Seconds it lasts at least.", min=0, max=600)]
MoveName = Annotated[
    str | None,
    typer.Option(help="still, push_in, pull_out, pan_left, pan_right, rise or sink."),
]
Comes = Annotated[
    str | None, typer.Option(metavar="KIND[:SECONDS]", help="How it comes in, as dissolve:0.5.")
]
Shown = Annotated[
    str | None, typer.Option(metavar="FILE|ASSET", help="A picture or clip to be seen.")
]


def scene(  # noqa: PLR0913 - one parameter for each option
    video_id: ID,
    scene_id: SceneName,
    line: Line = None,
    title: TitleText = None,
    least: Least = None,
    move: MoveName = None,
    transition: Comes = None,
    chapter: Annotated[str | None, typer.Option(help="A chapter begins here; empty: none.")] = None,
    asset: Shown = None,
    wait: Wait = False,
    as_json: AsJSON = False,
) -> None:
    """Change a scene; without an option, show it. Only what a change touches is made again."""
    body: dict[str, Any] = {
        name: value
        for name, value in (("line", line), ("least", least), ("move", move))
        if value is not None
    }
    if transition is not None:
        body["transition"] = transition_of(transition)
    if chapter is not None:
        body["chapter"] = chapter or None

    async def ask(door: Door) -> Row:
        video: Row = await door.get("videos", video_id)
        before = scene_of(video, scene_id)
        if title is not None:
            body["titles"] = _titled(before["titles"], title)
        if asset is not None:
            body["asset_id"] = await asset_of(door, asset)
        if not body:
            return video
        edit = Edit("PATCH", ("scenes", scene_id), body, video["version"])
        return await edited(door, video_id, edit, wait=wait)

    _told(through(ask), scene_id, as_json)


def add(  # noqa: PLR0913 - one parameter for each option
    video_id: ID,
    line: Annotated[str, typer.Option(help="What is said.")] = "",
    title: Annotated[str, typer.Option(help="Words over the picture.")] = "",
    name: Annotated[str | None, typer.Option(help="Of the scene; default: scene-N.")] = None,
    after: Annotated[
        str | None, typer.Option(metavar="SCENE", help="Behind which; default: the last.")
    ] = None,
    first: Annotated[bool, typer.Option("--first", help="Before all others.")] = False,
    draw: Annotated[
        str,
        typer.Option(
            help="star_flight, sky_map, moon, pattern, light_rays, particles, aurora or gradient."
        ),
    ] = _GROUND,
    asset: Shown = None,
    least: Annotated[float, typer.Option(help="Seconds at least.", min=0.5, max=600)] = 3.0,
    transition: Comes = None,
    wait: Wait = False,
    as_json: AsJSON = False,
) -> None:
    """Add a scene that is drawn, or shows a picture or clip of yours."""
    new: dict[str, Any] = {
        "line": line,
        "least": least,
        "seconds": least,
        "shot": {"kind": "drawn", "scene": draw},
        "titles": [{"text": title}] if title else [],
        "transition": transition_of(transition) if transition else {"kind": "cut"},
    }

    async def ask(door: Door) -> Row:
        video: Row = await door.get("videos", video_id)
        known = [str(one["id"]) for one in video["timeline"].get("scenes", ())]
        new["id"] = name or _free(known)
        last = known[-1] if known else ""
        body = {"scene": new, "after": "" if first else after or last}
        # Brought in first: a file that is not there must not leave half of the change behind.
        asset_id = await asset_of(door, asset) if asset else None
        edit = Edit("POST", ("scenes",), body, video["version"])
        if asset_id is None:
            return await edited(door, video_id, edit, wait=wait)
        await changed(door, video_id, edit)
        seen = Edit("PATCH", ("scenes", new["id"]), {"asset_id": asset_id})
        return await edited(door, video_id, seen, wait=wait)

    video = through(ask)
    _told(video, str(new["id"]), as_json)


def transition_of(given: str) -> dict[str, Any]:
    """A transition as the document writes it."""
    kind, seconds = seconds_in(given, "--transition")
    usual = 0.0 if kind == "cut" else USUAL_SECONDS
    return {"kind": kind, "seconds": usual if seconds is None else seconds}


def scene_of(video: Row, scene_id: str) -> Row:
    """One scene; raises `BadInput` naming those there are."""
    scenes: Sequence[Row] = video["timeline"].get("scenes", ())
    for one in scenes:
        if one["id"] == scene_id:
            return one
    if not scenes:
        raise BadInput("It has no scenes yet", "Wait until it is made: `heliograph videos show`.")
    names = ", ".join(str(one["id"]) for one in scenes)
    raise BadInput(f"There is no scene {scene_id!r}", f"There are {names}.")


def _titled(titles: Sequence[Mapping[str, Any]], text: str) -> list[dict[str, Any]]:
    """The titles with the first one's words changed; words that are quoted stay as they are."""
    kept = [dict(one) for one in titles]
    place = next((at for at, one in enumerate(kept) if one["role"] not in QUOTED), None)
    if place is None:
        return [*kept, {"text": text}] if text else kept
    changed = [kept[place] | {"text": text}] if text else []
    return [*kept[:place], *changed, *kept[place + 1 :]]


def _free(known: Sequence[str]) -> str:
    return next(name for at in range(1, 1000) if (name := f"scene-{at}") not in known)


def _told(video: Row, scene_id: str, as_json: bool) -> None:
    show(video, as_json, scene_lines(video, scene_of(video, scene_id)))
    end_badly_if(video)
