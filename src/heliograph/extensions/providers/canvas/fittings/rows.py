"""Lists and tables: every row in one size, the largest at which all of them fit."""

from __future__ import annotations

from dataclasses import dataclass, replace

import skia  # type: ignore[import-not-found,import-untyped,unused-ignore]  # ships no types

from heliograph.extensions.providers.canvas.layers import Listing, Table, TextStyle, pick
from heliograph.extensions.providers.canvas.lettering import (
    Placing,
    lefts_of,
    side_of,
    wish_of,
)
from heliograph.extensions.providers.canvas.request import Request
from heliograph.extensions.providers.canvas.sheet import Box, Sheet, argb, fill, hairline
from heliograph.sdk.artwork import colour
from heliograph.sdk.artwork.geometry import star_outline
from heliograph.sdk.typesetting.setting import (
    SetText,
    Wish,
    height_of,
    paragraph_of,
    set_text,
)

_STEPS = 20
_MOST_ROWS = 24
_ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@dataclass(frozen=True)
class _Sized:
    wish: Wish
    size: float
    fits: bool


def draw_list(sheet: Sheet, layer: Listing, request: Request) -> list[Placing]:
    """Draw the numbers or marks of a list; returns its texts, placed."""
    texts = [text for text in request.texts(layer.rows) if text.strip()]
    _check_count(layer.rows, len(texts))
    if not texts:
        return []
    box = sheet.box(pick(layer.box, sheet.form))
    gap = pick(layer.gap, sheet.form) * sheet.scale
    room, sized = _list_size(sheet, layer, (texts, request.language), (box, gap))
    set_ = [
        set_text(text, _fixed(sized), (room[2] - room[0], 1e6), request.language) for text in texts
    ]
    total = sum(one.height for one in set_) + gap * (len(set_) - 1)
    spare = max(0.0, box[3] - box[1] - total)
    # What is left over goes between the rows first, so that a short list still fills its place.
    gap += min(spare / (len(set_) + 1), gap * 1.2)
    total = sum(one.height for one in set_) + gap * (len(set_) - 1)
    y = box[1] + max(0.0, (box[3] - box[1] - total) / 2)
    placed = []
    for number, text in enumerate(set_, 1):
        side = side_of(sheet, text, "start")
        placing = Placing(
            name=f"{layer.name}.{number}",
            style=layer.style,
            text=text,
            baseline=y + text.rise,
            lefts=lefts_of(text, room, side),
            room=(room[0], y, room[2], y + text.height),
            fits=sized.fits and text.fits,
        )
        middle = y + text.rise - _middle(text)
        _draw_mark(sheet, layer, (box, middle, sized.size), (number, request.language))
        placed.append(placing)
        y += text.height + gap
    return placed


def _middle(text: SetText) -> float:
    """How high over its baseline the middle of a line is: half a capital, or a joined letter."""
    return 0.27 * text.size if text.is_rtl else text.rise / 2


def _check_count(name: str, count: int) -> None:
    if count > _MOST_ROWS:
        raise ValueError(f"The value {name!r} holds {count} rows; at most {_MOST_ROWS} fit.")


def _list_size(
    sheet: Sheet, layer: Listing, texts: tuple[list[str], str], where: tuple[Box, float]
) -> tuple[Box, _Sized]:
    """The room right of the marks, and the largest size at which all texts stand in it."""
    box, gap = where
    wish = wish_of(sheet, layer.style, pick(layer.style.size, sheet.form))
    for step in range(_STEPS, -1, -1):
        size = wish.smallest + step / _STEPS * (wish.largest - wish.smallest)
        room = _beside(sheet, layer, box, size)
        total = gap * (len(texts[0]) - 1)
        for text in texts[0]:
            height = height_of(paragraph_of(text, wish, texts[1]), size, room[2] - room[0])
            total += 1e6 if height is None else height
        if total <= box[3] - box[1]:
            return room, _Sized(wish, size, True)
    return _beside(sheet, layer, box, wish.smallest), _Sized(wish, wish.smallest, False)


def _beside(sheet: Sheet, layer: Listing, box: Box, size: float) -> Box:
    indent = {"none": 0.0, "dot": 1.0, "star": 1.25}.get(layer.mark, 2.0) * size
    if sheet.is_mirrored:
        return (box[0], box[1], box[2] - indent, box[3])
    return (box[0] + indent, box[1], box[2], box[3])


def _fixed(sized: _Sized) -> Wish:
    return replace(sized.wish, smallest=sized.size, largest=sized.size)


def _draw_mark(
    sheet: Sheet, layer: Listing, at: tuple[Box, float, float], which: tuple[int, str]
) -> None:
    box, y, size = at
    tone = sheet.palette["accent"]
    if layer.mark == "none":
        return
    with skia.Surface(sheet.pixels) as canvas:
        if layer.mark == "number":
            x = box[2] - size * 0.72 if sheet.is_mirrored else box[0] + size * 0.72
            draw_badge(canvas, (x, y), size * 0.72, (tone, *which))
            return
        reach = size * (0.16 if layer.mark == "dot" else 0.34)
        x = box[2] - reach if sheet.is_mirrored else box[0] + reach
        path = star_outline(8, (x, y), (reach, reach * 0.765), 0.0)
        if layer.mark == "dot":
            path.reset()
            path.addCircle(x, y, reach)
        canvas.drawPath(path, fill(tone))


def draw_badge(
    canvas: skia.Canvas,
    centre: tuple[float, float],
    radius: float,
    what: tuple[colour.RGB, int, str],
) -> None:
    """A number in a disc, in the darker or lighter of black and white that stands out more."""
    tone, number, language = what
    canvas.drawCircle(*centre, radius, fill(tone))
    own = colour.luminance(tone)
    ink = (
        (0.05, 0.05, 0.07) if colour.contrast(own, 0.0) > colour.contrast(own, 1.0) else (1.0,) * 3
    )
    digits = str(number).translate(_ARABIC_DIGITS) if language == "ar" else str(number)
    wish = Wish("strong", radius * 1.02, radius * 1.02, 1.0, 0.0, False, 1)
    text = set_text(digits, wish, (radius * 4, radius * 4), language)
    shaped = text.lines[0].shaped
    x = centre[0] - (shaped.ink[0] + shaped.ink[2]) / 2 * text.size
    y = centre[1] - (shaped.ink[1] + shaped.ink[3]) / 2 * text.size
    for run in shaped.runs:
        builder = skia.TextBlobBuilder()
        places = [skia.Point(a * text.size, b * text.size) for a, b in run.places]
        builder.allocRunPos(skia.Font(run.face.typeface, text.size), list(run.glyphs), places)
        canvas.drawTextBlob(builder.make(), x, y, skia.Paint(AntiAlias=True, Color=argb(ink)))


def draw_table(sheet: Sheet, layer: Table, request: Request) -> list[Placing]:
    """Draw the rules of a table and the band of its marked row; returns its texts, placed."""
    rows = request.pairs(layer.rows)
    _check_count(layer.rows, len(rows))
    if not rows:
        return []
    box = sheet.box(pick(layer.box, sheet.form))
    pitch = min((box[3] - box[1]) / len(rows), 150 * sheet.scale)
    top = box[1] + (box[3] - box[1] - pitch * len(rows)) / 2
    marked = int(request.number(layer.marked)) if request.has(layer.marked) else -1
    sizes = _table_sizes(sheet, layer, rows, (box, pitch, request.language))
    placed = []
    for index, row in enumerate(rows):
        band = (box[0], top + index * pitch, box[2], top + (index + 1) * pitch)
        _draw_band(
            sheet, layer, band, (index == marked, index == marked - 1, index + 1 == len(rows))
        )
        for place, text in enumerate(row):
            if text.strip():
                where = (f"{layer.name}.{index + 1}.{place + 1}", band, "end" if place else "start")
                style = layer.value if place else layer.label
                placed.append(_cell(sheet, (text, style), (where, sizes[place]), request.language))
    return placed


def _draw_band(sheet: Sheet, layer: Table, band: Box, is_: tuple[bool, bool, bool]) -> None:
    is_marked, is_above, is_last = is_
    with skia.Surface(sheet.pixels) as canvas:
        if is_marked:
            pad = 22 * sheet.scale
            low = band[1] + (band[3] - band[1]) * 0.08
            area = skia.Rect(band[0] - pad, low, band[2] + pad, band[3] - (low - band[1]))
            canvas.drawRoundRect(area, pad * 0.8, pad * 0.8, fill(sheet.palette["accent"], 0.20))
            edge = hairline(1.6 * sheet.scale, None, argb(sheet.palette["accent"], 0.8))
            canvas.drawRoundRect(area, pad * 0.8, pad * 0.8, edge)
        elif layer.rule is not None and not is_last and not is_above:
            tone = argb(sheet.palette[layer.rule], 0.32)
            canvas.drawLine(
                band[0], band[3], band[2], band[3], hairline(1.2 * sheet.scale, None, tone)
            )


def _table_sizes(
    sheet: Sheet,
    layer: Table,
    rows: tuple[tuple[str, str], ...],
    where: tuple[Box, float, str],
) -> tuple[_Sized, _Sized]:
    """One size for the labels and one for the values, so that no pair meets in the middle."""
    box, pitch, language = where
    wishes = [
        wish_of(sheet, style, pick(style.size, sheet.form)) for style in (layer.label, layer.value)
    ]
    width, air = box[2] - box[0], 34 * sheet.scale
    for step in range(_STEPS, -1, -1):
        sizes = [w.smallest + step / _STEPS * (w.largest - w.smallest) for w in wishes]
        fits = True
        for row in rows:
            parts = [
                paragraph_of(text, wish, language) if text.strip() else None
                for text, wish in zip(row, wishes, strict=True)
            ]
            used = [
                part.words.line_width(0, len(part.words.texts)) * size if part else 0.0
                for part, size in zip(parts, sizes, strict=True)
            ]
            high = max(
                (part.rise + part.fall) * size if part else 0.0
                for part, size in zip(parts, sizes, strict=True)
            )
            fits = fits and sum(used) + air <= width and high <= pitch * 0.94
        if fits:
            return (_Sized(wishes[0], sizes[0], True), _Sized(wishes[1], sizes[1], True))
    smallest = [_Sized(wish, wish.smallest, False) for wish in wishes]
    return (smallest[0], smallest[1])


def _cell(
    sheet: Sheet,
    what: tuple[str, TextStyle],
    where: tuple[tuple[str, Box, str], _Sized],
    language: str,
) -> Placing:
    (name, band, align), sized = where
    text: SetText = set_text(what[0], _fixed(sized), (1e6, 1e6), language)
    ink = text.lines[0].shaped.ink
    middle = (band[1] + band[3]) / 2
    is_latin = not text.is_rtl
    rise = text.rise / 2 if is_latin else -(ink[1] + ink[3]) / 2 * text.size
    at_start = (align == "start") != sheet.is_mirrored
    lefts = lefts_of(text, band, "left" if at_start else "right")
    wide = text.lines[0].shaped.width * text.size
    room = (lefts[0], middle - text.size * 0.6, lefts[0] + wide, middle + text.size * 0.6)
    return Placing(
        name=name,
        style=what[1],
        text=text,
        baseline=middle + rise,
        lefts=lefts,
        room=room,
        fits=sized.fits,
    )
