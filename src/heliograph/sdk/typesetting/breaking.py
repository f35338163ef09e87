"""Where lines break: the fewest lines that fit, then the most even ones a typesetter allows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

# Words that lean on the next one; a line must not end with them.
# fmt: off
LEANING = frozenset((
    "a", "an", "the", "of", "in", "on", "at", "to", "by", "for", "with", "from", "into",
    "onto", "and", "or", "but", "nor", "as", "if", "is", "i", "no", "your", "my",
    "our", "his", "her", "its", "their", "this", "that", "than",
    "في", "من", "على", "إلى", "عن", "أن", "إن", "لا", "يا", "هذا", "هذه", "ذلك", "تلك", "مع", "بين",
))
# fmt: on
# Costs in squares of the measure: a lonely last word is worse than any ragged edge.
_LONELY = 4.0
_LEANS = 1.0


@dataclass(frozen=True)
class Words:
    """A paragraph ready to break: its words, their widths and the space between, in one unit."""

    texts: tuple[str, ...]
    widths: tuple[float, ...]
    space: float

    def line_width(self, first: int, end: int) -> float:
        """Width of the words from `first` up to `end` on one line."""
        return sum(self.widths[first:end]) + self.space * (end - first - 1)


@dataclass(frozen=True)
class Breaks:
    """Where each line ends (index past its last word) and how many rules had to bend."""

    ends: tuple[int, ...]
    cost: float

    @property
    def is_clean(self) -> bool:
        """Whether every rule holds: no lonely last word, no line that ends on a leaning one."""
        return self.cost < _LEANS


def count_lines(words: Words, measure: float) -> int:
    """Lines a greedy setting needs; the fewest possible."""
    lines, used = 1, 0.0
    for width in words.widths:
        needed = width if used == 0 else used + words.space + width
        if used and needed > measure:
            lines, used = lines + 1, width
        else:
            used = needed
    return lines


def leans(word: str) -> bool:
    """Whether a line must not end with this word."""
    return word.lower() in LEANING


def balance(words: Words, measure: float, lines: int, may_grow: bool) -> Breaks:
    """The most even setting in `lines` lines, or one more if that spares a broken rule."""
    best = _best(words, measure, lines)
    if may_grow and not best.is_clean and len(words.texts) > lines:
        roomier = _best(words, measure, lines + 1)
        if roomier.cost < best.cost - 0.5:
            return roomier
    return best


def _best(words: Words, measure: float, lines: int) -> Breaks:
    count = len(words.texts)
    # A line from one word to another is wide as the difference of two of these.
    reach = tuple(accumulate((width + words.space for width in words.widths), initial=0.0))
    leaning = tuple(_LEANS if leans(text) else 0.0 for text in words.texts)

    def slack_of(first: int, end: int) -> float:
        return (measure + words.space - (reach[end] - reach[first])) / measure

    @cache
    def from_word(first: int, left: int) -> tuple[float, tuple[int, ...]]:
        if left == 1:
            slack = slack_of(first, count)
            if slack < 0 and count - first > 1:
                return float("inf"), (count,)
            lonely = _LONELY if count - first == 1 and count > 2 else 0.0
            return slack * slack + lonely, (count,)
        found: tuple[float, tuple[int, ...]] = (float("inf"), (count,))
        for end in range(first + 1, count - left + 2):
            slack = slack_of(first, end)
            if slack < 0 and end - first > 1:
                break
            rest, ends = from_word(end, left - 1)
            cost = slack * slack + leaning[end - 1] + rest
            if cost < found[0]:
                found = (cost, (end, *ends))
        return found

    cost, ends = from_word(0, max(1, min(lines, count)))
    return Breaks(ends, cost)


def raggedness(words: Words, ends: Sequence[int], measure: float) -> float:
    """Sum of squared slack of a setting; smaller is more even."""
    starts = (0, *ends[:-1])
    return sum(
        ((measure - words.line_width(first, end)) / measure) ** 2
        for first, end in zip(starts, ends, strict=True)
    )
