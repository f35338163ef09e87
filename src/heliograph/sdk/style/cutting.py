"""A spoken line cut into pieces of a style's pace, at pauses and between words."""

from __future__ import annotations

from collections.abc import Sequence

from heliograph.sdk.sound import Word

_SHORTEST = 0.45
"""A piece is at least this part of the wished length."""
_PAUSE = 0.12
_MARKS = ".,;:!?،؛؟–"


def pieces_of(words: Sequence[Word], wished: float) -> list[tuple[Word, ...]]:
    """The words in groups that last about `wished` seconds each. A group ends where the speaker
    rests or the writer put a mark, rather than in mid-thought."""
    if not words:
        return []
    whole = words[-1].end - words[0].start
    count = max(1, round(whole / wished))
    ends = _ends(words, count, wished)
    found, start = [], 0
    for end in (*ends, len(words)):
        if end > start:
            found.append(tuple(words[start:end]))
            start = end
    return found


def _ends(words: Sequence[Word], count: int, wished: float) -> list[int]:
    """Where groups end: for each the best place near its even share of the time."""
    first, last = words[0].start, words[-1].end
    step = (last - first) / count
    found: list[int] = []
    for number in range(1, count):
        goal = first + number * step
        low = found[-1] if found else 0
        can = [at for at in range(low + 1, len(words)) if _leaves_room(words, low, at, wished)]
        if can:
            found.append(min(can, key=lambda at: _cost(words, at, goal, step)))
    return found


def _leaves_room(words: Sequence[Word], low: int, at: int, wished: float) -> bool:
    least = _SHORTEST * wished
    before = words[at - 1].end - words[low].start
    after = words[-1].end - words[at].start
    return before >= least and after >= least


def _cost(words: Sequence[Word], at: int, goal: float, step: float) -> float:
    rest = words[at].start - words[at - 1].end
    good = 0.35 * (words[at - 1].text[-1:] in _MARKS) + 0.2 * (rest > _PAUSE)
    return abs(words[at].start - goal) / step - good
