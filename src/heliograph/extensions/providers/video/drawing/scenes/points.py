"""Points of light added to a frame: each a small soft disc between the pixels, in its colour."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from heliograph.extensions.providers.video.drawing.sprites import TO_PLANES
from heliograph.extensions.providers.video.frames import Plane, Planes
from heliograph.sdk.artwork.colour import Floats

# Discs of like radius are added together, on patches that reach this many pixels.
_CLASSES = ((0.0, 0.8, 2), (0.8, 1.6, 4), (1.6, 3.0, 8), (3.0, 5.4, 14), (5.4, 11.0, 28))
_LARGEST = (11.0, 1e9, 56)
_SEEN = 0.6
# What a full colour adds to Y, U and V.
_PARTS = (TO_PLANES[:3, :3] * 255).astype(np.float32)


@dataclass(frozen=True)
class Points:
    """Points of light: places and radii in pixels, strength from 0 to about 1, colours (n, 3)."""

    x: Floats
    y: Floats
    radius: Floats
    strength: Floats
    colour: Floats

    def where(self, keep: npt.NDArray[np.bool_]) -> Points:
        """Only some of them."""
        return Points(
            self.x[keep], self.y[keep], self.radius[keep], self.strength[keep], self.colour[keep]
        )

    def within(self, size: tuple[int, int], margin: float = 8.0) -> Points:
        """Only those that a frame of this size can show."""
        far = margin + 3 * self.radius
        keep = (self.x > -far) & (self.x < size[0] + far)
        return self.where(keep & (self.y > -far) & (self.y < size[1] + far))


def joined(parts: list[Points]) -> Points:
    """All points of several sets."""
    return Points(
        *(
            np.concatenate([getattr(part, name) for part in parts])
            for name in ("x", "y", "radius", "strength", "colour")
        )
    )


class Lamp:
    """Adds points to frames of one size. Keeps a clear sheet, so that points add up."""

    def __init__(self, size: tuple[int, int]) -> None:
        width, height = size
        self._full = np.zeros(width * height, dtype=np.float32)
        self._half = np.zeros((width // 2) * (height // 2), dtype=np.float32)

    def add(self, planes: Planes, points: Points) -> None:
        """Add points to a frame, in place."""
        luma, blue, red = (points.strength[:, None] * (points.colour @ _PARTS.T)).T
        self._lay(planes.y, points, luma, 1.0)
        for plane, amount in ((planes.u, blue), (planes.v, red)):
            self._lay(plane, points, amount, 0.5)

    def _lay(self, plane: Plane, points: Points, amount: Floats, scale: float) -> None:
        # Chroma is blurred a little more: a point smaller than its sample would flicker.
        radius = points.radius if scale == 1.0 else np.maximum(points.radius * scale, 0.75)
        x, y = points.x * scale - 0.5, points.y * scale - 0.5
        if scale != 1.0:
            amount = amount * np.minimum(1.0, (points.radius * scale / 0.75) ** 2)
        for smallest, largest, reach in (*_CLASSES, _LARGEST):
            keep = (radius >= smallest) & (radius < largest) & (np.abs(amount) > _SEEN)
            if keep.any():
                patch = _patch(x[keep], y[keep], radius[keep], reach)
                self._splat(plane, patch, amount[keep])

    def _splat(
        self,
        plane: Plane,
        patch: tuple[npt.NDArray[np.int32], npt.NDArray[np.int32], Floats],
        amount: Floats,
    ) -> None:
        rows, columns, shape = patch
        height, width = plane.shape
        value = shape * amount[:, None, None]
        inside = (columns >= 0) & (columns < width) & (rows >= 0) & (rows < height)
        shown = inside & (np.abs(value) > 0.25)
        places = (rows * width + columns)[shown]
        sheet = self._full if plane.size == self._full.size else self._half
        np.add.at(sheet, places, value[shown])
        flat = plane.reshape(-1)
        flat[places] = np.clip(flat[places] + sheet[places] + 0.5, 0, 255).astype(np.uint8)
        sheet[places] = 0


def _patch(
    x: Floats, y: Floats, radius: Floats, reach: int
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32], Floats]:
    """Rows, columns and falling-off of every disc, each of shape (n, side, side)."""
    steps = np.arange(-reach, reach + 1, dtype=np.int32)
    middle_x, middle_y = np.rint(x).astype(np.int32), np.rint(y).astype(np.int32)
    columns, rows = middle_x[:, None] + steps, middle_y[:, None] + steps
    across = np.exp(-((columns - x[:, None]) ** 2) / (2 * radius[:, None] ** 2))
    down = np.exp(-((rows - y[:, None]) ** 2) / (2 * radius[:, None] ** 2))
    shape = (down[:, :, None] * across[:, None, :]).astype(np.float32)
    full = np.broadcast_arrays(rows[:, :, None], columns[:, None, :])
    return full[0], full[1], shape
