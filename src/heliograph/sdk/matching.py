"""Finding our own post again among those that a platform lists."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import datetime


def fingerprint(text: str) -> str:
    """A text without what platforms change in it: white space and the way letters are composed."""
    return "".join(unicodedata.normalize("NFC", text).split())


def all_older(times: Iterable[datetime | None], since: datetime) -> bool:
    """Whether a page lies wholly before a moment, so that looking further is no use."""
    return all(time is not None and time < since for time in times)
