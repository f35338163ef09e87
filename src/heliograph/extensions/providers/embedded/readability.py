"""How hard a text is to read, by three formulas; syllables are guessed from vowels."""

from __future__ import annotations

import re

_WORD = re.compile(r"[a-z0-9:]+(?:['\u2019-][a-z]+)*")
_VOWELS = re.compile(r"[aeiouy]+")
_END = re.compile(r"[.!?](?=\s|$)")


def grade(text: str) -> float:
    """The school grade that reads the text with ease (Kincaid et al., 1975)."""
    words = _WORD.findall(text.lower())
    sentences = max(1, len(_END.findall(text)))
    syllables = sum(map(_syllables, words))
    return 0.39 * len(words) / sentences + 11.8 * syllables / max(1, len(words)) - 15.59


def lowest_grade(text: str) -> float:
    """The lower of that grade and its mean with two formulas that count letters instead.

    They are the automated readability index (Senter and Smith, 1967) and that of Coleman and
    Liau (1975). Formulas differ by a grade: who asks for a least grade asks it of both readings.
    """
    words = _WORD.findall(text.lower())
    count, ends = max(1, len(words)), max(1, len(_END.findall(text)))
    signs = sum(not sign.isspace() for sign in text) / count
    letters = sum(map(str.isalnum, text)) / count
    automated = 4.71 * signs + 0.5 * count / ends - 21.43
    coleman_liau = 5.88 * letters - 29.6 * ends / count - 15.8
    by_syllables = grade(text)
    return min(by_syllables, (by_syllables + automated + coleman_liau) / 3)


def _syllables(word: str) -> int:
    silent = word.endswith("e") and not word.endswith(("le", "ee"))
    return max(1, len(_VOWELS.findall(word)) - int(silent))
