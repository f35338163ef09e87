"""Three soft lights of the palette that drift and flow into one another."""

from __future__ import annotations

from math import sin, tau

import cv2
import numpy as np

from heliograph.extensions.providers.video.drawing.scenes.field import (
    Size,
    develop,
    fade,
    grid_of,
    light_of,
)
from heliograph.extensions.providers.video.drawing.tones import palette_of
from heliograph.extensions.providers.video.frames import Planes
from heliograph.sdk.artwork import colour
from heliograph.sdk.artwork.colour import Floats
from heliograph.sdk.artwork.noise import smoke
from heliograph.sdk.timeline import Look

_DARK = 0.6
_TURN = 34.0


class Gradient:
    """A ground for words: nothing in it asks for attention."""

    def __init__(self, size: Size, look: Look, seed: int, fps: int) -> None:
        palette = palette_of(look)
        self._size, self._fps = size, fps
        self._grid = grid_of(size)
        self._is_dark = colour.lightness(palette["background"]) < _DARK
        # The accent's own light over a dark ground would turn to mud: the second light is a
        # neighbour of the support.
        warm = colour.with_hue_turned(palette["support"], _TURN)
        if self._is_dark:
            warm = colour.with_lightness(warm, 0.46, 1.05)
        found = (palette["background"], palette["support"], warm)
        self._tones = [light_of(tone) for tone in found]
        random = np.random.default_rng(seed)
        self._phase = random.random(4) * tau
        self._drift = smoke(random, self._grid.shape, (1.2, 1.2), 0.6)
        self._edge = 1 - (0.32 if self._is_dark else 0.05) * fade(
            self._grid.away(0.5, 0.5), 0.45, 1.05
        )

    def frame(self, index: int) -> Planes:
        """The ground at a frame."""
        time = index / self._fps
        one, two, three, four = (sin(time * tau / 19 + phase) for phase in self._phase)
        grid, flow = self._grid, self._flow(time)
        first = np.exp(-((grid.away(0.16 + 0.10 * one, 0.08 + 0.07 * two) / 0.80) ** 2))
        second = np.exp(-((grid.away(0.98 + 0.10 * three, 0.95 + 0.07 * four) / 0.66) ** 2))
        base, support, accent = self._tones
        light = np.broadcast_to(base, (*grid.shape, 3)).astype(np.float32)
        amounts = (0.66, 0.42) if self._is_dark else (0.34, 0.20)
        light += (support - light) * (amounts[0] * first * (0.55 + 0.6 * flow))[..., None]
        light += (accent - light) * (amounts[1] * second * (0.5 + 0.6 * (1 - flow)))[..., None]
        return develop(light * self._edge[..., None], self._size, is_flat=True)

    def _flow(self, time: float) -> Floats:
        """The noise that the lights lie on, slowly carried along."""
        rows, columns = self._grid.shape
        shift = (0.05 * sin(time * tau / 31) * columns, 0.04 * sin(time * tau / 23) * rows)
        move = np.array([[1, 0, shift[0]], [0, 1, shift[1]]], dtype=np.float32)
        moved = cv2.warpAffine(
            self._drift, move, (columns, rows), borderMode=cv2.BORDER_REFLECT_101
        )
        return np.asarray(moved, dtype=np.float32)
