"""A broken rule, told so that a person can mend it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One rule that a piece does not keep.

    `field` names the part ("text", "media[0]"), `rule` the rule's id ("text.max"), `found` and
    `allowed` are ready to be shown, `remedy` is one sentence that says how to mend it.
    """

    field: str
    rule: str
    found: str
    allowed: str
    remedy: str


def plural(count: int, word: str) -> str:
    """A count with its noun: 1 file, 2 files."""
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
