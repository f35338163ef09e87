"""Where in a carousel a slide stands."""

from __future__ import annotations

import skia  # type: ignore[import-not-found,import-untyped,unused-ignore]  # ships no types

from heliograph.extensions.providers.canvas.layers import Pages, pick
from heliograph.extensions.providers.canvas.request import Request
from heliograph.extensions.providers.canvas.sheet import Sheet, fill

_MOST = 20


def draw_pages(sheet: Sheet, canvas: skia.Canvas, layer: Pages, request: Request) -> None:
    """A row of dots, ours long and lit; nothing without the values `page` and `pages`."""
    if not (request.has("page") and request.has("pages")):
        return
    page, pages = int(request.number("page")), int(request.number("pages"))
    if not 1 <= page <= pages <= _MOST:
        raise ValueError(f"Slide {page} of {pages} cannot be; `page` counts from 1 to `pages`.")
    x, y = sheet.at(pick(layer.centre, sheet.form))
    dot, step = 5.5 * sheet.scale, 24 * sheet.scale
    long = 22 * sheet.scale
    start = x - ((pages - 1) * step + long) / 2
    for number in range(1, pages + 1):
        own = number == (pages + 1 - page if sheet.is_mirrored else page)
        wide = long if own else 0.0
        band = skia.Rect(start - dot, y - dot, start + wide + dot, y + dot)
        strength = 1.0 if own else 0.38
        canvas.drawRoundRect(band, dot, dot, fill(sheet.palette[layer.ink], strength))
        start += step + wide
