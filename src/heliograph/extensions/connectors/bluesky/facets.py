"""Links, tags and mentions: Bluesky links nothing by itself, so each is marked by its bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from heliograph.sdk.counting import HASHTAG, URL, graphemes

HANDLE = re.compile(
    r"(?<![\w/.@-])@((?:[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\.)+[a-zA-Z]{2,63})(?![\w@-])"
)
LONGEST_TAG = 64


@dataclass(frozen=True)
class Mark:
    """A stretch of the text that means something, and what it means."""

    start: int
    end: int
    feature: Mapping[str, str]

    def inside(self, other: Mark) -> bool:
        """Whether it begins within another stretch."""
        return other.start <= self.start < other.end


def mentioned(text: str) -> list[str]:
    """The handles in a text, each once, in order."""
    return list(dict.fromkeys(match[1].lower() for match in HANDLE.finditer(text)))


def facets(text: str, people: Mapping[str, str]) -> list[dict[str, object]]:
    """The facets of a text; `people` gives the DID of each handle that exists."""
    links = list(_links(text))
    others = (*_mentions(text, people), *_tags(text))
    marks = [*links, *(mark for mark in others if not any(mark.inside(link) for link in links))]
    return [_facet(text, mark) for mark in sorted(marks, key=lambda mark: mark.start)]


def _links(text: str) -> Iterator[Mark]:
    for match in URL.finditer(text):
        yield Mark(
            match.start(), match.end(), {"$type": "app.bsky.richtext.facet#link", "uri": match[0]}
        )


def _mentions(text: str, people: Mapping[str, str]) -> Iterator[Mark]:
    for match in HANDLE.finditer(text):
        did = people.get(match[1].lower())
        if did:
            yield Mark(
                match.start(), match.end(), {"$type": "app.bsky.richtext.facet#mention", "did": did}
            )


def _tags(text: str) -> Iterator[Mark]:
    for match in HASHTAG.finditer(text):
        tag = match[0][1:]
        if len(graphemes(tag)) <= LONGEST_TAG:
            yield Mark(
                match.start(), match.end(), {"$type": "app.bsky.richtext.facet#tag", "tag": tag}
            )


def _facet(text: str, mark: Mark) -> dict[str, object]:
    start = len(text[: mark.start].encode())
    length = len(text[mark.start : mark.end].encode())
    index = {"byteStart": start, "byteEnd": start + length}
    return {"index": index, "features": [dict(mark.feature)]}
