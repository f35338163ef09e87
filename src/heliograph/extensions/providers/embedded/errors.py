"""What the embedded engine refuses to do."""

from __future__ import annotations


class GrammarBroken(ValueError):
    """A template or file of a grammar is not valid; the message names the file and the place."""


class NothingFits(ValueError):
    """No sentence satisfies the brief: too few characters, or every wording is forbidden."""
