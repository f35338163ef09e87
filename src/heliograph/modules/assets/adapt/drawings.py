"""SVG drawings as pixels. Loaded in a process of its own only."""

from __future__ import annotations

import numpy as np
import skia  # type: ignore[import-not-found,import-untyped,unused-ignore]  # ships no types
from numpy.typing import NDArray

from heliograph.modules.assets.adapt.making import CannotBeMade
from heliograph.modules.assets.cleaning.drawings import size_of


def drawn(data: bytes, width: int, height: int) -> NDArray[np.uint8]:
    """A drawing that was written here, as large as fits: red first, with transparency."""
    own = size_of(data)
    factor = min(width / own[0], height / own[1])
    wide, tall = max(round(own[0] * factor), 1), max(round(own[1] * factor), 1)
    picture = skia.SVGDOM.MakeFromStream(skia.MemoryStream(data))
    if picture is None:
        raise CannotBeMade("the drawing cannot be read")
    surface = skia.Surface(wide, tall)
    canvas = surface.getCanvas()
    canvas.scale(wide / own[0], tall / own[1])
    picture.setContainerSize(skia.Size(*own))
    picture.render(canvas)
    pixels = np.zeros((tall, wide, 4), np.uint8)
    info = skia.ImageInfo.Make(wide, tall, skia.kRGBA_8888_ColorType, skia.kUnpremul_AlphaType)
    if not surface.readPixels(info, pixels, pixels.strides[0], 0, 0):
        raise CannotBeMade("the drawing cannot be drawn")
    return pixels
