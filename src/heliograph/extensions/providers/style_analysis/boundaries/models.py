"""What a transition would look like, kind by kind: how well frames between two anchors fit it.

A model is given the frames of a window, whose first and last belong wholly to the old and to the
new shot. It answers with the share of the new shot in every frame, and with what is left over, as
a part of the distance between the anchors: 0 is a perfect fit, 1 no better than nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np

from heliograph.extensions.providers.style_analysis.boundaries.measures import trimmed
from heliograph.extensions.providers.style_analysis.reading import Floats
from heliograph.sdk.timeline.document import TransitionKind


@dataclass(frozen=True, eq=False)
class Fit:
    """How a kind explains a window."""

    kind: TransitionKind
    share: Floats
    left: float


def _blend(kind: TransitionKind, frames: Floats, first: Floats, last: Floats) -> Fit:
    way = last - first
    size = float((way**2).sum()) + 1e-6
    share = ((frames - first) * way).sum(axis=(1, 2, 3)) / size
    mixed = first + np.clip(share, 0, 1)[:, None, None, None] * way
    return Fit(kind, share, float(trimmed(frames - mixed).mean()) / _distance(first, last))


def dissolve(frames: Floats) -> Fit:
    """Every cell goes straight from the old to the new, all at the same time."""
    return _blend("dissolve", frames, frames[0], frames[-1])


def _fade(kind: TransitionKind, frames: Floats, level: float) -> Fit:
    plain = np.zeros_like(frames[0])
    plain[..., 0] = level
    sides = [_toward(frames, anchor, plain) for anchor in (frames[0], frames[-1])]
    lefts = np.stack([left for _, left in sides])
    nearer = lefts.argmin(axis=0)
    gone = np.where(nearer == 0, sides[0][0], sides[1][0])
    half = int(np.argmax(gone))
    share = np.where(np.arange(len(gone)) <= half, gone / 2, 1 - gone / 2)
    passing = (gone > 0.2) & (gone < 0.8)
    is_slow = passing[:half].any() and passing[half:].any()
    if float(gone.max()) < 0.7 or not is_slow:
        return Fit(kind, share, 1.0)
    scale = (_distance(frames[0], plain) + _distance(frames[-1], plain)) / 2
    return Fit(kind, share, float(lefts.min(axis=0).mean()) / scale)


def _toward(frames: Floats, anchor: Floats, plain: Floats) -> tuple[Floats, Floats]:
    way = plain - anchor
    gone = ((frames - anchor) * way).sum(axis=(1, 2, 3)) / (float((way**2).sum()) + 1e-6)
    gone = np.clip(gone, 0, 1)
    return gone, trimmed(frames - (anchor + gone[:, None, None, None] * way))


def fade_black(frames: Floats) -> Fit:
    """The old goes to black and the new comes from it."""
    return _fade("fade_black", frames, 0.0)


def fade_white(frames: Floats) -> Fit:
    """The old goes to white and the new comes from it."""
    return _fade("fade_white", frames, 100.0)


@cache
def _order(kind: TransitionKind, rows: int, columns: int) -> Floats:
    """When each cell turns, 0 to 1."""
    y, x = np.mgrid[:rows, :columns]
    x, y = (x + 0.5) / columns, (y + 0.5) / rows
    ways: dict[str, Floats] = {
        "wipe_left": 1 - x,
        "wipe_right": x,
        "wipe_up": 1 - y,
        "wipe_down": y,
        "iris": np.hypot((x - 0.5) * columns, (y - 0.5) * rows) / np.hypot(columns, rows) * 2,
    }
    return ways[kind].astype(np.float32).reshape(-1)


def _wiped(kind: TransitionKind, frames: Floats) -> Fit:
    rows, columns = frames.shape[1:3]
    sequence = np.argsort(_order(kind, rows, columns), kind="stable")
    old = np.sqrt(((frames - frames[0]) ** 2).sum(axis=-1)).reshape(len(frames), -1)[:, sequence]
    new = np.sqrt(((frames - frames[-1]) ** 2).sum(axis=-1)).reshape(len(frames), -1)[:, sequence]
    # With `turned` cells new and the rest old, what is left over is a sum of both ends.
    turned = np.concatenate((np.zeros((len(frames), 1), np.float32), new.cumsum(axis=1)), axis=1)
    still = old.sum(axis=1, keepdims=True) - np.concatenate(
        (np.zeros((len(frames), 1), np.float32), old.cumsum(axis=1)), axis=1
    )
    left = (turned + still) / old.shape[1]
    share = left.argmin(axis=1) / old.shape[1]
    scale = float(np.sqrt(((frames[0] - frames[-1]) ** 2).sum(axis=-1)).mean()) + 1e-6
    return Fit(kind, share.astype(np.float32), float(left.min(axis=1).mean()) / scale)


def _slid(kind: TransitionKind, frames: Floats) -> Fit:
    """The new shot pushes the old one out; all ways are turned so that it comes from the right."""
    turned = _from_right(kind, frames)
    columns = turned.shape[2]
    strip = np.concatenate((turned[0], turned[-1]), axis=1)
    views = np.stack([strip[:, by : by + columns] for by in range(columns + 1)])
    lefts = np.stack([trimmed(views - one) for one in turned])
    share = lefts.argmin(axis=1) / columns
    left = float(lefts.min(axis=1).mean()) / _distance(turned[0], turned[-1])
    return Fit(kind, share.astype(np.float32), left)


def _from_right(kind: TransitionKind, frames: Floats) -> Floats:
    if kind in {"slide_up", "slide_down"}:
        frames = frames.transpose(0, 2, 1, 3)
    return frames[:, :, ::-1] if kind in {"slide_right", "slide_down"} else frames


def zoom(frames: Floats) -> Fit:
    """The old grows while the new shows through, itself still larger than it will be."""
    olds = [_grown(frames[0], scale) for scale in (1.0, 1.2, 1.45, 1.75, 2.1, 2.5)]
    news = [_grown(frames[-1], scale) for scale in (1.0, 1.2, 1.45, 1.75, 2.1)]
    fits = [_blend("zoom", frames, old, new) for old, new in _pairs(olds, news)]
    each = np.stack([_each_left(frames, old, new) for old, new in _pairs(olds, news)])
    chosen = each.argmin(axis=0)
    share = np.array([fits[one].share[at] for at, one in enumerate(chosen)], np.float32)
    left = float(each.min(axis=0).mean()) / _distance(frames[0], frames[-1])
    return Fit("zoom", share, left)


def _pairs(olds: list[Floats], news: list[Floats]) -> list[tuple[Floats, Floats]]:
    return [(old, new) for old in olds for new in news]


def _each_left(frames: Floats, first: Floats, last: Floats) -> Floats:
    way = last - first
    share = ((frames - first) * way).sum(axis=(1, 2, 3)) / (float((way**2).sum()) + 1e-6)
    return trimmed(frames - (first + np.clip(share, 0, 1)[:, None, None, None] * way))


def _grown(one: Floats, scale: float) -> Floats:
    if scale == 1.0:
        return one
    rows, columns = one.shape[:2]
    middle = ((columns - 1) / 2, (rows - 1) / 2)
    matrix = cv2.getRotationMatrix2D(middle, 0.0, scale)
    grown = cv2.warpAffine(one, matrix, (columns, rows), borderMode=cv2.BORDER_REFLECT)
    return np.asarray(grown, np.float32)


def _distance(first: Floats, last: Floats) -> float:
    return float(trimmed(first - last)) + 1e-6


def _as_model(
    how: Callable[[TransitionKind, Floats], Fit], kind: TransitionKind
) -> Callable[[Floats], Fit]:
    return lambda frames: how(kind, frames)


WIPES: tuple[TransitionKind, ...] = ("wipe_left", "wipe_right", "wipe_up", "wipe_down", "iris")
SLIDES: tuple[TransitionKind, ...] = ("slide_left", "slide_right", "slide_up", "slide_down")
SOFT: tuple[Callable[[Floats], Fit], ...] = (dissolve, fade_black, fade_white, zoom)
HARD: tuple[Callable[[Floats], Fit], ...] = (
    *(_as_model(_wiped, kind) for kind in WIPES),
    *(_as_model(_slid, kind) for kind in SLIDES),
)
