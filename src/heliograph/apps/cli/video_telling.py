"""A video, its scenes, its renders and the gate's report as lines for a person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import typer

from heliograph.apps.cli.printing import note, table
from heliograph.apps.cli.video_work import FAILED, MAKING, Row

_SCENES = {"id": "SCENE", "at": "AT", "seconds": "FOR", "shows": "SHOWS", "comes": "COMES IN"}
_RENDERS = {
    "id": "RENDER",
    "aspect": "ASPECT",
    "version": "OF VERSION",
    "status": "STATUS",
    "score": "SCORE",
    "asset_id": "FILE IN THE LIBRARY",
}


def title_line(video: Row) -> str:
    """Which video, and how it stands."""
    return f"{video['title']}  ({video['status']}, version {video['version']}, {video['id']})"


def told(video: Row) -> list[str]:
    """A whole video."""
    lines = [title_line(video)]
    timeline = video["timeline"]
    if not timeline:
        return [*lines, why(video)] if video["status"] == FAILED else lines
    lines += [_manner(video, timeline), ""]
    lines += table(list(_scenes(timeline)), _SCENES | {"line": "SAYS"}, "It has no scenes.")
    if video["renders"]:
        lines += ["", *table(video["renders"], _RENDERS, "")]
    return [*lines, why(video)] if video["status"] == FAILED else lines


def scene_lines(video: Row, scene: Row) -> list[str]:
    """One scene of a video."""
    sources = video["timeline"]["sources"]
    lasts = f"{scene['id']}: {scene['seconds']:g} s"
    lines = [title_line(video), f"{lasts}, {_shot(scene['shot'], sources)}"]
    if scene["line"]:
        lines.append(f"says: {scene['line']}")
    lines += [f"{one['role'].replace('_', ' ')}: {one['text']}" for one in scene["titles"]]
    return lines


def render_line(render: Row) -> str:
    """Which render, and how it stands."""
    size = f"{render['aspect']}, {render['preset']}"
    return f"Render {render['id']} of version {render['version']}: {render['status']} ({size})"


def report_lines(render: Row) -> Iterator[str]:
    """A render with everything the gate found in its file."""
    yield render_line(render)
    if render["asset_id"]:
        yield f"Film {render['asset_id']}, cover {render['cover_asset_id'] or 'none'}"
    if render["error"]:
        yield why(render)
    checks = render["quality"].get("checks", ())
    if checks:
        yield f"Quality {render['score']}"
    for one in checks:
        mark = "ok " if one["passed"] else "NO "
        # Reports of before moments were kept have none.
        when = ", ".join(_clock(at) for at in one.get("moments", ()))
        yield f"  {mark} {one['name']}: {one['found']}" + (f" (at {when})" if when else "")
        if not one["passed"]:
            yield f"       allowed: {one['allowed']}. {one['remedy']}"


def why(row: Row) -> str:
    """What went wrong, with its remedy."""
    error: dict[str, Any] = row["error"] or {}
    detail = str(error.get("detail") or "It could not be made").rstrip(".")
    return f"{detail}. {error.get('remedy', '')}".rstrip()


def end_badly_if(video: Row) -> None:
    """A video that could not be made ends the command with exit code 1."""
    if video["status"] == FAILED:
        note(why(video))
        raise typer.Exit(1)


def end_badly_unless_done(render: Row) -> None:
    """A render that is over without a file ends the command with exit code 1."""
    if render["status"] == "done":
        return
    if render["status"] == "refused":
        missed = (one for one in render["quality"]["checks"] if one["must"] and not one["passed"])
        note(
            "The gate refused it. " + "; ".join(f"{one['name']}: {one['found']}" for one in missed)
        )
    else:
        note(why(render) if render["error"] else f"The render is {render['status']}.")
    raise typer.Exit(1)


def _clock(seconds: float) -> str:
    """A moment of a film as a player shows it: 0:12."""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02d}"


def _manner(video: Row, timeline: Row) -> str:
    voice, music = timeline["narration"], timeline["music"]
    said = ":".join(one for one in (voice["provider"], voice["voice"]) if one) if voice else "none"
    heard = (music["mood"] or "a file") if music else "none"
    seconds = f"{video['seconds']:g} s" + (", and not all of it" * (video["status"] == MAKING))
    style = timeline["notes"].get("style", "") or video["style"] or "none"
    return f"{seconds}, {video['aspect']}, style {style}, voice {said}, music {heard}"


def _scenes(timeline: Row) -> Iterator[Row]:
    end = 0.0
    for place, scene in enumerate(timeline["scenes"]):
        comes = scene["transition"]
        at = max(0.0, end - (comes["seconds"] if place else 0.0))
        end = at + scene["seconds"]
        yield {
            "id": scene["id"],
            "at": f"{at:.1f}",
            "seconds": f"{scene['seconds']:.1f}",
            "shows": _shot(scene["shot"], timeline["sources"]),
            "comes": comes["kind"],
            "line": scene["line"] or " / ".join(one["text"] for one in scene["titles"]),
        }


def _shot(shot: Row, sources: Row) -> str:
    """What is seen, by what the picture is of where somebody said so."""
    kind = shot["kind"]
    if kind in ("still", "clip"):
        source = sources.get(shot["source"], {})
        return f"{kind}: {source.get('alt') or source.get('origin') or shot['source']}"
    if kind == "split":
        return f"split: {', '.join(_shot(one, sources) for one in shot['parts'])}"
    return f"{kind}: {shot['scene']}" if kind == "drawn" else f"card: {shot['heading']}"
