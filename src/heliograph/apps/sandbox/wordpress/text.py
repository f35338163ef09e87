"""What a reader sees of a post's blocks, and how WordPress makes a slug."""

from __future__ import annotations

import re
import unicodedata
from html.parser import HTMLParser

BLOCKS = frozenset({"p", "h1", "h2", "h3", "h4", "li", "blockquote", "pre"})
# A caption or the label of a button is not part of the words.
ASIDE = frozenset({"figure", "script", "style"})
ASIDE_CLASS = "wp-block-button"


def plain_text(content: str) -> str:
    """The words of a content: paragraphs by empty lines, breaks by line ends."""
    reader = _Reader()
    reader.feed(content)
    reader.close()
    lines = "".join(reader.parts).split("\n")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.strip() for line in lines)).strip()


def first_link(content: str) -> str:
    """Where the first button of the content leads."""
    found = re.search(r'<a class="wp-block-button__link[^"]*" href="([^"]*)"', content)
    return found.group(1) if found else ""


def slug_of(text: str) -> str:
    """A title or a wished slug as WordPress keeps it."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"-{2,}", "-", re.sub(r"[^a-z0-9_-]+", "-", plain)).strip("-")[:200]


class _Reader(HTMLParser):
    """Collects the words outside of figures and buttons."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._aside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = dict(attrs).get("class") or ""
        if tag in ASIDE or (tag == "a" and ASIDE_CLASS in classes):
            self._aside.append(tag)
        elif tag == "br" and not self._aside:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if self._aside and tag == self._aside[-1]:
            self._aside.pop()
        elif tag in BLOCKS and not self._aside:
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self._aside:
            self.parts.append(data.replace("\n", " "))
