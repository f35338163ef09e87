"""First lines, hashtags, punctuation, and signs that are not what they look like."""

from __future__ import annotations

from dataclasses import replace

import pytest

from heliograph.modules.content.gate import Earlier
from tests.modules.content.pieces import GOOD, PLAN, TEXT, check_of, failed

ARABIC = "القمر اليوم في بيت الكلام، فاختر كلمتك برفق. قل ما عندك ثم أنصت؛ ففي السكوت جواب."


@pytest.mark.parametrize(
    "opening",
    [
        "And that is why the Moon in Leo helps you today.",
        "This is what the Moon in Leo does to a room.",
        "The Moon is in Leo today, " + "and the room looks up when you speak, " * 3 + "so wait.",
    ],
)
def test_a_first_line_that_makes_no_sense_alone_is_named(opening: str) -> None:
    assert "hook" in failed(replace(GOOD, text=f"{opening} {TEXT}"))


@pytest.mark.parametrize("opening", ["This room looks up.", "Andrea speaks first.", "Speak first."])
def test_a_first_line_that_stands_alone_passes(opening: str) -> None:
    assert "hook" not in failed(replace(GOOD, text=f"{opening} {TEXT}"))


def test_a_text_too_hard_to_read_is_named() -> None:
    hard = (
        "The Moon is in Leo, notwithstanding considerable institutional reservations concerning"
        " unprecedented methodological sophistication, administrative responsibilities and"
        " interdepartmental communication difficulties."
    )
    assert "reading_ease" in failed(replace(GOOD, text=hard))
    assert "reading_ease" not in failed(GOOD)


@pytest.mark.parametrize(
    "hashtags",
    [
        ("#leo", "#moon"),
        tuple(f"#leo{number}" for number in range(9)),
        ("#leo", "#moon", "#moon"),
        ("#leo", "#moon", "daily"),
        ("#leo", "#moon", "#2026"),
    ],
)
def test_hashtags_of_another_number_or_form_are_named(hashtags: tuple[str, ...]) -> None:
    assert "hashtags" in failed(replace(GOOD, hashtags=hashtags))


def test_no_hashtags_are_fine_and_those_inside_the_text_are_not() -> None:
    assert "hashtags" not in failed(replace(GOOD, hashtags=()))
    assert "hashtags" in failed(replace(GOOD, text=f"{TEXT} So #leo it is."))


@pytest.mark.parametrize("tag", ["#followforfollow", "#Adulting", "#getrichquick"])
def test_a_hashtag_that_networks_hide_refuses_the_piece(tag: str) -> None:
    check = check_of(replace(GOOD, hashtags=("#leo", "#moon", tag)), "hashtags_banned")

    assert not check.passed
    assert check.must
    assert tag.lower() in check.found


def test_the_same_set_of_hashtags_twice_in_a_row_is_named() -> None:
    before = [Earlier("Something else.", ("#Daily", "#leo", "#moon"))]

    assert "hashtags_varied" in failed(replace(GOOD, recent=before))
    assert "hashtags_varied" not in failed(
        replace(GOOD, recent=before, hashtags=("#leo", "#moon", "#today"))
    )


def test_arabic_with_latin_commas_is_named_and_its_own_marks_pass() -> None:
    piece = replace(GOOD, text=ARABIC, plan=replace(PLAN, language="ar", facts=()))

    assert "arabic_punctuation" not in failed(piece)
    assert "arabic_punctuation" in failed(replace(piece, text=ARABIC.replace("،", ",")))
    assert "arabic_punctuation" in failed(replace(piece, text=f"{ARABIC} الساعة 7 أو ٨."))


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("Say the sho\u200brt version.", "hidden_signs"),
        ("Say the \u202etrohs version.", "hidden_signs"),
        ("Say the sh\u00adort version.", "hidden_signs"),
        ("Say the sh\u043ert version.", "lookalike_letters"),
        ("Say the \U0001d5ef\U0001d5fc\U0001d5f9\U0001d5f1 version.", "lookalike_letters"),
        ("Say the short versionâ€™s end.", "broken_signs"),
        ("Say this &amp; that.", "broken_signs"),
        ("Say the short \ufffd version.", "broken_signs"),
        ("Say it, {name}, today.", "open_slots"),
        ("Say it, {{ sign }}, today.", "open_slots"),
        ("Say it, [INSERT NAME], today.", "open_slots"),
        ("Lorem ipsum for you.", "open_slots"),
    ],
)
def test_signs_that_are_not_what_they_look_like_are_refused(text: str, check: str) -> None:
    assert failed(replace(GOOD, text=f"{TEXT} {text}")) == {check}


@pytest.mark.parametrize(
    "text",
    [
        "Call home 👨‍👩‍👧.",
        "Café, naïve, Zürich: all one alphabet.",
        "Read Толстой, or Σοφία.",
        "He said “short”, she said: “shorter” – both & more…",
        "می‌خواهم",
    ],
)
def test_honest_signs_of_many_alphabets_pass(text: str) -> None:
    fails = failed(replace(GOOD, text=f"{TEXT} {text}"))

    assert not fails & {"hidden_signs", "lookalike_letters", "broken_signs", "open_slots"}
