"""Random credentials: what is shown once, and what is stored of it."""

from __future__ import annotations

import hashlib
import secrets

KEY_PREFIX = "hg_"
REFRESH_PREFIX = "hs_"
LINK_PREFIX = "hl_"


def new_credential(prefix: str) -> str:
    """256 random bits as text; the prefix tells people and scanners what it is."""
    return prefix + secrets.token_urlsafe(32)


def stored_form(credential: str) -> bytes:
    """What the database keeps. A plain hash is enough for 256 random bits."""
    return hashlib.sha256(credential.encode()).digest()
