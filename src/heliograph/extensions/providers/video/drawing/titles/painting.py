"""Titles as sprites: panel, halo, edge and ink, at any moment of their coming in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import skia  # type: ignore[import-not-found,import-untyped,unused-ignore]  # ships no types

from heliograph.extensions.providers.video.drawing.lettering import Word, blobs, words_of
from heliograph.extensions.providers.video.drawing.sprites import blank, sprite_of, surface_of
from heliograph.extensions.providers.video.drawing.titles.placing import Block
from heliograph.extensions.providers.video.drawing.tones import argb, contrast
from heliograph.extensions.providers.video.frames import Sprite
from heliograph.sdk.artwork.colour import RGB

# In em: a crisp edge, and a soft halo around it that darkens (or lights) any picture.
_EDGE, _HALO, _SPREAD = 0.038, 0.15, 0.10
_EDGE_SHADE, _HALO_SHADE = 0.80, 0.62
_MARGIN = 0.8
_ROUND, _BAR, _BAR_GAP = 0.28, 0.09, 0.30
_WHITE, _BLACK = (1.0, 1.0, 1.0), (0.02, 0.02, 0.04)


@dataclass(frozen=True)
class Moment:
    """How far a part of a title has come: moved in em, grown about its middle, letters typed."""

    across: float = 0.0
    down: float = 0.0
    grown: float = 1.0
    typed: int | None = None


def draw_back(block: Block) -> Sprite | None:
    """What lies below the letters: the panel, the bar of a lower third."""
    asked = block.asked
    if block.panel is None and asked.manner.align != "start":
        return None
    sheet = _Sheet(block)
    em = block.placed.text.size
    left, top, right, bottom = block.panel or block.box
    if block.panel is not None and asked.panel is not None:
        tone, strength = asked.panel
        panel = skia.Rect(left, top, right, bottom)
        paint = skia.Paint(AntiAlias=True, Color=argb(tone, strength))
        sheet.canvas.drawRoundRect(panel, _ROUND * em, _ROUND * em, paint)
    if asked.manner.align == "start":
        x = right + _BAR_GAP * em if block.placed.text.is_rtl else left - (_BAR_GAP + _BAR) * em
        if block.panel is not None:
            x = right - _BAR * em * 2 if block.placed.text.is_rtl else left + _BAR * em
        bar = skia.Rect(x, top, x + _BAR * em, bottom)
        paint = skia.Paint(AntiAlias=True, Color=argb(asked.ink))
        sheet.canvas.drawRoundRect(bar, _BAR * em / 2, _BAR * em / 2, paint)
    return sheet.sprite()


def draw_rule(block: Block, part: float) -> Sprite | None:
    """The fine line below a title, thinning out to its ends; it grows from its middle."""
    if block.rule is None or block.asked.rule is None or part <= 0:
        return None
    middle, y, length = block.rule
    half = length / 2 * part
    sheet = _Sheet(block)
    tone = block.asked.rule
    paint = skia.Paint(AntiAlias=True)
    clear = argb(tone, 0.0)
    ends = [(middle - half, y), (middle + half, y)]
    colours = [clear, argb(tone), argb(tone), clear]
    paint.setShader(skia.GradientShader.MakeLinear(ends, colours, [0.0, 0.25, 0.75, 1.0]))
    thick = max(1.5, length * 0.014)
    sheet.canvas.drawRect(skia.Rect(middle - half, y, middle + half, y + thick), paint)
    return sheet.sprite()


def draw_letters(block: Block, lines: tuple[int, ...], moment: Moment) -> Sprite | None:
    """Some lines of a title at a moment."""
    words = [word for word in words_of(block.placed) if word.line in lines]
    if moment.typed is not None:
        words = _typed(words, moment.typed)
    if not words:
        return None
    sheet = _Sheet(block)
    em = block.placed.text.size
    canvas = sheet.canvas
    canvas.translate(moment.across * em, moment.down * em)
    x, y = (block.box[0] + block.box[2]) / 2, (block.box[1] + block.box[3]) / 2
    canvas.translate(x, y)
    canvas.scale(moment.grown, moment.grown)
    canvas.translate(-x, -y)
    drawn = blobs(block.placed, words)
    for paint in _paints(block, em):
        for blob, left, baseline in drawn:
            canvas.drawTextBlob(blob, left, baseline, paint)
    return sheet.sprite()


def letters_of(block: Block) -> int:
    """How many letters a title has, spaces not counted."""
    return sum(word.end - word.start for word in words_of(block.placed))


def _typed(words: Sequence[Word], count: int) -> list[Word]:
    found = []
    for word in words:
        length = min(count, word.end - word.start)
        if length <= 0:
            break
        found.append(Word(word.line, word.start, word.start + length, word.box, word.is_rtl))
        count -= length
    return found


def edge_of(ink: RGB) -> RGB:
    """What parts an ink from any picture."""
    return max((_WHITE, _BLACK), key=lambda one: contrast(one, ink))


def _paints(block: Block, em: float) -> list[skia.Paint]:
    asked = block.asked
    ink = skia.Paint(AntiAlias=True, Color=argb(asked.ink))
    if asked.is_bare or asked.panel is not None:
        return [ink]
    edge = edge_of(asked.ink)
    halo = _stroke(argb(edge, _HALO_SHADE), em * _SPREAD * 2)
    halo.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, em * _HALO))
    return [halo, _stroke(argb(edge, _EDGE_SHADE), em * _EDGE * 2), ink]


def _stroke(colour: int, width: float) -> skia.Paint:
    return skia.Paint(
        AntiAlias=True,
        Color=colour,
        Style=skia.Paint.kStrokeAndFill_Style,
        StrokeWidth=width,
        StrokeJoin=skia.Paint.kRound_Join,
    )


class _Sheet:
    """Pixels just large enough for a title in motion, in the frame's coordinates."""

    def __init__(self, block: Block) -> None:
        margin = _MARGIN * block.placed.text.size
        boxes = [block.box] + ([block.panel] if block.panel else [])
        if block.rule is not None:
            x, y, length = block.rule
            boxes.append((x - length, y, x + length, y + 4))
        left, top = (int(min(box[i] for box in boxes) - margin) for i in (0, 1))
        self.left, self.top = left - left % 2, top - top % 2
        width = int(max(box[2] for box in boxes) + margin) - self.left
        height = int(max(box[3] for box in boxes) + margin) - self.top
        self.pixels = blank(width + width % 2, height + height % 2)
        self.surface = surface_of(self.pixels)
        self.canvas = self.surface.getCanvas()
        self.canvas.translate(-self.left, -self.top)

    def sprite(self) -> Sprite | None:
        """What has been drawn."""
        self.surface.flushAndSubmit()
        return sprite_of(self.pixels, self.left, self.top)
