"""The vocabulary of claims, as patterns: which words name a body, a sign or a sentence's end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from heliograph.extensions.packs.zodiac.signs import BODIES, SIGNS

# Lower case "mars", "mercury", "sun", "leo" and "cancer" are ordinary words; the others are not.
_WORDS_OF_THEIR_OWN = frozenset({"Moon", "Sun", "Mercury", "Mars", "Leo", "Cancer"})
_PEOPLE = {
    "Aries": ("Arian", "Arien"),
    "Taurus": ("Taurean",),
    "Gemini": ("Geminian",),
    "Cancer": ("Cancerian",),
    "Leo": ("Leonian",),
    "Virgo": ("Virgoan",),
    "Libra": ("Libran",),
    "Scorpio": ("Scorpionic",),
    "Sagittarius": ("Sagittarian",),
    "Capricorn": ("Capricornian",),
    "Aquarius": ("Aquarian",),
    "Pisces": ("Piscean",),
}
_BODY_GLYPHS = dict(zip("\u263d\u263f\u2640\u2609\u2642\u2643\u2644\u2645\u2646\u2647",
                        BODIES, strict=True))  # fmt: skip
_SIGN_GLYPHS = {chr(0x2648 + index): sign for index, sign in enumerate(SIGNS)}


@dataclass(frozen=True)
class Claim:
    """Words of a text that say something about the sky, and where they begin."""

    start: int
    words: str


def _spellings(name: str) -> list[str]:
    lower = [] if name in _WORDS_OF_THEIR_OWN else [name.lower()]
    return [name, name.upper(), *lower]


_BODY_SPELLINGS = {word: body for body in BODIES for word in _spellings(body)}
_SIGN_SPELLINGS = {
    word: sign for sign in SIGNS for name in (sign, *_PEOPLE[sign]) for word in _spellings(name)
}
_NAMES = _BODY_SPELLINGS | _SIGN_SPELLINGS | _BODY_GLYPHS | _SIGN_GLYPHS

# "Sun, 22 November" is a weekday.
BODY = rf"(?:(?:{'|'.join(_BODY_SPELLINGS)})\b(?<!\bSun(?=[,.]?\s\d))|[{''.join(_BODY_GLYPHS)}])"
SIGN = rf"(?:(?:{'|'.join(_SIGN_SPELLINGS)})(?:s\b|\b)|[{''.join(_SIGN_GLYPHS)}])"
BODY_NAME = re.compile(rf"(?<![\w-]){BODY}")
SIGN_NAME = re.compile(rf"(?<![\w-]){SIGN}")


def name_of(word: str) -> str:
    """The body or sign that a word names, whatever its spelling or number."""
    return _NAMES.get(word) or _NAMES[word.removesuffix("s")]


_SENTENCE = re.compile(r"[^\n]+?(?:[.!?]+(?=\s|$)|;|(?=\n)|$)")


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Each sentence, or part of one before a semicolon, with the place where it begins."""
    for match in _SENTENCE.finditer(text):
        yield match.start(), match[0]
