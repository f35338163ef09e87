"""Measures of how varied and how readable a set of texts is; exact, without sampling."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations

import pyphen  # type: ignore[import-untyped]  # ships no types
import textstat  # type: ignore[import-untyped]  # ships no types

Gram = tuple[str, ...]

_WORD = re.compile(r"[a-z0-9:]+(?:[\u2019'-][a-z]+)*")
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]")
_SYLLABLES = pyphen.Pyphen(lang="en_GB")
_VOWELS = re.compile(r"[aeiouy]+")
_LINT = {
    "an unfilled slot or bracket": re.compile(r"[{}\[\]|<>]"),
    "a double space": re.compile(r" {2}"),
    "a space before a stop": re.compile(r"\s[,.;:!?]"),
    "a straight quote": re.compile(r"[\"']"),
    "a doubled stop": re.compile(r"[,;:.!?][,;:.!?]"),
    "a where an belongs": re.compile(r"\b[Aa] (?=[aeio]|u(?!n?i|s[eu]))"),
    "an where a belongs": re.compile(r"\b[Aa]n (?=[bcdfgjklmnpqrstvwxz])"),
    "a doubled word": re.compile(r"\b([A-Za-z]+) \1\b", re.IGNORECASE),
    "a missing capital": re.compile(r"(?:^|[.!?] |\n)[a-z]"),
    "a missing full stop": re.compile(r"[^.!?\u201d\n](?=\n|$)"),
    "a capital after a comma": re.compile(r", (?:The|A|An|At|In|With|Today|Until|From)\b"),
    "a double article": re.compile(r"\b(?:the|a|an) (?:the|a|an)\b", re.IGNORECASE),
}


def words_of(text: str) -> list[str]:
    """The words of a text in lower case; a clock time is one word."""
    return _WORD.findall(text.lower())


def sentences_of(text: str) -> list[str]:
    """The sentences of a text, each with its stop."""
    return [sentence.strip() for sentence in _SENTENCE.findall(text)]


def grams_of(text: str, size: int) -> list[Gram]:
    """Runs of so many words, in order."""
    words = words_of(text)
    return [tuple(words[at : at + size]) for at in range(len(words) - size + 1)]


def likenesses(texts: Sequence[str], size: int = 5) -> Iterator[tuple[int, int, float]]:
    """Every pair that shares a run of words, with its Jaccard likeness."""
    sets = [frozenset(grams_of(text, size)) for text in texts]
    holders: dict[Gram, list[int]] = defaultdict(list)
    for number, grams in enumerate(sets):
        for gram in grams:
            holders[gram].append(number)
    shared = Counter(pair for numbers in holders.values() for pair in combinations(numbers, 2))
    for (one, other), common in shared.items():
        yield one, other, common / (len(sets[one]) + len(sets[other]) - common)


def distinct(texts: Sequence[str], size: int) -> float:
    """Different runs of words as a share of all."""
    grams = [gram for text in texts for gram in grams_of(text, size)]
    return len(set(grams)) / len(grams)


def self_bleu(texts: Sequence[str], most: int = 4) -> float:
    """The mean BLEU of each text against all others: 0 when nothing is shared, 1 for copies."""
    tables = [_ReferenceCounts(texts, size) for size in range(1, most + 1)]
    lengths = [len(words_of(text)) for text in texts]
    scores = []
    for number in range(len(texts)):
        precisions = [table.precision(number) for table in tables]
        if min(precisions) == 0:
            scores.append(0.0)
            continue
        others = (length for at, length in enumerate(lengths) if at != number)
        nearest = min(others, key=lambda length: (abs(length - lengths[number]), length))
        brevity = min(1.0, math.exp(1 - nearest / lengths[number]))
        scores.append(brevity * math.exp(sum(map(math.log, precisions)) / most))
    return sum(scores) / len(scores)


class _ReferenceCounts:
    """For every run of words, the two highest counts in one text and whose the highest is."""

    def __init__(self, texts: Sequence[str], size: int) -> None:
        self._counts = [Counter(grams_of(text, size)) for text in texts]
        self._best: dict[Gram, tuple[int, int, int]] = {}
        for number, counts in enumerate(self._counts):
            for gram, count in counts.items():
                first, owner, second = self._best.get(gram, (0, -1, 0))
                if count > first:
                    self._best[gram] = (count, number, first)
                elif count > second:
                    self._best[gram] = (first, owner, count)

    def precision(self, number: int) -> float:
        """Share of a text's runs that some other text has too."""
        counts = self._counts[number]
        total = sum(counts.values())
        clipped = 0
        for gram, count in counts.items():
            first, owner, second = self._best[gram]
            clipped += min(count, second if owner == number else first)
        return clipped / total if total else 0.0


def reading_grade(text: str) -> float:
    """The school grade a text asks for: the mean of three formulas.

    Flesch-Kincaid counts syllables with hyphenation patterns instead of the downloaded word list
    that textstat wants; the two others count letters and need none.
    """
    sentences, words = len(sentences_of(text)), words_of(text)
    syllables = sum(_syllables(word) for word in words)
    flesch_kincaid = 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59
    automated: float = textstat.automated_readability_index(text)
    coleman_liau: float = textstat.coleman_liau_index(text)
    return (flesch_kincaid + automated + coleman_liau) / 3


@cache
def _syllables(word: str) -> int:
    """Patterns miss short unhyphenated syllables, vowel groups count silent ones: the mean."""
    hyphens = len(_SYLLABLES.positions(word)) + 1
    ending = word.endswith("e") and not word.endswith(("le", "ee"))
    groups = max(1, len(_VOWELS.findall(word)) - int(ending))
    return max(1, round((hyphens + groups) / 2))


def lint(text: str) -> list[str]:
    """What a proof-reader would mark, as "fault: words around it"."""
    found = []
    for fault, pattern in _LINT.items():
        for match in pattern.finditer(text):
            around = text[max(0, match.start() - 20) : match.end() + 20]
            found.append(f"{fault}: {around!r}")
    for opening, closing in ("()", "\u201c\u201d"):
        if text.count(opening) != text.count(closing):
            found.append(f"an unbalanced {opening}: {text[:40]!r}")
    return found
