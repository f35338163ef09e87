"""The gates of thirty rounds of the types that twelve signs write in their rhythm: 360 texts."""

from __future__ import annotations

from collections import Counter
from functools import cache
from statistics import mean

import pytest
from evaluations.text_measures import distinct, likenesses, lint, reading_grade, self_bleu
from evaluations.text_runs import PACK, Reading
from evaluations.text_variety import most_shared_sentence, repeated_sentences
from evaluations.type_runs import A_MONTH_APART, APART, runs_of

from heliograph.extensions.packs.zodiac.claims.words import SIGN_NAME, name_of
from heliograph.extensions.providers.embedded.grammar import load_grammar
from heliograph.sdk.text import opening_of

# Texts are written once for all questions, so one process asks them.
pytestmark = pytest.mark.xdist_group("zodiac-signs")

TYPES = ("weekly", "monthly", "love", "career", "compatibility")
ROUNDS = 30
ALL_PAIRS = 144  # twelve rounds: every sign with every partner, from both sides
FIGURES = dict(zip((one.facts["figure"] for one in PACK.subjects()),
                   (one.name for one in PACK.subjects()), strict=True))  # fmt: skip


@cache
def written(kind: str) -> tuple[Reading, ...]:
    """Thirty rounds of a type, written once."""
    return tuple(runs_of(kind, ROUNDS))


def texts(kind: str) -> list[str]:
    """The texts alone."""
    return [one.draft.text for one in written(kind)]


@pytest.mark.parametrize("kind", TYPES)
def test_no_two_of_three_hundred_and_sixty_texts_are_nearly_the_same(kind: str) -> None:
    found = texts(kind)
    alike = [pair for pair in likenesses(found) if pair[2] >= 0.5]
    assert len(found) == len(set(found)) == 12 * ROUNDS
    assert [pair for pair in alike if pair[2] >= 0.8] == []
    assert len({at for one, other, _ in alike for at in (one, other)}) <= 0.01 * len(found)


@pytest.mark.parametrize("kind", TYPES)
def test_a_sign_says_no_sentence_again_within_the_rhythm_of_the_type(kind: str) -> None:
    apart = APART.get(kind, A_MONTH_APART)
    assert repeated_sentences(list(written(kind)), apart.days) == 0


@pytest.mark.parametrize("kind", TYPES)
def test_no_sentence_is_shared_by_more_than_a_few_texts(kind: str) -> None:
    assert most_shared_sentence(texts(kind)) <= 4


@pytest.mark.parametrize("kind", TYPES)
def test_twelve_signs_open_in_twelve_ways(kind: str) -> None:
    openings = Counter((one.day, opening_of(one.draft.text)) for one in written(kind))
    used = Counter((one.day, name) for one in written(kind) for name in one.draft.used_templates)
    assert [key for key, count in openings.items() if count > 1] == []
    assert [key for key, count in used.items() if count > 1] == []


@pytest.mark.parametrize("kind", TYPES)
def test_the_wording_is_nearly_as_varied_as_a_persons(kind: str) -> None:
    assert self_bleu(texts(kind)) <= 0.45
    assert distinct(texts(kind), 2) >= 0.35
    assert distinct(texts(kind), 3) >= 0.60


@pytest.mark.parametrize("kind", TYPES)
def test_the_texts_read_at_school_age(kind: str) -> None:
    grades = [reading_grade(text) for text in texts(kind)]
    assert 5.5 <= mean(grades) <= 8  # the sheet asks for 5 to 9
    assert sum(5 <= grade <= 9 for grade in grades) >= 0.65 * len(grades)
    assert max(grades) <= 10.5


@pytest.mark.parametrize("kind", TYPES)
def test_every_fact_named_in_a_year_of_texts_is_in_its_plan(kind: str) -> None:
    unheld = [
        (one.plan.subject, str(one.day), claim)
        for one in written(kind)
        for part in (one.draft.text, one.draft.card_text, one.draft.title, one.draft.alt_text)
        for claim in PACK.unsupported_claims(part, one.plan)
    ]
    assert unheld == []


@pytest.mark.parametrize("kind", TYPES)
def test_a_proof_reader_finds_nothing_in_a_year_of_texts(kind: str) -> None:
    marks = [
        mark
        for one in written(kind)
        for part in (one.draft.text, one.draft.title, one.draft.card_text)
        for mark in lint(part)
        if not (part == one.draft.title and mark.startswith("a missing full stop"))
    ]
    assert marks == []


@pytest.mark.parametrize("kind", TYPES)
def test_the_texts_of_one_day_are_several_kinds_of_document(kind: str) -> None:
    day = [one for one in written(kind) if one.day == written(kind)[0].day]
    shapes = {tuple(name.split(".")[1] for name in one.draft.used_templates) for one in day}
    assert len(shapes) >= 5
    assert any("\n• " in one.draft.text or "\nTry: " in one.draft.text for one in day)


def test_all_seventy_eight_pairs_hardly_share_a_phrase() -> None:
    first = written("compatibility")[:ALL_PAIRS]
    pairs = {frozenset({one.plan.subject, str(one.plan.themes[0].slots["partner_key"])})
             for one in first}  # fmt: skip
    assert len(pairs) == 78
    assert self_bleu([one.draft.text for one in first]) <= 0.25


def test_each_pair_has_sentences_of_its_own_that_name_no_third_sign() -> None:
    grammar = load_grammar(PACK.folder / "grammar")
    for role in ("works", "rubs"):
        keys = [key for pool, key in grammar.pools if pool == f"compatibility.{role}"]
        assert len(keys) == 78
        for key in keys:
            own = {PACK.subject(name).name for name in key.split("_")}
            for template in grammar.pool(f"compatibility.{role}", key):
                named = {name_of(match[0]) for match in SIGN_NAME.finditer(template.source)}
                drawn = {sign for figure, sign in FIGURES.items() if figure in template.source}
                assert named | drawn <= own, template.source
