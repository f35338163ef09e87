"""Stars that stand still: a sky behind a moon, a wheel, an aurora."""

from __future__ import annotations

import numpy as np

from heliograph.extensions.providers.video.drawing.scenes.points import Points
from heliograph.sdk.artwork.stars import COLOURS, SHARES

# Places are drawn for a frame this many of its shorter sides wide and high, so that a seed gives
# the same stars around the middle whatever the frame's shape.
_REACH = 1.9


def starry(
    random: np.random.Generator, size: tuple[int, int], count: int, floor: float = 1.2
) -> Points:
    """Stars over a frame, as far down as `floor` (in heights)."""
    width, height = size
    short = min(size)
    many = count * 3
    x = (random.random(many) - 0.5) * _REACH * short + width / 2
    y = (random.random(many) - 0.5) * _REACH * short + height / 2
    share = np.maximum(random.random(many), 1e-4)
    flux = 10 ** (-0.4 * np.log10(share) / 0.48)
    colour = COLOURS[random.choice(len(COLOURS), size=many, p=SHARES)]
    scale = short / 1080
    points = Points(
        x.astype(np.float32),
        y.astype(np.float32),
        np.clip((0.62 + 0.32 * np.log10(flux)) * max(scale, 0.5), 0.42, 2.4).astype(np.float32),
        np.minimum(0.20 * flux**0.42, 1.3).astype(np.float32),
        colour,
    )
    return points.where((points.y < floor * height) & (points.y > -4))
