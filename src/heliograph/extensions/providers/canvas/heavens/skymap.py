"""The wheel of a day: signs, degrees, and the planets where they really stand."""

from __future__ import annotations

from itertools import combinations
from math import cos, pi, radians, sin

import skia  # type: ignore[import-not-found,import-untyped,unused-ignore]  # ships no types

from heliograph.extensions.providers.canvas.layers import SkyMap, pick
from heliograph.extensions.providers.canvas.request import Request
from heliograph.extensions.providers.canvas.sheet import Sheet, argb, fill, hairline, pale
from heliograph.sdk.artwork import colour
from heliograph.sdk.artwork.glyphs import SIGNS, placed_glyph
from heliograph.sdk.artwork.spreading import spread
from heliograph.sdk.artwork.symbols import ORDER, placed_symbol

Point = tuple[float, float]
# Angles between planets that are drawn as lines, with how far off they may be.
_ASPECTS = ((60.0, 3.0), (90.0, 4.0), (120.0, 4.0), (180.0, 5.0))
_APART = 9.5


def draw_skymap(sheet: Sheet, canvas: skia.Canvas, layer: SkyMap, request: Request) -> None:
    """Aries begins at the left and the signs run against the clock, as on every chart."""
    centre = sheet.at(pick(layer.centre, sheet.form))
    radius = pick(layer.radius, sheet.form) * sheet.scale
    positions = _known(request.numbers(layer.positions))
    _draw_wheel(sheet, canvas, centre, radius)
    _draw_aspects(sheet, canvas, (centre, radius * 0.60), positions)
    _draw_planets(sheet, canvas, (centre, radius), positions)
    backward = set(request.texts(layer.retrograde)) if request.has(layer.retrograde) else set()
    _mark_backward(sheet, canvas, (centre, radius), positions, backward)


def _known(positions: dict[str, float]) -> dict[str, float]:
    unknown = sorted(set(positions) - set(SIGNS))
    if unknown:
        raise ValueError(f"There is no planet {unknown[0]!r}; there are: {', '.join(SIGNS)}.")
    return {name: longitude % 360 for name, longitude in positions.items()}


def _place(centre: Point, reach: float, longitude: float) -> Point:
    angle = pi - radians(longitude)
    return (centre[0] + cos(angle) * reach, centre[1] + sin(angle) * reach)


def _draw_wheel(sheet: Sheet, canvas: skia.Canvas, centre: Point, radius: float) -> None:
    tone = colour.mix(pale(sheet), sheet.palette["accent"], 0.35)
    shader = sheet.lit(centre, radius, argb(tone, 0.95), argb(tone, 0.35))
    weight = max(1.0, 1.3 * sheet.scale)
    for share, width in ((1.0, 1.6), (0.82, 1.0), (0.60, 1.0)):
        canvas.drawCircle(*centre, radius * share, hairline(weight * width, shader))
    path = skia.Path()
    for degree in range(0, 360, 2):
        inner = 0.82 if degree % 30 == 0 else (0.795 if degree % 10 == 0 else 0.806)
        outer = 1.0 if degree % 30 == 0 else 0.82
        path.moveTo(*_place(centre, radius * inner, degree))
        path.lineTo(*_place(centre, radius * outer, degree))
    canvas.drawPath(path, hairline(weight * 0.8, shader))
    for index, name in enumerate(ORDER):
        place = _place(centre, radius * 0.91, index * 30 + 15)
        sign = placed_symbol(name, 12.0, place, radius * 0.105)
        strength = 1.0 if name == sheet.sign else 0.72
        canvas.drawPath(sign, fill(tone, strength))


def _draw_aspects(
    sheet: Sheet, canvas: skia.Canvas, ring: tuple[Point, float], positions: dict[str, float]
) -> None:
    for (_, one), (_, other) in combinations(sorted(positions.items()), 2):
        apart = abs((one - other + 180) % 360 - 180)
        for angle, most in _ASPECTS:
            off = abs(apart - angle)
            if off > most:
                continue
            is_hard = angle in (90.0, 180.0)
            tone = sheet.palette["accent"] if is_hard else pale(sheet)
            strength = 0.75 * (1 - off / most) + 0.18
            paint = hairline(1.7 * sheet.scale, None, argb(tone, strength))
            if is_hard:
                paint.setPathEffect(skia.DashPathEffect.Make([7 * sheet.scale, 5 * sheet.scale], 0))
            start, end = _place(*ring, one), _place(*ring, other)
            canvas.drawLine(*start, *end, paint)


def _draw_planets(
    sheet: Sheet, canvas: skia.Canvas, ring: tuple[Point, float], positions: dict[str, float]
) -> None:
    centre, radius = ring
    light = pale(sheet)
    for name, drawn_at in spread(positions, _APART).items():
        exact = positions[name]
        lead = hairline(1.2 * sheet.scale, None, argb(light, 0.6))
        canvas.drawLine(
            *_place(centre, radius * 0.80, exact), *_place(centre, radius * 0.765, drawn_at), lead
        )
        inner = _place(centre, radius * 0.60, exact)
        canvas.drawCircle(*inner, 3.4 * sheet.scale, fill(light, 0.95))
        is_light = name in ("sun", "moon")
        tone = sheet.palette["accent"] if is_light else light
        size = radius * (0.098 if is_light else 0.086)
        place = _place(centre, radius * 0.70, drawn_at)
        path = placed_glyph(SIGNS[name], "text", place, size)
        canvas.drawPath(path, fill(tone, 0.5, size * 0.12))
        canvas.drawPath(path, fill(tone))


def _mark_backward(
    sheet: Sheet,
    canvas: skia.Canvas,
    ring: tuple[Point, float],
    positions: dict[str, float],
    backward: set[str],
) -> None:
    """A short arc with the arrow against the order of the signs."""
    centre, radius = ring
    places = spread(positions, _APART)
    for name in sorted(backward & set(positions)):
        at = places[name]
        paint = hairline(2.0 * sheet.scale, None, argb(sheet.palette["accent"]))
        path = skia.Path()
        reach = radius * 0.627
        for step in range(9):
            place = _place(centre, reach, at + 3.4 - 6.8 * step / 8)
            path.lineTo(*place) if step else path.moveTo(*place)
        tip, back = _place(centre, reach, at - 3.4), at - 1.2
        path.moveTo(*_place(centre, reach + radius * 0.011, back))
        path.lineTo(*tip)
        path.lineTo(*_place(centre, reach - radius * 0.011, back))
        canvas.drawPath(path, paint)
