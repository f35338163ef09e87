"""Stars as they are seen: many faint, few bright, each in the colour of its heat."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from heliograph.sdk.artwork.colour import Floats
from heliograph.sdk.artwork.noise import Random

# Colours of starlight from blue-white to orange, with how common each is to the eye.
COLOURS = np.array(
    [[0.72, 0.82, 1.0], [0.86, 0.91, 1.0], [1.0, 0.98, 0.95], [1.0, 0.90, 0.75], [1.0, 0.78, 0.55]],
    dtype=np.float32,
)
SHARES = (0.22, 0.30, 0.22, 0.16, 0.10)
# Discs of like radius are drawn together, on patches that reach this many pixels.
_CLASSES = ((0.0, 0.8, 2), (0.8, 1.6, 4), (1.6, 3.0, 8), (3.0, 5.4, 14), (5.4, 1e9, 26))
_FAINTEST = 7.0
# Stars grow threefold in number with each magnitude: ten to the power of this slope.
_SLOPE = 0.48


@dataclass(frozen=True)
class Dots:
    """Points of light: places in pixels, strength, colour and radius in pixels."""

    x: Floats
    y: Floats
    strength: Floats
    colour: Floats
    radius: Floats

    def where(self, keep: npt.NDArray[np.bool_]) -> Dots:
        """Only some of them."""
        return Dots(
            self.x[keep], self.y[keep], self.strength[keep], self.colour[keep], self.radius[keep]
        )


def star_field(random: Random, size: tuple[int, int], density: Floats, count: int) -> Dots:
    """Stars over a canvas (height, width), thicker where `density` (0 to 1, any size) is high."""
    height, width = size
    tries = count * 3
    x = random.random(tries, dtype=np.float32) * width
    y = random.random(tries, dtype=np.float32) * height
    rows = (y / height * (density.shape[0] - 1)).astype(np.int32)
    columns = (x / width * (density.shape[1] - 1)).astype(np.int32)
    keep = np.flatnonzero(random.random(tries, dtype=np.float32) < density[rows, columns])[:count]
    share = random.random(len(keep), dtype=np.float32)
    # The inverse of the counting law: a uniform share becomes a magnitude.
    magnitude = _FAINTEST + np.log10(np.maximum(share, 1e-5)) / _SLOPE
    flux = 10.0 ** (-0.4 * (magnitude - _FAINTEST))
    scale = width / 1080
    # The eye and the lens answer to light by its root, or one star would outshine all others.
    strength = np.minimum(0.16 * flux**0.42, 1.5).astype(np.float32)
    radius = ((0.62 + 0.30 * np.log10(np.maximum(flux, 1.0))) * scale).astype(np.float32)
    kinds = random.choice(len(COLOURS), size=len(keep), p=SHARES)
    return Dots(x[keep], y[keep], strength, COLOURS[kinds], radius)


def add_dots(canvas: Floats, dots: Dots, white: float) -> None:
    """Add points of light to a float picture, each a small soft disc placed between pixels.
    `white` is what full strength adds."""
    for smallest, largest, reach in _CLASSES:
        chosen = dots.where((dots.radius >= smallest) & (dots.radius < largest))
        _splat(canvas, chosen, reach, white)


def _splat(canvas: Floats, dots: Dots, reach: int, white: float) -> None:
    if not len(dots.x):
        return
    height, width = canvas.shape[:2]
    offsets = np.arange(-reach, reach + 1, dtype=np.int32)
    columns = np.floor(dots.x).astype(np.int32)[:, None, None] + offsets[None, None, :]
    rows = np.floor(dots.y).astype(np.int32)[:, None, None] + offsets[None, :, None]
    distance = (columns - dots.x[:, None, None]) ** 2 + (rows - dots.y[:, None, None]) ** 2
    light = np.exp(-distance / (2 * dots.radius[:, None, None] ** 2)) * dots.strength[:, None, None]
    inside = (columns >= 0) & (columns < width) & (rows >= 0) & (rows < height)
    inside, rows, columns = np.broadcast_arrays(inside, rows, columns)
    shown = inside & (light > 0.004)
    coloured = (light * white)[..., None] * dots.colour[:, None, None, :]
    np.add.at(canvas, (rows[shown], columns[shown]), coloured[shown])
