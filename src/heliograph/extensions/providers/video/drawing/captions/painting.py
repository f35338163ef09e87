"""The words of a caption as sprites: shadow, edge and ink."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import skia  # type: ignore[import-not-found,import-untyped,unused-ignore]  # ships no types

from heliograph.extensions.providers.video.drawing.captions.marks import Ink, Mark
from heliograph.extensions.providers.video.drawing.captions.setting import SetCue
from heliograph.extensions.providers.video.drawing.lettering import Box, Word, blobs
from heliograph.extensions.providers.video.drawing.motion import between
from heliograph.extensions.providers.video.drawing.sprites import blank, sprite_of, surface_of
from heliograph.extensions.providers.video.drawing.tones import CaptionInks, argb
from heliograph.extensions.providers.video.frames import Sprite
from heliograph.sdk.artwork.colour import RGB
from heliograph.sdk.typesetting.inking import ink_of

# In em: how far the edge reaches around the letters, and the shadow below them.
_EDGE = 0.085
_SHADOW, _DROP = 0.10, 0.05
_SHADE = 0.62
_BOX_X, _BOX_TOP, _BOX_BOTTOM, _ROUND = 0.16, 0.16, 0.16, 0.20
_CARET = 0.07
# What motion and shadow may need around the ink.
_MARGIN = 0.75


@dataclass(frozen=True)
class Brush:
    """What a cue's sprites are drawn with."""

    cue: SetCue
    inks: CaptionInks

    @property
    def em(self) -> float:
        """The size of the letters in pixels."""
        return self.cue.placed.text.size

    def tone(self, ink: Ink) -> RGB:
        """A colour by what it is for."""
        tones: dict[Ink, RGB] = {
            "ink": self.inks.ink,
            "spoken": self.inks.spoken,
            "soft": self.inks.soft,
            "on": self.inks.on,
        }
        return tones[ink]


def draw_rest(brush: Brush, marks: Sequence[Mark | None]) -> Sprite | None:
    """All words at rest, in one sprite."""
    words = [beat.word for beat in brush.cue.beats]
    shown = [(word, mark) for word, mark in zip(words, marks, strict=True) if mark is not None]
    if not shown:
        return None
    canvas = _Canvas(brush, [word for word, _ in shown])
    for ink in dict.fromkeys(mark.ink for _, mark in shown):
        canvas.letter([word for word, mark in shown if mark.ink == ink], brush.tone(ink))
    return canvas.sprite()


def draw_active(brush: Brush, place: int, mark: Mark) -> Sprite | None:
    """The one word that moves."""
    word = brush.cue.beats[place].word
    if mark.letters is not None:
        word = replace(word, end=word.start + mark.letters)
    canvas = _Canvas(brush, [brush.cue.beats[place].word])
    canvas.stand(mark, word)
    if mark.filled is not None:
        canvas.letter([word], brush.tone("ink"))
        canvas.fill(word, mark.filled, brush.tone("spoken"))
    else:
        canvas.letter([word], brush.tone(mark.ink), has_edge=mark.ink != "on")
    if mark.letters is not None:
        canvas.caret(word)
    return canvas.sprite()


def draw_box(brush: Brush, place: int, part: float) -> Sprite | None:
    """The box behind a word, on its way from the word before it."""
    end = box_of(brush, brush.cue.beats[place].word)
    start = end
    if place and brush.cue.beats[place - 1].word.line == brush.cue.beats[place].word.line:
        start = box_of(brush, brush.cue.beats[place - 1].word)
    left, top, right, bottom = (between(a, b, part) for a, b in zip(start, end, strict=True))
    canvas = _Canvas(brush, [beat.word for beat in brush.cue.beats])
    canvas.panel((left, top, right, bottom))
    return canvas.sprite()


def box_of(brush: Brush, word: Word) -> Box:
    """The box a word is written on: as high for every word of its line."""
    em, y = brush.em, brush.cue.placed.baselines[word.line]
    line = [beat.word.box for beat in brush.cue.beats if beat.word.line == word.line]
    top = min(y - 0.74 * em, *(box[1] for box in line)) - _BOX_TOP * em
    bottom = max(y + 0.16 * em, *(box[3] for box in line)) + _BOX_BOTTOM * em
    return (word.box[0] - _BOX_X * em, top, word.box[2] + _BOX_X * em, bottom)


class _Canvas:
    """Pixels just large enough for some words, and the frame's coordinates on them."""

    def __init__(self, brush: Brush, words: Iterable[Word]) -> None:
        self.brush = brush
        em = brush.em
        boxes = [word.box for word in words]
        left, top = min(b[0] for b in boxes) - _MARGIN * em, min(b[1] for b in boxes) - _MARGIN * em
        right, bottom = max(b[2] for b in boxes), max(b[3] for b in boxes)
        self.left, self.top = int(left) - int(left) % 2, int(top) - int(top) % 2
        width = int(right + _MARGIN * em) - self.left
        height = int(bottom + _MARGIN * em) - self.top
        self.pixels = blank(width + width % 2, height + height % 2)
        self.surface = surface_of(self.pixels)
        self.canvas = self.surface.getCanvas()
        self.canvas.translate(-self.left, -self.top)

    def sprite(self) -> Sprite | None:
        """What has been drawn."""
        self.surface.flushAndSubmit()
        return sprite_of(self.pixels, self.left, self.top)

    def stand(self, mark: Mark, word: Word) -> None:
        """Move what is drawn next as its mark says."""
        x, y = word.centre
        em = self.brush.em
        # What glides in comes from where reading goes.
        way = -1 if word.is_rtl else 1
        self.canvas.translate(mark.moved * em * way, -mark.lifted * em)
        self.canvas.translate(x, y)
        self.canvas.scale(mark.grown, mark.grown)
        self.canvas.translate(-x, -y)

    def letter(self, words: Sequence[Word], tone: RGB, has_edge: bool = True) -> None:
        """Shadow, edge, then ink of some words."""
        em, edge = self.brush.em, self.brush.inks.edge
        drawn = blobs(self.brush.cue.placed, words)
        if has_edge:
            shadow = _stroke(argb(edge, _SHADE), em * _EDGE * 2)
            shadow.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, em * _SHADOW))
            self._draw(drawn, shadow, em * _DROP)
            self._draw(drawn, _stroke(argb(edge), em * _EDGE * 2))
        self._draw(drawn, skia.Paint(AntiAlias=True, Color=argb(tone)))

    def fill(self, word: Word, share: float, tone: RGB) -> None:
        """The share of a word that is already sung, from where its reading begins."""
        left, top, right, bottom = word.box
        edge = between(*((right, left) if word.is_rtl else (left, right)), share)
        clip = (edge, right) if word.is_rtl else (left, edge)
        self.canvas.save()
        self.canvas.clipRect(skia.Rect(clip[0], top, clip[1], bottom), doAntiAlias=True)
        self._draw(
            blobs(self.brush.cue.placed, [word]), skia.Paint(AntiAlias=True, Color=argb(tone))
        )
        self.canvas.restore()

    def caret(self, typed: Word) -> None:
        """The mark where the next letter will stand."""
        drawn = blobs(self.brush.cue.placed, [typed])
        if not drawn:
            return
        em, y = self.brush.em, self.brush.cue.placed.baselines[typed.line]
        x = _reach(self.brush, typed)
        x += (-0.08 - _CARET if typed.is_rtl else 0.08) * em
        bar = skia.Rect(x, y - 0.76 * em, x + _CARET * em, y + 0.08 * em)
        self.canvas.drawRect(bar, skia.Paint(AntiAlias=True, Color=argb(self.brush.inks.spoken)))

    def panel(self, box: Box) -> None:
        """A rounded box with a soft shadow."""
        radius = _ROUND * self.brush.em
        shade = skia.Paint(AntiAlias=True, Color=argb((0.0, 0.0, 0.0), 0.35))
        blur = self.brush.em * 0.09
        shade.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, blur))
        low = skia.Rect(box[0], box[1] + blur, box[2], box[3] + blur)
        self.canvas.drawRoundRect(low, radius, radius, shade)
        ink = skia.Paint(AntiAlias=True, Color=argb(self.brush.inks.box))
        self.canvas.drawRoundRect(skia.Rect(*box), radius, radius, ink)

    def _draw(
        self, drawn: list[tuple[skia.TextBlob, float, float]], paint: skia.Paint, drop: float = 0.0
    ) -> None:
        for blob, x, y in drawn:
            self.canvas.drawTextBlob(blob, x, y + drop, paint)


def _reach(brush: Brush, typed: Word) -> float:
    """Where the typed part of a word ends, on the side where reading goes on."""
    line = brush.cue.placed.text.lines[typed.line]
    x, size = brush.cue.placed.lefts[typed.line], brush.em
    ink = ink_of(line.shaped, typed.holds)
    if ink is None:
        return typed.box[2 if typed.is_rtl else 0]
    return x + ink[0 if typed.is_rtl else 2] * size


def _stroke(colour: int, width: float) -> skia.Paint:
    return skia.Paint(
        AntiAlias=True,
        Color=colour,
        Style=skia.Paint.kStrokeAndFill_Style,
        StrokeWidth=width,
        StrokeJoin=skia.Paint.kRound_Join,
    )
