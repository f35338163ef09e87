"""What the canvas may refuse besides a brief that makes no sense (`ValueError`)."""

from __future__ import annotations


class FontsMissing(RuntimeError):
    """The typefaces are not installed; the message says how to get them."""
