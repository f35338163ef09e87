"""Aspects by name; "square" and "opposite" only where they speak of bodies."""

from __future__ import annotations

import re
from collections.abc import Iterator

from heliograph.extensions.packs.zodiac.claims.held import Held
from heliograph.extensions.packs.zodiac.claims.words import (
    BODY,
    BODY_NAME,
    Claim,
    name_of,
    sentences,
)

_NEVER = re.compile(
    r"\b(?:quincunx|inconjunct|semi-?sextile|semi-?square|sesquiquadrate|quintile|t-square"
    r"|grand (?:trine|cross)|stellium|yod)\b",
    re.IGNORECASE,
)
_STEMS = {
    "conjunction": r"conjunct(?:s|ion|ions)?|conjoin(?:s|ed|ing)?",
    "sextile": r"sextil(?:es?|ed|ing)",
    "square": r"squar(?:es?|ed|ing)",
    "trine": r"trin(?:es?|ed|ing)",
    "opposition": r"oppos(?:es?|ed|ing|ition|itions|ite)",
}
_ASPECT = re.compile(
    r"(?<![\w-])(?:" + "|".join(f"(?P<{name}>{stem})" for name, stem in _STEMS.items()) + r")\b",
    re.IGNORECASE,
)
_PLAIN_ENGLISH = frozenset({"square", "opposition", "conjunction"})
_FEW_WORDS = r"(?:'s)?(?:\W+\w+){0,3}?\W+"
_BODY_BEFORE = re.compile(rf"(?<![\w-]){BODY}{_FEW_WORDS}$")
_BODY_AFTER = re.compile(rf"^{_FEW_WORDS}{BODY}")


def aspect_claims(text: str, held: Held) -> Iterator[Claim]:
    """Aspects the plan does not hold at all, or not between the two bodies named."""
    for match in _NEVER.finditer(text):
        yield Claim(match.start(), match[0])
    for start, sentence in sentences(text):
        for match in _ASPECT.finditer(sentence):
            claim = _judged(sentence, match, held)
            if claim is not None:
                yield Claim(start + claim.start, claim.words)


def _judged(sentence: str, match: re.Match[str], held: Held) -> Claim | None:
    aspect = str(match.lastgroup)
    before, after = sentence[: match.start()], sentence[match.end() :]
    is_near_a_body = _BODY_BEFORE.search(before) or _BODY_AFTER.search(after)
    if aspect in _PLAIN_ENGLISH and not is_near_a_body:
        return None
    pair = _pair(sentence, match)
    if pair is None:
        is_held = aspect in held.about or any(name == aspect for _, name in held.aspects)
        return None if is_held else Claim(match.start(), match[0])
    first, last = pair
    bodies = frozenset({name_of(first[0]), name_of(last[0])})
    if (bodies, aspect) in held.aspects:
        return None
    start = min(first.start(), match.start())
    return Claim(start, sentence[start : max(last.end(), match.end())])


def _pair(sentence: str, match: re.Match[str]) -> tuple[re.Match[str], re.Match[str]] | None:
    """The two bodies an aspect is said to join, where the sentence leaves no doubt: one on each
    side of the word, or exactly two in a sentence that says "between" or "and"."""
    bodies = list(BODY_NAME.finditer(sentence))
    before = [body for body in bodies if body.end() <= match.start()]
    after = [body for body in bodies if body.start() >= match.end()]
    if before and after and name_of(before[-1][0]) != name_of(after[0][0]):
        return before[-1], after[0]
    same_side = before or after
    if len(bodies) != 2 or len(same_side) != 2:
        return None
    link = sentence[same_side[0].end() : same_side[1].start()]
    return (same_side[0], same_side[1]) if re.fullmatch(r"\W+and\W+(?:the\W+)?", link) else None
