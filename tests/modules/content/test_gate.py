"""The gate's own measures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from heliograph.extensions.packs.zodiac import PACK
from heliograph.modules.content.service.gate import Piece, judge, likeness, reading_grade
from heliograph.sdk.packs import Fact, Plan
from heliograph.sdk.pictures import PictureReport, TextBox

MOON = Fact(
    id="moon", kind="moon_sign", text="The Moon is in Leo", source="sky",
    detail={"body": "Moon", "sign": "Leo", "next_sign": None, "time": None},
)  # fmt: skip
PLAN = Plan(
    pack="zodiac", subject="leo", type="daily_horoscope", date=date(2026, 11, 21),
    time_zone="UTC", language="en", facts=(MOON,), themes=(), tone="steady",
    slots={"subject_name": "Leo"},
)  # fmt: skip
TEXT = (
    "The Moon is in Leo today, and the room looks up when you speak. Say the short version"
    " first. Then let somebody else finish the thought, and keep your best line for later."
)
BOX = TextBox("body", 100, 800, 980, 1000, 40, 3, 8.0, 20)
PICTURE = PictureReport(boxes=(BOX,), safe_area=(60, 60, 1020, 1290))
GOOD = Piece(TEXT, ("#leo", "#moon", "#daily"), "A card that says Leo and the text.", PLAN, PICTURE)


def failed(piece: Piece) -> set[str]:
    return {check.name for check in judge(piece, PACK).checks if not check.passed}


def test_a_sound_piece_passes_every_check() -> None:
    report = judge(GOOD, PACK)

    assert report.passed
    assert not failed(GOOD)
    assert report.score > 0.9


@pytest.mark.parametrize(
    ("piece", "check"),
    [
        (replace(GOOD, text=TEXT.replace("Leo", "Virgo")), "facts_in_plan"),
        (replace(GOOD, text=TEXT + " Meet at 17:45."), "facts_in_plan"),
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
    ],
)
def test_each_fault_fails_its_own_check(piece: Piece, check: str) -> None:
    assert failed(piece) == {check}


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
