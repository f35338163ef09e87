"""The gate's own measures."""

from __future__ import annotations

from dataclasses import replace

import pytest

from heliograph.extensions.packs.zodiac import PACK
from heliograph.modules.content.gate import Piece, judge, likeness, reading_grade
from tests.modules.content.pieces import BOX, GOOD, PICTURE, TEXT, failed


def test_a_sound_piece_passes_every_check() -> None:
    report = judge(GOOD, PACK)

    assert report.passed
    assert not failed(GOOD)
    assert report.score > 0.9
    assert not report.needs_person


@pytest.mark.parametrize(
    ("piece", "check"),
    [
        (replace(GOOD, text=TEXT.replace("Leo", "Virgo")), "facts_in_plan"),
        (replace(GOOD, text=TEXT + " Meet at 17:45."), "facts_in_plan"),
        (replace(GOOD, script=("Saturn enters Aries tonight.",)), "facts_in_plan"),
        (replace(GOOD, forbidden=("best line",)), "forbidden_words"),
        (
            replace(GOOD, text="The Moon is in Leo, and the whole table looks up when you speak."),
            "length",
        ),
        (replace(GOOD, earlier=(TEXT,)), "originality"),
        (replace(GOOD, hashtags=("#leo", "#Leo")), "hashtags"),
        (replace(GOOD, alt_text="Leo"), "alt_text"),
        (replace(GOOD, picture=replace(PICTURE, overflowing=("body",))), "picture_fit"),
        (replace(GOOD, picture=replace(PICTURE, boxes=(replace(BOX, right=1050),))), "safe_area"),
        (replace(GOOD, picture=replace(PICTURE, boxes=(replace(BOX, contrast=3.0),))), "contrast"),
        (replace(GOOD, picture=replace(PICTURE, missing_glyphs=("☊",))), "glyphs"),
        (replace(GOOD, picture=replace(PICTURE, boxes=(replace(BOX, words=31),))), "picture_words"),
        (replace(GOOD, picture=replace(PICTURE, boxes=(replace(BOX, size=30),))), "type_size"),
    ],
)
def test_each_fault_fails_its_own_check(piece: Piece, check: str) -> None:
    assert failed(piece) == {check}


def test_a_failed_check_says_what_was_found_what_is_allowed_and_how_to_mend_it() -> None:
    report = judge(replace(GOOD, forbidden=("best line",)), PACK).as_json()

    check = next(one for one in report["checks"] if one["name"] == "forbidden_words")

    assert (check["passed"], check["must"], check["score"]) == (False, True, 0.0)
    assert check["found"] == "“best line”"
    assert check["allowed"] in check["detail"]
    assert check["remedy"] in check["detail"]


def test_a_fault_that_must_not_be_refuses_the_piece_and_a_small_one_does_not() -> None:
    assert not judge(replace(GOOD, forbidden=("best line",)), PACK).passed
    assert judge(replace(GOOD, hashtags=("#leo", "#Leo")), PACK).passed


def test_likeness_is_one_for_equal_texts_and_none_for_strangers() -> None:
    assert likeness(TEXT, TEXT) == 1.0
    assert likeness(TEXT, "Nothing here is the same as anything that stands above it.") == 0.0


def test_reading_grade_grows_with_long_words_and_sentences() -> None:
    plain = "The cat sat on the mat. It was warm. The sun came in."
    hard = (
        "Notwithstanding considerable institutional reservations, the administration"
        " incorporated unprecedented methodological sophistication into deliberations."
    )
    assert reading_grade(plain) < 3 < 14 < reading_grade(hard)
