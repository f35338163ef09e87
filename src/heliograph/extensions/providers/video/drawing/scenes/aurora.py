"""Curtains of light that sway over a dark horizon, under stars."""

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
)
from heliograph.extensions.providers.video.drawing.scenes.points import Lamp, Points
from heliograph.extensions.providers.video.drawing.scenes.skies import starry
from heliograph.extensions.providers.video.frames import Planes
from heliograph.sdk.artwork.colour import Floats
from heliograph.sdk.artwork.noise import clouds, ridge_line, stretch
from heliograph.sdk.timeline import Look

# Of each curtain: how near it is, and how strong.
_CURTAINS = ((0.0, 0.50), (0.5, 0.78), (1.0, 1.0))
_WIDE, _TIMES = 720, 120


class Aurora:
    """Three curtains one behind the other; rays run along them, feet are sharp, tops are lost."""

    def __init__(self, size: Size, look: Look, seed: int, fps: int) -> None:
        self._size, self._fps = size, fps
        self._tones, self._grid = tones_of(look), grid_of(size)
        self._lamp = Lamp(size)
        random = np.random.default_rng(seed)
        self._rays = stretch(clouds(random, (_TIMES, _WIDE), (26.0, 7.0), 4))
        self._folds = [ridge_line(random, _WIDE, 0.24, 2.0) for _ in _CURTAINS]
        self._bends = [ridge_line(random, _WIDE, 0.42, 5.0) for _ in _CURTAINS]
        self._stars = starry(random, size, 520, floor=0.72)
        columns = self._grid.shape[1]
        ridge = ridge_line(random, columns, 0.50, 1.8)
        edge = 0.905 - 0.055 * ridge[None, :]
        soft = 1.2 / self._grid.shape[0]
        self._land = fade(np.asarray(self._grid.y - edge, dtype=np.float32), -soft, soft)

    def frame(self, index: int) -> Planes:
        """The view at a frame."""
        time = index / self._fps
        grid, tones = self._grid, self._tones
        light = tones.deep + tint(0.75 * fade(grid.y, 0.2, 1.0), tones.base)
        glow: Floats = np.zeros(grid.shape, dtype=np.float32)
        for number, (depth, strength) in enumerate(_CURTAINS):
            rise, foot = self._curtain(number, depth, strength, time)
            glow += rise
            light = light + tint(foot, tones.spark)
        light = light + tint(0.80 * glow, tones.glow) + tint(0.22 * _root(glow), tones.middle)
        light = light * (1 - 0.93 * self._land[..., None])
        planes = develop(np.asarray(light, np.float32), self._size)
        self._lamp.add(planes, self._hidden(glow, time))
        return planes

    def _curtain(
        self, number: int, depth: float, strength: float, time: float
    ) -> tuple[Floats, Floats]:
        """The light of one curtain, and of its foot."""
        columns = np.linspace(0, 1, self._grid.shape[1], dtype=np.float32)
        drift = 0.010 + 0.008 * depth
        fold = self._along(self._folds[number], columns * 0.55, time * drift)
        bend = self._along(self._bends[number], columns * 0.8, -time * drift * 1.4)
        sway = 0.014 * np.sin(time * tau / 11 + columns * 7 + number * 2)
        foot = 0.66 - 0.15 * depth + 0.13 * (fold - 0.5) + 0.035 * bend + sway
        rays = self._ray(columns * 0.5 + 0.17 * number + time * drift * 1.7, time + 9 * number)
        above = foot[None, :] - self._grid.y
        tall = (0.05 + 0.13 * strength) * (0.45 + 0.9 * rays)[None, :]
        rise = fade(above, -0.012, 0.035) * np.exp(-np.maximum(above, 0) / tall)
        veil = ((0.25 + 0.75 * rays**1.2) * strength * (0.15 + 0.95 * bend**1.5))[None, :]
        body = np.asarray(rise * veil, dtype=np.float32)
        return body, np.asarray(0.34 * body * rise * fade(above, 0.10, 0.0), dtype=np.float32)

    @staticmethod
    def _along(line: Floats, places: Floats, shift: float) -> Floats:
        """A line looked up at places from 0 to 1, moved along; it turns back at its ends."""
        at = np.abs((places + shift + 1) % 2 - 1) * (len(line) - 1)
        return np.asarray(np.interp(at, np.arange(len(line)), line), dtype=np.float32)

    def _ray(self, places: Floats, time: float) -> Floats:
        at = (np.abs((places + 1) % 2 - 1) * (_WIDE - 1)).astype(np.float32)[None, :]
        place = (time * 2.0) % (2 * (_TIMES - 2))
        row = min(place, 2 * (_TIMES - 2) - place)
        found = cv2.remap(self._rays, at, np.full_like(at, row), cv2.INTER_LINEAR)
        row_found: Floats = np.asarray(found, dtype=np.float32)[0]
        return row_found

    def _hidden(self, glow: Floats, time: float) -> Points:
        """The stars, fainter behind the light."""
        rows, columns = self._grid.shape
        width, height = self._size
        stars = self._stars
        row = np.clip(stars.y / height * rows, 0, rows - 1).astype(np.int32)
        column = np.clip(stars.x / width * columns, 0, columns - 1).astype(np.int32)
        seen = np.clip(1 - 1.1 * glow[row, column], 0.08, 1) * (1 - self._land[row, column])
        twinkle = 0.88 + 0.12 * np.sin(time * 3.1 + stars.x)
        return Points(
            stars.x, stars.y, stars.radius, (stars.strength * seen * twinkle).astype(np.float32),
            stars.colour,
        )  # fmt: skip


def _root(glow: Floats) -> Floats:
    """The faint light around a bright one."""
    return np.asarray(np.sqrt(glow), dtype=np.float32)
