"""Counting and shortening texts the platform's way.

Counting follows the platform, not Python: a letter with its accents is one grapheme, an emoji may
be four bytes, a URL may have a fixed price.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

import regex  # type: ignore[import-untyped]  # the package ships no types

from heliograph.sdk.manifest import TextRules

URL = re.compile(r"https?://[^\s<>\"]+[^\s<>\"'.,;:!?()\[\]{}…]")
REMOTE_MENTION = re.compile(r"(?<![\w/])@(\w+(?:[.-]\w+)*)@[\w-]+(?:\.[\w-]+)+")
MENTION = re.compile(r"(?<![\w/@])@\w[\w.-]*")
HASHTAG = re.compile(r"(?<![\w&/])#(?=\w*[^\W\d_])\w+")
GRAPHEME = regex.compile(r"\X")
# The last four are the marks of Arabic, Chinese and Japanese.
SENTENCE_END = re.compile(
    "[.!?\u2026\u061f\u3002\uff01\uff1f]+[\"'\u201d\u2019\u00bb)\\]]*(?=\\s|$)|(?<=\\S)(?=\\s*\\n)"
)
WORD_END = re.compile(r"\S(?=\s|$)")


def graphemes(text: str) -> list[str]:
    """The letters and signs as a reader sees them, each with all that belongs to it."""
    return [str(cluster) for cluster in GRAPHEME.findall(text)]


EMOJI = regex.compile(r"\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3")
# The code points that X counts once (configuration 3 of its open text library); all others twice.
LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))


def weigh(text: str) -> int:
    """X's own length: an emoji with all that belongs to it is 2, most letters of the world's
    alphabets are 1, ideographs are 2."""
    composed = unicodedata.normalize("NFC", text)
    return sum(_weight(cluster) for cluster in graphemes(composed))


def _weight(cluster: str) -> int:
    if EMOJI.search(cluster) and not cluster.isdigit():
        return 2
    return sum(1 if any(low <= ord(c) <= high for low, high in LIGHT) else 2 for c in cluster)


def with_emoji_bytes(text: str) -> int:
    """Threads' own length: an emoji, with all that belongs to it, costs its bytes in UTF-8, every
    other character costs one."""
    return sum(
        len(cluster.encode()) if EMOJI.search(cluster) and not cluster.isdigit() else len(cluster)
        for cluster in graphemes(text)
    )


COUNTERS: dict[str, Callable[[str], int]] = {
    "characters": len,
    "graphemes": lambda text: len(graphemes(text)),
    "utf16": lambda text: len(text.encode("utf-16-le")) // 2,
    "bytes": lambda text: len(text.encode()),
    "weighted": weigh,
    "emoji_bytes": with_emoji_bytes,
}


def count_text(text: str, rules: TextRules) -> int:
    """How long the platform finds this text.

    Where a URL has a price, it is paid for every URL, and a mention of somebody on another
    server costs only its `@user`.
    """
    counter = COUNTERS[rules.unit]
    if rules.url_counts is None:
        return counter(text)
    bare, urls = URL.subn(" ", text)
    bare = REMOTE_MENTION.sub(r"@\1", bare)
    return counter(bare) + urls * (rules.url_counts - counter(" "))


def shorten(text: str, rules: TextRules) -> str:
    """The longest beginning that fits, ended after a sentence; after a word if none fits."""
    if fits(text, rules):
        return text
    for end in _ends(SENTENCE_END, text):
        if fits(text[:end].rstrip(), rules):
            return text[:end].rstrip()
    for end in _ends(WORD_END, text):
        if fits(f"{text[:end].rstrip()}…", rules):
            return f"{text[:end].rstrip()}…"
    return _cut_inside_word(text, rules)


def _ends(pattern: re.Pattern[str], text: str) -> Iterator[int]:
    """Where the pattern ends in the text, the last place first, never before the first letter."""
    ends = (match.end() for match in pattern.finditer(text))
    return iter(sorted({end for end in ends if text[:end].strip()}, reverse=True))


def fits(text: str, rules: TextRules) -> bool:
    if count_text(text, rules) > rules.max:
        return False
    return rules.max_bytes is None or len(text.encode()) <= rules.max_bytes


def _cut_inside_word(text: str, rules: TextRules) -> str:
    """For a single word that is too long: whole graphemes, so that nothing is torn apart."""
    kept = ""
    for cluster in graphemes(text):
        if not fits(f"{kept}{cluster}…", rules):
            break
        kept += cluster
    return f"{kept}…" if kept else ""
