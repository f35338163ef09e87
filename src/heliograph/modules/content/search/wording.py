"""What is stored of a text for search by words, and how a question becomes a query."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from heliograph.kit.embeddings.words import common_words, stem, words_of

_PART = re.compile(r"(-?)(?:\"([^\"]*)\"|(\S+))")
_MOST_TERMS = 32


def stored_words(content: Mapping[str, Any]) -> tuple[str, str]:
    """What weighs more (title, hashtags) and what weighs less (the text), as folded words."""
    first = f"{content['title']} {' '.join(content['hashtags'])} {content['subject']}"
    return " ".join(_kept(first)), " ".join(_kept(content["text"]))


def embedded_text(content: Mapping[str, Any]) -> str:
    """What the vector of a content is made from: title and text, the text itself if it has none."""
    return f"{content['title']}\n{content['text']}".strip()


def query_of(question: str) -> str:
    """A PostgreSQL text query: all words, the last as a beginning, "quoted words" in a row,
    -words not; empty where nothing is left to look for."""
    parts = [_part(match) for match in _PART.finditer(question)][:_MOST_TERMS]
    parts = [part for part in parts if part]
    if parts and not question.endswith((" ", '"')) and not parts[-1].startswith("!"):
        parts[-1] = f"{parts[-1]}:*" if "<->" not in parts[-1] else parts[-1]
    wanted = [part for part in parts if not part.startswith("!")]
    return " & ".join(parts) if wanted else ""


def _part(match: re.Match[str]) -> str:
    minus, phrase, word = match.groups()
    words = _kept(phrase or word or "")
    if not words:
        return ""
    row = " <-> ".join(f"'{one}'" for one in words)
    if minus:
        return f"!({row})"
    return f"({row})" if len(words) > 1 else row


def _kept(text: str) -> Sequence[str]:
    common = common_words()
    return [stem(word) for word in words_of(text.replace("#", " ")) if word not in common]
