"""Wordings that no model may touch: it sees a mark in their place, and they are put in afterwards.

Scripture, hadith and prayer times are quoted from their sources to the byte. A model can place
them, and can do nothing else with them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from heliograph.sdk.packs import Fact, Plan

PROTECTED = frozenset(
    {"verse", "hadith", "dua", "supplication", "prayer_time", "prayer_times", "quote"}
)
"""Kinds of facts whose wording is a quotation."""

ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")
_SHOWN = frozenset({"reference", "name", "id", "kind", "collection", "surah", "source"})
_MARK = re.compile(r"\[\[(\d{1,3})\]\]")


class Quotations:
    """The marks of one plan and the wordings they stand for."""

    def __init__(self) -> None:
        self._wordings: list[str] = []

    def mark(self, wording: str) -> str:
        """The mark of a wording; the same one each time."""
        if wording not in self._wordings:
            self._wordings.append(wording)
        return f"[[{self._wordings.index(wording) + 1}]]"

    def filled(self, text: str) -> str:
        """The text with every known mark replaced; unknown marks stay and are found by checks."""

        def wording(found: re.Match[str]) -> str:
            at = int(found.group(1)) - 1
            return self._wordings[at] if 0 <= at < len(self._wordings) else found.group()

        return _MARK.sub(wording, text)


def shown_plan(plan: Plan) -> tuple[dict[str, Any], Quotations]:
    """What a model sees of a plan, and the quotations that were kept from it."""
    quotations = Quotations()
    quoted = {value for fact in plan.facts if is_quoted(fact) for value in _wordings(fact)}

    def slots(given: Mapping[str, str]) -> dict[str, str]:
        return {
            name: quotations.mark(value) if value in quoted or is_foreign(value) else value
            for name, value in given.items()
        }

    def is_foreign(value: str) -> bool:
        return plan.language != "ar" and ARABIC.search(value) is not None

    shown = {
        "facts": [_shown_fact(fact, plan.language, quotations) for fact in plan.facts],
        "themes": [
            {"theme": one.id, "fact": one.fact_id, "with": slots(one.slots)} for one in plan.themes
        ],
        "more": slots(plan.slots),
    }
    return shown, quotations


def is_quoted(fact: Fact) -> bool:
    """Whether a fact's wording is a quotation."""
    return fact.kind in PROTECTED or "arabic" in fact.detail


def _wordings(fact: Fact) -> set[str]:
    details = fact.detail.items()
    return {fact.text} | {str(value) for name, value in details if name not in _SHOWN}


def _shown_fact(fact: Fact, language: str, quotations: Quotations) -> dict[str, str]:
    foreign = language != "ar" and ARABIC.search(fact.text) is not None
    if not is_quoted(fact) and not foreign:
        return {"id": fact.id, "says": fact.text, "source": fact.source}
    reference = str(fact.detail.get("reference", fact.id))
    return {"id": fact.id, "quotation": quotations.mark(fact.text), "reference": reference}
