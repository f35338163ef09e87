"""Where a gradual transition may be: the picture changes more there than before and after it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from heliograph.extensions.providers.style_analysis.boundaries.measures import apart
from heliograph.extensions.providers.style_analysis.reading import Floats

SPANS = (8, 14, 24, 40, 64)
"""Lengths in frames at 30 a second that are looked at."""
LEAST = 5.0
CONTRAST = 1.45
DARK, LIGHT = 9.0, 90.0
EVEN = 5.0


@dataclass(frozen=True)
class Window:
    """Frames from `first` to `last`, both included, that may hold a transition."""

    first: int
    last: int
    contrast: float


def windows(lab: Floats, start: int, end: int, fps: float) -> Iterator[Window]:
    """Windows between two cuts, `start` up to `end` (not included)."""
    for span in SPANS:
        length = max(4, round(span * fps / 30))
        if end - start > length + 2:
            yield from _of_length(lab, start, end, length)
    yield from _plain_runs(lab, start, end, fps)


def _of_length(lab: Floats, start: int, end: int, length: int) -> Iterator[Window]:
    firsts = np.arange(start, end - length)
    across = apart(lab, firsts, firsts + length)
    before = _side(lab, firsts, np.maximum(firsts - length, start), length)
    after = _side(lab, firsts + length, np.minimum(firsts + 2 * length, end - 1), length)
    drift = np.maximum(before, after)
    # Where neither side has room to tell, nothing speaks against a camera that simply moves.
    contrast = np.where(drift < 0, 0.0, across / (np.maximum(drift, 0.0) + 1.5))
    score = np.where(across > LEAST, contrast, 0.0)
    for at in _peaks(score, max(2, length // 3)):
        first = int(firsts[at])
        yield Window(first, first + length, float(contrast[at]))


def _side(
    lab: Floats, near: npt.NDArray[np.intp], far: npt.NDArray[np.intp], length: int
) -> Floats:
    """What the camera alone would change over `length` frames, seen beside the window."""
    room = np.abs(far - near)
    drift = apart(lab, near, far) * (length / np.maximum(room, 1))
    # Too little room says nothing; a drift grows with time, but not for ever.
    return np.where(room >= max(2, length // 4), drift, -1.0).astype(np.float32)


def _peaks(score: Floats, half: int) -> list[int]:
    padded = np.pad(score, half)
    highest = np.lib.stride_tricks.sliding_window_view(padded, 2 * half + 1).max(axis=1)
    return [int(at) for at in np.flatnonzero((score >= highest) & (score > CONTRAST))]


def is_plain(frame: Floats) -> bool:
    """Whether a thumbnail shows nothing but black or white."""
    low, high = np.percentile(frame[..., 0], (5, 95))
    return bool(high - low < EVEN + 0.1 * high and (high < DARK or low > LIGHT))


def _plain_runs(lab: Floats, start: int, end: int, fps: float) -> Iterator[Window]:
    """Around frames of nothing but black or white."""
    lightness = lab[start:end, ..., 0].reshape(end - start, -1)
    low, high = np.percentile(lightness, (5, 95), axis=1)
    plain = (high - low < EVEN + 0.1 * high) & ((high < DARK) | (low > LIGHT))
    edges = np.flatnonzero(np.diff(np.concatenate(([0], plain.astype(np.int8), [0]))))
    for first, last in edges.reshape(-1, 2):
        if first == 0 or last == end - start:
            continue
        middle = start + (int(first) + int(last) - 1) // 2
        for span in SPANS[1:]:
            half = max(4, round(span * fps / 60)) + (int(last) - int(first)) // 2
            if start <= middle - half and middle + half < end:
                yield Window(middle - half, middle + half, 3.0)
