"""A style laid on a timeline: the same pictures and words, in another manner.

Pure: a timeline goes in and a timeline comes out. What is shown and said stays; what the style
decides is how long each scene lasts (never less than its words take), how it comes in, what the
camera does, captions, titles, colours, music and what lies over the whole.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

from heliograph.sdk.style.document import CameraUse, Style, TransitionUse
from heliograph.sdk.timeline.document import (
    Camera,
    Framing,
    Look,
    Music,
    Overlays,
    Scene,
    Source,
    Timeline,
    Title,
    Transition,
)

Use = TypeVar("Use", CameraUse, TransitionUse)
GRADE = "style-grade"
"""The source that a style's colour table is entered as."""
PAUSE = 0.15
"""Seconds between the words of two scenes, however long they are seen through one another."""
WAIT, _ARRIVED = 0.25, 0.7
"""Seconds before the first word of a scene, and how much of a long dissolve is over by then."""
_RESTING = 1.04
"""How far a still is magnified at rest, so that a pan has room."""


def apply_style(style: Style, timeline: Timeline, *, seed: int = 0, cube: str = "") -> Timeline:
    """The timeline in the manner of a style; the same seed gives the same timeline. `cube` is the
    path of the style's colour table, from the timeline's folder; empty: no grade."""
    draw = random.Random(seed)  # noqa: S311 - no secret hangs on it
    count = len(timeline.scenes)
    joins = shared_out(style.transitions, count - 1, draw)
    moves = shared_out(style.camera, count, draw)
    goes = [0.0 if use.kind == "cut" else use.seconds for use in joins]
    ways = [_coming(style, joins, at) for at in range(count)]
    begun = [_begun(scene, into) for scene, into in zip(timeline.scenes, ways, strict=True)]
    lengths = _lengths(style, begun, [*goes, 0.0])
    scenes = tuple(
        _scene(style, scene, seconds, moves[at], ways[at])
        for at, (scene, seconds) in enumerate(zip(begun, lengths, strict=True))
    )
    sources = dict(timeline.sources)
    if cube:
        sources[GRADE] = Source(path=cube, kind="lut", origin=f"style {style.id}")
    return timeline.model_copy(
        update={
            "aspect": style.aspect,
            "fps": style.fps,
            "scenes": scenes,
            "sources": sources,
            "captions": style.captions,
            "music": _music(style, timeline.music, seed),
            "look": _look(style, timeline.look, bool(cube)),
            "overlays": _overlays(style, timeline.overlays),
            "notes": {**timeline.notes, "style": style.id},
        }
    )


def shared_out(wishes: Sequence[Use], count: int, draw: random.Random) -> list[Use]:
    """Things in the shares that are wished for, as near as whole numbers allow, in an order in
    which the same does not come thrice on end where that can be avoided."""
    total = sum(use.share for use in wishes) or 1.0
    exact = [use.share / total * count for use in wishes]
    given = [int(one) for one in exact]
    by_rest = sorted(range(len(wishes)), key=lambda at: (given[at] - exact[at], at))
    for at in by_rest[: count - sum(given)]:
        given[at] += 1
    left = {at: number for at, number in enumerate(given) if number}
    found: list[int] = []
    while left:
        tired = found[-1] if len(found) > 1 and found[-1] == found[-2] else None
        can = [at for at in left if at != tired] or list(left)
        chosen = draw.choices(can, [left[at] for at in can])[0]
        found.append(chosen)
        left[chosen] -= 1
        left = {at: number for at, number in left.items() if number}
    return [wishes[at] for at in found]


def _coming(style: Style, joins: Sequence[TransitionUse], at: int) -> Transition:
    """How a scene comes in; the first from what the style opens with."""
    if at == 0:
        seconds = 0.0 if style.opens == "cut" else 0.6
        return Transition(kind=style.opens, seconds=seconds)
    use = joins[at - 1]
    if use.kind == "cut":
        return Transition()
    return Transition(kind=use.kind, seconds=use.seconds)


def _scene(style: Style, scene: Scene, seconds: float, use: CameraUse, into: Transition) -> Scene:
    moves = scene.shot.kind in {"still", "clip", "drawn"}
    return scene.model_copy(
        update={
            "seconds": seconds,
            "transition": into,
            "camera": camera_for(use, style, scene) if moves else scene.camera,
            "titles": tuple(_title(style, one) for one in scene.titles),
        }
    )


def _lengths(style: Style, scenes: Sequence[Scene], goes: Sequence[float]) -> list[float]:
    """A length for each scene: spread as the style spreads them, longer where words need it;
    `goes` are the seconds in which each gives way to the next."""
    pace = style.pace
    count = len(scenes)
    places = [((at * 0.618034) % 1.0) * 2 - 1 for at in range(1, count)]
    # Evenly scattered numbers from -1 to 1 have a deviation of 0.577.
    wished = [pace.hook, *(pace.mean + pace.spread * place / 0.577 for place in places)]
    least = max(0.4, 0.3 * pace.mean)
    needed = [
        max(least, _words_take(scene, after, pace.breath, gone))
        for scene, after, gone in zip(scenes, [*scenes[1:], None], goes, strict=True)
    ]
    low, high = -pace.mean, 0.0
    # Words make some scenes longer than was wished; the others give that time back.
    for _ in range(24):
        middle = (low + high) / 2
        total = sum(max(wish + middle, need) for wish, need in zip(wished, needed, strict=True))
        low, high = (low, middle) if total > sum(wished) else (middle, high)
    return [round(max(wish + low, need), 3) for wish, need in zip(wished, needed, strict=True)]


def wait_before(comes: float) -> float:
    """Seconds of a scene before somebody speaks, where it comes in over `comes` seconds: nobody
    listens through a slow dissolve."""
    return round(max(WAIT, _ARRIVED * comes), 3)


def _begun(scene: Scene, into: Transition) -> Scene:
    """The scene with its voice begun as its way in asks for. Captions that a person timed stay on
    their words: such a scene is left alone."""
    speech, wait = scene.speech, wait_before(into.seconds)
    if speech is None or scene.cues is not None or speech.start == wait:
        return scene
    later = wait - speech.start
    words = tuple(
        word.model_copy(
            update={
                "start": round(max(0.0, word.start + later), 4),
                "end": round(max(0.0, word.end + later), 4),
            }
        )
        for word in speech.words
    )
    moved = speech.model_copy(update={"start": wait, "words": words})
    return scene.model_copy(update={"speech": moved})


def _words_take(scene: Scene, after: Scene | None, breath: float, goes: float) -> float:
    """Seconds until the words of a scene are said and the next ones may begin."""
    if scene.speech is None or not scene.speech.words:
        return 0.0
    # Words are timed from the start of their scene: the wait before the first is in it already.
    said = max(word.end for word in scene.speech.words)
    return said + rest_after(breath, goes, first_word(after))


def first_word(scene: Scene | None) -> float | None:
    """Seconds into a scene at which somebody begins to speak; None where nobody does."""
    if scene is None or scene.speech is None or not scene.speech.words:
        return None
    return min(word.start for word in scene.speech.words)


def rest_after(breath: float, goes: float, first: float | None) -> float:
    """Seconds from the last word to the end of a scene that gives way for `goes` seconds to one
    whose first word comes `first` seconds into it: nobody speaks over the scene before."""
    return breath if first is None else max(breath, goes - first + PAUSE)


def camera_for(use: CameraUse, style: Style, scene: Scene) -> Camera:
    """A move as framings, about the point that the scene's own camera looked at."""
    looked = scene.camera.end if scene.camera is not None else Framing()
    if use.move == "shake":
        # A camera that shakes on purpose tires; the style's unrest is kept as a small push.
        use = CameraUse(move="push_in", share=use.share, strength=min(use.strength, 0.03))
    if use.move in {"push_in", "pull_out"}:
        near = Framing(x=looked.x, y=looked.y, zoom=min(4.0, _RESTING * (1 + use.strength)))
        far = Framing(x=looked.x, y=looked.y, zoom=_RESTING)
        start, end = (far, near) if use.move == "push_in" else (near, far)
        return Camera(start=start, end=end, ease=style.ease)
    if use.move == "static":
        still = Framing(x=looked.x, y=looked.y, zoom=_RESTING)
        return Camera(start=still, end=still, ease=style.ease)
    return _pan(use, style)


def _pan(use: CameraUse, style: Style) -> Camera:
    """Travel by `strength` frame widths; magnified as far as the way needs room."""
    zoom = min(4.0, 1.0 + use.strength + (_RESTING - 1.0))
    # Framings are parts of the picture, of which the frame shows 1 / zoom.
    half = min(0.5, use.strength / zoom / 2)
    x, y = {
        "pan_right": (half, 0.0),
        "pan_left": (-half, 0.0),
        "tilt_down": (0.0, half),
        "tilt_up": (0.0, -half),
    }[use.move]
    return Camera(
        start=Framing(x=0.5 - x, y=0.5 - y, zoom=zoom),
        end=Framing(x=0.5 + x, y=0.5 + y, zoom=zoom),
        ease=style.ease,
    )


def _title(style: Style, title: Title) -> Title:
    """Verses keep their face and place: they are no ornament."""
    if title.role in {"verse", "reference", "translation"}:
        return title
    own = style.titles
    return title.model_copy(
        update={
            "place": own.place,
            "face": own.face,
            "size": own.size,
            "colour": own.colour,
            "box": own.box,
            "entry": own.entry,
        }
    )


def _music(style: Style, given: Music | None, seed: int) -> Music | None:
    """A bed of the style's mood; a file that was chosen stays the music."""
    own = style.music
    if given is not None and given.source is not None:
        return given.model_copy(update={"gain_db": own.gain_db, "duck_db": own.duck_db})
    if not own.mood:
        return None
    return Music(
        mood=own.mood,
        seed=seed,
        tempo=own.tempo,
        root=own.root,
        scale=own.scale,
        density=own.energy,
        gain_db=own.gain_db,
        duck_db=own.duck_db,
    )


def _look(style: Style, given: Look, has_table: bool) -> Look:
    own = style.look
    return Look(
        palette={**given.palette, **own.palette},
        lut=GRADE if has_table else None,
        strength=own.strength,
        vignette=own.vignette,
        grain=own.grain,
    )


def _overlays(style: Style, given: Overlays) -> Overlays:
    return given.model_copy(update={"progress": style.progress})
