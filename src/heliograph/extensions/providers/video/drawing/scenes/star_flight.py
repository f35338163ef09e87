"""A flight through stars: many faint, few bright, each in the colour of its heat; gas behind."""

from __future__ import annotations

from math import cos, radians, sin

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
from heliograph.extensions.providers.video.drawing.scenes.points import Lamp, Points, joined
from heliograph.extensions.providers.video.frames import Planes
from heliograph.sdk.artwork.colour import Floats
from heliograph.sdk.artwork.noise import smoke
from heliograph.sdk.artwork.stars import COLOURS, SHARES
from heliograph.sdk.timeline import Look

_COUNT = 4200
_VANISH = (0.5, 0.42)
# Depths a second, and degrees of slow roll.
_SPEED, _ROLL = 0.07, 0.9
_NEAR = 0.035
_GROWN = 1.35
# The shutter is open half of each frame.
_SHUTTER = 0.5


class StarFlight:
    """Stars stream from a point, slowly; the gas behind them grows more slowly still."""

    def __init__(self, size: Size, look: Look, seed: int, fps: int) -> None:
        self._size, self._fps = size, fps
        self._grid = grid_of(size)
        self._lamp = Lamp(size)
        random = np.random.default_rng(seed)
        self._gas = self._nebula(random, look)
        self._dim = vignette(self._grid)[..., None]
        spread = 1.25 * max(size) / min(size)
        self._x = ((random.random(_COUNT) - 0.5) * spread).astype(np.float32)
        self._y = ((random.random(_COUNT) - 0.5) * spread).astype(np.float32)
        self._z = random.random(_COUNT).astype(np.float32)
        # Three times as many stars with each magnitude, as in the sky.
        share = np.maximum(random.random(_COUNT), 1e-4)
        self._flux = (10 ** (-0.4 * np.log10(share) / 0.48)).astype(np.float32)
        self._colour = COLOURS[random.choice(len(COLOURS), size=_COUNT, p=SHARES)]

    def _nebula(self, random: np.random.Generator, look: Look) -> Floats:
        tones, grid = tones_of(look), self._grid
        rows, columns = (round(side * _GROWN) for side in grid.shape)
        y, x = np.mgrid[0:rows, 0:columns].astype(np.float32)
        across = (x / columns - _VANISH[0]) * min(1.0, 1 / grid.tall) * 1.6
        down = (y / rows - _VANISH[1]) * max(1.0, grid.tall) * 0.9
        far = np.hypot(across, down)
        wide = smoke(random, (rows, columns), (1.9, 2.6), 0.55)
        fine = smoke(random, (rows, columns), (4.2, 5.6), 0.45)
        lanes = 1 - 0.85 * fade(smoke(random, (rows, columns), (3.0, 3.8), 0.6), 0.5, 0.85)
        near = np.exp(-((far / 0.42) ** 2))
        body = (0.22 + 0.95 * near) * fade(wide, 0.22, 0.95) * lanes
        light = tones.deep + tint(0.35 + 0.5 * near, tones.base - tones.deep)
        light = light * (0.6 + 0.4 * wide[..., None])
        light = light + tint(0.85 * body * (0.35 + 0.65 * fine), tones.middle)
        light = light + tint(0.55 * body**2 * fine**1.5 * near, tones.glow)
        return np.asarray(light + tint(0.25 * (near * lanes * fine) ** 3, tones.spark), np.float32)

    def frame(self, index: int) -> Planes:
        """The view at a frame."""
        time = index / self._fps
        planes = develop(self._behind(time) * self._dim, self._size)
        self._lamp.add(planes, self._stars(time))
        return planes

    def _behind(self, time: float) -> Floats:
        """The gas, grown by the time that has passed; no edge ever comes into view."""
        rows, columns = self._grid.shape
        zoom = _GROWN * (0.80 + 0.20 * (1 - 1 / (1 + 0.05 * time)))
        angle = radians(_ROLL * time * 0.5)
        turn = np.array([[cos(angle), -sin(angle)], [sin(angle), cos(angle)]]) / zoom * _GROWN
        middle = np.array([columns * _VANISH[0], rows * _VANISH[1]])
        shift = middle * _GROWN - turn @ middle
        matrix = np.hstack([turn, shift[:, None]])
        seen = cv2.warpAffine(
            self._gas,
            matrix,
            (columns, rows),
            flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_REFLECT_101,
        )
        return np.asarray(seen, dtype=np.float32)

    def _stars(self, time: float) -> Points:
        start = self._seen(time)
        length = np.hypot(*(self._seen(time + _SHUTTER / self._fps)[:2] - start[:2]))
        scale = self._grid.scale
        steps = np.clip(np.ceil(length / (0.9 * max(scale, 0.4))), 1, 14).astype(np.int32)
        places = np.repeat(np.arange(_COUNT), steps)
        # Every star leaves its light along the way it goes while the shutter is open.
        order = np.arange(len(places)) - np.repeat(np.cumsum(steps) - steps, steps)
        share = (order + 0.5) / steps[places]
        end = self._seen(time + _SHUTTER / self._fps)
        x = start[0][places] + (end[0] - start[0])[places] * share
        y = start[1][places] + (end[1] - start[1])[places] * share
        strength = (start[3] / np.maximum(1.0, steps**0.7))[places]
        trail = Points(x, y, start[2][places], strength, self._colour[places])
        bright = start[3] > 0.62
        halo = Points(
            start[0][bright],
            start[1][bright],
            start[2][bright] * 4.5,
            0.10 * start[3][bright],
            self._colour[bright],
        )
        return joined([trail, halo]).within(self._size)

    def _seen(self, time: float) -> Floats:
        """Where each star is seen, how large and how bright: x, y, radius, strength."""
        width, height = self._size
        depth = (self._z - _SPEED * time - _NEAR) % (1 - _NEAR) + _NEAR
        angle = radians(_ROLL * time)
        unit = min(width, height) * 0.62
        across = (self._x * cos(angle) - self._y * sin(angle)) / depth
        down = (self._x * sin(angle) + self._y * cos(angle)) / depth
        flux = self._flux * (0.30 / depth) ** 2
        coming = np.clip((1 - depth) / 0.18, 0, 1) * np.clip((depth - _NEAR) / 0.03, 0, 1)
        strength = np.minimum(0.42 * flux**0.38, 1.5) * coming
        radius = (0.66 + 0.34 * np.log10(1 + flux)) * self._grid.scale
        return np.stack(
            [
                width * _VANISH[0] + across * unit,
                height * _VANISH[1] + down * unit,
                np.clip(radius, 0.45, 3.2),
                strength,
            ]
        ).astype(np.float32)
