"""A timeline dressed in a style, with what the story itself has decided left as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from heliograph.sdk.composing.keys import hash_of, key_of
from heliograph.sdk.style.analysis import Move as Travel
from heliograph.sdk.style.applying import GRADE, apply_style, camera_for
from heliograph.sdk.style.cubes import own_cube
from heliograph.sdk.style.document import CameraUse, Style
from heliograph.sdk.timeline.document import (
    Camera,
    Clip,
    Move,
    Scene,
    Source,
    Split,
    Still,
    Timeline,
    Title,
)

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
_GROUNDS = ("background", "support", "paper")
"""The colours that the renderer grades like photographs."""
_BRANDS = ("accent",)
_QUOTED = frozenset(("verse", "translation", "reference"))


class Grader(Protocol):
    """Writes the colour table of a style; called in a worker's pool."""

    def cube(self, style: Style, file: Path, pictures: Sequence[Path] = ()) -> Path:
        """A .cube file, fit for the pictures of a video; the same in gives the same bytes."""
        ...

    def ungraded(self, file: Path, colours: Mapping[str, str]) -> dict[str, str]:
        """Colours (#rrggbb, by name) that a table which `cube` computed makes into the given."""
        ...


def dress(timeline: Timeline, style: Style, grader: Grader, folder: Path, seed: int) -> Timeline:
    """The timeline in a style: its rhythm, transitions, camera, captions, colours and music.

    The aspect, the brand's colours, the places of titles and the moves that a scene wishes stay;
    of a learnt style the grounds lead, and of the brand's colours the accent and the logo stay.
    Raises `StyleBroken` for a colour table of the style's own that cannot be used.
    """
    cube = _cube(style, timeline, grader, folder)
    made = apply_style(style, timeline, seed=seed, cube=cube)
    scenes = tuple(
        _scene(before, after, style)
        for before, after in zip(timeline.scenes, made.scenes, strict=True)
    )
    palette = _palette(style, timeline, grader, folder / cube)
    sources = dict(made.sources)
    origin = f"style {style.id}"
    sources[GRADE] = Source(path=cube, kind="lut", sha256=hash_of(folder / cube), origin=origin)
    return made.model_copy(
        update={
            "aspect": timeline.aspect,
            "scenes": _apart(scenes),
            "sources": sources,
            "look": made.look.model_copy(update={"palette": palette}),
        }
    )


def _cube(style: Style, timeline: Timeline, grader: Grader, folder: Path) -> str:
    """The colour table's file, named by what it is made from."""
    own, inputs = own_cube(style), style.look.grade.model_dump()
    pictures: list[Path] = []
    if own is not None:
        inputs = {"own": hash_of(own)}
    elif style.look.grade.is_learned:
        pictures = pictures_in(timeline, folder)
        hashes = [hash_of(one) for one in pictures if one.is_file()]
        inputs |= {"pictures": hashes, "aspect": timeline.aspect}
    name = f"grade-{key_of(inputs)}.cube"
    if not (folder / name).is_file():
        as_wide = style.model_copy(update={"aspect": timeline.aspect})
        grader.cube(as_wide, folder / name, pictures)
    return name


def pictures_in(timeline: Timeline, folder: Path) -> list[Path]:
    """The pictures and clips that are seen, as often as they are."""
    shots = [scene.shot for scene in timeline.scenes]
    parts = [
        part for shot in shots for part in (shot.parts if isinstance(shot, Split) else (shot,))
    ]
    names = [part.source for part in parts if isinstance(part, Still | Clip)]
    return [folder / timeline.sources[name].path for name in names if name in timeline.sources]


def _palette(style: Style, timeline: Timeline, grader: Grader, cube: Path) -> dict[str, str]:
    """The colours of what is drawn."""
    if not style.learned:
        return {**style.look.palette, **timeline.look.palette}
    # Who gave a reference asked for its light: a brand's ground under it would be another video.
    # What makes a brand known stays: its logo, and the accent of words, bars and marks.
    grounds = {name: style.look.palette[name] for name in _GROUNDS if name in style.look.palette}
    if not style.look.cube and style.look.strength == 1:
        # They were measured as the reference shows them, graded; the renderer grades grounds once
        # more, so they are written as what becomes them.
        grounds = grader.ungraded(cube, grounds)
    kept = {name: one for name, one in timeline.look.palette.items() if name in _BRANDS}
    return {**timeline.look.palette, **style.look.palette, **grounds, **kept}


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
