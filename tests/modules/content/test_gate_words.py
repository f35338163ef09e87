"""Words that the gate does not let through, and their neighbours that it does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.modules.content.pieces import GOOD, PLAN, TEXT, check_of, failed, names


@pytest.mark.parametrize(
    "phrase",
    ["The universe has a plan.", "Buckle up!", "Time to unlock your voice.", "A game-changer."],
)
def test_worn_out_phrases_are_refused(phrase: str) -> None:
    assert "taboo_phrases" in failed(replace(GOOD, text=f"{TEXT} {phrase}"))


@pytest.mark.parametrize("phrase", ["Leave the door unlocked.", "Buckle your bag.", "A new game."])
def test_words_that_only_resemble_them_pass(phrase: str) -> None:
    assert "taboo_phrases" not in failed(replace(GOOD, text=f"{TEXT} {phrase}"))


@pytest.mark.parametrize(
    ("sentence", "what"),
    [
        ("This tea cures anxiety.", "health"),
        ("You will get rich by Friday.", "money"),
        ("Double your income with it.", "money"),
        ("It is 100% guaranteed.", "certain"),
        ("You are destined for it.", "fate"),
        ("Share this with 7 people.", "presses"),
        ("God wants you to rest.", "God"),
    ],
)
def test_promises_that_nobody_can_keep_are_refused(sentence: str, what: str) -> None:
    check = check_of(replace(GOOD, text=f"{TEXT} {sentence}"), "claims")

    assert not check.passed
    assert what in check.found
    assert check.must


@pytest.mark.parametrize(
    "sentence", ["Count what you spent.", "Rest helps.", "Share it with one friend."]
)
def test_plain_sentences_about_the_same_things_pass(sentence: str) -> None:
    assert check_of(replace(GOOD, text=f"{TEXT} {sentence}"), "claims").passed


def test_a_claim_on_the_picture_counts_like_one_in_the_text() -> None:
    assert "claims" in failed(replace(GOOD, card_text="Get rich today"))


def test_a_threat_is_refused_and_one_dark_word_is_not() -> None:
    threat = replace(GOOD, text=f"{TEXT} Something bad is coming.")
    dark = replace(GOOD, text=f"{TEXT} Small talk is no crisis.")

    assert not check_of(threat, "fear").passed
    assert check_of(dark, "fear").passed
    assert not check_of(replace(dark, text=f"{dark.text} It is a disaster."), "fear").passed


def test_a_text_of_heavy_words_weighs_down_and_a_balanced_one_does_not() -> None:
    heavy = "The room is angry. You feel lonely, hurt and ashamed. Grief and despair stay near you."
    lighter = (
        f"{heavy} Then a friend smiles, the evening is warm, and you laugh with joy and thanks."
    )

    assert not check_of(replace(GOOD, text=heavy), "sentiment").passed
    assert check_of(replace(GOOD, text=lighter), "sentiment").passed


def test_moods_of_a_language_without_lists_are_not_made_up() -> None:
    arabic = replace(GOOD, plan=replace(PLAN, language="ar"))

    assert {"fear", "sentiment", "reading_ease"} & names(GOOD)
    assert not {"fear", "sentiment", "reading_ease"} & names(arabic)


def test_a_forbidden_word_counts_in_hashtags_and_not_inside_another_word() -> None:
    forbidden = replace(GOOD, forbidden=("moo", "leo"))

    check = check_of(forbidden, "forbidden_words")

    assert check.found == "“leo”"


def test_a_quotation_from_the_facts_is_not_the_authors_wording() -> None:
    verse = "Say: I seek refuge in the Lord of the Daybreak from the evil of death and of envy."
    quoting = replace(
        GOOD,
        text=f"{TEXT} “{verse}”",
        plan=replace(PLAN, facts=(*PLAN.facts, replace(PLAN.facts[0], detail={"words": verse}))),
    )

    assert "fear" not in failed(quoting)
    assert "fear" in failed(replace(quoting, plan=PLAN))
