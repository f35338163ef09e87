"""The whole analysis: one pass over the film, then what was seen is put together."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Protocol, cast

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
from heliograph.extensions.providers.style_analysis.lettering import TextWatch, texts_of
from heliograph.extensions.providers.style_analysis.reading import (
    Bytes,
    Film,
    Small,
    claims_of,
    read,
)
from heliograph.extensions.providers.style_analysis.shape import (
    pace_of,
    shots_of,
    structure_of,
    transitions_of,
)
from heliograph.extensions.providers.style_analysis.thumbs import Thumbs
from heliograph.sdk.style.analysis import Analysis, MusicFound
from heliograph.sdk.style.measuring import Told

_TOLD_EVERY = 30


class _Beside:
    """One thread that looks while the film is read on; OpenCV leaves Python free meanwhile."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1)
        self._pending: Future[None] | None = None

    def begin(self, look: Callable[[Small], None], small: Small) -> None:
        """Look at a frame, after the one before."""
        self.wait()
        self._pending = self._thread.submit(look, small)

    def wait(self) -> None:
        """Until what was begun is done; raises what went wrong there."""
        if self._pending is not None:
            self._pending.result()
            self._pending = None

    def close(self) -> None:
        """Stop, after what was begun."""
        self._thread.shutdown()


class Watch:
    """Everything that looks at the frames of a film while it is read."""

    def __init__(self, told: Told | None = None, claimed: float = 0.0) -> None:
        self.thumbs = Thumbs()
        self.motion = MotionWatch()
        self.composition = CompositionWatch(claimed)
        self.text = TextWatch()
        self._reader, self._viewer = _Beside(), _Beside()
        self._told = told
        self._claimed = claimed

    def see(self, small: Small) -> None:
        """Look at one frame."""
        self.thumbs.see(small)
        is_motion = self.motion.takes(small)
        is_text = self.text.takes(small)
        if is_motion:
            # The letters of the last look, never of one that happens to be done already: the same
            # film must always give the same facts.
            self._reader.wait()
        hidden = self.text.hidden() if is_motion else None
        if is_text:
            self._reader.begin(self.text.see, small)
        if self.composition.takes(small):
            self._viewer.begin(self.composition.see, small)
        if is_motion:
            self.motion.see(small, hidden)
        if self._told is not None and small.index % _TOLD_EVERY == 0:
            self._told(small.time, self._claimed)

    def wait(self) -> None:
        """Until all that was begun is done; raises what went wrong there."""
        self._reader.wait()
        self._viewer.wait()

    def close(self) -> None:
        """Stop what runs beside, and remove what was kept."""
        self._reader.close()
        self._viewer.close()
        self.thumbs.close()


def measured(path: Path, told: Told | None = None) -> Analysis:
    """Everything measured of a file."""
    claims = claims_of(path)
    with ThreadPoolExecutor(1) as ears, closing(Watch(told, claims.seconds)) as watch:
        if claims.has_sound:
            # What hears takes about a second to load: that is done beside the reading.
            ears.submit(_hearing)
        film = read(path, watch.see)
        heard = ears.submit(_heard, film)
        watch.wait()
        return _put_together(film, watch, heard)


class _Hearing(Protocol):
    def music_of(self, film: Film) -> MusicFound: ...


def _hearing() -> _Hearing:
    module = importlib.import_module("heliograph.extensions.providers.style_analysis.hearing")
    return cast("_Hearing", module)


def _heard(film: Film) -> MusicFound:
    return _hearing().music_of(film) if film.sound else MusicFound(confidence=0.95)


def _put_together(film: Film, watch: Watch, heard: Future[MusicFound]) -> Analysis:
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
        music=heard.result(),
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
