"""What setting type may refuse besides a wish that makes no sense (`ValueError`)."""

from __future__ import annotations


class FontsMissing(RuntimeError):
    """The typefaces are not installed; the message says how to get them."""
