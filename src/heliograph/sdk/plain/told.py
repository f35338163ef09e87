"""What a person enters for a piece, as facts."""

from __future__ import annotations

from collections.abc import Sequence

from heliograph.sdk.packs import Fact

TOLD = "told by a person"
MARK = " | "
"""Stands between a fact and its source."""


def facts_of(notes: Sequence[str]) -> list[Fact]:
    """One fact for each line that says something."""
    found: list[Fact] = []
    for line in (one.strip() for note in notes for one in note.splitlines()):
        text, _, source = line.partition(MARK)
        if text.strip():
            number = len(found) + 1
            found.append(Fact(f"note-{number}", "note", text.strip(), source.strip() or TOLD, 1.0))
    return found


def ended(text: str) -> str:
    """The text as a sentence that stands between others."""
    return text if text[-1] in ".!?…؟»”" else f"{text}."
