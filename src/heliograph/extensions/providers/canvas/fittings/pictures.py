"""The brief's photograph in a window of its own, and the brand's mark."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
import skia  # type: ignore[import-not-found,import-untyped,unused-ignore]  # ships no types

from heliograph.extensions.providers.canvas.fittings.surfaces import outline_of
from heliograph.extensions.providers.canvas.layers import Logo, PhotoWindow, pick
from heliograph.extensions.providers.canvas.sheet import Sheet, argb, hairline
from heliograph.extensions.providers.canvas.sky.photo import covered, read_size
from heliograph.sdk.artwork.colour import Bytes


def draw_photo(sheet: Sheet, canvas: skia.Canvas, layer: PhotoWindow, file: Path | None) -> None:
    """The photograph cut to the window; nothing without one."""
    if file is None:
        return
    box = pick(layer.box, sheet.form)
    place = sheet.bled(box) if layer.bleed else sheet.box(box)
    size = (max(1, round(place[2] - place[0])), max(1, round(place[3] - place[1])))
    pixels = cv2.cvtColor(covered(file, size), cv2.COLOR_RGB2RGBA)
    path = outline_of(place, layer.shape, layer.corner * sheet.scale)
    canvas.save()
    canvas.clipPath(path, skia.ClipOp.kIntersect, True)
    canvas.drawImage(skia.Image.fromarray(pixels, copy=True), place[0], place[1])
    canvas.restore()
    if not layer.bleed:
        tone = argb(sheet.palette["accent"], 0.7)
        canvas.drawPath(path, hairline(2 * sheet.scale, None, tone))


def draw_logo(sheet: Sheet, canvas: skia.Canvas, layer: Logo, file: Path | None) -> None:
    """The mark inside its box, in proportion; nothing without one."""
    if file is None:
        return
    pixels = read_logo(file, file.stat().st_mtime_ns)
    left, top, right, bottom = sheet.box(pick(layer.box, sheet.form))
    height, width = pixels.shape[:2]
    share = min((right - left) / width, (bottom - top) / height)
    wide, high = width * share, height * share
    rest = {"start": 0.0, "center": 0.5, "end": 1.0}[layer.align]
    rest = 1 - rest if sheet.is_mirrored else rest
    x, y = left + (right - left - wide) * rest, top + (bottom - top - high) / 2
    paint = skia.Paint(AntiAlias=True, Alphaf=layer.strength)
    image = skia.Image.fromarray(pixels, copy=True)
    how = skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kLinear)
    canvas.drawImageRect(image, skia.Rect.MakeXYWH(x, y, wide, high), how, paint)


@lru_cache(maxsize=8)
def read_logo(file: Path, _changed: int) -> Bytes:
    """A mark as premultiplied RGBA; raises `ValueError` for what is no picture."""
    read_size(file)
    found = cv2.imread(str(file), cv2.IMREAD_UNCHANGED)
    if found is None:
        raise ValueError(f"{file.name} is damaged; save it again from where it came.")
    if found.dtype != np.uint8:
        found = (found / 257).astype(np.uint8)
    codes = {1: cv2.COLOR_GRAY2RGBA, 3: cv2.COLOR_BGR2RGBA, 4: cv2.COLOR_BGRA2RGBA}
    channels = 1 if found.ndim == 2 else found.shape[2]
    pixels = cv2.cvtColor(found, codes[channels])
    cover = pixels[..., 3:].astype(np.float32) / 255
    pixels[..., :3] = (pixels[..., :3] * cover).astype(np.uint8)
    return np.ascontiguousarray(pixels)
