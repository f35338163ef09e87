"""The captions of a scene, frame by frame."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable

from heliograph.extensions.providers.video.drawing.captions.marks import MANNERS, Frame
from heliograph.extensions.providers.video.drawing.captions.painting import (
    Brush,
    draw_active,
    draw_box,
    draw_rest,
)
from heliograph.extensions.providers.video.drawing.captions.setting import SetCue, set_cues
from heliograph.extensions.providers.video.drawing.places import Size
from heliograph.extensions.providers.video.drawing.sprites import faded
from heliograph.extensions.providers.video.drawing.tones import caption_inks
from heliograph.extensions.providers.video.frames import Sprite
from heliograph.sdk.timeline import Span, Timeline
from heliograph.sdk.timeline.captions import cues_of

# Shares of the cue that are seen in its first frames, by manner, and in its last.
_IN = {"plain": (0.4, 0.75), "highlight": (0.7,), "karaoke": (0.7,), "box": (0.7,)}
_OUT = (0.66, 0.33)
_KEPT = 64


class Kept:
    """The last sprites that were drawn, by what they show."""

    def __init__(self, most: int = _KEPT) -> None:
        self._most = most
        self._sprites: OrderedDict[Hashable, Sprite | None] = OrderedDict()

    def get(self, key: Hashable, draw: Callable[[], Sprite | None]) -> Sprite | None:
        """The sprite, drawn where it is not kept."""
        if key in self._sprites:
            self._sprites.move_to_end(key)
            return self._sprites[key]
        made = self._sprites[key] = draw()
        while len(self._sprites) > self._most:
            self._sprites.popitem(last=False)
        return made


class CaptionLayer:
    """Lays the cues of one scene, each from the frame of its first word."""

    def __init__(self, cues: tuple[SetCue, ...], style: str, brushes: tuple[Brush, ...]) -> None:
        self.cues = cues
        self._style = style
        self._brushes = brushes
        self._kept = Kept()

    def sprites(self, index: int) -> list[Sprite]:
        """What lies over a frame, counted from the start of the scene."""
        place = next((i for i, cue in enumerate(self.cues) if cue.start <= index < cue.end), None)
        if place is None:
            return []
        cue = self.cues[place]
        active = max(0, cue.spoken(index))
        frame = MANNERS[self._style](cue, active, index)
        shown = frame.shown * self._seen(cue, index)
        found = [self._box(place, frame), self._rest(place, frame), self._active(place, frame)]
        share = frame.mark.shown if frame.mark else 1.0
        strengths = (shown, shown, shown * share)
        return [
            faded(sprite, strength)
            for sprite, strength in zip(found, strengths, strict=True)
            if sprite is not None
        ]

    def _seen(self, cue: SetCue, index: int) -> float:
        coming = _IN.get(self._style, ())
        age, left = index - cue.start, cue.end - 1 - index
        if age < len(coming):
            return coming[age]
        if not cue.follows and left < len(_OUT) and age > len(_OUT):
            return _OUT[len(_OUT) - 1 - left]
        return 1.0

    def _rest(self, place: int, frame: Frame) -> Sprite | None:
        brush = self._brushes[place]
        return self._kept.get(("rest", place, frame.rest), lambda: draw_rest(brush, frame.rest))

    def _active(self, place: int, frame: Frame) -> Sprite | None:
        mark = frame.mark
        if mark is None:
            return None
        brush = self._brushes[place]
        key = ("active", place, frame.active, mark)
        return self._kept.get(key, lambda: draw_active(brush, frame.active, mark))

    def _box(self, place: int, frame: Frame) -> Sprite | None:
        box = frame.box
        if box is None:
            return None
        brush = self._brushes[place]
        return self._kept.get(("box", place, box), lambda: draw_box(brush, *box))


class NoLayer:
    """Lays nothing over a scene."""

    def sprites(self, index: int) -> list[Sprite]:
        """Nothing at any frame."""
        return []


def caption_layer(span: Span, timeline: Timeline, size: Size) -> CaptionLayer | NoLayer:
    """The captions over one scene at a frame size; nothing where the style is "none"."""
    if timeline.captions.style == "none":
        return NoLayer()
    cues = set_cues(cues_of(span, timeline), timeline, size)
    inks = caption_inks(timeline.captions, timeline.look)
    brushes = tuple(Brush(cue, inks) for cue in cues)
    return CaptionLayer(cues, timeline.captions.style, brushes)
