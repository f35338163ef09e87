"""Clock times, in digits and in words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from heliograph.extensions.packs.zodiac.claims.held import Held
from heliograph.extensions.packs.zodiac.claims.numbers import NUMBER_WORDS
from heliograph.extensions.packs.zodiac.claims.words import BODY_NAME, Claim, sentences

_HALF = r"(?:\s*(?P<half>[ap])\.?m\b\.?|\s+in the (?P<part>morning|afternoon|evening))"
_DIGITS = re.compile(rf"(?<![\d:.,])(?P<hour>\d{{1,2}})[:h](?P<minute>\d\d)(?!\d){_HALF}?", re.I)
_WHOLE = re.compile(rf"(?<![\d:.,])(?P<hour>\d{{1,2}})(?P<minute>){_HALF}", re.IGNORECASE)
_HOURS = "|".join(list(NUMBER_WORDS)[1:13])
_SPELT = re.compile(
    rf"\b(?:(?P<past>half past|quarter past|quarter to)\s+(?P<near>{_HOURS}|\d{{1,2}})"
    rf"|(?P<hour>{_HOURS}|\d{{1,2}})\s+o'clock)\b(?!\s*(?:%|per ?cent))",
    re.IGNORECASE,
)
_NAMED = {"noon": "12:00", "midday": "12:00", "midnight": "00:00"}
_NAME = re.compile(r"\bat (noon|midday|midnight)\b", re.IGNORECASE)
_MINUTES = {"half past": 30, "quarter past": 15, "quarter to": -15}


def time_claims(text: str, held: Held) -> Iterator[Claim]:
    """Times of day the plan does not hold."""
    for pattern in (_DIGITS, _WHOLE):
        for match in pattern.finditer(text):
            if _clock(match) not in held.times:
                yield Claim(match.start(), match[0].strip())
    for match in _SPELT.finditer(text):
        if not _readings(match) & held.times:
            yield Claim(match.start(), match[0])
    yield from _named(text, held)


def _clock(match: re.Match[str]) -> str:
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    half = (match["half"] or "").lower() or {"morning": "a", None: ""}.get(match["part"], "p")
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"{hour:02}:{minute:02}"


def _readings(match: re.Match[str]) -> set[str]:
    """A spelt time names no half of the day, so both count."""
    word = (match["near"] or match["hour"]).lower()
    hour = NUMBER_WORDS[word] if word in NUMBER_WORDS else int(word)
    shift = _MINUTES[" ".join(match["past"].lower().split())] if match["past"] else 0
    first = (hour * 60 + shift) % 720
    return {f"{total // 60:02}:{total % 60:02}" for total in (first, first + 720)}


def _named(text: str, held: Held) -> Iterator[Claim]:
    """Noon and midnight are everyday words unless a body does something then."""
    for start, sentence in sentences(text):
        if not BODY_NAME.search(sentence):
            continue
        for match in _NAME.finditer(sentence):
            if _NAMED[match[1].lower()] not in held.times:
                yield Claim(start + match.start(), match[0])
