"""What is laid on a frame: sprites, and the look of an old lens and film."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from heliograph.extensions.providers.video.frames import Plane, Planes, Sprite
from heliograph.extensions.providers.video.planes import BLACK, REST

_TILES = 64
"""How far the one field of grain is moved about: the eye finds no repeat in it."""
_DARKEST = 0.75
"""What the corners lose at full strength."""
_COARSEST = 14.0
"""Steps of luma between dark and light grain at full strength."""


def lay(planes: Planes, sprites: Iterable[Sprite]) -> None:
    """Lay sprites over a frame, in place; what reaches over its edge is left out."""
    for one in sprites:
        _lay(planes.y, one.y, one.alpha, (one.left, one.top))
        corner = (one.left // 2, one.top // 2)
        _lay(planes.u, one.u, one.half, corner)
        _lay(planes.v, one.v, one.half, corner)


def _lay(plane: Plane, ink: Plane, alpha: Plane, corner: tuple[int, int]) -> None:
    left, top = corner
    high, wide = ink.shape
    columns = slice(max(0, left), min(plane.shape[1], left + wide))
    rows = slice(max(0, top), min(plane.shape[0], top + high))
    if columns.start >= columns.stop or rows.start >= rows.stop:
        return
    part = (
        slice(rows.start - top, rows.stop - top),
        slice(columns.start - left, columns.stop - left),
    )
    below = plane[rows, columns]
    kept = cv2.multiply(below, cv2.bitwise_not(alpha[part]), scale=1 / 255)
    plane[rows, columns] = cv2.add(kept, ink[part])


Light: TypeAlias = tuple[Plane, Plane, Plane, Plane]


class Lens:
    """Darker corners and grain, by planes made once."""

    def __init__(self, size: tuple[int, int], vignette: float, grain: float, seed: int) -> None:
        self._light = _light(size, vignette) if vignette > 0 else None
        self._grain = _grain(size, grain, seed) if grain > 0 else None

    def finish(self, planes: Planes, index: int) -> Planes:
        """The frame as it looks through the lens; `index` moves the grain."""
        found = planes
        if self._light is not None:
            found = _darkened(found, self._light)
        if self._grain is not None:
            found = Planes(_grained(found.y, self._grain, index), found.u, found.v)
        return found


def _darkened(planes: Planes, light: Light) -> Planes:
    full, half, full_rest, half_rest = light

    def one(plane: Plane, left: Plane, rest: Plane) -> Plane:
        made = cv2.add(cv2.multiply(plane, left, scale=1 / 255), rest)
        return np.asarray(made, np.uint8)

    return Planes(
        one(planes.y, full, full_rest),
        one(planes.u, half, half_rest),
        one(planes.v, half, half_rest),
    )


def _grained(plane: Plane, grain: tuple[Plane, Plane], index: int) -> Plane:
    lighter, darker = grain
    height, width = plane.shape
    # Two numbers without a common factor walk over all places before one comes again.
    left, top = (index * 37) % _TILES, (index * 23) % _TILES
    window = (slice(top, top + height), slice(left, left + width))
    made = cv2.subtract(cv2.add(plane, lighter[window]), darker[window])
    return np.asarray(made, np.uint8)


def _light(size: tuple[int, int], strength: float) -> Light:
    """How much light is left in luma and chroma, and what keeps black and grey where they are.

    The rests carry a fine noise, so that a smooth sky does not break into rings.
    """
    width, height = size
    across = np.linspace(-1, 1, width)[None, :]
    down = np.linspace(-1, 1, height)[:, None]
    far = np.clip((np.hypot(across, down) - 0.55) / (2**0.5 - 0.55), 0, 1)
    light = 255 * (1 - strength * _DARKEST * far * far * (3 - 2 * far))
    halved = cv2.resize(light, (width // 2, height // 2), interpolation=cv2.INTER_AREA)
    small = np.asarray(halved, np.float64)
    random = np.random.default_rng(7)

    def rest(left: npt.NDArray[np.float64], level: int) -> Plane:
        exact = level * (255 - np.rint(left)) / 255
        made: Plane = np.floor(exact + random.random(left.shape)).astype(np.uint8)
        return np.asarray(made, np.uint8)

    full, half = np.rint(light).astype(np.uint8), np.rint(small).astype(np.uint8)
    return full, half, rest(light, BLACK), rest(small, REST)


def _grain(size: tuple[int, int], strength: float, seed: int) -> tuple[Plane, Plane]:
    """What is added and what is taken away: clumps of a pixel and a half, as film has."""
    random = np.random.default_rng(seed)
    noise = random.standard_normal((size[1] + _TILES, size[0] + _TILES)).astype(np.float32)
    scale = max(0.45, 0.7 * min(size) / 1080)
    clumped = cv2.GaussianBlur(noise, (0, 0), scale)
    level = clumped / clumped.std() * strength * _COARSEST / 2
    lighter, darker = np.clip(level, 0, 255), np.clip(-level, 0, 255)
    return np.rint(lighter).astype(np.uint8), np.rint(darker).astype(np.uint8)
