"""What comes along with a piece: words that are quoted, and the marks that its pack sets."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from heliograph.sdk.judging import Marks
from heliograph.sdk.packs import Pack, Plan

_QUOTE = 25
"""Characters of a fact's part that count as a quotation when they stand in a text as they are."""


def is_quoted(text: str, plan: Plan) -> bool:
    """Whether a text is nothing but a stretch of what a fact quotes: one card of a long verse."""
    flat = " ".join(text.split())
    return len(flat) >= _QUOTE and any(
        flat in " ".join(part.split())
        for fact in plan.facts
        for part in fact.detail.values()
        if isinstance(part, str)
    )


def own_words(text: str, plan: Plan) -> str:
    """The text without what it quotes from its facts: nobody rewords a verse to suit a gate."""
    flat = " ".join(text.split())
    quotes = {
        " ".join(part.split())
        for fact in plan.facts
        for part in fact.detail.values()
        if isinstance(part, str) and len(part) >= _QUOTE
    }
    for quote in sorted(quotes, key=len, reverse=True):
        flat = flat.replace(quote, " ")
    return flat


def marks_of(pack: Pack) -> Marks:
    """What the gate goes by for a pack; raises `ValidationError` when its `gate.yaml` is broken."""
    return _read(str(pack.folder))


@cache
def _read(folder: str) -> Marks:
    file = Path(folder, "gate.yaml")
    if not file.exists():
        return Marks()
    return Marks.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")) or {})
