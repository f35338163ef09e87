"""Dust in a beam of light, or embers over a glow (`kind`: "dust" or "embers")."""

from __future__ import annotations

import numpy as np

from heliograph.extensions.providers.video.drawing.scenes.field import (
    Grid,
    Size,
    Tones,
    develop,
    fade,
    grid_of,
    tint,
    tones_of,
    vignette,
)
from heliograph.extensions.providers.video.drawing.scenes.motes import Motes
from heliograph.extensions.providers.video.drawing.scenes.points import Lamp, joined
from heliograph.extensions.providers.video.frames import Planes
from heliograph.sdk.artwork.colour import Floats
from heliograph.sdk.artwork.noise import smoke
from heliograph.sdk.timeline import Look


class Particles:
    """Many small points and a few large soft ones, bright only where the light falls."""

    def __init__(self, size: Size, look: Look, seed: int, times: tuple[int, str]) -> None:
        self._size, self._fps = size, times[0]
        grid, tones = grid_of(size), tones_of(look)
        self._lamp = Lamp(size)
        random = np.random.default_rng(seed)
        embers = times[1] == "embers"
        veil = smoke(random, grid.shape, (1.7, 2.2), 0.5)
        self._lit = _glow(grid, veil) if embers else _beam(grid, veil)
        # Embers have light of their own; dust is seen only where it is lit.
        self._least, self._bright = (0.45, 1.5) if embers else (0.12, 1.0)
        self._light = self._ground(grid, tones, veil)
        pace = 0.055 if embers else 0.014
        tone = tones.spark if embers else 0.6 * tones.spark + 0.4 * tones.glow
        self._fine = Motes(random, 420, size, tone, pace)
        self._wide = Motes(random, 60, size, tone, pace * 1.5)

    def _ground(self, grid: Grid, tones: Tones, veil: Floats) -> Floats:
        lit = self._lit
        light = tones.deep + tint(0.5 * fade(grid.y, -0.2, 1.2), tones.base - tones.deep)
        light = light + tint(0.55 * lit * (0.4 + 0.6 * veil), tones.middle)
        light = light + tint(0.28 * lit**2 * (0.3 + 0.7 * veil), tones.glow)
        light = light + tint(0.14 * lit**4, tones.spark)
        return np.asarray(light * vignette(grid)[..., None], dtype=np.float32)

    def frame(self, index: int) -> Planes:
        """The view at a frame."""
        time = index / self._fps
        # The light breathes: a little more, a little less.
        breath = np.float32(1 + 0.06 * np.sin(time * 0.9) + 0.03 * np.sin(time * 2.3))
        planes = develop(self._light * breath, self._size)
        lit = self._least + 0.95 * self._lit
        points = [
            self._fine.seen(time, lit, 0.95 * self._bright),
            self._wide.seen(time, lit, 0.80 * self._bright),
        ]
        self._lamp.add(planes, joined(points))
        return planes


def _beam(grid: Grid, veil: Floats) -> Floats:
    """A broad shaft from above on the left."""
    across = (grid.x - 0.30) - 0.42 * (grid.y - 0.30) * grid.tall / 1.78
    wide = 0.20 + 0.22 * grid.y
    beam = np.exp(-((across / wide) ** 2)) * np.exp(-np.maximum(grid.y, 0) / 1.3)
    return np.asarray(beam * (0.7 + 0.5 * veil), dtype=np.float32)


def _glow(grid: Grid, veil: Floats) -> Floats:
    """Heat from below."""
    spread = np.exp(-(((grid.x - 0.5) / 0.6) ** 2))
    return np.asarray(
        np.exp((grid.y - 1.05) / 0.34) * spread * (0.45 + 0.75 * veil), dtype=np.float32
    )
