"""How hard a text is to read: choppy sentences run together, or one said more fully."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from heliograph.extensions.providers.embedded.document import (
    FEWEST_WORDS,
    MOST_WORDS,
    Written,
    join,
)
from heliograph.extensions.providers.embedded.readability import grade, lowest_grade
from heliograph.extensions.providers.embedded.writer import Sentence, Writer

Said = TypeVar("Said")

EASIEST_GRADE = 5.9
"""Below it, sentences are run together."""
HARDEST_GRADE = 9.0
"""No running together and no exchange goes above it."""
LEAST_GRADE = 5.3
"""Below it even so, a sentence is exchanged: grade 5, and a margin for how syllables are told."""
JOINS = (
    ("fact", "meaning"),
    ("close", "close"),
    ("advice", "close"),
)
EXCHANGED = ("close", "pair", "meaning", "advice")
"""The roles whose sentences may be exchanged. They take turns in being the first that is tried."""


def smooth(written: list[Written]) -> list[Written]:
    """Sentences run together, one pair after another, while the text reads too choppy."""
    for first, second in JOINS:
        if grade(join(written)) >= EASIEST_GRADE:
            break
        for at in range(1, len(written)):
            before, one = written[at - 1], written[at]
            is_meant = (before.place.role, one.place.role) == (first, second)
            has_semicolon = ";" in before.sentence.text + one.sentence.text
            if is_meant and one.place.paragraph == 0 and not has_semicolon:
                joined = replace(one, joint=_joint(before.sentence, one.sentence))
                written = [*written[:at], joined, *written[at + 1 :]]
    return written


def lift(written: list[Written], writer: Writer) -> list[Written]:
    """The text with as few sentences exchanged as bring it to `LEAST_GRADE`, if any do."""

    def others(text: Sequence[Written], at: int) -> Iterator[Written]:
        place = text[at].place
        source = writer.source(place.role, place.theme)
        said = [one.sentence for one in text]
        for other in writer.others(place.role, source, said, at):
            trial = replace(text[at], sentence=other)
            if _has_room([*text[:at], trial, *text[at + 1 :]], text):
                yield trial

    def missing(text: list[Written]) -> float:
        return LEAST_GRADE - lowest_grade(join(smooth(text)))

    return lifted(written, _exchangeable(written, writer), others, missing)


def lifted(
    text: list[Said],
    places: Iterable[int],
    others: Callable[[Sequence[Said], int], Iterator[Said]],
    missing: Callable[[list[Said]], float],
) -> list[Said]:
    """A text with sentences exchanged, place after place, until no part of a grade is `missing`.

    Each exchange takes the first of the `others` that is enough, or the one that does most.
    """
    gap = missing(text)
    for at in places:
        best = text
        for other in others(text, at) if gap > 0 else ():
            trial = [*text[:at], other, *text[at + 1 :]]
            left = missing(trial)
            if LEAST_GRADE - HARDEST_GRADE <= left < gap:
                best, gap = trial, left
            if gap <= 0:
                break
        text = best
    return text


def _exchangeable(written: Sequence[Written], writer: Writer) -> Iterator[int]:
    first = writer.chooser.number(len(EXCHANGED), "exchange")
    for role in (*EXCHANGED[first:], *EXCHANGED[:first]):
        yield from (at for at, one in enumerate(written) if one.place.role == role)


def _has_room(trial: Sequence[Written], written: Sequence[Written]) -> bool:
    """Whether the text is as long as a text may be, or no further from it than before."""
    was, length = len(join(written).split()), len(join(trial).split())
    return min(was, FEWEST_WORDS) <= length <= max(was, MOST_WORDS)


def _joint(before: Sentence, after: Sentence) -> str:
    """A plain "and" between two plain sentences; a semicolon where commas are at work already."""
    return "; " if "," in before.text + after.text or after.role != "meaning" else ", and "
