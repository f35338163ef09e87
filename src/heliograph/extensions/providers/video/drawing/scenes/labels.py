"""Names beside the planets that matter: what it is, and where in which sign."""

from __future__ import annotations

from math import cos, pi, radians, sin

import skia  # type: ignore[import-not-found,import-untyped,unused-ignore]  # ships no types

from heliograph.extensions.providers.video.drawing.lettering import (
    Box,
    Placed,
    blobs,
    centred_lines,
)
from heliograph.extensions.providers.video.drawing.scenes.wheel import Wheel
from heliograph.extensions.providers.video.drawing.tones import argb
from heliograph.sdk.artwork.symbols import ORDER
from heliograph.sdk.typesetting.setting import Wish, set_text

_ENGLISH = {
    "sun": "Sun", "moon": "Moon", "mercury": "Mercury", "venus": "Venus", "mars": "Mars",
    "jupiter": "Jupiter", "saturn": "Saturn", "uranus": "Uranus", "neptune": "Neptune",
    "pluto": "Pluto",
}  # fmt: skip
_ARABIC = {
    "sun": "الشمس", "moon": "القمر", "mercury": "عطارد", "venus": "الزهرة", "mars": "المريخ",
    "jupiter": "المشتري", "saturn": "زحل", "uranus": "أورانوس", "neptune": "نبتون",
    "pluto": "بلوتو",
}  # fmt: skip
_ARABIC_SIGNS = (
    "الحمل", "الثور", "الجوزاء", "السرطان", "الأسد", "العذراء",
    "الميزان", "العقرب", "القوس", "الجدي", "الدلو", "الحوت",
)  # fmt: skip
_REACH, _CORE, _GAP = 0.44, 0.55, 0.03
_SIZE = 0.115
_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def label_of(name: str, longitude: float, language: str) -> str:
    """A planet's name and its place, as a sentence would say it: Moon 12° Cancer."""
    sign, degree = divmod(int(longitude % 360), 30)
    if language.split("-")[0] == "ar":
        # An Arabic sentence counts in its own digits, and so does what stands beside it.
        return f"{_ARABIC[name]} {degree}° {_ARABIC_SIGNS[sign]}".translate(_DIGITS)
    return f"{_ENGLISH[name]} {degree}° {ORDER[sign].capitalize()}"


def draw_labels(
    canvas: skia.Canvas, wheel: Wheel, shown: dict[str, tuple[float, float]], language: str
) -> None:
    """The labels inside the wheel, each toward its planet, none over another."""
    taken: list[Box] = []
    by_height = sorted(shown.items(), key=lambda one: wheel.at(one[1][1], _REACH)[1])
    for name, (longitude, drawn_at) in by_height:
        placed = _placed(wheel, label_of(name, longitude, language), drawn_at, taken, language)
        taken.append(placed.box())
        em = placed.text.size
        edge = skia.Paint(AntiAlias=True, Color=argb((0.02, 0.02, 0.05), 0.85))
        edge.setStyle(skia.Paint.kStrokeAndFill_Style)
        edge.setStrokeWidth(em * 0.34)
        edge.setStrokeJoin(skia.Paint.kRound_Join)
        edge.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, em * 0.10))
        ink = skia.Paint(AntiAlias=True, Color=argb(wheel.accent))
        for paint in (edge, ink):
            for blob, x, y in blobs(placed):
                canvas.drawTextBlob(blob, x, y, paint)


def _placed(wheel: Wheel, text: str, longitude: float, taken: list[Box], language: str) -> Placed:
    em = _SIZE * wheel.radius
    wish = Wish("sans", em * 0.7, em, 1.2, 0.0, False, 1)
    found = set_text(text, wish, (wheel.radius * 0.9, em * 3), language)
    angle = pi - radians(longitude)
    x, y = cos(angle) * _REACH * wheel.radius, sin(angle) * _REACH * wheel.radius
    half = found.lines[0].shaped.width * found.size / 2
    # As near to its planet as may be. They are placed from above: a place that is taken is
    # taken by one above, so the next is looked for below it first.
    for step in (0, 1, 2, -1, -2, 3, -3, 4, -4, 5, -5, 6, -6):
        high = y + step * em * 1.5
        room = _CORE * wheel.radius
        wide = max(0.0, room**2 - (abs(high) + em * 0.6) ** 2) ** 0.5 - half
        if wide < 0:
            continue
        middle = wheel.centre[0] + min(max(x, -wide), wide)
        placed = centred_lines(found, middle, wheel.centre[1] + high - found.height / 2)
        if not any(_meet(placed.box(), box, _GAP * wheel.radius) for box in taken):
            return placed
    return centred_lines(found, wheel.centre[0], wheel.centre[1] - found.height / 2)


def _meet(one: Box, other: Box, gap: float) -> bool:
    across = one[0] < other[2] + gap and other[0] < one[2] + gap
    return across and one[1] < other[3] + gap and other[1] < one[3] + gap
