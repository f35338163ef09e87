"""Which facts a sentence is about: those of the minutes, the dates and the distances it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from heliograph.extensions.packs.zodiac.claims.dates import days_named
from heliograph.extensions.packs.zodiac.claims.held import (
    SUN_KINDS,
    Held,
    bodies_of,
    dates_of,
    signs_of,
)
from heliograph.extensions.packs.zodiac.claims.words import BODY_NAME, SIGN_NAME, name_of
from heliograph.extensions.packs.zodiac.themes import sun_sign
from heliograph.sdk.packs import Fact

CLOCK = re.compile(r"(?<![\d:])\d\d:\d\d(?!\d)")
ECLIPSE = re.compile(r"\beclipses?\b", re.IGNORECASE)
_AWAY = re.compile(
    r"\b(?:in (?P<ahead>\d{1,3}) days|(?P<behind>\d{1,3}) days ago)\b", re.IGNORECASE
)
_SOON = re.compile(r"\b(today|tomorrow)\b", re.IGNORECASE)
# Facts of no date at all: they hold names to speak of, in any company.
_TIMELESS = frozenset({"lesson", "pair"})


@dataclass(frozen=True)
class Sentence:
    """A sentence, what it names, and the facts it has to stand on."""

    text: str
    held: Held
    facts: Sequence[Fact]
    is_anchored: bool
    days: frozenset[date]
    bodies: frozenset[str]
    signs: frozenset[str]

    @classmethod
    def of(cls, text: str, held: Held) -> Sentence:
        """Read one sentence."""
        anchored = _anchored(text, held)
        signs = frozenset(name_of(match[0]) for match in SIGN_NAME.finditer(text))
        return cls(
            text=text,
            held=held,
            facts=anchored or held.facts,
            is_anchored=bool(anchored),
            days=frozenset(_days(text, held)),
            bodies=frozenset(name_of(match[0]) for match in BODY_NAME.finditer(text)),
            # The reader's own sign is a form of address.
            signs=signs - {held.own_sign},
        )

    def has_date_in_vain(self) -> bool:
        """Whether it names a minute and a date of different facts."""
        clocks, days = set(CLOCK.findall(self.text)), self.days
        timed = [fact for fact in self.held.facts if fact.detail.get("time") in clocks]
        dated = [dates_of(fact) or {self.held.today} for fact in timed]
        return bool(clocks and days and dated) and not any(one & days for one in dated)


def places(body: str, fact: Fact) -> set[str]:
    """Where a fact puts a body; nowhere when it is about others."""
    detail = fact.detail
    if fact.kind == "aspect":
        sides = (("body", "body_sign"), ("other", "other_sign"))
        return {str(detail[sign]) for side, sign in sides if detail[side] == body}
    if body not in bodies_of(fact):
        return set()
    return {sun_sign(fact)} if body == "Sun" and fact.kind in SUN_KINDS else signs_of(fact)


def timeless_bodies(held: Held) -> set[str]:
    """Bodies that a lesson or a pair of signs lets a text speak of."""
    return set(chain.from_iterable(bodies_of(f) for f in held.facts if f.kind in _TIMELESS))


def _anchored(text: str, held: Held) -> Sequence[Fact]:
    clocks, days = set(CLOCK.findall(text)), _days(text, held)
    dated = [fact for fact in held.facts if _days_of(fact, held) & days]
    if not clocks:
        return dated
    timed = [fact for fact in held.facts if fact.detail.get("time") in clocks]
    return [fact for fact in timed if fact in dated] or dated or timed


def _days_of(fact: Fact, held: Held) -> set[date]:
    """Its dates; for a fact of the day, today, or the day so many days off."""
    away = timedelta(days=int(fact.detail.get("days") or 0))
    return dates_of(fact) or {held.today + away}


def _days(text: str, held: Held) -> set[date]:
    days = days_named(text, held)
    for match in _AWAY.finditer(text):
        away = int(match["ahead"] or -int(match["behind"]))
        days |= {held.today + timedelta(days=away)} & held.dates
    if not days and ECLIPSE.search(text):
        soon = {"today": 0, "tomorrow": 1}
        away_words = (soon[word.lower()] for word in _SOON.findall(text))
        days = {held.today + timedelta(days=away) for away in away_words} & held.dates
    return days
