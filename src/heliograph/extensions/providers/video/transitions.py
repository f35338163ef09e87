"""From one scene to the next, on the planes of both. A part of 0 shows the scene before, a part
of 1 the scene after; both lie outside of what is asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import cv2
import numpy as np

from heliograph.extensions.providers.video import bursts, wipes
from heliograph.extensions.providers.video.frames import Plane, Planes
from heliograph.extensions.providers.video.planes import BLACK, REST, WHITE, blended

Blend: TypeAlias = Callable[[Planes, Planes, float], Planes]
_STEPS = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}


def transition(kind: str, size: tuple[int, int], seed: int) -> Blend:
    """What makes the frames of a transition. Raises `KeyError` for an unknown kind."""
    name, _, way = kind.partition("_")
    if name == "fade":
        level = BLACK if way == "black" else WHITE
        return lambda before, after, part: faded(before, after, part, level)
    if name == "wipe":
        return wipes.Wipe(size, _STEPS[way]).frame
    if name == "slide":
        return lambda before, after, part: pushed(before, after, part, _STEPS[way])
    makers: dict[str, Callable[[], Blend]] = {
        "dissolve": lambda: blended,
        "iris": lambda: wipes.Iris(size).frame,
        "zoom": lambda: bursts.zoomed,
        "blur": lambda: bursts.blurred,
        "glitch": lambda: bursts.Glitch(size, seed).frame,
    }
    return makers[name]()


def faded(before: Planes, after: Planes, part: float, level: int) -> Planes:
    """Away to black or white, and back from there."""
    shown, strength = (before, 1 - 2 * part) if part < 0.5 else (after, 2 * part - 1)
    return dimmed(shown, strength, level)


def dimmed(planes: Planes, strength: float, level: int = BLACK) -> Planes:
    """A picture with only a part of its strength before black or white."""

    def one(plane: Plane, rest: int) -> Plane:
        made = cv2.convertScaleAbs(plane, alpha=strength, beta=rest * (1 - strength))
        return np.asarray(made, np.uint8)

    return Planes(one(planes.y, level), one(planes.u, REST), one(planes.v, REST))


def pushed(before: Planes, after: Planes, part: float, step: tuple[int, int]) -> Planes:
    """The new scene pushes the old one out; it starts and comes to rest softly."""
    way = part * part * (3 - 2 * part)
    height, width = before.y.shape
    # Whole pairs of pixels, so that luma and chroma move alike.
    shift = 2 * round(way * (width if step[0] else height) / 2)

    def one(first: Plane, second: Plane, by: int) -> Plane:
        axis = 1 if step[0] else 0
        pair = (first, second) if step[axis == 0] < 0 else (second, first)
        both = np.concatenate(pair, axis=axis)
        length = first.shape[axis]
        start = by if step[axis == 0] < 0 else length - by
        window = slice(start, start + length)
        return np.ascontiguousarray(both[:, window] if axis else both[window])

    return Planes(
        one(before.y, after.y, shift),
        one(before.u, after.u, shift // 2),
        one(before.v, after.v, shift // 2),
    )
