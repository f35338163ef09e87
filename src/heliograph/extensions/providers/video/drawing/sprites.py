"""From skia's pixels to sprites: cropped to their ink, in the planes of a frame."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt
import skia  # type: ignore[import-not-found,import-untyped,unused-ignore]  # ships no types

from heliograph.extensions.providers.video.frames import Plane, Sprite

Pixels: TypeAlias = npt.NDArray[np.uint8]
"""Shape (height, width, 4): red, green, blue, alpha; colours multiplied by their alpha."""

# BT.709 in limited range. The alpha column carries the offsets, so that a premultiplied colour
# becomes a premultiplied plane: black is 16 x alpha, and chroma rests at 128 x alpha.
_RED, _BLUE = 0.2126, 0.0722
_GREEN = 1 - _RED - _BLUE
TO_PLANES = np.array(
    [
        [_RED * 219, _GREEN * 219, _BLUE * 219, 16.0],
        [-_RED / (1 - _BLUE) * 112, -_GREEN / (1 - _BLUE) * 112, 112.0, 128.0],
        [112.0, -_GREEN / (1 - _RED) * 112, -_BLUE / (1 - _RED) * 112, 128.0],
        [0.0, 0.0, 0.0, 255.0],
    ]
) / np.float64(255)


def blank(width: int, height: int) -> Pixels:
    """Clear pixels to draw on."""
    return np.zeros((height, width, 4), dtype=np.uint8)


def surface_of(pixels: Pixels) -> skia.Surface:
    """A surface that draws into these pixels."""
    return skia.Surface(
        pixels, skia.ColorType.kRGBA_8888_ColorType, skia.AlphaType.kPremul_AlphaType
    )


def sprite_of(pixels: Pixels, left: int = 0, top: int = 0) -> Sprite | None:
    """The sprite of what is drawn, its corner at (left, top) of the frame; both are even. None
    where nothing is drawn."""
    x, y, width, height = cv2.boundingRect(pixels[:, :, 3])
    if not width or not height:
        return None
    right, bottom = x + width + (x + width) % 2, y + height + (y + height) % 2
    x, y = x - x % 2, y - y % 2
    ink = pixels[y:bottom, x:right]
    if ink.shape[0] % 2 or ink.shape[1] % 2:
        grown = ((0, ink.shape[0] % 2), (0, ink.shape[1] % 2), (0, 0))
        ink = np.pad(ink, grown)
    return _converted(np.ascontiguousarray(ink), left + x, top + y)


def _converted(ink: Pixels, left: int, top: int) -> Sprite:
    whole = cv2.transform(ink, TO_PLANES)
    size = (ink.shape[1] // 2, ink.shape[0] // 2)
    half = cv2.resize(whole, size, interpolation=cv2.INTER_AREA)
    return Sprite(
        left,
        top,
        y=_channel(whole, 0),
        u=_channel(half, 1),
        v=_channel(half, 2),
        alpha=_channel(whole, 3),
        half=_channel(half, 3),
    )


def _channel(pixels: npt.ArrayLike, index: int) -> Plane:
    return np.ascontiguousarray(np.asarray(pixels, dtype=np.uint8)[:, :, index])


def faded(sprite: Sprite, share: float) -> Sprite:
    """The same sprite, seen through: `share` is 0 for nothing, 1 for all of it."""
    if share >= 1:
        return sprite

    def thinner(plane: Plane) -> Plane:
        return np.asarray(cv2.convertScaleAbs(plane, alpha=max(0.0, share)), dtype=np.uint8)

    return replace(
        sprite,
        y=thinner(sprite.y),
        u=thinner(sprite.u),
        v=thinner(sprite.v),
        alpha=thinner(sprite.alpha),
        half=thinner(sprite.half),
    )
