"""How hard a text is to read, by the Flesch-Kincaid formula with syllables guessed from vowels."""

from __future__ import annotations

import re

_WORD = re.compile(r"[a-z0-9:]+(?:['\u2019-][a-z]+)*")
_VOWELS = re.compile(r"[aeiouy]+")
_END = re.compile(r"[.!?](?=\s|$)")


def grade(text: str) -> float:
    """The school grade that reads the text with ease."""
    words = _WORD.findall(text.lower())
    sentences = max(1, len(_END.findall(text)))
    syllables = sum(map(_syllables, words))
    return 0.39 * len(words) / sentences + 11.8 * syllables / max(1, len(words)) - 15.59


def _syllables(word: str) -> int:
    silent = word.endswith("e") and not word.endswith(("le", "ee"))
    return max(1, len(_VOWELS.findall(word)) - int(silent))
