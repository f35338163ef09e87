"""Cutting a stream of spoken words into cues: the cheapest cuts, by sense and by what fits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from heliograph.sdk.timeline.sense import (
    SPACE,
    ends_clause,
    ends_sentence,
    leans_on_next,
    opens_clause,
    width_of,
)

_SHORTEST = 0.8
_LONGEST = 6.0
# Costs against one another: a cue more costs one.
_CUE = 1.0
_UNFILLED = 0.8
_ANYWHERE = 1.3
_AT_CONJUNCTION = 0.55
_AT_CLAUSE = 0.15
_AT_BREATH = 0.35
_LEANING = 2.6
_SENTENCE_INSIDE = 1.7
_PAUSE_INSIDE = 1.5
_ALONE = 2.2
_TOO_SHORT = 12.0
_TOO_LONG = 4.0
_BREATH, _PAUSE = 0.22, 0.6


@dataclass(frozen=True)
class Room:
    """What one cue may hold: so many lines, each of `measure` em and `characters` letters."""

    lines: int
    measure: float
    characters: int
    capitals: bool = False


class _Filling:
    """Words set one after another into the lines of a cue, by width or by letters."""

    def __init__(self, measure: float, space: float) -> None:
        self.measure, self.space = measure, space
        self.lines, self.used, self.total = 1, 0.0, 0.0

    def add(self, width: float) -> None:
        """Set one more word, on a new line where the last one is full."""
        needed = width if not self.used else self.used + self.space + width
        if self.used and needed > self.measure:
            self.lines, self.used = self.lines + 1, width
        else:
            self.used = needed
        self.total += width + self.space


@dataclass(frozen=True)
class _Stream:
    texts: Sequence[str]
    starts: Sequence[float]
    ends: Sequence[float]
    room: Room

    def gap(self, index: int) -> float:
        """Seconds of silence after a word."""
        return self.starts[index + 1] - self.ends[index]


def cut(
    texts: Sequence[str], starts: Sequence[float], ends: Sequence[float], room: Room
) -> tuple[int, ...]:
    """Where each cue ends (index past its last word). `starts` has one more: the end of all."""
    stream = _Stream(texts, starts, ends, room)
    count = len(texts)
    best: list[tuple[float, int]] = [(0.0, count)] * (count + 1)
    inner = [_inside(stream, index) for index in range(count)]
    after = [_boundary(stream, index) for index in range(count)]
    for first in range(count - 1, -1, -1):
        within = 0.0
        found = (float("inf"), first + 1)
        for end, unfilled in _reaches(stream, first):
            if end - first > 1:
                within += inner[end - 2]
            cost = _cue(stream, first, end) + unfilled + within + after[end - 1] + best[end][0]
            if cost < found[0]:
                found = (cost, end)
        best[first] = found
    return tuple(_followed(best, count))


def _followed(best: Sequence[tuple[float, int]], count: int) -> Iterator[int]:
    place = 0
    while place < count:
        place = best[place][1]
        yield place


def _reaches(stream: _Stream, first: int) -> Iterator[tuple[int, float]]:
    """How far a cue that begins here can reach, and what the room left over costs."""
    room = stream.room
    by_width, by_letters = _Filling(room.measure, SPACE), _Filling(room.characters, 1)
    for index in range(first, len(stream.texts)):
        by_width.add(width_of(stream.texts[index], room.capitals))
        by_letters.add(len(stream.texts[index]))
        lines = max(by_width.lines, by_letters.lines)
        if lines > room.lines and index > first:
            return
        left = max(0.0, 1 - by_width.total / (room.measure * room.lines))
        # Two words on two lines leave the last one alone.
        alone = _ALONE if lines > 1 and index == first + 1 else 0.0
        yield index + 1, _UNFILLED * left * left + alone


def _cue(stream: _Stream, first: int, end: int) -> float:
    cost = _CUE
    seen = stream.starts[end] - stream.starts[first]
    if seen < _SHORTEST:
        cost += _TOO_SHORT * (1.5 - seen / _SHORTEST)
    if stream.ends[end - 1] - stream.starts[first] > _LONGEST:
        cost += _TOO_LONG
    if end - first == 1 and not ends_sentence(stream.texts[first]):
        cost += _ALONE
    return cost


def _boundary(stream: _Stream, index: int) -> float:
    """What it costs to end a cue with this word."""
    if index == len(stream.texts) - 1 or ends_sentence(stream.texts[index]):
        return 0.0
    choices = [_ANYWHERE]
    if opens_clause(stream.texts[index + 1]):
        choices.append(_AT_CONJUNCTION)
    if ends_clause(stream.texts[index]):
        choices.append(_AT_CLAUSE)
    if stream.gap(index) >= _BREATH:
        choices.append(_AT_BREATH)
    leaning = _LEANING if leans_on_next(stream.texts[index]) else 0.0
    return min(choices) + leaning + _number(stream, index)


def _number(stream: _Stream, index: int) -> float:
    """A number is not parted from what it counts."""
    one, other = stream.texts[index], stream.texts[index + 1]
    is_number = one[-1:].isdigit() or (one[:1].isupper() and other[:1].isdigit())
    return 0.8 if is_number else 0.0


def _inside(stream: _Stream, index: int) -> float:
    """What it costs to go on after this word within one cue."""
    if index == len(stream.texts) - 1:
        return 0.0
    cost = _SENTENCE_INSIDE if ends_sentence(stream.texts[index]) else 0.0
    return cost + (_PAUSE_INSIDE if stream.gap(index) >= _PAUSE else 0.0)
