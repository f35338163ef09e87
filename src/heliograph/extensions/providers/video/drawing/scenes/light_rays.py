"""Shafts of light from one side, slowly moving through haze, with dust in them."""

from __future__ import annotations

from math import tau

import cv2
import numpy as np

from heliograph.extensions.providers.video.drawing.scenes.field import (
    Size,
    develop,
    fade,
    grid_of,
    tint,
    tones_of,
    vignette,
)
from heliograph.extensions.providers.video.drawing.scenes.motes import Motes
from heliograph.extensions.providers.video.drawing.scenes.points import Lamp
from heliograph.extensions.providers.video.frames import Planes
from heliograph.sdk.artwork.colour import Floats
from heliograph.sdk.artwork.noise import clouds, smoke, stretch
from heliograph.sdk.timeline import Look

_SOURCE = (0.16, -0.16)
_TIMES, _ANGLES = 96, 640
_PACE = 2.2


class LightRays:
    """One light above on the left; what moves is the haze it falls through."""

    def __init__(self, size: Size, look: Look, seed: int, fps: int) -> None:
        self._size, self._fps = size, fps
        self._tones, self._grid = tones_of(look), grid_of(size)
        self._lamp = Lamp(size)
        random = np.random.default_rng(seed)
        grid = self._grid
        unit = max(1.0, 1 / grid.tall)
        across = (grid.x - _SOURCE[0]) * unit
        down = (grid.y - _SOURCE[1]) * grid.tall * unit
        self._far = np.hypot(across, down).astype(np.float32)
        angle = np.arctan2(across, down)
        low, high = float(angle.min()), float(angle.max())
        self._angle = ((angle - low) / (high - low) * (_ANGLES - 1)).astype(np.float32)
        self._waves = [
            stretch(clouds(random, (_TIMES, _ANGLES), cells, 3))
            for cells in ((7.0, 5.0), (19.0, 9.0))
        ]
        self._haze = smoke(random, grid.shape, (1.8, 2.4), 0.5)
        self._dim = vignette(grid)[..., None]
        self._motes = Motes(random, 150, size, self._tones.spark)

    def frame(self, index: int) -> Planes:
        """The view at a frame."""
        time = index / self._fps
        rays = self._rays(time)
        tones, grid = self._tones, self._grid
        haze = self._drifted(time)
        near = np.exp(-self._far / 0.55)
        light = tones.deep + tint(0.55 * fade(grid.y, 1.1, -0.1), tones.base)
        body = rays * (0.45 + 0.75 * haze) * np.exp(-self._far / 1.15)
        light = light + tint(0.95 * body + 0.30 * near * haze, tones.middle)
        light = light + tint(0.85 * body**1.6 * near**0.5 + 0.30 * near**1.5, tones.glow)
        light = light + tint(0.42 * body**2 * near + 0.55 * near**3, tones.spark)
        planes = develop(np.asarray(light, np.float32) * self._dim, self._size)
        lit = 0.15 + 0.85 * rays * np.exp(-self._far / 1.3)
        self._lamp.add(planes, self._motes.seen(time, lit))
        return planes

    def _rays(self, time: float) -> Floats:
        total: Floats = np.zeros(self._grid.shape, dtype=np.float32)
        for wave, weight, pace in zip(self._waves, (0.65, 0.35), (1.0, 1.7), strict=True):
            # Forward and back through the noise: no jump where it would end.
            place = (time * _PACE * pace) % (2 * (_TIMES - 2))
            row = min(place, 2 * (_TIMES - 2) - place)
            rows = np.full_like(self._angle, row)
            found = cv2.remap(wave, self._angle, rows, cv2.INTER_LINEAR)
            total += np.float32(weight) * np.asarray(found, dtype=np.float32)
        return np.asarray(fade(total, 0.30, 0.80) ** 1.15, dtype=np.float32)

    def _drifted(self, time: float) -> Floats:
        rows, columns = self._grid.shape
        shift = (columns * 0.06 * np.sin(time * tau / 27), rows * 0.02 * time / 3)
        move = np.array([[1, 0, shift[0]], [0, 1, shift[1]]], dtype=np.float32)
        found = cv2.warpAffine(self._haze, move, (columns, rows), borderMode=cv2.BORDER_REFLECT_101)
        return np.asarray(found, dtype=np.float32)
