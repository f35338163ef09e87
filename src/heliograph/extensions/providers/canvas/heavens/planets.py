"""The sign of a planet, or a mark of type, drawn large on a picture."""

from __future__ import annotations

import skia  # type: ignore[import-not-found,import-untyped,unused-ignore]  # ships no types

from heliograph.extensions.providers.canvas.layers import Glyph, pick
from heliograph.extensions.providers.canvas.request import Request
from heliograph.extensions.providers.canvas.sheet import Sheet, argb, fill
from heliograph.sdk.artwork.glyphs import SIGNS, placed_glyph


def draw_glyph(sheet: Sheet, canvas: skia.Canvas, layer: Glyph, request: Request) -> None:
    """A planet's sign by its name, or the character itself, with its glow."""
    named = request.fill(layer.sign).strip()
    if not named:
        return
    character = SIGNS.get(named.lower(), named[:1])
    centre = sheet.at(pick(layer.centre, sheet.form))
    size = pick(layer.size, sheet.form) * sheet.scale
    path = placed_glyph(character, layer.face, centre, size)
    tone = sheet.palette[layer.ink]
    if layer.glow:
        for sigma, strength in ((0.13, 0.32), (0.035, 0.26)):
            canvas.drawPath(path, fill(tone, strength * layer.glow, size * sigma))
    paint = fill(tone, layer.strength)
    if layer.glow and layer.strength == 1.0:
        near, far = argb(sheet.palette["ink"]), argb(tone)
        paint.setShader(sheet.lit(centre, size * 0.55, near, far))
    canvas.drawPath(path, paint)
