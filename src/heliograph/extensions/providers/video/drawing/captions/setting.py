"""A cue set in its lines: where it stands, and which of its words sounds from which frame."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from heliograph.extensions.providers.video.drawing.lettering import (
    Placed,
    Word,
    centred_lines,
    spared,
    words_of,
)
from heliograph.extensions.providers.video.drawing.places import Size, caption_band
from heliograph.sdk.timeline import Captions, Timeline
from heliograph.sdk.timeline.captions import CaptionCue, room_of
from heliograph.sdk.typesetting.cleaning import clean
from heliograph.sdk.typesetting.setting import SetText, Wish, set_text

_LEADING = 1.22
# A word too long for the room makes its own cue smaller, and never smaller than this share.
_SMALLEST = 0.3


@dataclass(frozen=True)
class Beat:
    """A word on screen: from which frame of the scene it is spoken, and until which."""

    word: Word
    start: int
    end: int


@dataclass(frozen=True)
class SetCue:
    """A cue on the frame. `start` and `end` are frames of the scene, `end` not included;
    `follows` says whether another cue comes at once."""

    placed: Placed
    beats: tuple[Beat, ...]
    start: int
    end: int
    follows: bool

    def spoken(self, index: int) -> int:
        """Which word is the last that has begun at a frame; -1 before the first."""
        begun = [place for place, beat in enumerate(self.beats) if beat.start <= index]
        return begun[-1] if begun else -1


_FILLED = 0.98


@lru_cache(maxsize=512)
def set_caption(text: str, captions: Captions, room: tuple[float, float], language: str) -> SetText:
    """The words of a cue at the size captions are asked for, smaller only where they must be;
    `room` is the width in pixels and the em."""
    width, em = room
    wish = Wish(
        role=captions.face,
        smallest=em * _SMALLEST,
        largest=em,
        leading=_LEADING,
        tracking=0.0,
        capitals=captions.capitals,
        max_lines=captions.lines,
    )
    return set_text(text, wish, (width, em * 2.4 * (captions.lines + 1)), language)


def set_cues(cues: tuple[CaptionCue, ...], timeline: Timeline, size: Size) -> tuple[SetCue, ...]:
    """Every cue of a scene on the frame."""
    starts = [round(cue.start * timeline.fps) for cue in cues]
    found = []
    for index, cue in enumerate(cues):
        end = max(round(cue.end * timeline.fps), starts[index] + 1)
        is_next = index + 1 < len(cues) and starts[index + 1] <= end + 1
        if is_next:
            end = max(starts[index + 1], starts[index] + 1)
        found.append(_set_cue(cue, timeline, size, (starts[index], end), is_next))
    return tuple(found)


def _set_cue(
    cue: CaptionCue, timeline: Timeline, size: Size, frames: tuple[int, int], follows: bool
) -> SetCue:
    held, band = room_of(timeline), caption_band(timeline, size)
    captions = timeline.captions.model_copy(update={"lines": held.lines})
    texts = [clean(spared(word.text)) for word in cue.words]
    em = captions.size * min(size)
    room = (held.measure * em, em)
    text = set_caption(" ".join(texts), captions, room, timeline.language)
    if text.size < em:
        # Letters made smaller fill their lines to the last pixel; a box wants room beside them.
        text = set_caption(" ".join(texts), captions, (room[0] * _FILLED, em), timeline.language)
    top = {
        "lower": band.bottom - text.height,
        "middle": (band.top + band.bottom - text.height) / 2,
        "upper": band.top,
    }[captions.place]
    placed = centred_lines(text, band.middle, top)
    return SetCue(placed, _beats(cue, texts, placed, timeline.fps), *frames, follows)


def _beats(cue: CaptionCue, texts: list[str], placed: Placed, fps: int) -> tuple[Beat, ...]:
    """The words as they were set, with the times of the words as they were spoken."""
    times = [
        (word.start, word.end)
        for word, text in zip(cue.words, texts, strict=True)
        for _ in text.replace("\u00a0", " ").split()
    ]
    found = []
    for index, word in enumerate(words_of(placed)):
        start, end = times[min(index, len(times) - 1)]
        first = round(start * fps)
        found.append(Beat(word, first, max(first + 1, round(end * fps))))
    return tuple(found)
