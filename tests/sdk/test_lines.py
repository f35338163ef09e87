"""A text as lines: nothing is lost, nothing is changed, and none is a scrap."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heliograph.sdk.lines import lines_of, sentences

LONG = (
    "Overhead is a knot, with the Sun in a square to Mars, already fading; will and warmth come "
    "home in boots and leaves marks on the peace."
)


def test_sentences_become_lines() -> None:
    assert lines_of("One thing is true. Another is not! Is it?") == [
        "One thing is true.",
        "Another is not!",
        "Is it?",
    ]


def test_a_sentence_keeps_the_marks_that_close_it() -> None:
    text = "She said \u201cGo.\u201d Then (at 9.30) she went\nto heliograph.test \u2026 twice"
    assert sentences(text) == [
        "She said \u201cGo.\u201d",
        "Then (at 9.30) she went",
        "to heliograph.test \u2026",
        "twice",
    ]


def test_a_long_sentence_is_parted_where_it_turns() -> None:
    assert lines_of(LONG, 96) == [
        "Overhead is a knot, with the Sun in a square to Mars, already fading;",
        "will and warmth come home in boots and leaves marks on the peace.",
    ]


def test_arabic_marks_end_and_turn_lines() -> None:
    assert lines_of("هل تعود؟ نعم، تعود.") == ["هل تعود؟", "نعم، تعود."]


@pytest.mark.parametrize("longest", [20, 60, 96])
@given(st.text(alphabet='abc ,.;:!?"\u201d)\n\u060c', max_size=400))
def test_no_word_is_lost_or_changed(longest: int, text: str) -> None:
    assert " ".join(lines_of(text, longest)).split() == text.split()
