"""Phases of the Moon, its light, and eclipses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from heliograph.extensions.packs.zodiac.claims.held import Held
from heliograph.extensions.packs.zodiac.claims.words import BODY_NAME, Claim, name_of

# "The first quarter of the year" is not the Moon's.
_PHASE = re.compile(
    r"\b(?:(?P<phase>new moon|full moon|(?:first|last|third) quarter(?! of (?!the moon)))"
    r"|(?P<octant>wa(?:x|n)ing (?:crescent|gibbous))"
    r"|(?P<way>waxing|waning)|(?P<shape>crescent|gibbous|half[ -]moon))\b",
    re.IGNORECASE,
)
_OWN_PHASE = re.compile(
    r"\bits (?:new moon|full moon|(?:first|last|third) quarter)\b", re.IGNORECASE
)
_NEVER = re.compile(r"\b(?:super|blue|blood|black|micro)[ -]?moon\b", re.IGNORECASE)
_ECLIPSE = re.compile(
    r"\b(?:(?P<type>total|annular|partial|penumbral|hybrid)\s+)?"
    r"(?:(?P<body>solar|lunar)\s+)?eclipses?\b",
    re.IGNORECASE,
)
_WAYS = {
    "new moon": "", "waxing crescent": "waxing", "first quarter": "waxing",
    "waxing gibbous": "waxing", "full moon": "", "waning gibbous": "waning",
    "last quarter": "waning", "waning crescent": "waning",
}  # fmt: skip


def light_claims(text: str, held: Held) -> Iterator[Claim]:
    """Phases, shapes of the Moon and eclipses the plan does not hold."""
    phases = held.values("phase") | held.values("octant") | (held.about & set(_WAYS))
    for match in _NEVER.finditer(text):
        yield Claim(match.start(), match[0])
    for match in _PHASE.finditer(text):
        if not _is_held(match, phases):
            yield Claim(match.start(), match[0])
    for match in _OWN_PHASE.finditer(text):
        clause = re.split(r"[.!?;\n]", text[: match.start()])[-1]
        owners = [name_of(one[0]) for one in BODY_NAME.finditer(clause)]
        if owners and owners[-1] != "Moon":
            yield Claim(match.start(), match[0])
    for match in _ECLIPSE.finditer(text):
        if "eclipse" not in held.about and not _has_eclipse(held, match["body"], match["type"]):
            yield Claim(match.start(), match[0])


def _is_held(match: re.Match[str], phases: set[str]) -> bool:
    words = " ".join(match[0].lower().replace("-", " ").split())
    if match["phase"] or match["octant"]:
        return words.replace("third", "last") in phases
    if match["way"]:
        return any(_WAYS[phase] == words for phase in phases)
    if words == "half moon":
        return bool(phases & {"first quarter", "last quarter"})
    return any(words in phase for phase in phases)


def _has_eclipse(held: Held, body: str | None, kind: str | None) -> bool:
    return any(
        fact.kind == "eclipse"
        and (body is None or body.lower() == fact.detail["eclipse"])
        and (kind is None or kind.lower() == fact.detail["type"])
        for fact in held.facts
    )
