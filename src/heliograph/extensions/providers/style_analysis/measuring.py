"""The whole analysis: one pass over the film, then what was seen is put together."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import numpy as np

from heliograph.extensions.providers.style_analysis.boundaries import Join, joins_of
from heliograph.extensions.providers.style_analysis.camera import MotionWatch, camera_of
from heliograph.extensions.providers.style_analysis.colour.grading import grade_of
from heliograph.extensions.providers.style_analysis.colour.palette import palette_of
from heliograph.extensions.providers.style_analysis.colour.samples import (
    colours_of,
    frames_across,
)
from heliograph.extensions.providers.style_analysis.composition import (
    CompositionWatch,
    composition_of,
)
from heliograph.extensions.providers.style_analysis.hearing import music_of
from heliograph.extensions.providers.style_analysis.lettering import TextWatch, texts_of
from heliograph.extensions.providers.style_analysis.lettering.watching import EVERY
from heliograph.extensions.providers.style_analysis.reading import (
    Bytes,
    Film,
    Small,
    claimed_of,
    read,
)
from heliograph.extensions.providers.style_analysis.shape import (
    pace_of,
    shots_of,
    structure_of,
    transitions_of,
)
from heliograph.extensions.providers.style_analysis.thumbs import Thumbs
from heliograph.sdk.style.analysis import Analysis
from heliograph.sdk.style.measuring import Told

_TOLD_EVERY = 30


class Watch:
    """Everything that looks at the frames of a film while it is read."""

    def __init__(self, told: Told | None = None, claimed: float = 0.0) -> None:
        self.thumbs = Thumbs()
        self.motion = MotionWatch()
        self.composition = CompositionWatch(claimed)
        self.text = TextWatch()
        # Text and faces are looked for beside the decoding; OpenCV leaves Python free meanwhile.
        self._beside = ThreadPoolExecutor(1)
        self._pending: Future[None] | None = None
        self._busy_until = -1.0
        self._told = told
        self._claimed = claimed

    def see(self, small: Small) -> None:
        """Look at one frame."""
        self.thumbs.see(small)
        is_motion_due = self.motion.is_due(small)
        is_look_due = self._is_look_due(small)
        if is_motion_due:
            self.wait()
        hidden = self.text.hidden() if is_motion_due else None
        if is_look_due:
            self._busy_until = small.time + EVERY - 2e-3
            self._pending = self._beside.submit(self._look, small)
        if is_motion_due:
            self.motion.see(small, hidden)
        if self._told is not None and small.index % _TOLD_EVERY == 0:
            self._told(small.time, self._claimed)

    def _is_look_due(self, small: Small) -> bool:
        if small.time < self._busy_until:
            return False
        # What was begun is waited for first: the same film must always give the same facts.
        self.wait()
        return self.text.is_due(small) or self.composition.is_due(small)

    def _look(self, small: Small) -> None:
        if self.text.is_due(small):
            self.text.see(small)
        if self.composition.is_due(small):
            self.composition.see(small)

    def wait(self) -> None:
        """Until what was begun beside is done; raises what went wrong there."""
        if self._pending is not None:
            self._pending.result()
            self._pending = None

    def close(self) -> None:
        """Stop what runs beside, and remove what was kept."""
        self._beside.shutdown()
        self.thumbs.close()


def measured(path: Path, told: Told | None = None) -> Analysis:
    """Everything measured of a file."""
    watch = Watch(told, claimed_of(path))
    with closing(watch):
        film = read(path, watch.see)
        watch.wait()
        return _put_together(film, watch)


def _put_together(film: Film, watch: Watch) -> Analysis:
    thumbs = watch.thumbs.whole()
    joins = joins_of(thumbs, film.fps)
    shots = shots_of(joins, film.frames)
    frames = frames_across(thumbs)
    colours = colours_of(frames)
    sure = _sure(joins)
    return Analysis(
        frames=film.frames,
        fps=film.fps,
        seconds=round(film.seconds, 3),
        width=film.width,
        height=film.height,
        shots=shots,
        transitions=transitions_of(joins),
        palette=palette_of(colours),
        grade=grade_of(frames, colours, _grain(thumbs)),
        text=texts_of(watch.text, film),
        composition=composition_of(watch.composition.looks, shots),
        camera=camera_of(watch.motion.motions, shots, joins),
        music=music_of(film),
        pace=pace_of(shots, film.fps, sure),
        structure=structure_of(shots, thumbs, film.fps),
        confidence={"shots": sure, "transitions": sure},
    )


def _sure(joins: list[Join]) -> float:
    return round(float(np.mean([one.confidence for one in joins])), 3) if joins else 0.6


def _grain(thumbs: Bytes) -> float:
    """How much the steadiest frames flicker from one to the next, in L."""
    numbers = np.linspace(1, len(thumbs) - 1, min(60, len(thumbs) - 1)).astype(int)
    first, second = (np.asarray(thumbs[at]).astype(np.float32) for at in (numbers - 1, numbers))
    steps = np.abs(second[..., 0] - first[..., 0]).mean(axis=(1, 2)) / 2.55
    return float(np.percentile(steps, 10))
