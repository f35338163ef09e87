"""Dust and embers: points that float, each at its own depth, out of focus near the eye."""

from __future__ import annotations

from math import tau

import numpy as np

from heliograph.extensions.providers.video.drawing.scenes.points import Points
from heliograph.sdk.artwork.colour import Floats

_MARGIN = 0.08


class Motes:
    """Points that drift and rise; `pace` is how fast they rise, in heights a second."""

    def __init__(
        self,
        random: np.random.Generator,
        count: int,
        size: tuple[int, int],
        tone: Floats,
        pace: float = 0.014,
    ) -> None:
        self._size = size
        scale = min(size) / 1080
        draw = random.random((6, count)).astype(np.float32)
        self._x, self._y, self._phase = draw[0], draw[1], draw[2] * np.float32(tau)
        # Most are far and small; the few near ones are large, soft and faint.
        near = draw[3] ** 5
        self._near = near
        self._sway = 0.010 + 0.030 * draw[4]
        self._pace = pace * (0.35 + 0.8 * draw[5] + 1.6 * near)
        self._radius = (0.75 + 0.8 * draw[4] + 13.0 * near**1.5) * max(scale, 0.4)
        self._strength = (0.26 + 0.74 * draw[5] ** 3) / (1 + 4.0 * near**0.8)
        colour = np.sqrt(tone / tone.max())
        pale = 0.35 * draw[4][:, None]
        self._colour = (colour * (1 - pale) + pale).astype(np.float32)

    def seen(self, time: float, lit: Floats, bright: float = 0.9) -> Points:
        """All of them at a time in seconds; `lit` (rows, columns) is how much light falls where."""
        width, height = self._size
        sway = np.sin(time * tau / 9 + self._phase) + 0.5 * np.sin(
            time * tau / 4.3 + 2 * self._phase
        )
        x = (self._x + self._sway * sway + 0.004 * time) % 1
        x = x * (1 + 2 * _MARGIN) - _MARGIN
        y = 1 + _MARGIN - ((self._y + self._pace * time) % 1) * (1 + 2 * _MARGIN)
        rows = np.clip(y * lit.shape[0], 0, lit.shape[0] - 1).astype(np.int32)
        columns = np.clip(x * lit.shape[1], 0, lit.shape[1] - 1).astype(np.int32)
        twinkle = 0.72 + 0.28 * np.sin(time * tau / 1.7 + 5 * self._phase)
        strength = bright * self._strength * twinkle * lit[rows, columns]
        points = Points(
            (x * width).astype(np.float32),
            (y * height).astype(np.float32),
            self._radius.astype(np.float32),
            strength.astype(np.float32),
            self._colour,
        )
        return points.within(self._size)
