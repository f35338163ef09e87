"""The brand's voice, as far as a machine can hear it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from heliograph.modules.content.gate import Earlier, Voice
from tests.modules.content.pieces import GOOD, TEXT, check_of, failed, names

QUESTION = "Who speaks first today? The Moon is in Leo, and the room looks up when you do."


@pytest.mark.parametrize(
    ("dont", "sentence"),
    [
        ("no exclamation marks", "Go now!"),
        ("Never use emoji", "Go now 🔥."),
        ("never say “darling”", "Go now, darling."),
        ("No shouting", "GO THERE now."),
        ("hustle", "Mind the hustle."),
    ],
)
def test_what_the_brand_does_not_do_is_refused(dont: str, sentence: str) -> None:
    voice = Voice(dont=(dont,))

    assert "voice_donts" in failed(replace(GOOD, voice=voice, text=f"{TEXT} {sentence}"))
    assert "voice_donts" not in failed(replace(GOOD, voice=voice))


def test_advice_that_only_people_can_judge_is_named_as_such() -> None:
    voice = Voice(dont=("Do not sound as if you knew the reader better than they do themselves",))

    check = check_of(replace(GOOD, voice=voice), "voice_donts")

    assert check.passed
    assert "1 of its don'ts can be judged by people only" in check.found


def test_two_emoji_in_one_sentence_are_too_many_and_one_is_not() -> None:
    assert "emoji" in failed(replace(GOOD, text=f"{TEXT} Go 🔥 and shine ✨."))
    assert "emoji" in failed(replace(GOOD, text=f"{TEXT} 🔥 🔥"))
    assert "emoji" not in failed(replace(GOOD, text=f"{TEXT} Go 🔥. Shine ✨."))


def test_one_emoji_made_of_several_signs_counts_once() -> None:
    assert "emoji" not in failed(replace(GOOD, text=f"{TEXT} Call home 👨‍👩‍👧."))


def test_a_question_opens_one_piece_in_six() -> None:
    asked = [Earlier(QUESTION), *[Earlier(TEXT)] * 4]

    assert "opener" in failed(replace(GOOD, text=QUESTION, recent=asked))
    assert "opener" not in failed(replace(GOOD, text=QUESTION, recent=[Earlier(TEXT)] * 5))
    assert "opener" not in failed(replace(GOOD, recent=asked))


def test_sentences_of_one_length_have_no_rhythm() -> None:
    even = " ".join(["The Moon is in Leo today and you speak up."] * 4)

    assert "rhythm" in failed(replace(GOOD, text=even))
    assert "rhythm" not in failed(replace(GOOD, text=f"{even} Rest."))


def test_a_text_in_another_manner_than_the_samples_does_not_sound_like_the_brand() -> None:
    shouting = Voice(samples=(" ".join(["Wow!! You're ON!! It's all yours!! Go go go!!"] * 4),))
    alike = Voice(samples=(TEXT.replace("room", "table"),))

    assert "brand_voice" in failed(replace(GOOD, voice=shouting))
    assert "brand_voice" not in failed(replace(GOOD, voice=alike))
    assert "brand_voice" not in names(GOOD)


def test_every_third_piece_asks_for_nothing() -> None:
    asking = [
        Earlier("One.", call_to_action="Save it."),
        Earlier("Two.", call_to_action="Send it."),
    ]
    piece = replace(GOOD, call_to_action="Answer it.", recent=asking)

    assert "call_to_action" in failed(piece)
    assert "call_to_action" not in failed(replace(piece, call_to_action=None))
    assert "call_to_action" not in failed(replace(piece, recent=[*asking[:1], Earlier("Two.")]))
