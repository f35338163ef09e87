"""What one sentence says together must stand together in facts, and not only apart from each other.

A minute, a date or a distance in days names the facts a sentence is about; everything else in it
is held against those facts alone. Without such an anchor, its bodies and signs must belong
together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import chain

from heliograph.extensions.packs.zodiac.claims.anchors import (
    CLOCK,
    Sentence,
    places,
    timeless_bodies,
)
from heliograph.extensions.packs.zodiac.claims.borders import border_claims
from heliograph.extensions.packs.zodiac.claims.held import Held, bodies_of, dates_of, signs_of
from heliograph.extensions.packs.zodiac.claims.shadows import light_and_shadow_claims
from heliograph.extensions.packs.zodiac.claims.turns import turn_claims
from heliograph.extensions.packs.zodiac.claims.words import (
    BODY_NAME,
    SIGN,
    SIGN_NAME,
    Claim,
    name_of,
    sentences,
)
from heliograph.extensions.packs.zodiac.content import profiles

_DEGREE_OF = re.compile(rf"\b(?P<degree>\d{{1,2}}) degrees? of (?P<sign>{SIGN})")
_DEGREE = re.compile(r"(?<![\d.])(?P<degree>\d{1,3}(?:\.\d)?) degrees?\b")
_TODAY = re.compile(r"\btoday\b", re.IGNORECASE)
_BACK = re.compile(r"\bback to\b")
_MEASURES = ("degree", "angle", "orb")
_RULING = re.compile(r"\b(?:rul(?:es?|ed|ers?)|belongs?|looks after|manner|stand|find)\b")
_RULERS = ("ruler", "older_ruler")


def together_claims(text: str, held: Held) -> Iterator[Claim]:
    """Words that the plan holds, but not for what their sentence is about."""
    for start, words in sentences(text):
        sentence = Sentence.of(words, held)
        for reader in _READERS:
            for claim in reader(sentence):
                yield Claim(start + claim.start, claim.words)


def _names(sentence: Sentence) -> Iterator[Claim]:
    """Bodies and signs of an anchored sentence are those of its facts."""
    if not sentence.is_anchored:
        # A date on which nothing of the plan happens.
        named = BODY_NAME.search(sentence.text) if sentence.days else None
        if named:
            yield Claim(named.start(), named[0])
        return
    told = [fact for fact in sentence.facts if fact.kind != "explained"]
    bodies = set(chain.from_iterable(map(bodies_of, told)))
    signs = set(chain.from_iterable(map(signs_of, sentence.facts))) | {sentence.held.own_sign}
    if "Sun" in sentence.bodies:
        signs |= {sign for fact in sentence.facts for sign in places("Sun", fact)}
    for pattern, known in (
        (BODY_NAME, bodies | timeless_bodies(sentence.held)),
        (SIGN_NAME, signs),
    ):
        for match in pattern.finditer(sentence.text):
            if known and name_of(match[0]) not in known:
                yield Claim(match.start(), match[0])


def _minutes(sentence: Sentence) -> Iterator[Claim]:
    """A minute belongs to its date."""
    if sentence.has_date_in_vain():
        match = CLOCK.search(sentence.text)
        if match:
            yield Claim(match.start(), match[0])


def _company(sentence: Sentence) -> Iterator[Claim]:
    """One body stands where its facts put it; two bodies have a fact in common."""
    bodies, held = sentence.bodies, sentence.held
    # What a lesson speaks of has no date; what is said of today has.
    is_of_today = _TODAY.search(sentence.text) is not None
    timeless = set() if is_of_today else timeless_bodies(held)
    if not bodies or not bodies <= held.bodies or bodies & timeless:
        return
    yield from _pairs(sentence)
    if len(bodies) > 2:
        return
    has_aspects = any(fact.kind == "aspect" for fact in held.facts)
    facts = [
        fact
        for fact in sentence.facts
        # Sun and Moon are spoken of together without any aspect.
        if (bodies <= bodies_of(fact) if has_aspects else bodies & bodies_of(fact))
    ]
    if not facts and len(bodies) == 1:
        yield from (
            Claim(match.start(), match[0])
            for match in SIGN_NAME.finditer(sentence.text)
            if name_of(match[0]) in sentence.signs
        )
    if not sentence.is_anchored:
        facts = [fact for fact in facts if dates_of(fact) <= {held.today}] or facts
    signs = {sign for fact in facts for body in bodies for sign in places(body, fact)}
    # A sign with its degree is held against that.
    has_degrees = _DEGREE_OF.search(sentence.text) is not None
    for match in SIGN_NAME.finditer(sentence.text) if facts and not has_degrees else ():
        sign = name_of(match[0])
        if sign in sentence.signs & held.signs and sign not in signs:
            yield Claim(match.start(), match[0])


def _pairs(sentence: Sentence) -> Iterator[Claim]:
    """Two bodies of one clause have a fact in common, where the plan tells of aspects."""
    if not any(fact.kind == "aspect" for fact in sentence.held.facts):
        return
    clauses = [sentence.text] if len(sentence.bodies) == 2 else sentence.text.split(",")
    start = 0
    for clause in clauses:
        named = list(BODY_NAME.finditer(clause))
        bodies = {name_of(match[0]) for match in named}
        if len(bodies) == 2 and not any(bodies <= bodies_of(fact) for fact in sentence.facts):
            words = clause[named[0].start() : named[-1].end()]
            yield Claim(start + named[0].start(), words)
        start += len(clause) + 1


def _rulers(sentence: Sentence) -> Iterator[Claim]:
    """In a lesson one body and one sign belong together as ruler, by the lesson, or in the sky."""
    held = sentence.held
    is_lesson = any(fact.kind == "lesson" for fact in held.facts)
    if not is_lesson or len(sentence.bodies) != 1 or not _RULING.search(sentence.text):
        return
    named = {name_of(match[0]) for match in SIGN_NAME.finditer(sentence.text)}
    (body,) = sentence.bodies
    for sign in named & held.signs if len(named) == 1 else ():
        facts = profiles()[sign.lower()].facts
        is_held = any(sign in places(body, fact) for fact in held.facts)
        if body not in {facts[key] for key in _RULERS} and not is_held:
            match = BODY_NAME.search(sentence.text)
            yield Claim(match.start() if match else 0, body)


def _degrees(sentence: Sentence) -> Iterator[Claim]:
    """A degree belongs to its sign, and to the one body that is named with it."""
    facts = [
        fact
        for fact in sentence.held.facts
        if len(sentence.bodies) != 1 or sentence.bodies <= bodies_of(fact)
    ]
    known = {(str(fact.detail.get("degree")), str(fact.detail.get("sign"))) for fact in facts}
    if not sentence.bodies and any(fact.kind == "station" for fact in sentence.facts):
        facts = list(sentence.facts)
    is_about_them = len(sentence.bodies) == 1 or (sentence.is_anchored and not sentence.bodies)
    own = [fact.detail for fact in facts if "degree" in fact.detail] if is_about_them else []
    measured = {str(one[key]) for one in own for key in _MEASURES if one.get(key) is not None}
    is_listed = any(fact.detail.get("degrees") for fact in sentence.held.facts)
    for match in _DEGREE.finditer(sentence.text) if own and not is_listed else ():
        if match["degree"] not in measured:
            yield Claim(match.start(), match[0])
    named = list(_DEGREE_OF.finditer(sentence.text))
    if len(named) > 1 and _BACK.search(sentence.text):
        known &= _turning(sentence)
    for match in named:
        if (match["degree"], name_of(match["sign"])) not in known:
            yield Claim(match.start(), match[0])


def _turning(sentence: Sentence) -> set[tuple[str, str]]:
    """Where the bodies of the plan turn: from one such place a body goes back to another."""
    turns = (fact.detail for fact in sentence.held.facts if fact.kind == "station")
    return {(str(one.get("degree")), str(one.get("sign"))) for one in turns}


_READERS: tuple[Callable[[Sentence], Iterator[Claim]], ...] = (
    _names,
    _minutes,
    _company,
    _rulers,
    _degrees,
    border_claims,
    light_and_shadow_claims,
    turn_claims,
)
