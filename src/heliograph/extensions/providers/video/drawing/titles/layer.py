"""The titles of a scene, frame by frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from heliograph.extensions.providers.video.drawing.captions.layer import Kept
from heliograph.extensions.providers.video.drawing.motion import out, smooth, spring
from heliograph.extensions.providers.video.drawing.places import (
    Area,
    Size,
    caption_band,
    centred,
    column,
    header,
    is_wide,
)
from heliograph.extensions.providers.video.drawing.sprites import faded
from heliograph.extensions.providers.video.drawing.titles.painting import (
    Moment,
    draw_back,
    draw_letters,
    draw_rule,
    letters_of,
)
from heliograph.extensions.providers.video.drawing.titles.placing import Block, place_titles
from heliograph.extensions.providers.video.drawing.titles.wishes import Asked, asked_by_title
from heliograph.extensions.providers.video.frames import Sprite
from heliograph.sdk.timeline import Span, Timeline
from heliograph.sdk.timeline.captions import has_captions
from heliograph.sdk.typesetting.direction import base_level

_FADE, _RISE, _SLIDE, _POP, _LEAVE = 10, 14, 13, 8, 7
# Lines of a rising title follow one another by so many frames.
_STAGGER = 3
_TYPED_PER_FRAME = 0.75
_QUOTED = frozenset(("verse", "translation", "reference"))
_BESIDE_ROLES = frozenset(("hook", "heading", "note"))
_PLACES = ("top", "upper", "middle", "lower", "bottom")


class TitleLayer:
    """Lays titles over a scene, each from its first frame to its last. Where the scene `opens` the
    video, or its words are all there is, what is there from the start stands in the first frame:
    it moves into its place, but it can be read at once, and a network shows that frame."""

    def __init__(self, blocks: Sequence[Block], opens: bool = False) -> None:
        self.blocks, self._opens = tuple(blocks), opens
        self._kept = Kept(64)

    def sprites(self, index: int) -> list[Sprite]:
        """What lies over a frame, counted from the start of the scene."""
        found: list[Sprite] = []
        for place, block in enumerate(self.blocks):
            if block.asked.start <= index < block.asked.end:
                found.extend(self._block(place, block, index))
        return found

    def _block(self, place: int, block: Block, index: int) -> list[Sprite]:
        age = index - block.asked.start + 1
        left = block.asked.end - index
        going = smooth(left / (_LEAVE + 1)) if block.asked.leaves else 1.0
        least = 1.0 if self._opens and block.asked.start == 0 else 0.0
        parts: list[tuple[Sprite | None, float]] = []
        back = self._kept.get((place, "back"), lambda: draw_back(block))
        parts.append((back, smooth(age / _FADE) if block.asked.entry != "none" else 1.0))
        parts.extend(self._letters(place, block, age, least > 0))
        rule = round(out((age - 4) / 16), 3)
        parts.append((self._kept.get((place, rule), lambda: draw_rule(block, rule)), 1.0))
        return [
            faded(sprite, max(shown, least) * going)
            for sprite, shown in parts
            if sprite is not None
        ]

    def _letters(
        self, place: int, block: Block, age: int, is_whole: bool
    ) -> list[tuple[Sprite | None, float]]:
        lines = len(block.placed.text.lines)
        whole = tuple(range(lines))
        if block.asked.entry != "rise" or age > _RISE + _STAGGER * lines:
            moment, shown = _moment(block, age)
            if is_whole and moment.typed is not None:
                moment = replace(moment, typed=None)
            return [(self._drawn(place, block, whole, moment), shown)]
        return [
            (self._drawn(place, block, (line,), _risen(part, is_whole)), smooth(part * 1.4))
            for line in whole
            for part in (max(0.0, min(1.0, (age - line * _STAGGER) / _RISE)),)
        ]

    def _drawn(
        self, place: int, block: Block, lines: tuple[int, ...], moment: Moment
    ) -> Sprite | None:
        key = (place, lines, moment)
        return self._kept.get(key, lambda: draw_letters(block, lines, moment))


def _risen(part: float, is_whole: bool) -> Moment:
    # What can be read at once does not start from where the next words stand.
    return Moment(down=round((0.14 if is_whole else 0.5) * (1 - out(part)), 4))


def _moment(block: Block, age: int) -> tuple[Moment, float]:
    """How a title stands so many frames after its start, and how much of it is seen."""
    entry = block.asked.entry
    if entry == "fade":
        return Moment(), smooth(age / _FADE)
    if entry == "slide":
        part = min(1.0, age / _SLIDE)
        way = 1 if block.placed.text.is_rtl else -1
        return Moment(across=round(0.7 * way * (1 - out(part)), 4)), smooth(part * 1.3)
    if entry == "pop":
        part = min(1.0, age / _POP)
        return Moment(grown=round(0.7 + 0.3 * spring(part, 0.4), 4)), smooth(part * 2)
    if entry == "typewriter":
        typed = max(1, round(age * _TYPED_PER_FRAME))
        return Moment(typed=typed if typed < letters_of(block) else None), 1.0
    return Moment(), 1.0


def regions_of(span: Span, timeline: Timeline, size: Size) -> dict[str, Area]:
    """In which part of the frame each place stacks: the safe area, less what captions, logo and
    handle take."""
    area = centred(size)
    top = max(area.top, header(timeline, size))
    whole = Area(area.left, top, area.right, area.bottom)
    if not has_captions(span, timeline):
        return dict.fromkeys(_PLACES, whole)
    band, gap = caption_band(timeline, size), 0.03 * min(size)
    above = Area(area.left, top, area.right, band.top - gap)
    below = Area(area.left, band.bottom + gap, area.right, area.bottom)
    if timeline.captions.place == "lower":
        return dict.fromkeys(_PLACES, above)
    if timeline.captions.place == "upper":
        return dict.fromkeys(_PLACES, below)
    return {place: below if place in ("lower", "bottom") else above for place in _PLACES}


def _are_beside(asked: Sequence[Asked]) -> bool:
    """Whether titles belong to something that is shown: then a wide frame has it beside them."""
    return any(
        one.place != "middle" if one.role in _BESIDE_ROLES else one.place in ("top", "upper")
        for one in asked
        if one.role not in _QUOTED
    )


def _beside(
    asked: Sequence[Asked], regions: dict[str, Area], size: Size, language: str
) -> tuple[list[Asked], dict[str, Area]]:
    """All titles of a scene as one block in the column beside the stage."""
    room, whole = column(size), regions["middle"]
    area = Area(room.left, whole.top, room.right, whole.bottom)
    # Words that are read from the right would begin at the picture: they stand in the middle.
    leans = not base_level("", language)
    moved = [replace(one, place="middle", leans=leans) for one in asked]
    return moved, dict.fromkeys(_PLACES, area)


def title_layer(span: Span, timeline: Timeline, size: Size) -> TitleLayer:
    """The titles over one scene at a frame size."""
    asked = [
        asked_by_title(title, timeline.look, span.frames, timeline.fps)
        for title in span.scene.titles
    ]
    regions = regions_of(span, timeline, size)
    if is_wide(size) and _are_beside(asked):
        asked, regions = _beside(asked, regions, size, timeline.language)
    blocks = place_titles(asked, regions, size, timeline.language)
    return TitleLayer(blocks, opens=span.start == 0)
