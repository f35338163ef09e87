"""Post text as its network marks it up: tags, links and mentions in colour, the rest escaped."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from markupsafe import Markup, escape

from heliograph.apps.sandbox.networks import network
from heliograph.apps.sandbox.posts import Post
from heliograph.apps.sandbox.store import JSON

_TOKEN = re.compile(r"https?://\S+[^\s.,;:!?)\]}'\"»]|(?<![\w/&])[#@]\w[\w.]*\w|(?<![\w/&])[#@]\w")


def marked_up(post: Post) -> Markup:
    """The whole text."""
    own = network(post.platform).marked_up
    return own(post) if own else by_pattern(post.text, links=False)


def folded(post: Post) -> Markup | None:
    """What the network shows before "… more"; None where the whole text is shown."""
    own = network(post.platform).folded
    return own(post) if own else None


def folded_after(text: str, most: int, lines: int = 2) -> Markup | None:
    """The beginning of a text up to so many signs and lines; None when that is all of it."""
    short = "\n".join(text.split("\n", lines)[:lines])[:most]
    if len(short) == len(text):
        return None
    if len(short) == most:
        # A word is not cut in two.
        short = short.rpartition(" ")[0] or short
    return by_pattern(short.rstrip(), links=False)


def direction_of(text: str) -> str:
    """The side a text starts from; its reader's app is laid out the same way."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in ("R", "AL"):
            return "rtl"
        if kind == "L":
            return "ltr"
    return "ltr"


def by_pattern(text: str, *, links: bool) -> Markup:
    """Tags and mentions in colour, and links where the network draws them."""
    done, position = Markup(), 0
    for match in _TOKEN.finditer(text):
        word = match.group()
        if word.startswith("http") and not links:
            continue
        done += escape(text[position : match.start()]) + _coloured(word)
        position = match.end()
    return done + escape(text[position:])


def by_facets(text: str, facets: list[JSON]) -> Markup:
    """Bluesky links nothing by itself: only what a facet covers is coloured."""
    raw, done, position = text.encode(), Markup(), 0
    for start, end in sorted(_spans(facets)):
        if position <= start < end <= len(raw):
            done += escape(_decoded(raw[position:start])) + _coloured(_decoded(raw[start:end]))
            position = end
    return done + escape(_decoded(raw[position:]))


def _spans(facets: list[JSON]) -> Iterator[tuple[int, int]]:
    for facet in facets:
        if facet.get("features"):
            yield int(facet["index"]["byteStart"]), int(facet["index"]["byteEnd"])


def _coloured(word: str) -> Markup:
    return Markup('<span class="tag" dir="auto">{}</span>').format(word)


def _decoded(raw: bytes) -> str:
    return raw.decode(errors="replace")
