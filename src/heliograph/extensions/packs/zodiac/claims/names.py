"""Bodies and signs by name, and which body is said to stand in which sign."""

from __future__ import annotations

import re
from collections.abc import Iterator

from heliograph.extensions.packs.zodiac.claims.held import Held
from heliograph.extensions.packs.zodiac.claims.words import (
    BODY,
    BODY_NAME,
    SIGN,
    SIGN_NAME,
    Claim,
    name_of,
)

# Points that no plan of this pack ever holds.
_NEVER = re.compile(
    r"\b(?:Chiron|Lilith|Ceres|Pallas|Juno|Vesta|Eris|Ophiuchus|Ascendant|Midheaven"
    r"|(?:[Nn]orth|[Ss]outh|[Ll]unar) [Nn]odes?|[Rr]ising sign|[Vv]oid[ -]of[ -]course)\b"
)
_PLACED = re.compile(
    rf"(?<![\w-])(?P<body>{BODY})(?:,?\s+[a-z]+){{0,3}}?"
    rf"\s+(?:in|into|through|crosses|crossing|passes|passing|enters|entering|leaves|leaving|from|to|reaches)\s+(?P<sign>{SIGN})"
)
_MOON_OF = re.compile(rf"(?<![\w-])(?P<sign>{SIGN})\s+(?P<body>MOON|Moon|moon)\b")
_ELEMENT = re.compile(r"\b(fire|earth|air|water)[ -]signs?\b", re.IGNORECASE)


def name_claims(text: str, held: Held) -> Iterator[Claim]:
    """Names the plan does not hold, and names it holds but not together."""
    for match in _NEVER.finditer(text):
        yield Claim(match.start(), match[0])
    for match in BODY_NAME.finditer(text):
        if name_of(match[0]) not in held.bodies:
            yield Claim(match.start(), match[0])
    for match in SIGN_NAME.finditer(text):
        if name_of(match[0]) not in held.signs:
            yield Claim(match.start(), match[0])
    for match in _ELEMENT.finditer(text):
        if match[1].lower() not in held.elements() and "element" not in held.about:
            yield Claim(match.start(), match[0])
    yield from _placements(text, held)


def _placements(text: str, held: Held) -> Iterator[Claim]:
    for pattern in (_PLACED, _MOON_OF):
        for match in pattern.finditer(text):
            body = name_of(match["body"].capitalize())
            sign = name_of(match["sign"])
            are_known = body in held.bodies and sign in held.signs
            if are_known and (body, sign) not in held.placements:
                yield Claim(match.start(), match[0])
