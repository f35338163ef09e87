"""What was changed between two texts, word by word. Pure functions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

PIECE = re.compile(r"\s+|\S+")


@dataclass(frozen=True)
class Change:
    """A run of words that stayed, went or came."""

    kind: Literal["same", "gone", "new"]
    text: str


def changes_between(earlier: str, later: str) -> list[Change]:
    """The runs in reading order; those that are not gone make up the later text exactly."""
    before, after = PIECE.findall(earlier), PIECE.findall(later)
    found: list[Change] = []
    for kind, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Change("same", "".join(after[k:m])))
            continue
        if i < j:
            found.append(Change("gone", "".join(before[i:j])))
        if k < m:
            found.append(Change("new", "".join(after[k:m])))
    return found
