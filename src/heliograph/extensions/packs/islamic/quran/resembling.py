"""Finding what is nearly a verse: a word exchanged, left out or misspelt."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property

from heliograph.extensions.packs.islamic.quran.quotations import letters_of
from heliograph.extensions.packs.islamic.quran.store import Quran, Verse

GRAM = 4
LEAST_GRAMS = 6
_COMMON = 60
"""A run of letters that this many verses have tells nothing about which verse is meant."""
_SEGMENT = re.compile(r"[^\n.!?؟،؛:;\"«»“”()\[\]\ufd3e\ufd3f|]+")


class Resembling:
    """Compares the phrases of a text with whole verses by short runs of letters."""

    def __init__(self, quran: Quran) -> None:
        self._quran = quran

    def found_in(self, text: str, share: float) -> tuple[tuple[str, Verse], ...]:
        """Phrases that have at least this share of their letter runs in common with a verse of
        about their length, without having all of its letters."""
        found = []
        for phrase in _SEGMENT.findall(text):
            verse = self._nearest(phrase, share)
            if verse is not None:
                found.append((phrase.strip(), verse))
        return tuple(found)

    def _nearest(self, phrase: str, share: float) -> Verse | None:
        grams = _grams(letters_of(phrase))
        if len(grams) < LEAST_GRAMS:
            return None
        votes: Counter[int] = Counter()
        for gram in grams:
            places = self._places.get(gram, ())
            if len(places) <= _COMMON or len(grams) <= 2 * LEAST_GRAMS:
                votes.update(places)
        for at, _ in votes.most_common(8):
            verse_grams = self._grams[at]
            common = len(grams & verse_grams) / max(len(grams), len(verse_grams))
            if share <= common and grams != verse_grams:
                return self._verses[at]
        return None

    @cached_property
    def _verses(self) -> tuple[Verse, ...]:
        return self._quran.all()

    @cached_property
    def _grams(self) -> list[frozenset[str]]:
        return [_grams(letters_of(verse.body)) for verse in self._verses]

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for at, grams in enumerate(self._grams):
            for gram in grams:
                found.setdefault(gram, []).append(at)
        return found


def _grams(letters: str) -> frozenset[str]:
    return frozenset(letters[at : at + GRAM] for at in range(len(letters) - GRAM + 1))
