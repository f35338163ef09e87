"""The wheel of the sky as line work: rings, degrees, the twelve signs, the angles of planets."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import cos, pi, radians, sin

import skia  # type: ignore[import-not-found,import-untyped,unused-ignore]  # ships no types

from heliograph.extensions.providers.video.drawing.tones import argb
from heliograph.sdk.artwork.colour import RGB
from heliograph.sdk.artwork.glyphs import SIGNS, placed_glyph
from heliograph.sdk.artwork.symbols import ORDER, placed_symbol

Point = tuple[float, float]
# Angles between planets that are drawn as lines, with how far off they may be.
_ASPECTS = ((60.0, 3.0), (90.0, 4.0), (120.0, 4.0), (180.0, 5.0))
OUTER, INNER, CORE, PLANETS = 1.0, 0.82, 0.58, 0.70


@dataclass(frozen=True)
class Wheel:
    """Where the wheel stands on its canvas and what it is drawn in; `line` for line work,
    `accent` for what matters. `size` is pixels for one pixel of a wheel of radius 400."""

    centre: Point
    radius: float
    line: RGB
    accent: RGB
    sign: str | None = None

    @property
    def scale(self) -> float:
        """How much wider than usual its lines are."""
        return self.radius / 400

    def at(self, longitude: float, reach: float) -> Point:
        """Aries begins at the left, and the signs run against the clock."""
        angle = pi - radians(longitude)
        away = reach * self.radius
        return (self.centre[0] + cos(angle) * away, self.centre[1] + sin(angle) * away)


def pen(colour: int, width: float) -> skia.Paint:
    """A paint for fine lines."""
    return skia.Paint(
        AntiAlias=True,
        Color=colour,
        Style=skia.Paint.kStroke_Style,
        StrokeWidth=width,
        StrokeCap=skia.Paint.kRound_Cap,
    )


def draw_wheel(canvas: skia.Canvas, wheel: Wheel) -> None:
    """Rings, degrees and signs; one sign may be lit."""
    shader = skia.GradientShader.MakeLinear(
        points=[
            (wheel.centre[0] - wheel.radius * 0.7, wheel.centre[1] - wheel.radius),
            (wheel.centre[0] + wheel.radius * 0.7, wheel.centre[1] + wheel.radius),
        ],
        colors=[argb(wheel.line, 0.95), argb(wheel.line, 0.40)],
    )
    shade = pen(argb(wheel.line), 1.5 * wheel.scale)
    shade.setShader(shader)
    for reach, width in ((OUTER, 2.2), (INNER, 1.4), (CORE, 1.4)):
        shade.setStrokeWidth(width * wheel.scale)
        canvas.drawCircle(*wheel.centre, wheel.radius * reach, shade)
    path = skia.Path()
    for degree in range(0, 360, 2):
        inner = INNER if degree % 30 == 0 else (0.79 if degree % 10 == 0 else 0.804)
        path.moveTo(*wheel.at(degree, inner))
        path.lineTo(*wheel.at(degree, OUTER if degree % 30 == 0 else INNER))
    shade.setStrokeWidth(1.1 * wheel.scale)
    canvas.drawPath(path, shade)
    for index, name in enumerate(ORDER):
        place = wheel.at(index * 30 + 15, 0.91)
        is_own = name == wheel.sign
        sign = placed_symbol(name, 12.0, place, wheel.radius * (0.118 if is_own else 0.105))
        tone, strength = (wheel.accent, 1.0) if is_own else (wheel.line, 0.88)
        if is_own:
            glow = skia.Paint(AntiAlias=True, Color=argb(tone, 0.6))
            blur = wheel.radius * 0.022
            glow.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, blur))
            canvas.drawPath(sign, glow)
        canvas.drawPath(sign, skia.Paint(AntiAlias=True, Color=argb(tone, strength)))


def draw_aspects(
    canvas: skia.Canvas, wheel: Wheel, positions: dict[str, float], part: float
) -> None:
    """The angles between planets, each line drawn as far as `part`."""
    for (_, one), (_, other) in combinations(sorted(positions.items()), 2):
        apart = abs((one - other + 180) % 360 - 180)
        for angle, most in _ASPECTS:
            off = abs(apart - angle)
            if off > most:
                continue
            is_hard = angle in (90.0, 180.0)
            strength = 0.25 + 0.65 * (1 - off / most)
            paint = pen(argb(wheel.accent if is_hard else wheel.line, strength), 2 * wheel.scale)
            if is_hard:
                dash = [8 * wheel.scale, 6 * wheel.scale]
                paint.setPathEffect(skia.DashPathEffect.Make(dash, 0))
            start, end = wheel.at(one, CORE), wheel.at(other, CORE)
            reach = (start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part)
            canvas.drawLine(*start, *reach, paint)


def draw_planet(canvas: skia.Canvas, wheel: Wheel, name: str, place: tuple[float, float]) -> None:
    """A planet's sign; `place` is its longitude and where its sign is drawn, both in degrees."""
    exact, drawn_at = place
    lead = pen(argb(wheel.line, 0.7), 1.4 * wheel.scale)
    canvas.drawLine(*wheel.at(exact, INNER - 0.02), *wheel.at(drawn_at, PLANETS + 0.065), lead)
    dot = skia.Paint(AntiAlias=True, Color=argb(wheel.line))
    canvas.drawCircle(*wheel.at(exact, CORE), 4.2 * wheel.scale, dot)
    is_light = name in ("sun", "moon")
    tone = wheel.accent if is_light else wheel.line
    size = wheel.radius * (0.112 if is_light else 0.098)
    path = placed_glyph(SIGNS[name], "text", wheel.at(drawn_at, PLANETS), size)
    glow = skia.Paint(AntiAlias=True, Color=argb(tone, 0.5))
    glow.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, size * 0.16))
    canvas.drawPath(path, glow)
    canvas.drawPath(path, skia.Paint(AntiAlias=True, Color=argb(tone)))
