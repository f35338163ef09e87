"""What a sentence says of a date: only what the plan holds for that very date."""

from __future__ import annotations

import re
from collections.abc import Iterator

from heliograph.extensions.packs.zodiac.claims.dates import days_named
from heliograph.extensions.packs.zodiac.claims.held import Held, bodies_of, signs_of
from heliograph.extensions.packs.zodiac.claims.words import (
    BODY_NAME,
    SIGN_NAME,
    Claim,
    name_of,
    sentences,
)

_CLOCK = re.compile(r"(?<![\d:])\d\d:\d\d(?!\d)")


def dated_claims(text: str, held: Held) -> Iterator[Claim]:
    """Bodies, signs and minutes that the plan holds, but for another date than the one named.

    A sentence that names one date is held against the facts of that date.
    """
    if not held.dated:
        return
    for start, sentence in sentences(text):
        named = days_named(sentence, held)
        facts = [fact for day, fact in held.dated if named == {day}]
        if not facts or (len(named) == 1 and held.today in named):
            continue
        times = {str(fact.detail.get("time")) for fact in facts}
        bodies = {body for fact in facts for body in bodies_of(fact)}
        signs = {sign for fact in facts for sign in signs_of(fact)} | {held.own_sign}
        yield from (
            Claim(start + match.start(), match[0])
            for match in _CLOCK.finditer(sentence)
            if match[0] not in times
        )
        for pattern, known in ((BODY_NAME, bodies), (SIGN_NAME, signs)):
            for match in pattern.finditer(sentence):
                if known and name_of(match[0]) not in known:
                    yield Claim(start + match.start(), match[0])
