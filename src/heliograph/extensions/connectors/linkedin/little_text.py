"""LinkedIn's "little text": plain words with its reserved signs escaped.

Unescaped, LinkedIn silently cuts the text at the first of them. Three things are left as they
are: addresses, the sign before a hashtag, and a mention written the way LinkedIn wants it.
"""

from __future__ import annotations

import re

# A backslash ends an address here: it would be read as the beginning of an escape.
URL = r"https?://[^\s<>\"\\]+[^\s<>\"\\'.,;:!?()\[\]{}…]"
MENTION = r"@\[[^\]\[()\n]+\]\(urn:li:(?:person|organization):[\w-]+\)"
HASH = r"(?<![\w&/])#(?=\w*[^\W\d_])"
_TOKENS = re.compile(rf"(?P<kept>{URL}|{MENTION}|{HASH})|(?P<sign>[\\|{{}}@\[\]()<>#*_~])")


def escape(text: str) -> str:
    """The text as `commentary` wants it."""
    return _TOKENS.sub(lambda match: match["kept"] or f"\\{match['sign']}", text)
