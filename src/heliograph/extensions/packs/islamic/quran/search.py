"""Finding verses by words. What is compared is folded; what is shown is the text itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from heliograph.extensions.packs.islamic.quran.fold import is_arabic, skeletons
from heliograph.extensions.packs.islamic.quran.references import Reference
from heliograph.extensions.packs.islamic.quran.store import Quran, Verse

_WORD = re.compile(r"[\w'’]+")


@dataclass(frozen=True)
class Hit:
    """A verse that holds every word of the query."""

    verse: Verse


@dataclass(frozen=True)
class _Entry:
    reference: Reference
    arabic: frozenset[str]
    arabic_text: tuple[str, str]
    english: frozenset[str]


def search(quran: Quran, query: str, limit: int = 20) -> tuple[Hit, ...]:
    """Verses that hold all words of the query, Arabic (with or without vowels) or English.

    An Arabic word is found inside longer ones, as articles and particles are written with it;
    verses that hold it as a word of its own come first.
    """
    asked = [(word, is_arabic(word)) for word in _words(query)]
    if not asked:
        return ()
    found = [
        (not _holds_whole(entry, asked), entry.reference)
        for entry in _index(quran)
        if _holds(entry, asked)
    ]
    return tuple(Hit(quran.verse(reference)) for _, reference in sorted(found)[:limit])


def _holds(entry: _Entry, asked: list[tuple[str, bool]]) -> bool:
    return all(
        any(word in text for text in entry.arabic_text) if arabic else word in entry.english
        for word, arabic in asked
    )


def _holds_whole(entry: _Entry, asked: list[tuple[str, bool]]) -> bool:
    return all(word in entry.arabic for word, arabic in asked if arabic)


def _words(query: str) -> list[str]:
    found = []
    for word in query.split():
        if is_arabic(word):
            found.append(skeletons(word)[1])
        else:
            found.extend(part.lower() for part in _WORD.findall(word))
    return [word for word in found if word]


@lru_cache(maxsize=2)
def _index(quran: Quran) -> tuple[_Entry, ...]:
    entries = []
    for verse in quran.all():
        plain, long = skeletons(verse.body)
        english = frozenset(word.lower() for word in _WORD.findall(verse.translation))
        words = frozenset(plain.split()) | frozenset(long.split())
        entries.append(_Entry(verse.reference, words, (plain, long), english))
    return tuple(entries)
