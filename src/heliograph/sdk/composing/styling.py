"""A timeline dressed in a style, with what the story itself has decided left as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from heliograph.sdk.composing.keys import hash_of, key_of
from heliograph.sdk.style.analysis import Move as Travel
from heliograph.sdk.style.applying import GRADE, apply_style, camera_for
from heliograph.sdk.style.document import CameraUse, Style
from heliograph.sdk.timeline.document import Camera, Move, Scene, Source, Timeline, Title

_TRAVELS: Mapping[Move, Travel] = {
    "still": "static",
    "push_in": "push_in",
    "pull_out": "pull_out",
    "pan_left": "pan_left",
    "pan_right": "pan_right",
    "rise": "tilt_up",
    "sink": "tilt_down",
}
_USUAL_STRENGTH = 0.08
_QUOTED = frozenset(("verse", "translation", "reference"))


class Grader(Protocol):
    """Writes the colour table of a style; called in a worker's pool."""

    def cube(self, style: Style, file: Path) -> Path:
        """A .cube file; the same style gives the same bytes."""
        ...


def dress(timeline: Timeline, style: Style, grader: Grader, folder: Path, seed: int) -> Timeline:
    """The timeline in a style: its rhythm, transitions, camera, captions, colours and music.

    The aspect, the brand's colours, the places of titles and the moves that a scene wishes stay.
    """
    cube = _cube(style, grader, folder)
    made = apply_style(style, timeline, seed=seed, cube=cube)
    scenes = tuple(
        _scene(before, after, style)
        for before, after in zip(timeline.scenes, made.scenes, strict=True)
    )
    palette = {**style.look.palette, **timeline.look.palette}
    sources = dict(made.sources)
    if cube:
        origin = f"style {style.id}"
        sha256 = hash_of(folder / cube)
        sources[GRADE] = Source(path=cube, kind="lut", sha256=sha256, origin=origin)
    return made.model_copy(
        update={
            "aspect": timeline.aspect,
            "scenes": _apart(scenes),
            "sources": sources,
            "look": made.look.model_copy(update={"palette": palette}),
        }
    )


def _cube(style: Style, grader: Grader, folder: Path) -> str:
    name = f"grade-{key_of(style.look.grade.model_dump())}.cube"
    if not (folder / name).is_file():
        grader.cube(style, folder / name)
    return name


def _scene(before: Scene, after: Scene, style: Style) -> Scene:
    update: dict[str, object] = {"titles": _titles(before.titles, after.titles)}
    if before.move:
        update["camera"] = wished_camera(before, style, before.move)
    if before.speech is None:
        # What is only read or looked at keeps the time that this takes.
        update["seconds"] = before.seconds if before.least or before.line else after.seconds
    return after.model_copy(update=update)


def wished_camera(scene: Scene, style: Style, move: Move) -> Camera:
    """A wished move as a style makes it: as far as its own moves of that kind go."""
    travel = _TRAVELS[move]
    strength = next((use.strength for use in style.camera if use.move == travel), _USUAL_STRENGTH)
    return camera_for(CameraUse(move=travel, share=1.0, strength=strength), style, scene)


def _titles(before: Sequence[Title], after: Sequence[Title]) -> tuple[Title, ...]:
    """The style's letters and manners at the story's places and sizes."""
    return tuple(
        new.model_copy(update={"place": old.place, "size": old.size, "face": _face(old, new)})
        for old, new in zip(before, after, strict=True)
    )


def _apart(scenes: Sequence[Scene]) -> tuple[Scene, ...]:
    """Quoted words are never seen through one another: they come when the scene before has gone,
    and go before the next one comes."""
    found = []
    for number, scene in enumerate(scenes):
        comes = scene.transition.seconds if number else 0.0
        goes = scenes[number + 1].transition.seconds if number + 1 < len(scenes) else 0.0
        end = scene.seconds - goes
        titles = tuple(
            one.model_copy(update={"start": comes, "end": max(end, comes + 1.0)})
            if one.role in _QUOTED
            else one
            for one in scene.titles
        )
        found.append(scene.model_copy(update={"titles": titles}))
    return tuple(found)


def _face(old: Title, new: Title) -> str:
    return new.face if old.role in ("hook", "heading") else old.face
