"""Cuts: a jump that stands alone, and after which the picture stays another."""

from __future__ import annotations

import numpy as np

from heliograph.extensions.providers.style_analysis.boundaries.measures import (
    apart,
    running_median,
    trimmed,
)
from heliograph.extensions.providers.style_analysis.reading import Floats

LEAST = 5.0
OVER_MEDIAN = 3.0
OVER_BESIDE = 2.0
STAYS = 0.45
ARRIVED = 0.68
"""A cut is done at once; a jump that goes on is the start of something that takes time."""
SHORTEST = 4
"""Fewer frames than this between two jumps are one event: a flash, a glitch."""
_LATER = (2, 4, 6)


def steps(lab: Floats) -> Floats:
    """How far each frame is from the one before it; 0 for the first."""
    numbers = np.arange(1, len(lab))
    return np.concatenate((np.zeros(1, np.float32), apart(lab, numbers - 1, numbers)))


def cuts_of(lab: Floats, moved: Floats) -> dict[int, float]:
    """First frames of new shots, with how sure each is."""
    if len(lab) < 3:
        return {}
    median = running_median(moved, 8)
    beside = _beside(moved)
    jumps = np.flatnonzero(
        (moved > LEAST) & (moved > OVER_MEDIAN * median + 2.0) & (moved > OVER_BESIDE * beside)
    )
    if not len(jumps):
        return {}
    stays = _stays(lab, jumps)
    found = {
        int(at): float(np.clip(moved[at] / (moved[at] + 2.0 * median[at] + 3.0), 0.0, 1.0))
        for at, lasting in zip(jumps, stays, strict=True)
        if lasting > STAYS * moved[at] and moved[at] > ARRIVED * _whole(lab, int(at))
    }
    return _apart(found, moved)


def _whole(lab: Floats, at: int) -> float:
    """How far it is from before a jump to a few frames after it."""
    after = min(at + 4, len(lab) - 1)
    return float(trimmed(lab[at - 1] - lab[after]))


def _beside(moved: Floats) -> Floats:
    """The largest step among the three frames before and after."""
    padded = np.pad(moved, 3)
    shifted = [padded[3 + by : 3 + by + len(moved)] for by in (-3, -2, -1, 1, 2, 3)]
    # Another true cut may lie three frames away: the second largest decides.
    found: Floats = np.sort(np.stack(shifted), axis=0)[-2]
    return found


def _stays(lab: Floats, jumps: np.ndarray[tuple[int], np.dtype[np.intp]]) -> Floats:
    """The least distance between what was before a jump and what comes after it."""
    last = len(lab) - 1
    pairs = [apart(lab, jumps - 1, np.minimum(jumps + by, last)) for by in _LATER]
    pairs += [apart(lab, np.maximum(jumps - 1 - by, 0), jumps) for by in _LATER]
    found: Floats = np.min(np.stack(pairs), axis=0)
    return found


def _apart(found: dict[int, float], moved: Floats) -> dict[int, float]:
    """Of jumps nearer than the shortest shot, the largest."""
    kept: dict[int, float] = {}
    for at in sorted(found, key=lambda one: -float(moved[one])):
        if all(abs(at - other) >= SHORTEST for other in kept):
            kept[at] = found[at]
    return dict(sorted(kept.items()))
