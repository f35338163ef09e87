"""No planted wrong fact passes, over all types; and what the pack writes itself is let through."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from random import Random
from typing import Any

import pytest
from tests.extensions.packs.zodiac.types.conftest import ZONE, plan_for, run_of
from tests.extensions.packs.zodiac.types.planted import CHANGES, Planted, planted

from heliograph.extensions.packs.zodiac import PACK

# Texts are written once for all questions, so one process asks them.
pytestmark = pytest.mark.xdist_group("zodiac-types")

TYPES = tuple(kind.id for kind in PACK.manifest.types if kind.id != "daily_horoscope")
TEXTS_OF_A_TYPE = 36
FEWEST = 500


def written(kind: str, length: str = "medium") -> tuple[Any, ...]:
    """Some texts of a type, each with its plan."""
    return run_of(kind, length)[:TEXTS_OF_A_TYPE]


def wrong_facts(kind: str, length: str = "medium") -> list[tuple[Any, Planted]]:
    """Texts of a type with one fact made wrong."""
    dice = Random(kind)  # noqa: S311 - repeatable, and no secret
    return [
        (one, wrong)
        for one in written(kind, length)
        for wrong in planted(one.draft.text, one.plan.slots["subject_name"], dice)
        if not _is_true(one.plan, wrong)
    ]


def _is_true(plan: Any, wrong: Planted) -> bool:
    """Whether another planet was put where it really stands, or the Moon where it goes that day."""
    if wrong.kind == "sign":
        return any(str(fact.detail.get("next_sign")) in wrong.now for fact in plan.facts)
    if wrong.kind != "planet":
        return False
    return _arrives(plan, wrong) or any(
        str(row["body"]) in wrong.now and str(row["body"]) not in wrong.was
        and str(row["sign"]) in wrong.now
        for row in PACK.sky_of(plan.date, ZONE)
    )  # fmt: skip


def _arrives(plan: Any, wrong: Planted) -> bool:
    """Whether another planet was sent where the plan says it goes, on the same day."""
    return any(
        str(fact.detail["body"]) in wrong.now and str(fact.detail["body"]) not in wrong.was
        and re.search(rf"\b{date.fromisoformat(fact.detail['date']).day}(?!\d)", wrong.now)
        for fact in plan.facts
        if fact.kind == "ingress"
    )  # fmt: skip


@pytest.mark.parametrize("length", ["short", "medium", "long"])
@pytest.mark.parametrize("kind", TYPES)
def test_no_planted_wrong_fact_passes(kind: str, length: str) -> None:
    passed = [
        (wrong.kind, wrong.was, wrong.now)
        for one, wrong in wrong_facts(kind, length)
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


@pytest.mark.parametrize(
    ("kind", "subject", "day", "right", "wrong"),
    [
        (
            "monthly", "cancer", date(2026, 1, 15),
            "1 February: Leo has the Moon, and the Moon its full moon.",
            "1 February: Leo has the Moon, and the Sun its full moon.",
        ),
        (
            "monthly", "sagittarius", date(2026, 2, 14),
            "The pause of the season, 11 March: Jupiter starts forward.",
            "The pause of the season, 11 March: Sun starts forward.",
        ),
        (
            "ingress", "leo", date(2026, 1, 21),
            "Aquarius has had Mercury since January 20.",
            "Capricorn has had Mercury since January 20.",
        ),
        (
            "ingress", "virgo", date(2026, 1, 15),
            "Venus is on the last page of Capricorn.",
            "Venus is on the last page of Aquarius.",
        ),
        (
            "ingress", "virgo", date(2026, 1, 21),
            "Fresh start, same traveller: Mercury in Aquarius.",
            "Fresh start, same traveller: Mercury in Pisces.",
        ),
        (
            "educational", "pisces", date(2026, 1, 15),
            "On the Moon's short list today is Sagittarius.",
            "On the Sun's short list today is Sagittarius.",
        ),
        (
            "monthly", "taurus", date(2027, 2, 1),
            "On February 18 Mercury in Aquarius meets the Sun.",
            "On February 18 Mercury in Pisces meets the Sun.",
        ),
    ],
)  # fmt: skip
def test_what_passed_once_is_held_against_the_plan(
    kind: str, subject: str, day: date, right: str, wrong: str
) -> None:
    plan = plan_for(subject, kind, day)
    assert PACK.unsupported_claims(right, plan) == ()
    assert PACK.unsupported_claims(wrong, plan) != ()
