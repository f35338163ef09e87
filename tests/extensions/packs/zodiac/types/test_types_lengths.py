"""Short and long texts of every type: of their length, true, and never the same again."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from statistics import median
from typing import Any

import pytest
from evaluations.text_measures import lint, reading_grade, sentences_of
from tests.extensions.packs.zodiac.types.conftest import run_of
from tests.modules.content.pieces import GOOD

from heliograph.extensions.packs.zodiac import PACK
from heliograph.modules.content.gate import Piece, judge

# Texts are written once for all questions, so one process asks them.
pytestmark = pytest.mark.xdist_group("zodiac-types")

OTHERS = ("short", "long")
# A joke has the length of a joke.
TYPES = tuple(kind.id for kind in PACK.manifest.types if kind.id not in ("daily_horoscope", "meme"))
WORDS = {"short": (20, 48), "long": (60, 200)}
NOTE = re.compile(r"reflection|for fun", re.IGNORECASE)
DATED = {"weekly": 7, "monthly": 31}


def texts(kind: str, length: str) -> list[str]:
    """The texts of a type in one length."""
    return [one.draft.text for one in run_of(kind, length)]


@pytest.mark.parametrize("kind", TYPES)
def test_short_is_half_of_the_middle_and_long_half_as_much_again(kind: str) -> None:
    short, middle, long = (
        median(len(text.split()) for text in texts(kind, length))
        for length in ("short", "medium", "long")
    )
    assert short <= 0.75 * middle
    assert long >= 1.4 * middle


@pytest.mark.parametrize("length", OTHERS)
@pytest.mark.parametrize("kind", TYPES)
def test_a_text_keeps_to_its_length(kind: str, length: str) -> None:
    least, most = WORDS[length]
    counts = [len(text.split()) for text in texts(kind, length)]
    assert least <= min(counts)
    assert max(counts) <= most


@pytest.mark.parametrize("length", OTHERS)
@pytest.mark.parametrize("kind", TYPES)
def test_every_named_fact_of_a_short_or_long_text_is_in_the_plan(kind: str, length: str) -> None:
    found = [
        (one.plan.subject, str(one.plan.date), claim)
        for one in run_of(kind, length)
        for claim in PACK.unsupported_claims(one.draft.text, one.plan)
    ]
    assert found == []


@pytest.mark.parametrize("length", OTHERS)
@pytest.mark.parametrize("kind", TYPES)
def test_a_proof_reader_finds_nothing_in_short_or_long_texts(kind: str, length: str) -> None:
    parts = (part for text in texts(kind, length) for part in text.split("\n\n"))
    assert [mark for part in parts for mark in lint(part)] == []


@pytest.mark.parametrize("length", OTHERS)
@pytest.mark.parametrize("kind", TYPES)
def test_the_gate_refuses_none_of_them(kind: str, length: str) -> None:
    refused = [
        (one.draft.text, check.name, check.found)
        for one in run_of(kind, length)
        for check in judge(_piece(one), PACK).checks
        if check.must and not check.passed
    ]
    assert refused == []


def _piece(one: Any) -> Piece:
    """The text with a picture that is in order."""
    return replace(
        GOOD, text=one.draft.text, plan=one.plan, hashtags=one.draft.hashtags,
        call_to_action=one.draft.call_to_action or "",
    )  # fmt: skip


@pytest.mark.parametrize("kind", TYPES)
def test_long_texts_read_at_school_age(kind: str) -> None:
    grades = [reading_grade(text) for text in texts(kind, "long")]
    assert sum(4.5 <= grade <= 9 for grade in grades) >= 0.9 * len(grades)


@pytest.mark.parametrize("length", OTHERS)
@pytest.mark.parametrize("kind", TYPES)
def test_a_sign_repeats_next_to_nothing_within_thirty_days(kind: str, length: str) -> None:
    last: dict[tuple[str, str], date] = {}
    said = again = 0
    for one in run_of(kind, length):
        for sentence in sentences_of(one.draft.text):
            if NOTE.search(sentence):
                continue  # the honest note may come again
            key = (one.plan.subject, sentence)
            again += key in last and (one.plan.date - last[key]).days <= 30
            said += 1
            last[key] = one.plan.date
    assert again <= 0.005 * said


@pytest.mark.parametrize("kind", DATED)
def test_the_dates_of_a_list_stand_in_order(kind: str) -> None:
    lists = [_listed(one) for one in run_of(kind, "long")]
    assert sum(len(days) >= 2 for days in lists) >= len(lists) / 2
    assert [days for days in lists if days != sorted(days)] == []


@pytest.mark.parametrize("kind", DATED)
def test_a_long_period_tells_of_more_events_than_a_middle_one(kind: str) -> None:
    told = {
        length: median(_events(one.plan, one.draft.text) for one in run_of(kind, length))
        for length in ("short", "medium", "long")
    }
    assert told["short"] < told["medium"] < told["long"]
    assert told["long"] >= 4


def _listed(one: Any) -> list[str]:
    """The dates of a text's list in reading order, each found by the way it is told there."""
    ways = {
        word: str(_date_of(one.plan, theme))
        for theme in one.plan.themes
        for word in (theme.slots["when"], theme.slots["weekday"])
    }
    lines = [line for line in one.draft.text.splitlines() if line.startswith("• ")]
    found = (max((word for word in ways if word in line), key=len, default="") for line in lines)
    return [ways[word] for word in found if word]


def _date_of(plan: Any, theme: Any) -> str:
    return next(str(fact.detail["date"]) for fact in plan.facts if fact.id == theme.fact_id)


def _events(plan: Any, text: str) -> int:
    """How many of the plan's events the text names by their date."""
    return sum(
        theme.slots["when"] in text or theme.slots["weekday"] in text for theme in plan.themes
    )
