"""Changes of sign: by whom, into which sign and out of which."""

from __future__ import annotations

import re
from collections.abc import Iterator

from heliograph.extensions.packs.zodiac.claims.anchors import Sentence
from heliograph.extensions.packs.zodiac.claims.words import (
    BODY,
    SIGN,
    SIGN_NAME,
    Claim,
    name_of,
)

_INTO = re.compile(rf"\b(?:enters?|into|arrives in|begins in)\s+(?P<sign>{SIGN})")
_OUT_OF = re.compile(
    rf"\b(?:leaves?|leaving|left|quits?|quitting|out of|goodbye to|done with)\s+(?P<sign>{SIGN})"
)
_ENTERS = re.compile(r"\benters?\b")
_LEAVING = re.compile(
    r"\b(?:leav|left|quit|lets? go|out of|from (?!\d)|done|goodbye|farewell|waves|until|up to"
    r"|through with|finished|behind|part|last|ends|over|before|keeps?|(?<!has )(?<!have )had"
    r"|keys|gives up|trades|exchang|swap|no longer)",
    re.IGNORECASE,
)
_LAST_OF = re.compile(rf"\blast (?:page|hours?|days?|degrees?|steps?) (?:of|in) (?P<sign>{SIGN})")
_STANDS_IN = re.compile(rf"(?<![\w-]){BODY} (?:is |stands )?in (?P<sign>{SIGN})")
_AHEAD = re.compile(r"\b(?:next|then|later|soon|after|will|until)\b", re.IGNORECASE)

_ADDRESS = re.compile(rf"(?:^|,)\s*{SIGN}\s*(?=[,:.!?]|$)")
"""A reader who is spoken to, which says nothing of the sky."""


def border_claims(sentence: Sentence) -> Iterator[Claim]:
    """A sign is entered or left by the body that does so, and not the other way round."""
    if not sentence.is_anchored and not sentence.days:
        yield from _as_it_stands(sentence)
        return
    facts = sentence.facts if sentence.is_anchored else ()
    crossings = [fact for fact in facts if fact.kind in ("ingress", "moon_sign")]
    own = [one for one in crossings if str(one.detail.get("body")) in sentence.bodies]
    entering = _ENTERS.search(sentence.text)
    if entering and sentence.days and len(sentence.bodies) == 1 and not own:
        yield Claim(entering.start(), entering[0])
    told = own if len(sentence.bodies) == 1 else crossings
    entered = {str(one.detail.get("next_sign") or one.detail["sign"]) for one in told}
    left = {str(one.detail.get("from_sign") or one.detail["sign"]) for one in told}
    yield from _directions(sentence, entered, left)
    # The only sign of a sentence about an ingress is the new one, unless it speaks of leaving.
    is_ingress = told and (own or all(fact.kind == "ingress" for fact in facts))
    is_alone = len(sentence.signs) == 1 and not _told_of(sentence.text) & entered
    if is_ingress and is_alone and not _LEAVING.search(sentence.text):
        for match in SIGN_NAME.finditer(sentence.text):
            if name_of(match[0]) in sentence.signs & left - entered - _met_in(sentence):
                yield Claim(match.start(), match[0])


def _as_it_stands(sentence: Sentence) -> Iterator[Claim]:
    """Without a date, a body is at the last border it crossed, or before the next one it will."""
    crossed = sorted(
        (fact.detail for fact in sentence.held.facts if fact.kind == "ingress"),
        key=lambda detail: str(detail.get("date", "")),
    )
    today = sentence.held.today.isoformat()
    own = [detail for detail in crossed if {str(detail["body"])} == sentence.bodies]
    if not own:
        return
    behind = [detail for detail in own if str(detail.get("date", "")) <= today]
    border = behind[-1] if behind else own[0]
    for match in _LAST_OF.finditer(sentence.text):
        if name_of(match["sign"]) != border["from_sign"]:
            yield Claim(match.start("sign"), match["sign"])
    later = {detail["sign"] for detail in own} - {border["sign"], border["from_sign"]}
    for match in _STANDS_IN.finditer(sentence.text):
        if name_of(match["sign"]) in later and not _AHEAD.search(sentence.text):
            yield Claim(match.start("sign"), match["sign"])


def _met_in(sentence: Sentence) -> set[str]:
    """The signs in which the two bodies of a sentence meet on its day; one of them may cross a
    border on the same day."""
    met = [
        fact.detail
        for fact in sentence.facts
        if fact.kind == "aspect"
        and {str(fact.detail["body"]), str(fact.detail["other"])} <= set(sentence.bodies)
    ]
    return {str(detail[key]) for detail in met for key in ("body_sign", "other_sign")}


def _told_of(text: str) -> set[str]:
    """The signs that are named, the reader's own among them where nobody is spoken to by it."""
    return {name_of(match[0]) for match in SIGN_NAME.finditer(_ADDRESS.sub(" ", text))}


def _directions(sentence: Sentence, entered: set[str], left: set[str]) -> Iterator[Claim]:
    """Into the one and out of the other; on a date without any crossing, neither."""
    for pattern, known in ((_INTO, entered), (_OUT_OF, left)):
        for match in pattern.finditer(sentence.text):
            if (known or sentence.days) and name_of(match["sign"]) not in known:
                yield Claim(match.start("sign"), match["sign"])
