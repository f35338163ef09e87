"""Reading a text as the gate does: its words, sentences, emoji and syllables. Pure functions."""

from __future__ import annotations

import re
from functools import cache, lru_cache

import regex  # type: ignore[import-untyped]  # it ships no types

from heliograph.sdk.lines import sentences

# Vowel marks over and under letters, and the signs of a reader of the Qur'an.
_MARKS = "\u0300-\u036f\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
WORD = re.compile(rf"[^\W_]+(?:(?:[{_MARKS}]+|['’-](?=[^\W_]))[^\W_]*)*")
_EMOJI = regex.compile(
    r"(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F)"
    r"(?:\u200D\p{Extended_Pictographic}\uFE0F?|\p{Emoji_Modifier})*"
)
RUN = 5
"""Words in a run: two texts that share many runs of this length share sentences."""


def words_in(text: str) -> list[str]:
    """The words in order."""
    return WORD.findall(text)


def sentences_of(text: str) -> list[str]:
    """The sentences that hold a word, in order; a line's end ends one as well."""
    return [one for one in sentences(text) if WORD.search(one)]


def emoji_in(text: str) -> list[str]:
    """Signs that are shown as pictures; ♌ in plain type is not one."""
    return [match.group() for match in _EMOJI.finditer(text)]


def reading_grade(text: str) -> float:
    """Flesch-Kincaid grade level (Kincaid et al., 1975), syllables counted by vowel groups."""
    words = words_in(text)
    ended = max(len(re.findall(r"[.!?…]+(?:\s|$)", text)), 1)
    if not words:
        return 0.0
    syllables = sum(_syllables(word) for word in words)
    return 0.39 * len(words) / ended + 11.8 * syllables / len(words) - 15.59


def likeness(one: str, other: str) -> float:
    """Jaccard similarity of five-word runs, 0 to 1."""
    first, second = runs_of(one), runs_of(other)
    if not first or not second:
        return 0.0
    return len(first & second) / len(first | second)


@lru_cache(maxsize=512)
def runs_of(text: str) -> frozenset[tuple[str, ...]]:
    """Every run of five words, in lower case."""
    words = [word.lower() for word in words_in(text)]
    return frozenset(tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


def holds(text: str, phrase: str) -> bool:
    """Whether a word or phrase stands in a text as it is, whatever its case."""
    return _pattern(phrase).search(text) is not None


def start_of(text: str, most: int) -> str:
    """The start of a text for a message."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else f"{flat[: most - 1].rstrip()}…"


@cache
def _pattern(phrase: str) -> re.Pattern[str]:
    flexible = r"\s+".join(re.escape(word) for word in phrase.split()).replace("'", "['’]")
    return re.compile(rf"(?<!\w){flexible}(?!\w)", re.IGNORECASE)


def _syllables(word: str) -> int:
    groups = len(re.findall(r"[aeiouy]+", word.lower()))
    silent = word.lower().endswith("e") and not word.lower().endswith(("le", "ee"))
    return max(groups - (1 if silent and groups > 1 else 0), 1)
