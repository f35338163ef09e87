"""From what was measured of a video to a style that can be edited and applied elsewhere."""

from __future__ import annotations

from collections import defaultdict

from heliograph.sdk.style.analysis import MOVES, Analysis, Lettering, Move
from heliograph.sdk.style.document import (
    BeatStyle,
    CameraUse,
    GradeStyle,
    LookStyle,
    MusicStyle,
    Rhythm,
    Style,
    TitleStyle,
    TransitionUse,
)
from heliograph.sdk.timeline.document import SIZES, Aspect, Captions, Place, TransitionKind

_DEFAULTS = Captions()
_USUAL_BREATH, _BREATH_PART = 0.3, 0.08
"""Seconds of silence after a line, and at most which part of a scene."""
_PLACES: tuple[tuple[float, Place], ...] = (
    (0.16, "top"),
    (0.4, "upper"),
    (0.6, "middle"),
    (0.86, "lower"),
    (1.01, "bottom"),
)


def style_of(analysis: Analysis, style_id: str, name: str = "") -> Style:
    """The manner of an analysed video. Nothing of the video itself goes into it: no frame, no
    word, no sound."""
    return Style(
        id=style_id,
        name=name or style_id,
        description="Learned from a reference.",
        aspect=_aspect(analysis),
        fps=min(60, max(12, round(analysis.fps))),
        pace=_pace(analysis),
        transitions=_transitions(analysis),
        captions=_captions(analysis.text.captions),
        titles=_titles(analysis),
        camera=_camera(analysis),
        ease="in_out",
        look=LookStyle(
            palette=dict(analysis.palette.roles),
            grade=_grade(analysis),
            # The cloud of colours already holds the corners; a second vignette would double them.
            vignette=round(min(0.5, 0.4 * analysis.grade.vignette), 2),
        ),
        music=_music(analysis),
        beats=_beats(analysis),
        opens="cut" if analysis.structure.opens == "picture" else analysis.structure.opens,
        learned=confidences(analysis),
    )


def _grade(analysis: Analysis) -> GradeStyle:
    """The film's cloud of colours. It is reached whole where there is a whole one to reach: a
    person who gives a reference asks for its light, not for a hint of it."""
    found = analysis.grade
    return GradeStyle(
        mean=found.mean,
        covariance=found.covariance,
        swatches=analysis.palette.swatches,
        pull=1.0,
    )


def confidences(analysis: Analysis) -> dict[str, float]:
    """How sure each feature is."""
    return {
        **analysis.confidence,
        "palette": analysis.palette.confidence,
        "grade": analysis.grade.confidence,
        "text": analysis.text.confidence,
        "composition": analysis.composition.confidence,
        "camera": analysis.camera.confidence,
        "music": analysis.music.confidence,
        "pace": analysis.pace.confidence,
        "structure": analysis.structure.confidence,
    }


def _aspect(analysis: Analysis) -> Aspect:
    ratio = analysis.width / analysis.height

    def apart(aspect: Aspect) -> float:
        width, height = SIZES[aspect]
        return max(ratio / (width / height), (width / height) / ratio)

    return min(SIZES, key=apart)


def _pace(analysis: Analysis) -> Rhythm:
    pace = analysis.pace
    # A scene contains its transitions, a shot half of each.
    over = sum(one.end_frame - one.start_frame for one in analysis.transitions)
    longer = over / analysis.fps / max(1, len(analysis.shots))
    mean = _within(pace.mean + longer, 0.4, 60)
    return Rhythm(
        mean=mean,
        spread=_within(pace.spread, 0, 20),
        hook=_within(pace.hook + longer / 2, 0.4, 60),
        # Who cuts fast leaves no rests; of a slow reader's they would be missed.
        breath=round(min(_USUAL_BREATH, _BREATH_PART * mean), 3),
    )


def _transitions(analysis: Analysis) -> tuple[TransitionUse, ...]:
    lengths: dict[TransitionKind, list[int]] = defaultdict(list)
    for one in analysis.transitions:
        lengths[one.kind].append(one.end_frame - one.start_frame)
    total = sum(len(found) for found in lengths.values())
    uses = [
        TransitionUse(
            kind=kind,
            share=round(len(found) / total, 4),
            seconds=min(2.0, round(sum(found) / len(found) / analysis.fps, 3)),
        )
        for kind, found in lengths.items()
    ]
    uses.sort(key=lambda use: -use.share)
    return tuple(uses) or (TransitionUse(kind="cut", share=1.0),)


def _captions(found: Lettering | None) -> Captions:
    if found is None:
        return Captions(style="none")
    return Captions(
        style=found.animation,
        place="upper" if found.y < 0.4 else "middle" if found.y < 0.6 else "lower",
        size=_within(found.size, 0.03, 0.12),
        characters=max(12, min(60, found.characters or _DEFAULTS.characters)),
        lines=max(1, min(3, found.lines)),
        ink=found.ink or _DEFAULTS.ink,
        spoken=found.spoken,
        edge=found.edge or _DEFAULTS.edge,
    )


def _titles(analysis: Analysis) -> TitleStyle:
    title = next((one for one in analysis.text.kinds if one.role == "title"), None)
    if title is None:
        return TitleStyle()
    place = next(name for until, name in _PLACES if title.y < until)
    return TitleStyle(
        place=place,
        size=_within(title.size, 0.02, 0.4),
        colour=title.ink,
        box=title.box,
    )


def _camera(analysis: Analysis) -> tuple[CameraUse, ...]:
    uses = []
    for move, share in sorted(analysis.camera.mix.items(), key=lambda one: -one[1]):
        own = [one.strength for one in analysis.camera.shots if one.move == move]
        strength = sorted(own)[len(own) // 2] if own else analysis.camera.strength
        uses.append(CameraUse(move=_move(move), share=share, strength=min(1.0, strength)))
    return tuple(uses) or (CameraUse(move="static", share=1.0),)


def _move(name: str) -> Move:
    return next(move for move in MOVES if move == name)


def _music(analysis: Analysis) -> MusicStyle:
    music = analysis.music
    if not music.present:
        return MusicStyle()
    tempo = None if music.tempo is None else _within(music.tempo, 40, 180)
    return MusicStyle(
        mood=music.mood,
        tempo=tempo,
        root=music.root,
        scale=music.scale,
        energy=music.energy,
    )


def _beats(analysis: Analysis) -> tuple[BeatStyle, ...]:
    return tuple(
        BeatStyle(
            role=beat.role,
            share=round((beat.end_frame - beat.start_frame) / analysis.frames, 4),
        )
        for beat in analysis.structure.beats
    )


def _within(value: float, low: float, high: float) -> float:
    return round(min(high, max(low, value)), 4)
