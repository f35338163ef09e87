"""Counting a text as Threads does: an emoji costs its bytes, everything else costs one."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 500
MOST_LINKS = 5
_LINK = re.compile(r"https?://\S+")
_TAG = re.compile(r"(?<![\w&])#([^\s.&#@!?,;:()]{1,50})")
_JOINERS = "\u200d\ufe0f\u20e3"


def length(text: str) -> int:
    """What the text costs."""
    return sum(len(sign.encode()) if _is_emoji(sign) else 1 for sign in text)


def links(text: str) -> list[str]:
    """Every address in the text."""
    return _LINK.findall(text)


def topic_of(text: str) -> str:
    """The first tag, which becomes the topic."""
    found = _TAG.search(_LINK.sub(" ", text))
    return found[1] if found else ""


def _is_emoji(sign: str) -> bool:
    if sign in _JOINERS or 0x1F000 <= ord(sign) <= 0x1FAFF:
        return True
    return ord(sign) >= 0x2300 and unicodedata.category(sign) == "So"
