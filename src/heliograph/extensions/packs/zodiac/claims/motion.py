"""Retrograde and direct motion, houses, equinoxes and solstices."""

from __future__ import annotations

import re
from collections.abc import Iterator

from heliograph.extensions.packs.zodiac.claims.held import Held
from heliograph.extensions.packs.zodiac.claims.words import BODY, Claim, name_of
from heliograph.extensions.packs.zodiac.themes import ORDINALS

_RETROGRADE = re.compile(
    rf"(?:(?P<before>{BODY})(?:'s)?(?:\s+[a-z]+){{0,4}}?\s+)?"
    rf"(?:\bretrograd(?:e|es|ing|ation)\b|\bbackward motion\b)"
    rf"(?:\s+(?:of\s+)?(?:the\s+)?(?P<after>{BODY}))?",
    re.IGNORECASE,
)
_DIRECT = re.compile(
    rf"(?:(?P<before>{BODY})\s+)?\b(?:turns?|turning|goes|going|stations?|stationing)\s+direct\b"
)
_HOUSE = re.compile(
    rf"\b(?P<word>{'|'.join(ORDINALS)}|(?P<number>\d{{1,2}})(?:st|nd|rd|th))\s+house\b",
    re.IGNORECASE,
)
_SEASONS = {"equinox": {"Aries", "Libra"}, "solstice": {"Cancer", "Capricorn"}}
_SEASON = re.compile(r"\b(equinox|solstice)(?:es)?\b", re.IGNORECASE)


def motion_claims(text: str, held: Held) -> Iterator[Claim]:
    """What is said to turn, stand still or begin."""
    yield from _turning(text, held, _RETROGRADE, "retrograde")
    yield from _turning(text, held, _DIRECT, "direct")
    for match in _HOUSE.finditer(text):
        number = int(match["number"] or 0)
        house = ORDINALS[(number - 1) % 12] if number else match["word"].lower()
        is_held = house in held.houses or "house" in held.about
        if not is_held or number > 12:
            yield Claim(match.start(), match[0])
    for match in _SEASON.finditer(text):
        begun = {
            fact.detail["sign"]
            for fact in held.facts
            if fact.kind == "ingress" and fact.detail["body"] == "Sun"
        }
        if "season" not in held.about and not begun & _SEASONS[match[1].lower()]:
            yield Claim(match.start(), match[0])


def _turning(text: str, held: Held, pattern: re.Pattern[str], direction: str) -> Iterator[Claim]:
    kinds = ("station", "planet_sign") if direction == "retrograde" else ("station",)
    turning = {
        str(fact.detail["body"])
        for fact in held.facts
        if (fact.kind in kinds and fact.detail["direction"] == direction)
        or (fact.kind == "ingress" and direction == "retrograde" and fact.detail["retrograde"])
        # The end of backward motion may be told in words that name it.
        or (fact.kind == "station" and direction == "retrograde")
    }
    for match in pattern.finditer(text):
        named = [match.groupdict().get(side) for side in ("before", "after")]
        bodies = {name_of(_spelt(word)) for word in named if word}
        is_topic = direction in held.about and not bodies
        if not is_topic and (not turning or not bodies <= turning):
            yield Claim(match.start(), match[0].strip())


def _spelt(word: str) -> str:
    return word.capitalize() if word.isalpha() else word
