"""Telegram's HTML: few tags, all of them closed, and four named letters."""

from __future__ import annotations

import html
import re

from heliograph.apps.sandbox.store import JSON
from heliograph.apps.sandbox.telegram.entities import Formatted, MarksBroken, Writing

_TOKEN = re.compile(
    r"<(?P<end>/?)(?P<tag>[a-zA-Z][\w-]*)(?P<more>(?:\s[^<>]*)?)>"
    r"|(?P<letter>&(?:lt|gt|amp|quot|#\d+|#[xX][0-9a-fA-F]+);)|(?P<stray><)"
)
_HREF = re.compile(r"""href\s*=\s*["']?([^"'\s>]+)""")
_KINDS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline",
    "ins": "underline", "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
    "code": "code", "pre": "pre", "a": "text_link", "tg-spoiler": "spoiler", "span": "spoiler",
    "blockquote": "blockquote",
}  # fmt: skip


def from_html(source: str) -> Formatted:
    """The text without its tags; raises `MarksBroken` in Telegram's words."""
    writing, place = Writing(), 0
    opened: list[tuple[str, int, dict[str, JSON]]] = []
    for token in _TOKEN.finditer(source):
        writing.add(source[place : token.start()])
        place = token.end()
        if token["letter"]:
            writing.add(html.unescape(token["letter"]))
        else:
            _tag(token, writing, opened, _offset(source, token.start()))
    writing.add(source[place:])
    if opened:
        end = _offset(source, len(source))
        raise MarksBroken(
            f'Can\'t find end tag corresponding to start tag "{opened[-1][0]}" at byte offset {end}'
        )
    return writing.done()


def _tag(
    token: re.Match[str], writing: Writing, opened: list[tuple[str, int, dict[str, JSON]]],
    offset: int,
) -> None:  # fmt: skip
    tag = (token["tag"] or "").lower()
    if tag not in _KINDS:
        raise MarksBroken(f'Unsupported start tag "{tag}" at byte offset {offset}')
    if not token["end"]:
        href = _HREF.search(token["more"])
        address = {"url": html.unescape(href[1])} if href and tag == "a" else {}
        opened.append((tag, writing.place, address))
        return
    if not opened or opened[-1][0] != tag:
        raise MarksBroken(f"Unexpected end tag at byte offset {offset}")
    _, start, more = opened.pop()
    if tag != "a" or more:
        writing.cover(start, _KINDS[tag], **more)


def _offset(source: str, place: int) -> int:
    return len(source[:place].encode())
