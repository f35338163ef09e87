"""A set text standing on the frame: its lines, its words, and where the ink of each lies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import skia  # type: ignore[import-not-found,import-untyped,unused-ignore]  # ships no types

from heliograph.sdk.typesetting.inking import Keep, blob_of, ink_of
from heliograph.sdk.typesetting.setting import SetText

Box = tuple[float, float, float, float]
_WORD = re.compile("[^ \u00a0]+")
_LONGEST = 48
_LONG = re.compile(rf"\S{{{_LONGEST},}}")


def spared(text: str) -> str:
    """The text with words that no line could ever hold cut short."""
    return _LONG.sub(lambda found: found[0][: _LONGEST - 1] + "\u2026", text)


@dataclass(frozen=True)
class Placed:
    """A set text in pixels of the frame: for every line where it starts and its baseline."""

    text: SetText
    lefts: tuple[float, ...]
    baselines: tuple[float, ...]

    def box(self) -> Box:
        """What holds all its ink: left, top, right, bottom."""
        size = self.text.size
        edges = [
            (x + left * size, y + top * size, x + right * size, y + bottom * size)
            for line, x, y in zip(self.text.lines, self.lefts, self.baselines, strict=True)
            for left, top, right, bottom in (line.shaped.ink,)
        ]
        lefts, tops, rights, bottoms = zip(*edges, strict=True)
        return (min(lefts), min(tops), max(rights), max(bottoms))


@dataclass(frozen=True)
class Word:
    """A word of a placed text: its line, its characters there, the box of its ink, and whether
    it is read from right to left."""

    line: int
    start: int
    end: int
    box: Box
    is_rtl: bool

    def holds(self, character: int) -> bool:
        """Whether a character of the line belongs to it."""
        return self.start <= character < self.end

    @property
    def centre(self) -> tuple[float, float]:
        """The middle of its ink."""
        return ((self.box[0] + self.box[2]) / 2, (self.box[1] + self.box[3]) / 2)


def centred_lines(text: SetText, middle: float, top: float) -> Placed:
    """A text about a middle line, the top of its ink near `top`."""
    lefts = tuple(
        middle - line.shaped.width * text.size / 2 + line.hang * text.size for line in text.lines
    )
    return Placed(text, lefts, _baselines(text, top))


def leaning_lines(text: SetText, edge: float, top: float, from_right: bool) -> Placed:
    """A text whose lines begin at an edge of the frame: the left one, or the right one."""
    lefts = tuple(
        edge - line.shaped.ink[2] * text.size
        if from_right
        else edge - line.shaped.ink[0] * text.size
        for line in text.lines
    )
    return Placed(text, lefts, _baselines(text, top))


def _baselines(text: SetText, top: float) -> tuple[float, ...]:
    first = top + text.rise
    return tuple(first + index * text.line_height for index in range(len(text.lines)))


def words_of(placed: Placed) -> tuple[Word, ...]:
    """The words in the order they are read."""
    return tuple(
        _word(placed, index, match.span())
        for index, line in enumerate(placed.text.lines)
        for match in _WORD.finditer(line.text)
    )


def _word(placed: Placed, index: int, span: tuple[int, int]) -> Word:
    line, size = placed.text.lines[index], placed.text.size
    x, y = placed.lefts[index], placed.baselines[index]
    start, end = span
    ink = ink_of(line.shaped, lambda at: start <= at < end) or (0.0, 0.0, 0.0, 0.0)
    box = (x + ink[0] * size, y + ink[1] * size, x + ink[2] * size, y + ink[3] * size)
    return Word(index, start, end, box, _is_rtl(placed, index, span))


def _is_rtl(placed: Placed, index: int, span: tuple[int, int]) -> bool:
    """Whether its later characters stand further left; one letter goes with its paragraph."""
    places = [
        (cluster, place[0])
        for run in placed.text.lines[index].shaped.runs
        for cluster, place in zip(run.clusters, run.places, strict=True)
        if span[0] <= cluster < span[1]
    ]
    first, last = min(places, default=(0, 0.0)), max(places, default=(0, 0.0))
    if first[0] == last[0]:
        return placed.text.is_rtl
    return last[1] < first[1]


def blobs(
    placed: Placed, words: Sequence[Word] | None = None
) -> list[tuple[skia.TextBlob, float, float]]:
    """The glyphs of whole lines, or of some words only, with where each blob stands. The lines
    are always shaped whole: what is chosen keeps its form and its place."""
    found = []
    for index, line in enumerate(placed.text.lines):
        chosen = None if words is None else [word for word in words if word.line == index]
        if chosen is not None and not chosen:
            continue
        blob = blob_of(line.shaped, placed.text.size, _keep(chosen))
        if blob is not None:
            found.append((blob, placed.lefts[index], placed.baselines[index]))
    return found


def _keep(words: Sequence[Word] | None) -> Keep | None:
    if words is None:
        return None
    return lambda at: any(word.holds(at) for word in words)
