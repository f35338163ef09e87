"""Mastodon's measure of a text, and its HTML."""

from __future__ import annotations

import html
import re

from heliograph.apps.sandbox.graphemes import count_graphemes

URL = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)\]}'»]")
MENTION = re.compile(r"(?<![\w/])@(\w+)@[\w.-]+\w")
HASHTAG = re.compile(r"(?<![\w/&])#(\w*[^\W\d]\w*)")
_TOKEN = re.compile(f"({URL.pattern})|{HASHTAG.pattern}")


def measure(text: str) -> int:
    """Characters as the limit counts them: an address is 23, a mention only its local part."""
    shortened = URL.sub("x" * 23, text)
    return count_graphemes(MENTION.sub(r"@\1", shortened))


def hashtags(text: str) -> list[str]:
    """The tags of a text, once each, in order."""
    return list(dict.fromkeys(HASHTAG.findall(text)))


def to_html(text: str, base: str) -> str:
    """Paragraphs, line breaks, links and tags as Mastodon marks them up."""
    if not text.strip():
        return ""
    paragraphs = re.split(r"\n{2,}", text.strip())
    inner = ["<br />".join(_line(line, base) for line in part.split("\n")) for part in paragraphs]
    return "".join(f"<p>{part}</p>" for part in inner)


def _line(line: str, base: str) -> str:
    done, position = [], 0
    for match in _TOKEN.finditer(line):
        done.append(html.escape(line[position : match.start()], quote=False))
        done.append(_link(match, base))
        position = match.end()
    return "".join([*done, html.escape(line[position:], quote=False)])


def _link(match: re.Match[str], base: str) -> str:
    if match.group(1):
        address = html.escape(match.group(1))
        return f'<a href="{address}" rel="nofollow noopener" target="_blank">{address}</a>'
    tag = match.group(2)
    return (
        f'<a href="{base}/tags/{tag.lower()}" class="mention hashtag" rel="tag">'
        f"#<span>{tag}</span></a>"
    )
