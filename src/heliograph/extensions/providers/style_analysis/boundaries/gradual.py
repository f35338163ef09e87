"""Gradual transitions: windows that one of the models explains from end to end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from heliograph.extensions.providers.style_analysis.boundaries.candidates import (
    Window,
    is_plain,
    windows,
)
from heliograph.extensions.providers.style_analysis.boundaries.measures import (
    softened,
    trimmed,
)
from heliograph.extensions.providers.style_analysis.boundaries.models import (
    HARD,
    SOFT,
    Fit,
)
from heliograph.extensions.providers.style_analysis.reading import Floats
from heliograph.sdk.timeline.document import TransitionKind

LEFT = 0.34
ROUNDS = 3
ZOOM_GAIN = 0.7
BLURRED = 0.4
CALMER = 2.2
_MIXES = frozenset({"dissolve", "zoom"})
_SAME = 4.0
_STEEPEST = {True: 0.35, False: 0.6}
"""The largest part done in one frame: mixes are even, slides begin with a jerk."""
_FEWEST = 3
"""Frames in which both shots must be seen."""


@dataclass(frozen=True)
class Gradual:
    """A transition that takes time: frames `first` up to `end` (not included)."""

    kind: TransitionKind
    first: int
    end: int
    score: float


def graduals_of(lab: Floats, start: int, end: int, fps: float) -> list[Gradual]:
    """All gradual transitions between two cuts, the surest of those that overlap."""
    if end - start < 8:
        return []
    soft = softened(lab[start:end])
    stirs = _stirring(lab[start:end])
    found = []
    for window in windows(lab, start, end, fps):
        one = _explained(lab[start:end], soft, stirs, _moved(window, -start))
        if one is not None:
            found.append(Gradual(one.kind, one.first + start, one.end + start, one.score))
    return _surest(found)


def _stirring(lab: Floats) -> Floats:
    """How far each frame is from the one before, over all cells."""
    found = np.zeros(len(lab), np.float32)
    for at in range(1, len(lab), 512):
        part = lab[at - 1 : at + 512]
        found[at : at + len(part) - 1] = np.sqrt((np.diff(part, axis=0) ** 2).sum(axis=-1)).mean(
            axis=(1, 2)
        )
    return found


def _moved(window: Window, by: int) -> Window:
    return Window(window.first + by, window.last + by, window.contrast)


def _explained(lab: Floats, soft: Floats, stirs: Floats, window: Window) -> Gradual | None:
    """What a window holds, if one of the models explains it and nothing speaks against it."""
    settled = _settled(lab, soft, window)
    if settled is None:
        return None
    fit, first, last = settled
    if fit.kind in _MIXES and (is_plain(lab[first]) or is_plain(lab[last])):
        # Half of a fade looks like a dissolve into nothing; the whole fade is found elsewhere.
        return None
    begins, ends = _ends(fit.share)
    start = first + round(begins) + 1
    end = max(start + 1, first + round(ends))
    plainly = fit.left < 0.1 and window.contrast > 3.0
    if not _is_change(soft, stirs, (start, min(end, len(lab) - 1)), window.contrast, plainly):
        return None
    if _is_back(lab, start, end):
        return None
    start, end = _walked_out(fit.kind, stirs, start, end)
    kind = _kind(lab, fit, start - 1, min(end, len(lab) - 1))
    return Gradual(kind, start, end, _score(fit, window))


def _settled(lab: Floats, soft: Floats, window: Window) -> tuple[Fit, int, int] | None:
    """Fit all models, move the window's ends to where the change begins and ends, fit again."""
    first, last = window.first, window.last
    fit: Fit | None = None
    for _ in range(ROUNDS):
        fit = _best(lab[first : last + 1], soft[first : last + 1])
        if fit is None or fit.left > 2 * LEFT:
            return None
        begins, ends = _ends(fit.share)
        # An end at the window's edge may lie beyond it.
        grow = max(2, (last - first) // 5)
        low = grow if begins < 1 else 1
        high = grow if ends > last - first - 1 else 1
        moved = (
            max(0, first + int(np.floor(begins)) - low),
            min(len(lab) - 1, first + int(np.ceil(ends)) + high),
        )
        if moved == (first, last) or moved[1] - moved[0] < _FEWEST + 1:
            break
        first, last = moved
    fit = _best(lab[first : last + 1], soft[first : last + 1])
    if fit is None or fit.left > LEFT or not _rises(fit.share, _STEEPEST[fit.kind in _MIXES]):
        return None
    return fit, first, last


def _is_change(
    soft: Floats, stirs: Floats, place: tuple[int, int], contrast: float, plainly: bool
) -> bool:
    """Whether the picture changes there steadily, and more than around it."""
    start, end = place
    inside = stirs[start:end]
    if float(np.median(inside)) < 0.3 * float(inside.mean()):
        # A few jumps, as of a codec that starves, are no steady change.
        return False
    return plainly or _stirs_alone(stirs, start, end, contrast) or _stands_out(soft, start - 1, end)


def _walked_out(kind: TransitionKind, stirs: Floats, start: int, end: int) -> tuple[int, int]:
    """Ends moved out for as long as more stirs than does farther away: eased transitions begin
    and end so softly that their models miss it."""
    most = max(4, round((0.9 if kind.startswith("slide") else 0.4) * (end - start)))
    calm = _calm(stirs[max(0, start - most - 14) : max(0, start - most)])
    low = start
    while low > 1 and start - low < most and stirs[low - 1] > calm:
        low -= 1
    calm = _calm(stirs[end + most : end + most + 14])
    high = end
    while high < len(stirs) - 1 and high - end < most and stirs[high] > calm:
        high += 1
    return low, high


def _calm(beside: Floats) -> float:
    """What stirs in a shot of itself; where the shot is too short to tell, nothing is calm."""
    if len(beside) < 4:
        return float("inf")
    usual = float(np.median(beside))
    return 1.35 * usual + 0.12


def _best(frames: Floats, soft: Floats) -> Fit | None:
    if len(frames) < _FEWEST + 2 or float(trimmed(frames[0] - frames[-1])) < 2.5:
        return None
    every = max(1, len(frames) // 24)
    kept = np.unique(np.append(np.arange(0, len(frames), every), len(frames) - 1))
    fits = [model(soft[kept]) for model in SOFT[:3]] + [model(frames[kept]) for model in HARD]
    best = min(fits, key=lambda fit: fit.left)
    if best.left > 0.08:
        zoomed = SOFT[3](soft[kept])
        best = zoomed if zoomed.left < ZOOM_GAIN * best.left else best
    share = np.interp(np.arange(len(frames)), kept, best.share).astype(np.float32)
    return Fit(best.kind, share, best.left)


def _ends(share: Floats) -> tuple[float, float]:
    """Where the new shot's share leaves 0 and where it reaches 1, drawn out from the middle."""
    rising = np.maximum.accumulate(np.clip(share, 0, 1))
    numbers = np.arange(len(share))
    low, high = (float(np.interp(level, rising, numbers)) for level in (0.2, 0.8))
    out = (high - low) / 3
    return max(0.0, low - out), min(len(share) - 1.0, high + out)


def _rises(share: Floats, steepest: float) -> bool:
    """Whether the new shot comes in steadily, in more than a step."""
    inner = np.count_nonzero((share > 0.06) & (share < 0.94))
    falls = float(-np.minimum(np.diff(share), 0).sum())
    largest = float(np.diff(share).max(initial=0.0))
    return bool(inner >= _FEWEST and falls < 0.25 and largest < steepest)


def _is_back(lab: Floats, start: int, end: int) -> bool:
    """Whether the picture is afterwards what it was before: a flash, or something that passed."""
    before, after = lab[max(0, start - 3)], lab[min(len(lab) - 1, end + 2)]
    return float(trimmed(before - after)) < _SAME


def _stirs_alone(stirs: Floats, start: int, end: int, contrast: float) -> bool:
    """Whether the picture is calmer right before and after. Much calmer will do; a little will,
    where the ends also differ more than the camera explains."""
    inside = float(np.median(stirs[start:end]))
    sides = [stirs[max(1, start - 7) : max(1, start - 1)], stirs[end + 1 : end + 7]]
    rest = [float(np.median(side)) for side in sides if len(side) >= 3]
    if not rest:
        return False
    ratio = inside / (max(rest) + 0.3)
    return ratio > CALMER or (ratio > 1.15 and contrast > 2.0)


def _stands_out(soft: Floats, first: int, last: int) -> bool:
    """Whether more changes in the window than the camera would have changed in its time."""
    length = last - first
    across = float(trimmed(soft[first] - soft[last]))
    rates = []
    for near, wished in ((first, first - length), (last, last + length)):
        far = int(np.clip(wished, 0, len(soft) - 1))
        room = abs(near - far)
        if room >= 3:
            rates.append(float(trimmed(soft[near] - soft[far])) * length / room)
    return bool(rates) and across > 1.35 * max(rates) + 2.5


def _kind(lab: Floats, fit: Fit, first: int, last: int) -> TransitionKind:
    """A dissolve in the middle of which all detail is lost is a blur."""
    if fit.kind not in {"dissolve", "zoom"}:
        return fit.kind
    detail = [_detail(lab[at]) for at in (first, (first + last) // 2, last)]
    return "blur" if detail[1] < BLURRED * min(detail[0], detail[2]) else fit.kind


def _detail(one: Floats) -> float:
    across = np.abs(np.diff(one[..., 0], 2, axis=1)).mean()
    down = np.abs(np.diff(one[..., 0], 2, axis=0)).mean()
    return float(across + down)


def _score(fit: Fit, window: Window) -> float:
    fits = 1.0 - fit.left / (2 * LEFT)
    stands = min(1.0, window.contrast / 4.0)
    return float(np.clip(0.7 * fits + 0.3 * stands, 0.0, 1.0))


def _surest(found: Sequence[Gradual]) -> list[Gradual]:
    kept: list[Gradual] = []
    for one in sorted(found, key=lambda each: -each.score):
        if all(one.end + 2 <= other.first or other.end + 2 <= one.first for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda each: each.first)
