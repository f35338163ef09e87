"""All readers of claims, put together."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence

from heliograph.extensions.packs.zodiac.claims.aspects import aspect_claims
from heliograph.extensions.packs.zodiac.claims.clock import time_claims
from heliograph.extensions.packs.zodiac.claims.dates import date_claims
from heliograph.extensions.packs.zodiac.claims.held import Held
from heliograph.extensions.packs.zodiac.claims.moonlight import light_claims
from heliograph.extensions.packs.zodiac.claims.motion import motion_claims
from heliograph.extensions.packs.zodiac.claims.names import name_claims
from heliograph.extensions.packs.zodiac.claims.numbers import number_claims
from heliograph.extensions.packs.zodiac.claims.together import together_claims
from heliograph.extensions.packs.zodiac.claims.words import Claim
from heliograph.sdk.packs import Plan

Reader = Callable[[str, Held], Iterator[Claim]]

READERS: tuple[Reader, ...] = (
    name_claims,
    aspect_claims,
    motion_claims,
    light_claims,
    number_claims,
    time_claims,
    date_claims,
    together_claims,
)


def unsupported_claims(text: str, plan: Plan) -> tuple[str, ...]:
    """The words of every claim that the plan does not hold, in the order of the text."""
    held = Held.of(plan)
    plain = unicodedata.normalize("NFKC", text).replace("\u2019", "'")
    found = [claim for reader in READERS for claim in reader(plain, held)]
    ordered = sorted(found, key=lambda claim: (claim.start, -len(claim.words)))
    return tuple(dict.fromkeys(claim.words for claim in _outermost(ordered)))


def _outermost(ordered: Sequence[Claim]) -> Iterator[Claim]:
    """Without claims that are part of a longer one."""
    end = 0
    for claim in ordered:
        if claim.start + len(claim.words) > end:
            end = claim.start + len(claim.words)
            yield claim
