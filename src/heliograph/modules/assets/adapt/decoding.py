"""Pictures as they are seen. Loaded in a process of its own only.

Skia decodes, because it turns pictures as their camera was held and brings colours to sRGB.
"""

from __future__ import annotations

import numpy as np
import skia  # type: ignore[import-not-found,import-untyped,unused-ignore]  # ships no types
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]


class CannotDecode(Exception):
    """The bytes are no picture that can be read; the message says what is wrong."""


def decoded(data: bytes, *, premultiplied: bool) -> Pixels:
    """Red, green, blue and alpha, upright; raises `CannotDecode`.

    The codec reads from `data` for as long as it lives, and does not hold it itself.
    """
    codec = skia.Codec.MakeFromData(data)
    if codec is None:
        raise CannotDecode("the picture cannot be decoded")
    size = codec.dimensions()
    pixels = np.zeros((size.height(), size.width(), 4), np.uint8)
    alpha = skia.kPremul_AlphaType if premultiplied else skia.kUnpremul_AlphaType
    info = skia.ImageInfo.Make(
        size.width(), size.height(), skia.kRGBA_8888_ColorType, alpha, skia.ColorSpace.MakeSRGB()
    )
    if codec.getPixels(info, pixels, pixels.strides[0]) != skia.Codec.kSuccess:
        raise CannotDecode("the picture is damaged")
    return _turned(pixels, int(codec.getOrigin()))


def _turned(pixels: Pixels, origin: int) -> Pixels:
    """The picture as the camera was held: EXIF tells from 1, upright, to 8."""
    if origin > 4:
        pixels = pixels.transpose(1, 0, 2)
    # Mirrored across, and upside down.
    if origin in (2, 3, 6, 7):
        pixels = pixels[:, ::-1]
    if origin in (3, 4, 7, 8):
        pixels = pixels[::-1]
    return np.ascontiguousarray(pixels)
