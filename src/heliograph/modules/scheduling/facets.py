"""The parts of a text that platforms make clickable, with their places. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from heliograph.sdk.counting import HASHTAG, MENTION, REMOTE_MENTION, URL

Kind = Literal["link", "mention", "hashtag"]
# What is found first keeps its place: a hashtag inside an address is part of the address.
PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("link", URL),
    ("mention", REMOTE_MENTION),
    ("mention", MENTION),
    ("hashtag", HASHTAG),
)


@dataclass(frozen=True)
class Facet:
    """One clickable part. Its place is counted as JavaScript counts: in UTF-16 units."""

    kind: Kind
    start: int
    end: int
    text: str
    url: str | None = None


def facets_of(text: str) -> list[Facet]:
    """Links, mentions and hashtags, in order; they never overlap."""
    found: list[tuple[int, int, Kind]] = []
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if all(end <= other or start >= stop for other, stop, _ in found):
                found.append((start, end, kind))
    return list(_placed(text, sorted(found)))


def _placed(text: str, found: list[tuple[int, int, Kind]]) -> Iterator[Facet]:
    place, seen = 0, 0
    for start, end, kind in found:
        place += _units(text[seen:start])
        part = text[start:end]
        url = part if kind == "link" else None
        yield Facet(kind, place, place + _units(part), part, url)
        place += _units(part)
        seen = end


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
