"""Captions of a video: its spoken words gathered into cues by sense, each with its times.

A cue begins with its first word, stays at least 0.8 s where the speech leaves room, holds what
its lines can hold, and is parted where a speaker would breathe.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from math import isfinite

from heliograph.sdk.sizes import safe_area
from heliograph.sdk.timeline.cutting import Room, cut
from heliograph.sdk.timeline.document import SIZES, Cue, Scene, SpokenWord, Timeline
from heliograph.sdk.timeline.sense import bare
from heliograph.sdk.timeline.times import Span, spans
from heliograph.sdk.typesetting.breaking import Words, balance, count_lines

SHORTEST = 0.8
"""Seconds a cue is on screen at least."""
_LINGER = 0.20
# The last words of a scene stay with its picture for so long: nobody looks at an empty one.
_STAYS = 4.0
# When a line that nobody says begins to be read, in seconds of its scene.
_FIRST = 0.25
# A shorter gap than this before the next cue would only flicker.
_FLICKER = 0.35
# What edge, box and a word that swells take on either side of a line, in em.
_AROUND = 0.2
# What a quick voice says in 0.8 s, and a letter, in em.
_READABLE, _LETTER = 14.0, 0.55
# Longer lines than this share of a wide frame would make the eye travel.
_WIDEST = 0.72


@dataclass(frozen=True)
class CueWord:
    """A word as it is shown, in seconds from the start of its scene."""

    text: str
    start: float
    end: float


@dataclass(frozen=True)
class CaptionCue:
    """What is on screen at once, in seconds from the start of its scene."""

    words: tuple[CueWord, ...]
    start: float
    end: float

    @property
    def text(self) -> str:
        """The words with single spaces between them."""
        return " ".join(word.text for word in self.words)


def share_of_width(timeline: Timeline) -> float:
    """How much of the frame's width a line of a caption may fill: it stands in the middle, and
    no network's buttons touch it."""
    width, height = SIZES[timeline.aspect]
    left, _, right, _ = safe_area(width, height)
    share = 2 * min(0.5 - left / width, right / width - 0.5)
    return min(share, _WIDEST) if width > height else share


def room_of(timeline: Timeline) -> Room:
    """What one cue may hold at the size the captions are asked for; its lines in em.

    Where one line holds less than a voice says in the time a cue is on screen at least, a cue has
    two: nobody could read what flashes by.
    """
    captions = timeline.captions
    width, height = SIZES[timeline.aspect]
    across = share_of_width(timeline) * width / (captions.size * min(width, height))
    measure = across - 2 * _AROUND
    lines = captions.lines
    if lines == 1 and min(measure, captions.characters * _LETTER) < _READABLE:
        lines = 2
    return Room(lines, measure, captions.characters, captions.capitals)


def cues_of(span: Span, timeline: Timeline) -> tuple[CaptionCue, ...]:
    """The captions of one scene: those a person wrote, else laid from the spoken words, or over
    the scene's time where the video has no voice."""
    scene, until = span.scene, _until(span, timeline)
    if scene.cues is not None:
        return _written(scene.cues, _spoken(scene, until), until)
    words = _spoken(scene, until) or _only_read(scene, timeline, until)
    if not words:
        return ()
    room = room_of(timeline)
    found = _laid(words, until, room)
    if any(_is_short(one) for one in found):
        # One line more than there should be is set a little smaller, and can be read.
        other = _laid(words, until, replace(room, lines=room.lines + 1))
        if sum(map(_is_short, other)) < sum(map(_is_short, found)):
            return other
    return found


def _laid(words: Sequence[CueWord], until: float, room: Room) -> tuple[CaptionCue, ...]:
    starts = [word.start for word in words] + [until]
    ends = cut([word.text for word in words], starts, [word.end for word in words], room)
    groups = [words[first:end] for first, end in zip((0, *ends[:-1]), ends, strict=True)]
    return _timed(groups, until)


def _is_short(cue: CaptionCue) -> bool:
    return cue.end - cue.start < SHORTEST - 0.01


def _until(span: Span, timeline: Timeline) -> float:
    """When the next scene begins to be seen, in seconds of this scene."""
    later = [other for other in spans(timeline) if other.start > span.start]
    frames = (later[0].start if later else span.end) - span.start
    return frames / timeline.fps


def _timed(groups: Sequence[Sequence[CueWord]], until: float) -> tuple[CaptionCue, ...]:
    found = []
    for index, group in enumerate(groups):
        start, last = group[0].start, group[-1].end
        limit = groups[index + 1][0].start if index + 1 < len(groups) else max(until, last)
        is_last = index + 1 == len(groups)
        end = max(last + (_STAYS if is_last else _LINGER), start + SHORTEST)
        if limit - end < _FLICKER and index + 1 < len(groups):
            end = limit
        found.append(CaptionCue(tuple(group), start, max(min(end, limit), start)))
    return tuple(found)


def _only_read(scene: Scene, timeline: Timeline, until: float) -> tuple[CueWord, ...]:
    """The words of a line in a video without a voice, at an even pace."""
    if timeline.narration is not None or scene.speech is not None:
        return ()
    return _spread(_tokens(scene.line), _FIRST, max(until - 0.2, _FIRST + 0.1))


def _spoken(scene: Scene, until: float) -> tuple[CueWord, ...]:
    """The words of the speech, spelled as in the scene's line where the two agree."""
    if scene.speech is None:
        return ()
    heard = _heard(scene.speech.words)
    if not heard:
        tokens = _tokens(scene.line)
        return _spread(tokens, scene.speech.start, max(until - 0.2, scene.speech.start + 0.1))
    texts = _as_written(heard, scene.line)
    found: list[CueWord] = []
    latest = 0.0
    for word, text in zip(heard, texts, strict=True):
        latest = max(latest, word.start)
        found.append(CueWord(text, latest, max(latest, word.end)))
    return tuple(found)


def _heard(words: Sequence[SpokenWord]) -> list[SpokenWord]:
    """The words that sound; a mark that a voice tells by itself goes with the word before it."""
    found: list[SpokenWord] = []
    for word in words:
        if not (isfinite(word.start) and isfinite(word.end)):
            continue
        if found and word.text.strip() and not bare(word.text):
            text = f"{found[-1].text}\u00a0{word.text.strip()}"
            end = max(found[-1].end, word.end)
            found[-1] = SpokenWord(text=text, start=found[-1].start, end=end)
        elif word.text.strip():
            found.append(word)
    return found


def _tokens(line: str) -> list[str]:
    """The words of a line; a dash or a mark that stands alone goes with the word before it."""
    found: list[str] = []
    for token in line.split():
        if found and not bare(token):
            found[-1] = f"{found[-1]}\u00a0{token}"
        else:
            found.append(token)
    return found


def _as_written(heard: Sequence[SpokenWord], line: str) -> list[str]:
    texts = ["\u00a0".join(word.text.split()) for word in heard]
    tokens = _tokens(line)
    said, written = [bare(text) for text in texts], [bare(token) for token in tokens]
    if said == written:
        # As nearly always; comparing takes seconds for thousands of words.
        return tokens
    match = SequenceMatcher(None, said, written, False)
    for block in match.get_matching_blocks():
        texts[block.a : block.a + block.size] = tokens[block.b : block.b + block.size]
    return texts


def _spread(texts: Sequence[str], start: float, end: float) -> tuple[CueWord, ...]:
    """Words without times of their own: each as long as its letters."""
    weights = [len(bare(text)) + 1.5 for text in texts]
    step = (end - start) / sum(weights) if texts else 0.0
    found, now = [], start
    for text, weight in zip(texts, weights, strict=True):
        found.append(CueWord(text, now, now + weight * step))
        now += weight * step
    return tuple(found)


def _written(
    cues: Sequence[Cue], spoken: Sequence[CueWord], until: float
) -> tuple[CaptionCue, ...]:
    found = []
    for cue in sorted(cues, key=lambda one: one.start):
        texts = _tokens(cue.text)
        end = max(cue.end, cue.start)
        if texts and cue.start < until and isfinite(end):
            words = _heard_in(texts, cue, spoken) or _spread(texts, cue.start, end)
            found.append(CaptionCue(words, cue.start, end))
    return tuple(found)


def _heard_in(texts: list[str], cue: Cue, spoken: Sequence[CueWord]) -> tuple[CueWord, ...]:
    """The times of a written cue's words where they are the ones spoken then; else nothing."""
    slack = 0.25
    inside = [w for w in spoken if cue.start - slack <= w.start < cue.end + slack]
    if [bare(text) for text in texts] != [bare(word.text) for word in inside]:
        return ()
    return tuple(
        CueWord(text, max(word.start, cue.start), min(max(word.end, cue.start), cue.end))
        for text, word in zip(texts, inside, strict=True)
    )


def lines_of(cue: CaptionCue, room: Room) -> tuple[str, ...]:
    """A cue as lines of text, as even as sense allows, for subtitle files."""
    texts = tuple(word.text for word in cue.words)
    words = Words(texts, tuple(float(len(text)) for text in texts), 1.0)
    count = min(count_lines(words, room.characters), room.lines)
    ends = balance(words, room.characters, count, may_grow=False).ends
    return tuple(
        " ".join(texts[first:end]) for first, end in zip((0, *ends[:-1]), ends, strict=True)
    )


def _entries(timeline: Timeline) -> list[tuple[float, float, tuple[str, ...]]]:
    """Start, end and lines of every cue, in seconds of the whole video, none over another."""
    room = room_of(timeline)
    found = [
        (begin + cue.start, begin + cue.end, lines_of(cue, room))
        for span in spans(timeline)
        for begin in (span.start / timeline.fps,)
        for cue in cues_of(span, timeline)
    ]
    if not found:
        return []
    found.sort(key=lambda entry: entry[0])
    nexts = [entry[0] for entry in found[1:]] + [spans(timeline)[-1].end / timeline.fps]
    return [
        (start, min(end, limit), lines)
        for (start, end, lines), limit in zip(found, nexts, strict=True)
        if min(end, limit) > start
    ]


def _clock(seconds: float, mark: str) -> str:
    thousandths = round(seconds * 1000)
    minutes, rest = divmod(thousandths, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}{mark}{rest % 1000:03}"


def to_srt(timeline: Timeline) -> str:
    """All captions as SubRip text; empty for a video without words."""
    blocks = [
        f"{number}\n{_clock(start, ',')} --> {_clock(end, ',')}\n" + "\n".join(lines) + "\n"
        for number, (start, end, lines) in enumerate(_entries(timeline), start=1)
    ]
    return "\n".join(blocks)


def to_vtt(timeline: Timeline) -> str:
    """All captions as WebVTT."""
    blocks = [
        f"{_clock(start, '.')} --> {_clock(end, '.')}\n" + "\n".join(map(_escaped, lines)) + "\n"
        for start, end, lines in _entries(timeline)
    ]
    return "\n".join(["WEBVTT\n", *blocks])


def _escaped(line: str) -> str:
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def has_captions(span: Span, timeline: Timeline) -> bool:
    """Whether anything is captioned in a scene, so that titles keep out of the way."""
    return timeline.captions.style != "none" and bool(cues_of(span, timeline))
