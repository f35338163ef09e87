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
