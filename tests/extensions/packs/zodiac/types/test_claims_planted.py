"""No planted wrong fact passes, over all types; and what the pack writes itself is let through."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import Any

import pytest
from tests.extensions.packs.zodiac.types.conftest import ZONE, run_of
from tests.extensions.packs.zodiac.types.planted import CHANGES, Planted, planted

from heliograph.extensions.packs.zodiac import PACK

# Texts are written once for all questions, so one process asks them.
pytestmark = pytest.mark.xdist_group("zodiac-types")

TYPES = tuple(kind.id for kind in PACK.manifest.types if kind.id != "daily_horoscope")
TEXTS_OF_A_TYPE = 36
FEWEST = 500


def written(kind: str) -> tuple[Any, ...]:
    """Some texts of a type, each with its plan."""
    return run_of(kind)[:TEXTS_OF_A_TYPE]


def wrong_facts(kind: str) -> list[tuple[Any, Planted]]:
    """Texts of a type with one fact made wrong."""
    dice = Random(kind)  # noqa: S311 - repeatable, and no secret
    return [
        (one, wrong)
        for one in written(kind)
        for wrong in planted(one.draft.text, one.plan.slots["subject_name"], dice)
        if not _is_true(one.plan, wrong)
    ]


def _is_true(plan: Any, wrong: Planted) -> bool:
    """Whether another planet was put where it really stands, or the Moon where it goes that day."""
    if wrong.kind == "sign":
        return any(str(fact.detail.get("next_sign")) in wrong.now for fact in plan.facts)
    if wrong.kind != "planet":
        return False
    return any(
        str(row["body"]) in wrong.now and str(row["body"]) not in wrong.was
        and str(row["sign"]) in wrong.now
        for row in PACK.sky_of(plan.date, ZONE)
    )  # fmt: skip


@pytest.mark.parametrize("kind", TYPES)
def test_no_planted_wrong_fact_passes(kind: str) -> None:
    passed = [
        (wrong.kind, wrong.was, wrong.now)
        for one, wrong in wrong_facts(kind)
        if PACK.unsupported_claims(wrong.text, one.plan) == ()
    ]
    assert passed == []


def test_the_planted_facts_are_many_and_of_every_kind() -> None:
    counts = Counter(wrong.kind for kind in TYPES for _, wrong in wrong_facts(kind))
    assert sum(counts.values()) >= FEWEST
    assert set(counts) == set(CHANGES)


@pytest.mark.parametrize("kind", TYPES)
def test_the_same_texts_unchanged_pass(kind: str) -> None:
    found = [PACK.unsupported_claims(one.draft.text, one.plan) for one in written(kind)]
    assert [claims for claims in found if claims] == []
