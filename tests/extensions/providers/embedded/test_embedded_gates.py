"""The gates a season of daily readings must pass before anybody reads them."""

from __future__ import annotations

from collections import Counter, defaultdict
from statistics import mean

import pytest
from evaluations.text_measures import (
    distinct,
    likenesses,
    lint,
    reading_grade,
    self_bleu,
    sentences_of,
)
from evaluations.text_runs import PACK, Reading
from evaluations.text_variety import repeated_sentences

from heliograph.sdk.text import opening_of

# Two months are written once for all questions, so one process asks them.
pytestmark = pytest.mark.xdist_group("zodiac-days")


def test_twelve_signs_write_every_day(written: list[Reading]) -> None:
    assert len(written) == 12 * 60
    assert len({(one.day, one.plan.subject) for one in written}) == 12 * 60


def test_no_text_is_written_twice(texts: list[str]) -> None:
    assert len(set(texts)) == len(texts)


def test_no_two_texts_are_nearly_the_same(texts: list[str]) -> None:
    alike = [(one, other, share) for one, other, share in likenesses(texts) if share >= 0.5]
    near = {number for one, other, _ in alike for number in (one, other)}
    assert not [pair for pair in alike if pair[2] >= 0.8]
    assert len(near) <= 0.01 * len(texts)


def test_a_sign_does_not_repeat_a_sentence_within_thirty_days(written: list[Reading]) -> None:
    assert repeated_sentences(written) == 0


def test_no_two_signs_open_alike_on_one_day(written: list[Reading]) -> None:
    openings = Counter((one.day, opening_of(one.draft.text)) for one in written)
    assert [key for key, count in openings.items() if count > 1] == []


def test_no_template_is_used_twice_on_one_day(written: list[Reading]) -> None:
    used = Counter((one.day, name) for one in written for name in one.draft.used_templates)
    assert [key for key, count in used.items() if count > 1] == []


def test_a_month_of_texts_shares_little_wording(texts: list[str]) -> None:
    assert self_bleu(texts[:360]) <= 0.45
    assert self_bleu(texts[360:]) <= 0.45


def test_the_vocabulary_is_wide(texts: list[str]) -> None:
    assert distinct(texts, 2) >= 0.35
    assert distinct(texts, 3) >= 0.60


def test_texts_read_at_school_age(texts: list[str]) -> None:
    grades = [reading_grade(text) for text in texts]
    within = [grade for grade in grades if 5 <= grade <= 9]
    assert 5.5 <= mean(grades) <= 8
    assert len(within) >= 0.99 * len(texts)
    assert min(grades) > 4.5
    assert max(grades) < 10


def test_a_proof_reader_finds_nothing(written: list[Reading]) -> None:
    marks = [
        mark
        for one in written
        for part in (one.draft.text, one.draft.hook, one.draft.card_text, one.draft.alt_text)
        for mark in lint(part)
    ]
    assert marks == []


def test_every_named_fact_is_in_the_plan(written: list[Reading]) -> None:
    unheld = [
        (one.plan.subject, str(one.day), claim)
        for one in written
        for part in (one.draft.text, one.draft.card_text, one.draft.title, one.draft.alt_text)
        for claim in PACK.unsupported_claims(part, one.plan)
    ]
    assert unheld == []


def test_every_text_states_a_fact_before_what_it_means(written: list[Reading]) -> None:
    for one in written:
        roles = [name.partition(".")[0] for name in one.draft.used_templates]
        assert roles.index("fact") < roles.index("meaning") < roles.index("advice")


def test_medium_texts_keep_to_their_length(texts: list[str]) -> None:
    counts = [len(text.split()) for text in texts]
    assert min(counts) >= 60
    assert max(counts) <= 110


def test_sentence_lengths_vary_within_a_text(texts: list[str]) -> None:
    spreads = []
    for text in texts:
        lengths = [len(sentence.split()) for sentence in sentences_of(text)]
        spreads.append(max(lengths) - min(lengths))
    assert sum(spread >= 5 for spread in spreads) >= 0.99 * len(texts)


def test_few_texts_open_with_a_question(written: list[Reading]) -> None:
    assert sum(one.draft.hook.endswith("?") for one in written) <= len(written) / 6


def test_hashtags_are_few_and_change_from_day_to_day(written: list[Reading]) -> None:
    last: dict[str, set[str]] = {}
    for one in written:
        tags = one.draft.hashtags
        assert 3 <= len(tags) <= 8
        assert len(set(tags)) == len(tags)
        assert all(tag[0] == "#" and tag[1:].isalnum() and tag == tag.lower() for tag in tags)
        assert set(tags) != last.get(one.plan.subject)
        last[one.plan.subject] = set(tags)


def test_a_call_to_action_is_absent_about_one_time_in_three(written: list[Reading]) -> None:
    silent = sum(one.draft.call_to_action is None for one in written)
    assert 0.25 <= silent / len(written) <= 0.42


def test_card_texts_fit_a_picture_and_come_from_the_reading(written: list[Reading]) -> None:
    for one in written:
        words = len(one.draft.card_text.split())
        assert 5 <= words <= 30
        assert one.draft.card_text.startswith((one.draft.hook, one.draft.card_text[:1].upper()))
        assert f"\u201c{one.draft.card_text}\u201d" in one.draft.alt_text


def test_titles_vary_for_one_sign(written: list[Reading]) -> None:
    titles = defaultdict(set)
    for one in written:
        titles[one.plan.subject].add(one.draft.title)
        assert 2 <= len(one.draft.title.split()) <= 8
    assert min(len(found) for found in titles.values()) >= 15
