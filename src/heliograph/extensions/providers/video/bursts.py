"""Short, strong transitions: a zoom, a blur, a disturbed signal. None of them makes a flash."""

from __future__ import annotations

import math

import cv2
import numpy as np

from heliograph.extensions.providers.video import cameras
from heliograph.extensions.providers.video.frames import Plane, Planes
from heliograph.extensions.providers.video.planes import blended

_CLOSER = 0.45
_COARSE = 4
_BANDS = 18


def zoomed(before: Planes, after: Planes, part: float) -> Planes:
    """Into the old scene and on into the new one; they change over in the middle of the rush."""
    away = _closer(before, 1 + _CLOSER * part * part)
    here = _closer(after, 1 + _CLOSER * (1 - part) ** 2)
    return blended(away, here, _smooth((part - 0.2) / 0.6))


def blurred(before: Planes, after: Planes, part: float) -> Planes:
    """Out of focus, over, and into focus again."""
    strength = math.sin(part * math.pi)
    both = blended(before, after, _smooth((part - 0.25) / 0.5))
    radius = strength * before.y.shape[1] / 28
    return Planes(
        _unfocused(both.y, radius), _unfocused(both.u, radius / 2), _unfocused(both.v, radius / 2)
    )


class Glitch:
    """Bands of the picture jump aside and its colours part, then it is the other picture."""

    def __init__(self, size: tuple[int, int], seed: int) -> None:
        self._size, self._seed = size, seed

    def frame(self, before: Planes, after: Planes, part: float) -> Planes:
        """The frame when so much of the time has passed; the same for the same seed and time."""
        random = np.random.default_rng([self._seed, round(part * 1000)])
        strength = math.sin(part * math.pi)
        edges = np.sort(random.integers(0, self._size[1] // 2, _BANDS)) * 2
        news = random.random(_BANDS + 1) < _smooth((part - 0.2) / 0.6)
        reach = 0.12 * strength * self._size[0]
        shifts = np.rint(random.normal(0, 0.5, _BANDS + 1) * reach / 2).astype(int) * 2
        parting = 2 * round(0.01 * strength * self._size[0])
        torn = Planes(before.y.copy(), before.u.copy(), before.v.copy())
        bounds = [0, *edges.tolist(), self._size[1]]
        for band, new in enumerate(news):
            rows = slice(bounds[band], bounds[band + 1])
            half = slice(rows.start // 2, rows.stop // 2)
            source, by = (after if new else before), int(shifts[band])
            torn.y[rows] = np.roll(source.y[rows], by, axis=1)
            torn.u[half] = np.roll(source.u[half], (by + parting) // 2, axis=1)
            torn.v[half] = np.roll(source.v[half], (by - parting) // 2, axis=1)
        return torn


def _closer(planes: Planes, zoom: float) -> Planes:
    height, width = planes.y.shape
    view = cameras.View(width * (1 - 1 / zoom) / 2, height * (1 - 1 / zoom) / 2, width / zoom)
    return cameras.filmed(planes, view, (width, height))


def _unfocused(plane: Plane, radius: float) -> Plane:
    """Blurred at a quarter of the size, where the eye cannot tell; mixed in while it is slight."""
    height, width = plane.shape
    small = cv2.resize(
        plane,
        (max(1, width // _COARSE), max(1, height // _COARSE)),
        interpolation=cv2.INTER_AREA,
    )
    soft = cv2.GaussianBlur(small, (0, 0), max(0.4, radius / _COARSE))
    grown = cv2.resize(soft, (width, height), interpolation=cv2.INTER_LINEAR)
    much = min(1.0, radius / _COARSE)
    made = cv2.addWeighted(plane, 1 - much, grown, much, 0)
    return np.asarray(made, np.uint8)


def _smooth(part: float) -> float:
    held = min(max(part, 0.0), 1.0)
    return held * held * (3 - 2 * held)
