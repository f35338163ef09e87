"""Line work: the wheel of the signs, the symbol, the constellation and the rule."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from math import cos, pi, sin, tau

import skia  # type: ignore[import-not-found,import-untyped,unused-ignore]  # ships no types

from heliograph.extensions.providers.canvas.figures import figure
from heliograph.extensions.providers.canvas.layers import Constellation, Dial, Symbol, pick
from heliograph.extensions.providers.canvas.request import Request
from heliograph.extensions.providers.canvas.sheet import Sheet, argb, fill, hairline, pale
from heliograph.sdk.artwork import colour
from heliograph.sdk.artwork.colour import RGB
from heliograph.sdk.artwork.geometry import star_outline
from heliograph.sdk.artwork.symbols import ORDER, placed, placed_symbol

_TICKS = 180
_UP = -pi / 2


def draw_dial(sheet: Sheet, canvas: skia.Canvas, dial: Dial) -> None:
    """Rings, degrees and the twelve signs; ours stands at the top, lit."""
    centre = sheet.at(pick(dial.centre, sheet.form))
    radius = pick(dial.radius, sheet.form) * sheet.scale
    tone = colour.mix(pale(sheet), sheet.palette["accent"], 0.35)
    shader = sheet.lit(centre, radius, argb(tone, 0.85), argb(tone, 0.22))
    weight = max(1.0, 1.25 * sheet.scale)
    for share, width in ((1.0, weight * 1.25), (0.945, weight * 0.8), (1.245, weight * 0.8)):
        canvas.drawCircle(*centre, radius * share, hairline(width, shader))
    ticks = placed(_ticks(), centre, radius)
    canvas.drawPath(ticks, hairline(weight * 0.8, shader))
    if sheet.sign is not None:
        _draw_sector(sheet, canvas, centre, radius)
    _draw_signs(sheet, canvas, centre, radius)


@cache
def _ticks() -> skia.Path:
    """The degrees of a dial whose radius is 1, about its middle; not to be changed by callers."""
    path = skia.Path()
    for index in range(_TICKS):
        angle = _UP + tau / 24 + tau * index / _TICKS
        inner = 0.945 if index % 15 else 0.905
        inner = inner if index % 5 == 0 else 0.972
        if index % 15 == 0:
            _spoke(path, angle, (1.0, 1.245))
        _spoke(path, angle, (inner, 1.0))
    return path


def _spoke(path: skia.Path, angle: float, span: tuple[float, float]) -> None:
    path.moveTo(cos(angle) * span[0], sin(angle) * span[0])
    path.lineTo(cos(angle) * span[1], sin(angle) * span[1])


def _draw_sector(
    sheet: Sheet, canvas: skia.Canvas, centre: tuple[float, float], radius: float
) -> None:
    accent = sheet.palette["accent"]
    for share in (1.0, 1.245):
        reach = radius * share
        box = skia.Rect(centre[0] - reach, centre[1] - reach, centre[0] + reach, centre[1] + reach)
        canvas.drawArc(box, -105, 30, False, hairline(2.8 * sheet.scale, None, argb(accent)))


def _draw_signs(
    sheet: Sheet, canvas: skia.Canvas, centre: tuple[float, float], radius: float
) -> None:
    own = ORDER.index(sheet.sign or ORDER[0])
    reach, size = radius * 1.1225, radius * 0.135
    for index, name in enumerate(ORDER):
        away = (index - own) % 12
        # The zodiac runs against the clock, as on every chart of the heavens.
        angle = _UP - tau * away / 12
        place = (centre[0] + cos(angle) * reach, centre[1] + sin(angle) * reach)
        is_own = away == 0 and sheet.sign is not None
        tone = sheet.palette["accent"] if is_own else pale(sheet)
        strength = 1.0 if is_own else 0.50
        path = placed_symbol(name, 12.0, place, size * (1.12 if is_own else 1.0))
        canvas.drawPath(path, skia.Paint(AntiAlias=True, Color=argb(tone, strength)))


def draw_symbol(sheet: Sheet, canvas: skia.Canvas, symbol: Symbol, request: Request) -> None:
    """The sign in large: a glow of its light, then the stroke from pale to accent."""
    sign = request.sign(symbol.of)
    if sign is None:
        return
    centre = sheet.at(pick(symbol.centre, sheet.form))
    size = pick(symbol.size, sheet.form) * sheet.scale
    path = placed_symbol(sign, symbol.pen, centre, size)
    accent, light = sheet.palette["accent"], pale(sheet)
    for sigma, strength in ((0.13, 0.34), (0.035, 0.30)):
        glow = skia.Paint(AntiAlias=True, Color=argb(accent, strength * symbol.glow))
        glow.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, size * sigma))
        canvas.drawPath(path, glow)
    if symbol.ink is not None:
        canvas.drawPath(path, fill(sheet.palette[symbol.ink]))
        return
    near = colour.mix(light, (1.0, 1.0, 1.0), 0.5)
    far = colour.mix(accent, light, 0.15)
    paint = skia.Paint(AntiAlias=True)
    paint.setShader(sheet.lit(centre, size * 0.55, argb(near), argb(far)))
    canvas.drawPath(path, paint)


def draw_constellation(
    sheet: Sheet, canvas: skia.Canvas, layer: Constellation, request: Request
) -> None:
    """The figure of the sign's stars, faint enough to stay behind."""
    sign = request.sign(layer.of)
    if sign is None:
        return
    shown = figure(sign)
    radius = pick(layer.radius, sheet.form) * sheet.scale
    places = shown.fitted(sheet.at(pick(layer.centre, sheet.form)), radius)
    tone = pale(sheet)
    path = skia.Path()
    for line in shown.lines:
        for start, end in pairwise(line):
            _between(path, places[start], places[end], 11 * sheet.scale)
    canvas.drawPath(path, hairline(1.2 * sheet.scale, None, argb(tone, 0.34)))
    for star, place in places.items():
        _draw_star(canvas, place, sheet.scale * 10 ** (-0.13 * (shown.stars[star][2] - 5.0)), tone)


def _between(
    path: skia.Path, start: tuple[float, float], end: tuple[float, float], gap: float
) -> None:
    """A line that stops short of both its stars."""
    length = ((end[0] - start[0]) ** 2 + (end[1] - start[1]) ** 2) ** 0.5
    if length <= 2.5 * gap:
        return
    x, y = (end[0] - start[0]) / length * gap, (end[1] - start[1]) / length * gap
    path.moveTo(start[0] + x, start[1] + y)
    path.lineTo(end[0] - x, end[1] - y)


def _draw_star(canvas: skia.Canvas, place: tuple[float, float], radius: float, tone: RGB) -> None:
    halo = skia.Paint(AntiAlias=True, Color=argb(tone, 0.40))
    halo.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, radius * 1.8))
    canvas.drawCircle(*place, radius * 1.7, halo)
    white = colour.mix(tone, (1.0, 1.0, 1.0), 0.6)
    canvas.drawCircle(*place, radius, skia.Paint(AntiAlias=True, Color=argb(white, 0.95)))


def draw_rule(
    sheet: Sheet,
    canvas: skia.Canvas,
    place: tuple[float, float, float],
    tone: RGB,
    style: tuple[float, str],
) -> None:
    """A fine rule about a middle (x, y, length); with a mark in the middle it thins out to its
    ends. `style` is its weight and its mark."""
    x, y, length = place
    weight, mark = style
    half, gap, small = length / 2, 15 * sheet.scale, 5.2 * sheet.scale
    if mark == "none":
        canvas.drawLine(x - half, y, x + half, y, hairline(weight, None, argb(tone)))
        return
    for side in (-1, 1):
        shader = skia.GradientShader.MakeLinear(
            points=[(x + side * gap, y), (x + side * half, y)], colors=[argb(tone), argb(tone, 0.0)]
        )
        canvas.drawLine(x + side * gap, y, x + side * half, y, hairline(weight, shader))
    points, reach = (8, small * 1.9) if mark == "star" else (2, small)
    path = star_outline(points, (x, y), (reach, reach * (0.765 if points == 8 else 1.0)), 0.0)
    canvas.drawPath(path, skia.Paint(AntiAlias=True, Color=argb(tone)))
