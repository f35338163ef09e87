"""Soft light worked out on a small grid, and developed into the planes of a frame.

Light is linear and adds up; what a screen is given is its square root. Everything smooth is worked
out on a grid whose shorter side has 270 points, enlarged, and dithered as it is cut into steps,
so that no band is seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np

from heliograph.extensions.providers.video.drawing.sprites import TO_PLANES
from heliograph.extensions.providers.video.drawing.tones import palette_of
from heliograph.extensions.providers.video.frames import Plane, Planes
from heliograph.sdk.artwork import colour
from heliograph.sdk.artwork.colour import RGB, Floats
from heliograph.sdk.timeline import Look

Size = tuple[int, int]
_SHORT = 270
_TILE = 256
# Rows: Y, U, V of a colour from 0 to 1; the last column is what is added.
_CODED = np.hstack([TO_PLANES[:3, :3] * 255, TO_PLANES[:3, 3:] * 255]).astype(np.float32)


@dataclass(frozen=True)
class Tones:
    """The palette as light of a night: hues are the brand's, depths are the scene's."""

    deep: Floats
    base: Floats
    middle: Floats
    glow: Floats
    spark: Floats


def light_of(tone: RGB) -> Floats:
    """A colour as light."""
    return np.square(np.asarray(tone, dtype=np.float32))


def tones_of(look: Look) -> Tones:
    """Night tones of any palette; a pale one keeps its hue and gives up its lightness."""
    palette = palette_of(look)
    background, support = palette["background"], palette["support"]
    hue = colour.mix(background, support, 0.65)
    return Tones(
        deep=light_of(colour.with_lightness(background, 0.145, 0.9)),
        base=light_of(colour.with_lightness(background, 0.25)),
        middle=light_of(colour.with_lightness(hue, 0.42, 1.12)),
        glow=light_of(colour.with_lightness(support, 0.64, 1.12)),
        spark=light_of(colour.with_lightness(palette["accent"], 0.82)),
    )


@dataclass(frozen=True)
class Grid:
    """The small grid of a frame. `x` and `y` run from 0 to 1 over the frame, of shape
    (rows, columns); `tall` is the frame's height in widths."""

    size: Size
    x: Floats
    y: Floats

    @property
    def tall(self) -> float:
        """Height over width."""
        return self.size[1] / self.size[0]

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return (self.x.shape[0], self.x.shape[1])

    @property
    def scale(self) -> float:
        """Pixels for one pixel of a frame 1080 on its shorter side."""
        return min(self.size) / 1080

    def away(self, x: float, y: float, flat: float = 1.0) -> Floats:
        """How far every point lies from a place, in shorter sides; `flat` squeezes upright."""
        unit = max(1.0, 1 / self.tall)
        across, down = (self.x - x) * unit, (self.y - y) * self.tall * unit * flat
        return np.asarray(np.sqrt(across**2 + down**2), dtype=np.float32)


@lru_cache(maxsize=4)
def grid_of(size: Size) -> Grid:
    """The small grid for a frame's size."""
    width, height = size
    scale = min(1.0, _SHORT / min(size))
    columns, rows = max(2, round(width * scale)), max(2, round(height * scale))
    x = (np.arange(columns, dtype=np.float32) + 0.5) / columns
    y = (np.arange(rows, dtype=np.float32) + 0.5) / rows
    across, down = np.meshgrid(x, y)
    return Grid(size, across.astype(np.float32), down.astype(np.float32))


@lru_cache(maxsize=6)
def _dither(width: int, height: int, seed: int) -> Floats:
    """Noise of a triangular law within one step, that hides where steps are cut."""
    random = np.random.default_rng(seed)
    tile = random.random((_TILE, _TILE), dtype=np.float32)
    tile = tile + random.random((_TILE, _TILE), dtype=np.float32) - 1
    times = (-(-height // _TILE), -(-width // _TILE))
    return np.ascontiguousarray(np.tile(tile, times)[:height, :width])


def fade(value: Floats, start: float, end: float) -> Floats:
    """0 before `start`, 1 after `end`, smooth between; runs backward when `start` is larger."""
    share: Floats = np.clip((value - np.float32(start)) / np.float32(end - start), 0, 1)
    return np.asarray(share * share * (3 - 2 * share), dtype=np.float32)


def tint(amount: Floats, tone: Floats) -> Floats:
    """A field as light of one tone, of shape (rows, columns, 3)."""
    return np.asarray(amount[..., None] * tone, dtype=np.float32)


def vignette(grid: Grid, strength: float = 0.34) -> Floats:
    """Less light toward the corners."""
    far = np.hypot((grid.x - 0.5) * 2, (grid.y - 0.47) * 2) / np.float32(1.414)
    return np.asarray(1 - strength * np.clip(far, 0, 1.1) ** 2.4, dtype=np.float32)


def develop(light: Floats, size: Size, is_flat: bool = False) -> Planes:
    """The frame of a field of light (rows, columns, 3): rolled off as film does, enlarged,
    dithered. A flat one keeps the palette's lightness, as no camera saw it."""
    soft = light.copy() if is_flat else light / (1 + 0.25 * light)
    coded = np.sqrt(np.clip(soft, 0, 1, out=soft), out=soft)
    planes = cv2.transform(coded, _CODED)
    return enlarge(np.asarray(planes, dtype=np.float32), size)


def enlarge(small: Floats, size: Size) -> Planes:
    """The frame of small planes (rows, columns, 3) of Y, U and V as real numbers."""
    width, height = size
    half = (width // 2, height // 2)
    y, u, v = cv2.split(small)
    return Planes(_cut(y, (width, height), 7), _cut(u, half, 11), _cut(v, half, 13))


def _cut(plane: object, size: Size, seed: int) -> Plane:
    large = cv2.resize(np.asarray(plane, dtype=np.float32), size, interpolation=cv2.INTER_CUBIC)
    return np.asarray(cv2.add(large, _dither(*size, seed), dtype=cv2.CV_8U), dtype=np.uint8)
