"""How each word of a caption looks at a frame: the eight manners, as marks on words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from heliograph.extensions.providers.video.drawing.captions.setting import Beat, SetCue
from heliograph.extensions.providers.video.drawing.motion import hop, out, spring

Ink = Literal["ink", "spoken", "soft", "on"]
# After a word has sounded it stays marked this long, so that marks do not flicker in pauses.
_AFTER = 8
_POP, _SLIDE, _BOUNCE, _LIFT, _GLIDE = 6, 6, 9, 3, 4
_FILL_STEPS = 10
_ARRIVED = 0.95


@dataclass(frozen=True)
class Mark:
    """How one word is drawn. `grown` about its middle; `lifted` and `moved` in em; `shown` from
    0 to 1; `filled` is the share already sung; `letters` how many of them are there."""

    ink: Ink = "ink"
    grown: float = 1.0
    lifted: float = 0.0
    moved: float = 0.0
    shown: float = 1.0
    filled: float | None = None
    letters: int | None = None


@dataclass(frozen=True)
class Frame:
    """All words of a cue at a frame: those at rest (None is left away), and the one that moves.
    `box` is a word and how far its box has come from the word before it."""

    rest: tuple[Mark | None, ...]
    active: int = -1
    mark: Mark | None = None
    box: tuple[int, float] | None = None
    shown: float = 1.0


Manner = Callable[[SetCue, int, int], Frame]
REST, SPOKEN = Mark(), Mark("spoken")


def _is_sounding(cue: SetCue, active: int, index: int) -> bool:
    return index < cue.beats[active].end + _AFTER


def _others(cue: SetCue, active: int, before: Mark, after: Mark | None) -> tuple[Mark | None, ...]:
    """The words at rest: those already spoken, none for the one that is, those to come."""
    count = len(cue.beats)
    return tuple(
        None if place == active else before if place < active else after for place in range(count)
    )


def _phase(cue: SetCue, active: int, index: int, frames: int) -> float:
    """How far the word's coming-in is gone; its first frame already shows some of it."""
    return min(1.0, (index - cue.beats[active].start + 1) / frames)


def _marked(cue: SetCue, active: int, index: int, mark: Mark) -> Mark:
    return mark if _is_sounding(cue, active, index) else replace(mark, ink="ink")


def plain(cue: SetCue, active: int, index: int) -> Frame:
    """The cue fades in; the spoken word is tinted and does not move."""
    mark = _marked(cue, active, index, Mark("soft"))
    return Frame(_others(cue, active, REST, REST), active, mark)


def highlight(cue: SetCue, active: int, index: int) -> Frame:
    """The spoken word takes the accent and swells a little."""
    word = cue.beats[active].word
    # A long word swells less, or it would meet its neighbours.
    most = min(0.055, 0.12 * cue.placed.text.size / max(1.0, word.box[2] - word.box[0]))
    grown = round(1 + most * out(_phase(cue, active, index, _LIFT)), 4)
    if not _is_sounding(cue, active, index):
        return Frame(_others(cue, active, REST, REST), active, REST)
    return Frame(_others(cue, active, REST, REST), active, Mark("spoken", grown=grown))


def pop(cue: SetCue, active: int, index: int) -> Frame:
    """Words spring up one by one, each as it is spoken."""
    part = _phase(cue, active, index, _POP)
    grown = 0.55 + 0.45 * spring(part, 0.5)
    mark = _marked(cue, active, index, Mark("spoken", grown=round(grown, 3)))
    return Frame(_others(cue, active, REST, None), active, mark)


def karaoke(cue: SetCue, active: int, index: int) -> Frame:
    """The accent runs through each word as it is sung, and stays."""
    beat = cue.beats[active]
    part = (index - beat.start + 1) / max(1, beat.end - beat.start)
    filled = min(_FILL_STEPS, round(part * _FILL_STEPS)) / _FILL_STEPS
    mark = SPOKEN if filled >= 1 else Mark(filled=filled)
    return Frame(_others(cue, active, SPOKEN, REST), active, mark)


def box(cue: SetCue, active: int, index: int) -> Frame:
    """A box glides from word to word."""
    if not _is_sounding(cue, active, index):
        return Frame(_others(cue, active, REST, REST), active, REST)
    part = out(_phase(cue, active, index, _GLIDE))
    # Dark letters wait for the box; until it is there they keep their edge.
    mark = Mark("on") if part > _ARRIVED else REST
    return Frame(_others(cue, active, REST, REST), active, mark, box=(active, round(part, 3)))


def slide(cue: SetCue, active: int, index: int) -> Frame:
    """Words glide into their line along the way of reading, each as it is spoken."""
    part = out(_phase(cue, active, index, _SLIDE))
    mark = Mark("spoken", moved=round(0.55 * (1 - part), 3), shown=round(0.3 + 0.7 * part, 3))
    return Frame(_others(cue, active, REST, None), active, _marked(cue, active, index, mark))


def typewriter(cue: SetCue, active: int, index: int) -> Frame:
    """Letters are typed in the time the word takes."""
    beat = cue.beats[active]
    length = beat.word.end - beat.word.start
    typed = _typed(beat, index, length)
    mark = Mark("spoken", letters=typed if typed < length else None)
    return Frame(_others(cue, active, REST, None), active, _marked(cue, active, index, mark))


def _typed(beat: Beat, index: int, length: int) -> int:
    frames = max(1.0, 0.8 * (beat.end - beat.start))
    return min(length, max(1, round((index - beat.start + 1) / frames * length)))


def bounce(cue: SetCue, active: int, index: int) -> Frame:
    """The spoken word hops."""
    lifted = 0.24 * hop(_phase(cue, active, index, _BOUNCE))
    mark = Mark("spoken", lifted=round(lifted, 3))
    return Frame(_others(cue, active, REST, REST), active, _marked(cue, active, index, mark))


MANNERS: dict[str, Manner] = {
    "plain": plain,
    "highlight": highlight,
    "pop": pop,
    "karaoke": karaoke,
    "box": box,
    "slide": slide,
    "typewriter": typewriter,
    "bounce": bounce,
}
