"""The gates every type of text passes, on as many days as its rhythm asks for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from evaluations.text_measures import (
    distinct,
    likenesses,
    lint,
    reading_grade,
    self_bleu,
    sentences_of,
)

from heliograph.extensions.packs.zodiac import PACK
from heliograph.sdk.text import opening_of

# Texts are written once for all questions, so one process asks them.
pytestmark = pytest.mark.xdist_group("zodiac-types")

TYPES = tuple(kind.id for kind in PACK.manifest.types if kind.id != "daily_horoscope")
# The share of wording that sixty texts of a type have in common: twelve signs tell one event.
MOST_SHARED = {
    "weekly": 0.50, "monthly": 0.56, "love": 0.60, "career": 0.60, "compatibility": 0.80,
}  # fmt: skip
FIVE_ROUNDS = 60

# What the fixture gives: for a type its texts, each with `plan` and `draft`.
Runs = Callable[[str], tuple[Any, ...]]


@pytest.mark.parametrize("kind", TYPES)
def test_no_text_is_written_twice_or_nearly_twice(texts_of: Runs, kind: str) -> None:
    texts = [one.draft.text for one in texts_of(kind)]
    alike = [pair for pair in likenesses(texts) if pair[2] >= 0.5]
    assert len(set(texts)) == len(texts)
    assert [pair for pair in alike if pair[2] >= 0.8] == []
    assert len({at for one, other, _ in alike for at in (one, other)}) <= 0.01 * len(texts)


@pytest.mark.parametrize("kind", TYPES)
def test_a_sign_does_not_say_a_sentence_again_within_thirty_days(texts_of: Runs, kind: str) -> None:
    last: dict[tuple[str, str], date] = {}
    again = []
    for one in texts_of(kind):
        for sentence in sentences_of(one.draft.text):
            key = (one.plan.subject, sentence)
            if key in last and (one.plan.date - last[key]).days <= 30:
                again.append(key)
            last[key] = one.plan.date
    assert again == []


@pytest.mark.parametrize("kind", TYPES)
def test_signs_keep_apart_on_one_day(texts_of: Runs, kind: str) -> None:
    openings = Counter((one.plan.date, opening_of(one.draft.text)) for one in texts_of(kind))
    used = Counter(
        (one.plan.date, name) for one in texts_of(kind) for name in one.draft.used_templates
    )
    assert [key for key, count in openings.items() if count > 1] == []
    assert [key for key, count in used.items() if count > 1] == []


@pytest.mark.parametrize("kind", TYPES)
def test_every_named_fact_is_in_the_plan(texts_of: Runs, kind: str) -> None:
    unheld = [
        (one.plan.subject, str(one.plan.date), claim)
        for one in texts_of(kind)
        for part in (
            one.draft.text, one.draft.card_text, one.draft.title,
            one.draft.alt_text, one.draft.call_to_action or "",
        )
        for claim in PACK.unsupported_claims(part, one.plan)
    ]  # fmt: skip
    assert unheld == []


@pytest.mark.parametrize("kind", TYPES)
def test_a_proof_reader_finds_nothing(texts_of: Runs, kind: str) -> None:
    marks = [
        mark
        for one in texts_of(kind)
        for part in (one.draft.text, one.draft.card_text, one.draft.alt_text)
        for paragraph in part.split("\n\n")
        for mark in lint(paragraph)
    ]
    assert marks == []


@pytest.mark.parametrize("kind", TYPES)
def test_the_wording_is_varied(texts_of: Runs, kind: str) -> None:
    texts = [one.draft.text for one in texts_of(kind)][:FIVE_ROUNDS]
    assert self_bleu(texts) <= MOST_SHARED.get(kind, 0.45)
    assert distinct(texts, 2) >= 0.35
    assert distinct(texts, 3) >= (0.45 if kind == "compatibility" else 0.60)


@pytest.mark.parametrize("kind", TYPES)
def test_texts_read_at_school_age(texts_of: Runs, kind: str) -> None:
    grades = [reading_grade(one.draft.text) for one in texts_of(kind)]
    # Jokes are short sentences in short words: easier is no fault there.
    easiest = {"meme": 2, "educational": 4}.get(kind, 5)
    assert sum(easiest <= grade <= 9 for grade in grades) >= 0.65 * len(grades)
    assert 5 <= sum(grades) / len(grades) <= 9
    assert min(grades) > {"meme": -2, "educational": 0}.get(kind, 1.5)
    assert max(grades) < 10


@pytest.mark.parametrize("kind", TYPES)
def test_texts_have_a_length_that_can_be_posted(texts_of: Runs, kind: str) -> None:
    counts = [len(one.draft.text.split()) for one in texts_of(kind)]
    assert min(counts) >= {"meme": 12, "educational": 20}.get(kind, 30)
    assert max(counts) <= 230


@pytest.mark.parametrize("kind", TYPES)
def test_few_texts_open_with_a_question(texts_of: Runs, kind: str) -> None:
    hooks = [one.draft.hook for one in texts_of(kind)]
    assert sum(hook.endswith("?") for hook in hooks) <= len(hooks) / 6


@pytest.mark.parametrize("kind", TYPES)
def test_captions_agree_with_the_text(texts_of: Runs, kind: str) -> None:
    last: dict[str, set[str]] = {}
    for one in texts_of(kind):
        tags = one.draft.hashtags
        assert 3 <= len(tags) <= 8
        assert len(set(tags)) == len(tags)
        assert all(tag[1:].isalnum() and tag == tag.lower() for tag in tags)
        assert set(tags) != last.get(one.plan.subject)
        last[one.plan.subject] = set(tags)
        assert 4 <= len(one.draft.card_text.split()) <= 30


@pytest.mark.parametrize("kind", TYPES)
def test_a_call_to_action_is_absent_about_one_time_in_three(texts_of: Runs, kind: str) -> None:
    calls = [one.draft.call_to_action for one in texts_of(kind)]
    assert 0.2 <= calls.count(None) / len(calls) <= 0.46
