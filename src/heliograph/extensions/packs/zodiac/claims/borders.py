"""Changes of sign: by whom, into which sign and out of which."""

from __future__ import annotations

import re
from collections.abc import Iterator

from heliograph.extensions.packs.zodiac.claims.anchors import Sentence
from heliograph.extensions.packs.zodiac.claims.words import SIGN, SIGN_NAME, Claim, name_of

_INTO = re.compile(rf"\b(?:enters?|into|arrives in|begins in)\s+(?P<sign>{SIGN})")
_OUT_OF = re.compile(
    rf"\b(?:leaves?|leaving|left|quits?|quitting|out of|goodbye to|done with)\s+(?P<sign>{SIGN})"
)
_ENTERS = re.compile(r"\benters?\b")
_LEAVING = re.compile(
    r"\b(?:leav|left|quit|lets? go|out of|from (?!\d)|done|goodbye|farewell|waves|until|up to"
    r"|through with|finished|behind|part|last|ends|over|before|keeps?|had|keys|gives up|trades"
    r"|exchang|swap|no longer)",
    re.IGNORECASE,
)

_ADDRESS = re.compile(rf"(?:^|,)\s*{SIGN}\s*(?=[,:.!?]|$)")
"""A reader who is spoken to, which says nothing of the sky."""


def border_claims(sentence: Sentence) -> Iterator[Claim]:
    """A sign is entered or left by the body that does so, and not the other way round."""
    if not sentence.is_anchored and not sentence.days:
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
            if name_of(match[0]) in sentence.signs & left - entered:
                yield Claim(match.start(), match[0])


def _told_of(text: str) -> set[str]:
    """The signs that are named, the reader's own among them where nobody is spoken to by it."""
    return {name_of(match[0]) for match in SIGN_NAME.finditer(_ADDRESS.sub(" ", text))}


def _directions(sentence: Sentence, entered: set[str], left: set[str]) -> Iterator[Claim]:
    """Into the one and out of the other; on a date without any crossing, neither."""
    for pattern, known in ((_INTO, entered), (_OUT_OF, left)):
        for match in pattern.finditer(sentence.text):
            if (known or sentence.days) and name_of(match["sign"]) not in known:
                yield Claim(match.start("sign"), match["sign"])
