"""The values a template may name, taken from the plan and nothing but the plan."""

from __future__ import annotations

from collections.abc import Mapping

from heliograph.extensions.providers.embedded.chooser import Chooser
from heliograph.extensions.providers.embedded.grammar import Grammar
from heliograph.extensions.providers.embedded.pattern import parse, say
from heliograph.sdk.packs import Fact, Plan, Theme


def fact_of(plan: Plan, theme: Theme) -> Fact:
    """The fact a theme rests on; raises `ValueError` when the plan does not hold it."""
    for fact in plan.facts:
        if fact.id == theme.fact_id:
            return fact
    raise ValueError(f"Theme {theme.id} rests on fact {theme.fact_id}, which the plan lacks.")


def plan_slots(grammar: Grammar, plan: Plan) -> dict[str, str]:
    """Slots every sentence may use."""
    return named_slots(grammar, plan.slots)


def theme_slots(grammar: Grammar, plan: Plan, theme: Theme) -> dict[str, str]:
    """Slots of sentences that say what a theme means or asks for."""
    return plan_slots(grammar, plan) | named_slots(grammar, theme.slots)


def fact_slots(grammar: Grammar, plan: Plan, fact: Fact, chooser: Chooser) -> dict[str, str]:
    """Slots of a sentence that states a fact, with the words derived from its parts."""
    raw = {name: _as_text(value) for name, value in fact.detail.items()}
    slots = plan_slots(grammar, plan) | named_slots(grammar, raw)
    for name, derived in grammar.lexicon.derived.get(fact.kind, {}).items():
        key = " ".join(raw.get(part, "") for part in derived.by.split())
        choices = derived.words.get(key, derived.words.get("else", ()))
        if choices:
            words = choices[chooser.number(len(choices), "derived", name, fact.id)]
            slots[name] = say(parse(words), slots, chooser.register, lambda _: 0)
    return slots


def named_slots(grammar: Grammar, values: Mapping[str, str]) -> dict[str, str]:
    """Values with names written as the lexicon says: "Moon" as "the Moon"."""
    names = grammar.lexicon.names
    return {key: names.get(value.lower(), value) for key, value in values.items()}


def _as_text(value: str | int | float | bool | None) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(value)
