"""Phases, light and eclipses of the day or the date that a sentence names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from heliograph.extensions.packs.zodiac.claims.anchors import ECLIPSE, Sentence, places
from heliograph.extensions.packs.zodiac.claims.held import dates_of
from heliograph.extensions.packs.zodiac.claims.words import BODY_NAME, SIGN_NAME, Claim, name_of
from heliograph.sdk.packs import Fact

_PHASE = re.compile(
    r"\b(?:new moon|full moon|(?:first|last) quarter|wa(?:x|n)ing (?:crescent|gibbous))\b",
    re.IGNORECASE,
)
_SORT = re.compile(r"\b(total|annular|partial|penumbral|hybrid|solar|lunar)\b", re.IGNORECASE)
_ECLIPSE_OF = re.compile(r"\beclipse of the (?P<body>Sun|Moon)\b")
_LIT = re.compile(r"\bpercent\b|\bper cent\b|%")
_LIT_BODIES = frozenset({"Moon"})
_OWN_PHASE = re.compile(r"\bits (?:new moon|full moon|(?:first|last) quarter)\b")
# "Ahead of the Sun by a little": the Moon is meant.
_SUNWARD = re.compile(
    r"\b(?:before|(?<!percent )of|from|behind|after|with|left|near|to|following|trails) the Sun\b"
)
_LIGHTS = frozenset({"Moon", "Sun"})
_SORT_OF = {"Sun": "solar", "Moon": "lunar"}


def light_and_shadow_claims(sentence: Sentence) -> Iterator[Claim]:
    """What is said of light and shadow."""
    yield from _bodies(sentence)
    if sentence.is_anchored:
        yield from _phases(sentence)
        yield from _eclipses(sentence)
    elif sentence.days:
        yield from (
            Claim(match.start(), match[0])
            for match in _PHASE.finditer(sentence.text)
            if match[0].lower() not in sentence.held.values("octant") | sentence.held.about
        )
    elif not sentence.bodies and (_LIT.search(sentence.text) or _PHASE.search(sentence.text)):
        today = {sentence.held.today}
        yield from _signs(sentence, [fact for fact in sentence.facts if dates_of(fact) <= today])


def _bodies(sentence: Sentence) -> Iterator[Claim]:
    """Only the Moon is lit by a share, and only Sun and Moon make phases and eclipses."""
    if any(fact.kind == "lesson" for fact in sentence.held.facts):
        return
    is_alone = len(sentence.bodies) == 1 and not _PHASE.search(sentence.text)
    known = _LIT_BODIES if is_alone and _LIT.search(sentence.text) else _LIGHTS
    if sentence.bodies == {"Sun"} and _OWN_PHASE.search(sentence.text):
        known = _LIT_BODIES
    elif sentence.bodies == {"Sun"} and _LIT.search(sentence.text):
        known = _LIGHTS if _SUNWARD.search(sentence.text) else _LIT_BODIES
    has_light = any(p.search(sentence.text) for p in (_LIT, _PHASE, ECLIPSE))
    for match in BODY_NAME.finditer(sentence.text) if has_light else ():
        if name_of(match[0]) not in known:
            yield Claim(match.start(), match[0])


def _phases(sentence: Sentence) -> Iterator[Claim]:
    """Phases of the anchoring facts. The shape between two phases may be named on any day; that of
    a phase only with its own day."""
    shapes = {one for one in sentence.held.values("octant") if one[:2] == "wa"}
    told = [fact for fact in sentence.facts if fact.detail.get("phase")]
    known = shapes | sentence.held.about | {str(fact.detail["phase"]) for fact in told}
    known |= {str(one.detail["octant"]) for one in sentence.facts if one.detail.get("octant")}
    named = {match[0].lower() for match in _PHASE.finditer(sentence.text)}
    for match in _PHASE.finditer(sentence.text):
        if match[0].lower() not in known:
            yield Claim(match.start(), match[0])
    if told and not sentence.bodies and named <= {fact.detail["phase"] for fact in told}:
        yield from _signs(sentence, told if named else sentence.facts)


def _signs(sentence: Sentence, facts: Sequence[Fact]) -> Iterator[Claim]:
    """Where the Moon is, when no body is named."""
    known = {sign for fact in facts for sign in places("Moon", fact)}
    for match in SIGN_NAME.finditer(sentence.text):
        if known and name_of(match[0]) in sentence.signs - known:
            yield Claim(match.start(), match[0])


def _eclipses(sentence: Sentence) -> Iterator[Claim]:
    told = [fact.detail for fact in sentence.facts if fact.kind == "eclipse"]
    sorts = {str(one[key]) for one in told for key in ("type", "eclipse")}
    match = ECLIPSE.search(sentence.text)
    if match is None:
        return
    if not sorts and sentence.days and any(f.kind == "eclipse" for f in sentence.held.facts):
        yield Claim(match.start(), match[0])
    for match in _SORT.finditer(sentence.text):
        if sorts and match[0].lower() not in sorts:
            yield Claim(match.start(), match[0])
    for match in _ECLIPSE_OF.finditer(sentence.text):
        if sorts and _SORT_OF[match["body"]] not in sorts:
            yield Claim(match.start(), match[0])
