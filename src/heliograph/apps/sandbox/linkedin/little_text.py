"""LinkedIn's "little text": escapes, mentions, hashtag templates, and where a text is cut off."""

from __future__ import annotations

import re

RESERVED = "|{}@[]()<>#*_~"
_TOKENS = re.compile(
    r"(?P<url>https?://[^\s\\<>\"]+)"
    r"|\\(?P<escaped>[\\|{}@\[\]()<>#*_~])"
    r"|@\[(?P<name>[^\]]+)\]\(urn:li:(?:person|organization):[^)]+\)"
    r"|\{hashtag\|\\?#\|(?P<tag>\w+)\}"
    r"|(?P<bare>#(?=\w))"
    r"|(?P<stop>[|{}@\[\]()<>#*_~])"
    r"|(?P<plain>.)",
    re.DOTALL,
)


def read(commentary: str) -> str:
    """The text as it stands: it silently ends at the first reserved sign that is not escaped."""
    done = []
    for match in _TOKENS.finditer(commentary):
        kind = match.lastgroup or ""
        if kind == "stop":
            break
        done.append(f"#{match[kind]}" if kind == "tag" else match[kind])
    return "".join(done)
