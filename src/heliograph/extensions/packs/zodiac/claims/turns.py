"""Stations: which way a planet turns on the date that stands beside the word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from heliograph.extensions.packs.zodiac.claims.anchors import Sentence
from heliograph.extensions.packs.zodiac.claims.dates import dates_with_places
from heliograph.extensions.packs.zodiac.claims.held import dates_of
from heliograph.extensions.packs.zodiac.claims.words import Claim

_TURNING = re.compile(
    r"\b(?:revers\w*|retreat\w*|backwards?|back away|turns? (?:back|round)|sets off again"
    r"|(?:walks|travels) on|(?:moves|heads|starts) forward|resumes its course)\b",
    re.IGNORECASE,
)
_TODAY = re.compile(r"\btoday\b", re.IGNORECASE)
_TURN = re.compile(r"\b(?:turns?|goes|going) (?P<way>retrograde|direct)\b", re.IGNORECASE)


def turn_claims(sentence: Sentence) -> Iterator[Claim]:
    """A planet turns the way its station of the nearest date says."""
    yield from _turning(sentence)
    held = sentence.held
    dated = list(dates_with_places(sentence.text, held))
    for match in _TURN.finditer(sentence.text):
        day = _nearest(match, dated)
        if day is None:
            is_today = _TODAY.search(sentence.text) is not None
            # "In 6 days it goes direct, which closes what began on 6 September": the date that
            # stands in the other clause is not meant.
            meant = sentence.days - {one for _, one in dated} or sentence.days
            day = held.today if is_today else min(meant, default=None)
        ways = {
            fact.detail["direction"]
            for fact in held.facts
            if fact.kind == "station" and (day is None or day in dates_of(fact))
        }
        if ways and match["way"].lower() not in ways:
            yield Claim(match.start(), match[0])


def _turning(sentence: Sentence) -> Iterator[Claim]:
    """Only a planet at a station of that date turns on it, or looks as if it did."""
    stations = {str(fact.detail["body"]) for fact in sentence.facts if fact.kind == "station"}
    if not sentence.is_anchored or not stations or len(sentence.bodies) != 1:
        return
    match = _TURNING.search(sentence.text)
    if match and not sentence.bodies <= stations:
        yield Claim(match.start(), match[0])


def _nearest(match: re.Match[str], dated: list[tuple[int, date]]) -> date | None:
    """The date after the word; when there is none, the one before it in the same clause."""
    after = [day for at, day in dated if at >= match.end()]
    before = [
        day for at, day in dated
        if at < match.start() and ", which" not in match.string[at : match.start()]
    ]  # fmt: skip
    clause = match.string[match.end() :].partition(", which")[0]
    if after and any(at < match.end() + len(clause) for at, _ in dated if at >= match.end()):
        return after[0]
    return before[-1] if before else None
