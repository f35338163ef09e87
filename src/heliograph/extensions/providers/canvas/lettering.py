"""Set text onto the sheet: its ink chosen by what lies behind, its boxes noted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import skia  # type: ignore[import-not-found,import-untyped,unused-ignore]  # ships no types

from heliograph.extensions.providers.canvas.ink import Reading, behind, readable_ink
from heliograph.extensions.providers.canvas.layers import TextStyle
from heliograph.extensions.providers.canvas.notes import Notes
from heliograph.extensions.providers.canvas.sheet import Box, Sheet, argb, fill
from heliograph.sdk.artwork import colour
from heliograph.sdk.artwork.colour import RGB
from heliograph.sdk.pictures import TextBox
from heliograph.sdk.typesetting.inking import blob_of
from heliograph.sdk.typesetting.setting import SetText, Wish

PILL_REACH = 0.6
_ROUNDS = 4


@dataclass(frozen=True)
class Placing:
    """A set text and the place of its first baseline; `lefts` is where each line starts and
    `room` the box it was set in."""

    name: str
    style: TextStyle
    text: SetText
    baseline: float
    lefts: tuple[float, ...]
    room: Box
    fits: bool

    def boxes(self) -> list[Box]:
        """Where the ink of each line lies, in pixels."""
        found = []
        for index, (line, left) in enumerate(zip(self.text.lines, self.lefts, strict=True)):
            y = self.baseline + index * self.text.line_height
            ink = [edge * self.text.size for edge in line.shaped.ink]
            found.append((left + ink[0], y + ink[1], left + ink[2], y + ink[3]))
        return found


def wish_of(sheet: Sheet, style: TextStyle, size: tuple[float, float]) -> Wish:
    """A style of the design in the pixels of this sheet; `size` is for this form."""
    smallest = max(size[0] * sheet.scale, sheet.smallest_type)
    return Wish(
        role=style.face,
        smallest=smallest,
        largest=max(size[1] * sheet.scale, smallest),
        leading=style.leading,
        tracking=style.tracking,
        capitals=style.capitals,
        max_lines=style.max_lines,
    )


def lefts_of(text: SetText, box: Box, align: str) -> tuple[float, ...]:
    """Where each line starts; `align` is left, center or right. Letters that reach past their
    own width are set in, so that ink and not metrics stand on the margin."""
    lefts = []
    for line in text.lines:
        width = line.shaped.width * text.size
        before, after = line.shaped.ink[0] * text.size, line.shaped.ink[2] * text.size
        x = {"left": box[0], "right": box[2] - width}.get(align, (box[0] + box[2] - width) / 2)
        if align == "center":
            x += line.hang * text.size
        lefts.append(max(min(x, box[2] - after), box[0] - before))
    return tuple(lefts)


def side_of(sheet: Sheet, text: SetText, align: str) -> str:
    """The side a text leans to: its start is the right in a turned design and in Arabic."""
    if align == "center":
        return align
    from_right = sheet.is_mirrored or text.is_rtl
    return "right" if (align == "start") == from_right else "left"


def letter(sheet: Sheet, placings: Sequence[Placing], least: float, notes: Notes) -> None:
    """Draw all texts of a picture in ink that can be read, and note where they went.

    Whatever has to be darkened for one text is darkened before any letter is drawn."""
    for placing in placings:
        if placing.style.pill is not None:
            _draw_pill(sheet, placing.boxes(), sheet.palette[placing.style.pill], placing.text.size)
    readings = [_read(sheet, placing, least) for placing in placings]
    for _ in range(_ROUNDS):
        if not any(reading.is_shaded for reading in readings):
            break
        # What was darkened for one text may have spoilt its neighbour's ink.
        readings = [
            _again(sheet, placing, reading, least)
            for placing, reading in zip(placings, readings, strict=True)
        ]
    with skia.Surface(sheet.pixels) as canvas:
        for placing, reading in zip(placings, readings, strict=True):
            if placing.style.outline:
                draw_lines(canvas, placing, _outline(sheet, placing, reading.ink))
            draw_lines(canvas, placing, skia.Paint(AntiAlias=True, Color=argb(reading.ink)))
            _note(placing, placing.boxes(), reading.contrast, notes)


def _read(sheet: Sheet, placing: Placing, least: float) -> Reading:
    style = placing.style
    wished = sheet.palette[style.ink]
    if style.pill is not None:
        wished = _on_pill(sheet, sheet.palette[style.pill])
    return readable_ink(sheet, placing.boxes(), wished, style.strength, least)


def _again(sheet: Sheet, placing: Placing, reading: Reading, least: float) -> Reading:
    contrast = behind(sheet.pixels, placing.boxes()).contrast(reading.ink)
    if contrast >= least:
        return replace(reading, contrast=contrast, is_shaded=False)
    return _read(sheet, placing, least)


def _on_pill(sheet: Sheet, tone: RGB) -> RGB:
    own = colour.luminance(tone)
    inks = [sheet.palette[role] for role in ("ink", "background", "paper")]
    return max(inks, key=lambda ink: colour.contrast(colour.luminance(ink), own))


def _draw_pill(sheet: Sheet, boxes: Sequence[Box], tone: RGB, size: float) -> None:
    with skia.Surface(sheet.pixels) as canvas:
        for left, top, right, bottom in boxes:
            high = (size * 1.62 - (bottom - top)) / 2
            band = skia.Rect(
                left - size * PILL_REACH, top - high, right + size * PILL_REACH, bottom + high
            )
            canvas.drawRoundRect(band, band.height() / 2, band.height() / 2, fill(tone))


def _outline(sheet: Sheet, placing: Placing, ink: RGB) -> skia.Paint:
    """An edge that parts the letters from whatever is behind: dark around light ink, and light
    around dark."""
    ends = sorted((sheet.palette["background"], sheet.palette["ink"]), key=colour.lightness)
    is_light = colour.lightness(ink) > 0.5
    edge = colour.with_lightness(ends[0], 0.12) if is_light else ends[1]
    return skia.Paint(
        AntiAlias=True,
        Color=argb(edge),
        Style=skia.Paint.kStroke_Style,
        StrokeWidth=placing.text.size * placing.style.outline * 2,
        StrokeJoin=skia.Paint.kRound_Join,
    )


def draw_lines(canvas: skia.Canvas, placing: Placing, paint: skia.Paint) -> None:
    """The glyphs of a placed text, line by line."""
    text = placing.text
    for index, (line, left) in enumerate(zip(text.lines, placing.lefts, strict=True)):
        blob = blob_of(line.shaped, text.size)
        if blob is not None:
            y = placing.baseline + index * text.line_height
            canvas.drawTextBlob(blob, left, y, paint)


def _note(placing: Placing, boxes: Sequence[Box], contrast: float, notes: Notes) -> None:
    text = placing.text
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    ink = (min(lefts), min(tops), max(rights), max(bottoms))
    room = placing.room
    notes.boxes.append(
        TextBox(
            layer=placing.name,
            left=ink[0],
            top=ink[1],
            right=ink[2],
            bottom=ink[3],
            size=text.size,
            lines=len(text.lines),
            contrast=round(contrast, 2),
            words=text.words,
            text=text.source,
            box=(
                min(room[0], ink[0]),
                min(room[1], ink[1]),
                max(room[2], ink[2]),
                max(room[3], ink[3]),
            ),
        )
    )
    if not placing.fits:
        notes.overflowing.append(placing.name)
    notes.missing.extend(text.missing)
    notes.faces.update(run.face.key for line in text.lines for run in line.shaped.runs)
