"""How hard a text is to read: choppy sentences run together, or one said more fully."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from heliograph.extensions.providers.embedded.document import (
    FEWEST_WORDS,
    MOST_WORDS,
    Written,
    join,
)
from heliograph.extensions.providers.embedded.readability import grade, lowest_grade
from heliograph.extensions.providers.embedded.writer import Sentence, Writer

EASIEST_GRADE = 5.9
"""Below it, sentences are run together."""
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
    """The text with as few sentences exchanged as bring it to `LEAST_GRADE`, if any do.

    Each exchange takes the next sentence of the same pool that is enough, or the one that does
    most for the text.
    """
    level = lowest_grade(join(smooth(written)))
    for at in _exchangeable(written, writer):
        best = written
        for other in _others(written, at, writer) if level < LEAST_GRADE else ():
            trial = [*written[:at], replace(written[at], sentence=other), *written[at + 1 :]]
            reached = lowest_grade(join(smooth(trial)))
            if reached > level and _has_room(trial, written):
                best, level = trial, reached
            if level >= LEAST_GRADE:
                break
        written = best
    return written


def _exchangeable(written: Sequence[Written], writer: Writer) -> Iterator[int]:
    first = writer.chooser.number(len(EXCHANGED), "exchange")
    for role in (*EXCHANGED[first:], *EXCHANGED[:first]):
        yield from (at for at, one in enumerate(written) if one.place.role == role)


def _others(written: Sequence[Written], at: int, writer: Writer) -> Iterator[Sentence]:
    place = written[at].place
    return writer.others(place.role, place.theme, [one.sentence for one in written], at)


def _has_room(trial: Sequence[Written], written: Sequence[Written]) -> bool:
    """Whether the text is as long as a text may be, or no further from it than before."""
    was, length = len(join(written).split()), len(join(trial).split())
    return min(was, FEWEST_WORDS) <= length <= max(was, MOST_WORDS)


def _joint(before: Sentence, after: Sentence) -> str:
    """A plain "and" between two plain sentences; a semicolon where commas are at work already."""
    return "; " if "," in before.text + after.text or after.role != "meaning" else ", and "
