"""Ink that can be read: contrast is measured on the pixels that really lie behind a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import skia  # type: ignore[import-not-found,import-untyped,unused-ignore]  # ships no types

from heliograph.extensions.providers.canvas.sheet import Sheet, argb
from heliograph.sdk.artwork import colour
from heliograph.sdk.artwork.colour import RGB, Bytes

Box = tuple[float, float, float, float]
# The worst five pixels in a hundred decide: one bright star may pass, a bright cloud may not.
_WORST_SHARE = 0.05
_WHITE, _BLACK = (1.0, 1.0, 1.0), (0.0, 0.0, 0.0)
# A little above what is asked, because the file's compression moves pixels by a step or two.
_MARGIN = 1.04
_MANY = 30_000


@dataclass(frozen=True)
class Behind:
    """The pixels behind one text."""

    luminances: colour.Floats
    mean: RGB

    def contrast(self, ink: RGB) -> float:
        """Contrast that nearly every pixel behind the text reaches."""
        own = colour.luminance(ink)
        lighter = np.maximum(self.luminances, own) + 0.05
        darker = np.minimum(self.luminances, own) + 0.05
        reached = lighter / darker
        place = int(_WORST_SHARE * (reached.size - 1))
        reached.partition(place)
        return float(reached[place])


@dataclass(frozen=True)
class Reading:
    """The ink a text is given, its contrast, and whether the ground was shaded for it."""

    ink: RGB
    contrast: float
    is_shaded: bool


def behind(pixels: Bytes, boxes: Sequence[Box]) -> Behind:
    """Look at the picture behind the ink boxes of a text."""
    # Every third pixel of large boxes, each way, tells the same; all of a text alike, or a line
    # would count for more than another.
    area = sum((box[2] - box[0]) * (box[3] - box[1]) for box in boxes)
    parts = [_cut(pixels, box, 3 if area > _MANY else 1) for box in boxes]
    flat = np.concatenate([part.reshape(-1, part.shape[-1]) for part in parts])
    red, green, blue, *_ = cv2.mean(flat[None])
    return Behind(colour.luminances(flat[None])[0], (red / 255, green / 255, blue / 255))


def _cut(pixels: Bytes, box: Box, step: int) -> Bytes:
    height, width = pixels.shape[:2]
    left, right = max(0, int(box[0])), min(width, int(box[2]) + 1)
    top, bottom = max(0, int(box[1])), min(height, int(box[3]) + 1)
    if right <= left or bottom <= top:
        left, top = min(left, width - 1), min(top, height - 1)
        right, bottom = left + 1, top + 1
    return pixels[top:bottom:step, left:right:step]


def readable_ink(
    sheet: Sheet, boxes: Sequence[Box], wished: RGB, strength: float, least: float
) -> Reading:
    """The wished ink when it can be read, else the nearest that can.

    When no ink can be read, the ground under the text is shaded first.
    """
    ground = behind(sheet.pixels, boxes)
    found = _first_readable(sheet, ground, wished, strength, least * _MARGIN)
    if found is not None:
        return Reading(*found, is_shaded=False)
    is_light = colour.luminance(wished) > 0.3
    for shade in (0.35, 0.55, 0.75, 0.9):
        _shade(sheet, boxes, _BLACK if is_light else _WHITE, shade)
        ground = behind(sheet.pixels, boxes)
        found = _first_readable(sheet, ground, wished, 1.0, least * _MARGIN)
        if found is not None:
            return Reading(*found, is_shaded=True)
    last = _WHITE if is_light else _BLACK
    return Reading(last, ground.contrast(last), is_shaded=True)


def _first_readable(
    sheet: Sheet, ground: Behind, wished: RGB, strength: float, least: float
) -> tuple[RGB, float] | None:
    for ink in _candidates(sheet, ground, wished, strength):
        contrast = ground.contrast(ink)
        if contrast >= least:
            return ink, contrast
    return None


def _candidates(sheet: Sheet, ground: Behind, wished: RGB, strength: float) -> Iterator[RGB]:
    for share in _shares(strength):
        yield wished if share == 1 else colour.mix(ground.mean, wished, share)
    # The wished hue is kept while a little light mends it; then the palette's own ink or paper
    # is better than a grey made of the wish.
    plain = (sheet.palette["ink"], sheet.palette["paper"])
    yield from _lifted((wished,), (0.15, 0.3, 0.4))
    yield from plain
    yield from _lifted((wished, *plain), (0.6, 0.8, 1.0))


def _lifted(inks: Sequence[RGB], shares: Sequence[float]) -> Iterator[RGB]:
    for ink in inks:
        for share in shares:
            yield colour.mix(ink, _WHITE, share)
            yield colour.mix(ink, _BLACK, share)


def _shares(strength: float) -> tuple[float, ...]:
    steps = (strength, strength + (1 - strength) / 2, 1.0)
    return steps if strength < 1 else (1.0,)


def _shade(sheet: Sheet, boxes: Sequence[Box], tone: RGB, strength: float) -> None:
    pad = 44 * sheet.scale
    left, top = min(box[0] for box in boxes) - pad, min(box[1] for box in boxes) - pad
    right, bottom = max(box[2] for box in boxes) + pad, max(box[3] for box in boxes) + pad
    paint = skia.Paint(AntiAlias=True, Color=argb(tone, strength))
    paint.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, pad * 0.75))
    with skia.Surface(sheet.pixels) as canvas:
        canvas.drawRoundRect(skia.Rect(left, top, right, bottom), pad, pad, paint)
