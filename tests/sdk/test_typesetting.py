"""Setting type: breaking, cleaning, fitting, Arabic."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
import uharfbuzz as hb  # type: ignore[import-untyped,unused-ignore]  # ships no types
from hypothesis import given
from hypothesis import strategies as st

from heliograph.sdk.typesetting.breaking import (
    Words,
    balance,
    count_lines,
    leans,
    raggedness,
)
from heliograph.sdk.typesetting.cleaning import clean, count_words
from heliograph.sdk.typesetting.direction import levels, pieces, visual_order
from heliograph.sdk.typesetting.fonts import FILES, FOLDER
from heliograph.sdk.typesetting.setting import SetText, Wish, set_text
from heliograph.sdk.typesetting.shaping import shape_line

BODY = Wish("text", 36, 52, 1.3, 0.0, False, 9)
VERSE = "إِنَّ مَعَ ٱلْعُسْرِ يُسْرًا"

vocabulary = st.sampled_from(
    [
        "the",
        "Moon",
        "a",
        "meets",
        "of",
        "Saturn",
        "in",
        "quiet",
        "and",
        "slow",
        "garden",
        "to",
        "water",
        "twice",
        "tonight",
        "plan",
        "on",
        "say",
    ]
)
paragraphs = st.lists(vocabulary, min_size=3, max_size=9).map(tuple)


def measured(texts: tuple[str, ...]) -> Words:
    return Words(texts, tuple(float(len(text)) for text in texts), 1.0)


def settings_in(words: Words, lines: int, measure: float) -> list[tuple[int, ...]]:
    count = len(words.texts)
    found = []
    for cuts in combinations(range(1, count), lines - 1):
        ends = (*cuts, count)
        starts = (0, *cuts)
        if all(words.line_width(a, b) <= measure for a, b in zip(starts, ends, strict=True)):
            found.append(ends)
    return found


def broken_rules(words: Words, ends: tuple[int, ...]) -> tuple[int, int]:
    starts = (0, *ends[:-1])
    lonely = int(ends[-1] - starts[-1] == 1)
    return lonely, sum(leans(words.texts[end - 1]) for end in ends[:-1])


@given(texts=paragraphs, measure=st.integers(min_value=8, max_value=40))
def test_no_setting_of_as_many_lines_is_better(texts: tuple[str, ...], measure: int) -> None:
    words = measured(texts)
    lines = count_lines(words, measure)
    ends = balance(words, measure, lines, may_grow=False).ends
    others = settings_in(words, lines, measure)
    assert ends in others
    for other in others:
        ours, theirs = broken_rules(words, ends), broken_rules(words, other)
        assert ours[0] <= theirs[0]
        if ours == theirs:
            assert raggedness(words, ends, measure) <= raggedness(words, other, measure) + 1e-9


@given(texts=paragraphs, measure=st.integers(min_value=8, max_value=40))
def test_lines_hold_every_word_once_in_order(texts: tuple[str, ...], measure: int) -> None:
    words = measured(texts)
    ends = balance(words, measure, count_lines(words, measure), may_grow=True).ends
    starts = (0, *ends[:-1])
    assert [text for a, b in zip(starts, ends, strict=True) for text in texts[a:b]] == list(texts)


def lines_of(text: SetText) -> list[str]:
    return [line.text for line in text.lines]


@pytest.mark.parametrize("width", range(420, 880, 20))
def test_no_card_text_ends_on_one_word_or_breaks_after_an_article(width: int) -> None:
    text = (
        "Mars meets the Moon at 14:20. Say the thing you have been carrying; a short answer is "
        "enough, and the rest can wait until Monday."
    )
    lines = lines_of(set_text(text, BODY, (width, 700), "en"))
    assert len(lines[-1].split()) >= 2
    assert [line for line in lines[:-1] if leans(line.split()[-1])] == []


def test_the_largest_size_that_fits_is_used() -> None:
    short = set_text("Say less today.", BODY, (800, 300), "en")
    long = set_text("Say less today, and listen to the one who waits. " * 3, BODY, (800, 200), "en")
    tiny = set_text("word " * 200, BODY, (800, 300), "en")
    assert short.size == 52
    assert 36 <= long.size < 52
    assert (tiny.fits, tiny.size) == (False, 36)
    assert long.height <= 200


@pytest.mark.parametrize(
    ("typed", "set_as"),
    [
        ('"Quiet," she said', "“Quiet,” she said"),
        ("don't 'stop' now", "don\u2019t \u2018stop\u2019 now"),
        ("back in '96", "back in \u201996"),
        ("slow - but sure", "slow\u00a0\u2013 but sure"),
        ("wait...", "wait…"),
        ("from 9-11 only", "from 9\u201311 only"),
        ("until 21 November at 7 am", "until 21\u00a0November at 7\u00a0am"),
        ("on November 21", "on November\u00a021"),
        ("two  spaces\nand a line", "two spaces and a line"),
        ("العُسْرِ ۖ يُسْرًا", "العُسْرِۖ يُسْرًا"),
    ],
)
def test_text_is_set_with_true_marks_and_kept_units(typed: str, set_as: str) -> None:
    assert clean(typed) == set_as


def test_a_dash_is_not_a_word() -> None:
    assert count_words("slow \u2013 but sure · today") == 4


def test_only_capitals_are_spaced() -> None:
    spaced = Wish("display", 60, 60, 1.2, 0.2, False, 1)
    plain = Wish("display", 60, 60, 1.2, 0.0, False, 1)

    def width(text: str, wish: Wish) -> float:
        return set_text(text, wish, (2000, 200), "en").lines[0].shaped.width

    assert width("LEO", spaced) == pytest.approx(width("LEO", plain) + 2 * 0.2, abs=1e-6)
    assert width("Leo", spaced) == width("Leo", plain)
    assert width("الأسد", spaced) == width("الأسد", plain)


def harfbuzz_glyphs(text: str) -> list[int]:
    font = hb.Font(hb.Face(hb.Blob((FOLDER / FILES["amiri"]).read_bytes())))
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.direction, buffer.script, buffer.language = "rtl", "Arab", "ar"
    hb.shape(font, buffer)
    return [info.codepoint for info in buffer.glyph_infos]


@pytest.mark.parametrize(
    "text", [VERSE, "السلام عليكم ورحمة الله", "قُلْ ما تحمله منذ أيام؛ ثم انتظر."]
)
def test_arabic_joins_as_harfbuzz_shapes_the_whole_run(text: str) -> None:
    line = shape_line(text, "text", 1)
    assert [glyph for run in line.runs for glyph in run.glyphs] == harfbuzz_glyphs(text)


def test_joined_letters_take_other_forms_than_lone_ones() -> None:
    joined = [glyph for run in shape_line("بيت", "text", 1).runs for glyph in run.glyphs]
    alone = [shape_line(letter, "text", 1).runs[0].glyphs[0] for letter in "تيب"]
    assert joined != alone


def test_a_latin_name_stands_in_its_place_in_an_arabic_line() -> None:
    text = "برج Leo اليوم"
    seen = visual_order(pieces(text, levels(text, 1)))
    assert [text[piece.start : piece.end].strip() for piece in seen] == ["اليوم", "Leo", "برج"]


def test_both_brackets_of_a_pair_turn_the_same_way() -> None:
    text = "برج («Leo») اليوم"
    found = levels(text, 1)
    assert {found[text.index(mark)] for mark in "()«»"} == {1}
    text = "Leo (الأسد) today"
    assert {levels(text, 0)[text.index(mark)] for mark in "()"} == {0}


def test_the_sign_of_a_handle_stays_before_its_name_in_an_arabic_line() -> None:
    text = "السبت · @moonnotes"
    found = levels(text, 1)
    assert found[text.index("@")] == found[text.index("m")] == 2


def test_joiners_take_the_direction_of_the_letter_before_them() -> None:
    text = "a\u200db \u0645\u06cc\u200c\u062f"
    assert levels(text, 0) == [0, 0, 0, 0, 1, 1, 1, 1]


def test_the_face_of_the_quran_keeps_lines_and_code_points_apart() -> None:
    wish = Wish("quran", 40, 40, 1.3, 0.0, False, 9)
    text = set_text(f"{VERSE} ۖ {VERSE} ۩ {VERSE}", wish, (400, 2000), "ar")
    assert text.line_height >= 2.2 * text.size
    boxes = [line.shaped.ink for line in text.lines]
    gaps = [2.2 + below[1] - above[3] for above, below in pairwise(boxes)]
    assert min(gaps) > 0
    assert not any(line.text[0] in "ۖ۩" for line in text.lines)
    # NFC would reorder these two marks.
    assert clean("لَّ", is_scripture=True) == "لَّ"


def test_vowelled_arabic_gets_room_for_its_marks() -> None:
    text = set_text(" ".join([VERSE] * 3), BODY, (500, 900), "ar")
    assert text.is_rtl
    assert len(text.lines) > 1
    assert text.line_height >= 1.7 * text.size
    for above, below in pairwise(text.lines):
        assert above.shaped.ink[3] < text.line_height / text.size + below.shaped.ink[1]
