"""Degrees and percentages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from heliograph.extensions.packs.zodiac.claims.held import Held
from heliograph.extensions.packs.zodiac.claims.words import Claim

NUMBER_WORDS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
    "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20,
}  # fmt: skip
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
         "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}  # fmt: skip
_UNITS = "|".join(list(NUMBER_WORDS)[1:10])
_SPELT = rf"(?:{'|'.join(_TENS)})(?:[- ](?:{_UNITS}))?|{'|'.join(NUMBER_WORDS)}"
_DEGREES = re.compile(
    rf"(?<![\w.])(?P<number>\d+(?:\.\d+)?|{_SPELT})\s*(?:\u00b0|[- ]?degrees?\b)", re.IGNORECASE
)
_PERCENT = re.compile(
    rf"(?<![\w.])(?P<number>\d+(?:\.\d+)?|{_SPELT})\s*(?:%|[- ]?per ?cent\b)", re.IGNORECASE
)


def number_claims(text: str, held: Held) -> Iterator[Claim]:
    """Degrees and percentages the plan does not hold."""
    degrees = {float(value) for name in ("degree", "angle", "orb") for value in held.values(name)}
    degrees |= {float(one) for listed in held.values("degrees") for one in listed.split(",") if one}
    lit = {float(value) for value in held.values("lit")}
    for pattern, known in ((_DEGREES, degrees), (_PERCENT, lit)):
        for match in pattern.finditer(text):
            if read_number(match["number"]) not in known:
                yield Claim(match.start(), match[0])


def read_number(words: str) -> float:
    """A number in digits, or in words up to ninety-nine."""
    plain = words.lower()
    if plain[0].isdigit():
        return float(plain)
    if plain in NUMBER_WORDS:
        return float(NUMBER_WORDS[plain])
    tens, _, unit = plain.replace("-", " ").partition(" ")
    return float(_TENS[tens] + NUMBER_WORDS.get(unit, 0))
