"""The rules engine: what a manifest allows, checked before anything is sent.

Counting follows the platform, not Python: a letter with its accents is one grapheme, an emoji may
be four bytes, a URL may have a fixed price.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import regex  # type: ignore[import-untyped]  # the package ships no types

from heliograph.sdk.connectors import OutgoingPost
from heliograph.sdk.errors import ContentRefused
from heliograph.sdk.manifest import ConnectorManifest, MediaRules, TextRules
from heliograph.sdk.problems import Problem

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

MEDIA_BY_KIND: dict[str, tuple[int, int | None]] = {
    "text": (0, 0),
    "image": (1, None),
    "carousel": (2, None),
}
"""How many files a kind of post carries, at least and at most, whatever the platform."""


class UnitNotCounted(Exception):
    """A manifest names a unit that cannot be counted yet."""


@dataclass(frozen=True)
class MediaFacts:
    """What the rules need to know of a file."""

    mime: str
    size: int
    width: int | None = None
    height: int | None = None
    alt: str = ""
    duration_ms: int | None = None


@dataclass(frozen=True)
class Piece:
    """A post as the rules see it."""

    text: str
    media: tuple[MediaFacts, ...] = ()
    kind: str = "text"


def graphemes(text: str) -> list[str]:
    """The letters and signs as a reader sees them, each with all that belongs to it."""
    return [str(cluster) for cluster in GRAPHEME.findall(text)]


COUNTERS: dict[str, Callable[[str], int]] = {
    "characters": len,
    "graphemes": lambda text: len(graphemes(text)),
    "utf16": lambda text: len(text.encode("utf-16-le")) // 2,
    "bytes": lambda text: len(text.encode()),
}


def count_text(text: str, rules: TextRules) -> int:
    """How long the platform finds this text.

    Where a URL has a price, it is paid for every URL, and a mention of somebody on another
    server costs only its `@user`. Raises `UnitNotCounted` for a unit we cannot count.
    """
    counter = COUNTERS.get(rules.unit)
    if counter is None:
        raise UnitNotCounted(f"The unit {rules.unit} cannot be counted.")
    if rules.url_counts is None:
        return counter(text)
    bare, urls = URL.subn(" ", text)
    bare = REMOTE_MENTION.sub(r"@\1", bare)
    return counter(bare) + urls * (rules.url_counts - counter(" "))


def check(manifest: ConnectorManifest, piece: Piece) -> list[Problem]:
    """Every rule of the platform that the piece breaks; an empty list when it may go."""
    return [
        *_check_kind(manifest, piece),
        *_check_text(manifest.text, piece.text),
        *_check_count(manifest.media, piece),
        *(
            problem
            for index, file in enumerate(piece.media)
            for problem in _check_file(manifest.media, file, f"media[{index}]")
        ),
    ]


def piece_of(post: OutgoingPost) -> Piece:
    """The post as the rules see it."""
    files = (
        MediaFacts(file.mime, file.size, file.width, file.height, file.alt, file.duration_ms)
        for file in post.media
    )
    return Piece(post.text, tuple(files), post.kind)


def refuse_broken_rules(manifest: ConnectorManifest, post: OutgoingPost) -> None:
    """Raise `ContentRefused` with every broken rule, before the platform is bothered."""
    problems = check(manifest, piece_of(post))
    if problems:
        sentences = " ".join(f"{problem.remedy}." for problem in problems)
        raise ContentRefused(f"{manifest.name} would refuse this post. {sentences}", problems)


def shorten(text: str, rules: TextRules) -> str:
    """The longest beginning that fits, ended after a sentence; after a word if none fits."""
    if _fits(text, rules):
        return text
    for end in _ends(SENTENCE_END, text):
        if _fits(text[:end].rstrip(), rules):
            return text[:end].rstrip()
    for end in _ends(WORD_END, text):
        if _fits(f"{text[:end].rstrip()}…", rules):
            return f"{text[:end].rstrip()}…"
    return _cut_inside_word(text, rules)


def _ends(pattern: re.Pattern[str], text: str) -> Iterator[int]:
    """Where the pattern ends in the text, the last place first, never before the first letter."""
    ends = (match.end() for match in pattern.finditer(text))
    return iter(sorted({end for end in ends if text[:end].strip()}, reverse=True))


def _fits(text: str, rules: TextRules) -> bool:
    if count_text(text, rules) > rules.max:
        return False
    return rules.max_bytes is None or len(text.encode()) <= rules.max_bytes


def _cut_inside_word(text: str, rules: TextRules) -> str:
    """For a single word that is too long: whole graphemes, so that nothing is torn apart."""
    kept = ""
    for cluster in graphemes(text):
        if not _fits(f"{kept}{cluster}…", rules):
            break
        kept += cluster
    return f"{kept}…" if kept else ""


def _check_kind(manifest: ConnectorManifest, piece: Piece) -> Iterator[Problem]:
    if piece.kind not in manifest.kinds:
        known = ", ".join(manifest.kinds)
        remedy = f"Make it one of these kinds for {manifest.name}: {known}"
        yield Problem("kind", "kind.known", piece.kind, known, remedy)


def _check_text(rules: TextRules, text: str) -> Iterator[Problem]:
    if rules.required and not text.strip():
        yield Problem("text", "text.required", "empty", "a text", "Write a text")
    length = count_text(text, rules)
    if length > rules.max:
        found, allowed = f"{length} {rules.unit}", f"{rules.max} {rules.unit}"
        remedy = f"Shorten the text by {_plural(length - rules.max, _unit_word(rules))}"
        yield Problem("text", "text.max", found, allowed, remedy)
    size = len(text.encode())
    if rules.max_bytes is not None and size > rules.max_bytes:
        found, allowed = f"{size} bytes", f"{rules.max_bytes} bytes"
        remedy = f"Shorten the text by {_plural(size - rules.max_bytes, 'byte')}"
        yield Problem("text", "text.max_bytes", found, allowed, remedy)
    yield from _check_marks("hashtag", HASHTAG, text, rules.max_hashtags)
    yield from _check_marks("mention", MENTION, text, rules.max_mentions)


def _check_marks(
    word: str, pattern: re.Pattern[str], text: str, allowed: int | None
) -> Iterator[Problem]:
    found = len(pattern.findall(URL.sub(" ", text)))
    if allowed is not None and found > allowed:
        remedy = f"Take out {_plural(found - allowed, word)}"
        yield Problem("text", f"text.max_{word}s", str(found), str(allowed), remedy)


def _check_count(rules: MediaRules, piece: Piece) -> Iterator[Problem]:
    count = len(piece.media)
    least, most = MEDIA_BY_KIND.get(piece.kind, (0, None))
    least = max(least, rules.min_count)
    most = rules.max_count if most is None else min(most, rules.max_count)
    if count < least:
        remedy = f"Add {_plural(least - count, 'file')}"
        yield Problem("media", "media.min_count", str(count), str(least), remedy)
    if count > most:
        remedy = f"Take out {_plural(count - most, 'file')}"
        yield Problem("media", "media.max_count", str(count), str(most), remedy)


def _check_file(rules: MediaRules, file: MediaFacts, field: str) -> Iterator[Problem]:
    if file.mime not in rules.mimes:
        allowed = ", ".join(rules.mimes)
        yield Problem(field, "media.mime", file.mime, allowed, f"Convert it to {rules.mimes[0]}")
    if file.size > rules.max_bytes:
        found, allowed = f"{file.size} bytes", f"{rules.max_bytes} bytes"
        remedy = f"Make the file smaller than {rules.max_bytes} bytes"
        yield Problem(field, "media.max_bytes", found, allowed, remedy)
    if rules.max_alt is not None and len(file.alt) > rules.max_alt:
        over = _plural(len(file.alt) - rules.max_alt, "character")
        remedy = f"Shorten the picture description by {over}"
        found, allowed = str(len(file.alt)), str(rules.max_alt)
        yield Problem(f"{field}.alt", "media.max_alt", found, allowed, remedy)
    yield from _check_ratio(rules, file, field)


def _check_ratio(rules: MediaRules, file: MediaFacts, field: str) -> Iterator[Problem]:
    if not file.width or not file.height:
        return
    ratio = file.width / file.height
    low, high = rules.min_ratio or 0.0, rules.max_ratio or float("inf")
    # A pixel more or less comes from rounding, and no platform minds it.
    slack = 1 / file.height
    if not low - slack <= ratio <= high + slack:
        wish = "wider" if ratio < low else "taller"
        allowed = f"{low:.2f} to {high:.2f}"
        remedy = f"Crop the picture so that it is {wish}: width by height from {allowed}"
        yield Problem(field, "media.ratio", f"{ratio:.2f}", allowed, remedy)


def _unit_word(rules: TextRules) -> str:
    return "byte" if rules.unit == "bytes" else "character"


def _plural(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
