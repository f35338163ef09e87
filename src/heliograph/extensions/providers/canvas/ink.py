"""Ink that can be read: contrast is measured on the pixels that really lie behind a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import skia  # type: ignore[import-not-found,import-untyped,unused-ignore]  # ships no types

from heliograph.extensions.providers.canvas import colour
from heliograph.extensions.providers.canvas.colour import RGB, Bytes
from heliograph.extensions.providers.canvas.sheet import Sheet, argb

Box = tuple[float, float, float, float]
# The worst five pixels in a hundred decide: one bright star may pass, a bright cloud may not.
_WORST = 5.0
_WHITE, _BLACK = (1.0, 1.0, 1.0), (0.0, 0.0, 0.0)
# A little above what is asked, because the file's compression moves pixels by a step or two.
_MARGIN = 1.04


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
        return float(np.percentile(lighter / darker, _WORST))


def behind(pixels: Bytes, boxes: Sequence[Box]) -> Behind:
    """Look at the picture behind the ink boxes of a text."""
    parts = [_cut(pixels, box) for box in boxes]
    flat = np.concatenate([part.reshape(-1, part.shape[-1]) for part in parts])
    mean = flat[:, :3].mean(axis=0) / 255
    return Behind(
        colour.luminances(flat[None])[0], (float(mean[0]), float(mean[1]), float(mean[2]))
    )


def _cut(pixels: Bytes, box: Box) -> Bytes:
    height, width = pixels.shape[:2]
    left, right = max(0, int(box[0])), min(width, int(box[2]) + 1)
    top, bottom = max(0, int(box[1])), min(height, int(box[3]) + 1)
    if right <= left or bottom <= top:
        left, top = min(left, width - 1), min(top, height - 1)
        right, bottom = left + 1, top + 1
    return pixels[top:bottom, left:right]


def readable_ink(
    sheet: Sheet, boxes: Sequence[Box], wished: RGB, strength: float, least: float
) -> tuple[RGB, float]:
    """The wished ink when it can be read, else the nearest that can; and its contrast.

    When no ink can be read, the ground under the text is shaded first.
    """
    ground = behind(sheet.pixels, boxes)
    found = _first_readable(sheet, ground, wished, strength, least * _MARGIN)
    if found is not None:
        return found, ground.contrast(found)
    is_light = colour.luminance(wished) > 0.3
    for shade in (0.35, 0.55, 0.75, 0.9):
        _shade(sheet, boxes, _BLACK if is_light else _WHITE, shade)
        ground = behind(sheet.pixels, boxes)
        found = _first_readable(sheet, ground, wished, 1.0, least * _MARGIN)
        if found is not None:
            return found, ground.contrast(found)
    last = _WHITE if is_light else _BLACK
    return last, ground.contrast(last)


def _first_readable(
    sheet: Sheet, ground: Behind, wished: RGB, strength: float, least: float
) -> RGB | None:
    quieter = [colour.mix(ground.mean, wished, share) for share in _shares(strength)]
    # The wished hue is kept while a little light mends it; then the palette's own ink or paper
    # is better than a grey made of the wish.
    plain = [sheet.palette["ink"], sheet.palette["paper"]]
    lifted = [
        *_lifted((wished,), (0.15, 0.3, 0.4)),
        *plain,
        *_lifted((wished, *plain), (0.6, 0.8, 1.0)),
    ]
    for ink in (*quieter, *lifted):
        if ground.contrast(ink) >= least:
            return ink
    return None


def _lifted(inks: Sequence[RGB], shares: Sequence[float]) -> list[RGB]:
    return [
        colour.mix(ink, end, share) for ink in inks for share in shares for end in (_WHITE, _BLACK)
    ]


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
