"""From a text to what is said of it: clauses in order, and whose words they are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# After these a speaker takes breath; the mark belongs to the clause before it.
_END = re.compile(r"[.!?;:,\u2026\u060c\u061b\u061f\u2013\u2014][\"'\u2019\u201d\u00bb)\]]*$")
_EDGES = "\"'\u2018\u2019\u201c\u201d\u00ab\u00bb()[].,;:!?\u2026\u060c\u061b\u061f"
_SAID = re.compile(r"\w")
LONGEST = 240
"""Characters of a clause: a text without any mark is cut here, between words."""


@dataclass(frozen=True)
class Clause:
    """What is said in one breath. `starts` holds, for every word of the text in this clause, its
    number in the text and the character of `said` at which it begins."""

    said: str
    starts: tuple[tuple[int, int], ...]


def words_of(text: str) -> list[str]:
    """The words of a text as they are written, with their marks."""
    return text.split()


def clauses_of(words: Sequence[str], pronunciations: Mapping[str, str]) -> list[Clause]:
    """The clauses of these words; words as written become words as spoken."""
    spoken = {written.casefold(): said for written, said in pronunciations.items()}
    found: list[Clause] = []
    said, starts = "", []
    for number, word in enumerate(words):
        starts.append((number, len(said)))
        said += _as_spoken(word, spoken) + " "
        if _END.search(word) or len(said) > LONGEST:
            found.append(Clause(said.strip(), tuple(starts)))
            said, starts = "", []
    if starts:
        found.append(Clause(said.strip(), tuple(starts)))
    return [one for one in found if _SAID.search(one.said)]


def _as_spoken(word: str, spoken: Mapping[str, str]) -> str:
    bare = word.strip(_EDGES)
    said = spoken.get(bare.casefold())
    if said is None or not bare:
        return word
    return word.replace(bare, said)
