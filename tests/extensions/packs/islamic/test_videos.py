"""Scenes of Islamic videos: quoted words to the byte, stillness, the reference in sight."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from heliograph.extensions.packs.islamic import PACK
from heliograph.extensions.packs.islamic.videos.board import storyboard_of
from heliograph.extensions.packs.islamic.videos.parts import parts_of, screens
from heliograph.sdk.packs import NothingToSay, Plan
from heliograph.sdk.storyboard import Storyboard
from heliograph.sdk.text import Draft
from heliograph.sdk.timeline.document import Card

# Words of our own in the shape of a verse: letters, vowels, and signs of pause.
WORD, OTHER = "\u0643\u064e\u0644\u0650\u0645\u064e\u0629", "\u0643\u064e\u0644\u0627\u0645"
SHORT = f"{WORD} {OTHER}"
LONG = " ".join(
    [
        *(["\u0643\u064e\u0644\u0650\u0645\u064e\u0629"] * 15),
        "\u06d6",
        *(["\u0643\u064e\u0644\u0627\u0645"] * 16),
    ]
)
REFERENCE = "Surah Yunus, 10:107. Translation: Pickthall, 1930."
TEXT = (
    f"Read this slowly.\n\n\ufd3f{LONG}\ufd3e\n\n\u201cOur own meaning.\u201d\n\n{REFERENCE}\n\n"
    "Write the worry on paper. Do the one thing you can.\n\nSource: Somebody"
)


@pytest.fixture(scope="module")
def plan() -> Plan:
    slots = {
        "reference": "10:107",
        "surah": "Yunus",
        "surah_ar": "\u064a\u0648\u0646\u0633",
        "subject_name": "Readers",
    }
    return Plan(
        "islamic", "readers", "verse_of_the_day", date(2026, 11, 21), "UTC", "en", (), (), "calm",
        slots,
    )  # fmt: skip


@pytest.fixture(scope="module")
def board(plan: Plan) -> Storyboard:
    return storyboard_of(plan, _draft(TEXT), "Verse of the day")


def _draft(text: str) -> Draft:
    return Draft(text, "", "", (), None, "", "", ())


def _titles(board: Storyboard, role: str) -> list[str]:
    return [t.text for scene in board.scenes for t in scene.titles if t.role == role]


def test_every_paragraph_is_known_for_what_it_is(plan: Plan) -> None:
    roles = [part.role for part in parts_of(TEXT, plan)]
    assert roles == ["own", "verse", "translation", "reference", "own", "source"]


def test_a_verse_is_shown_whole_to_the_byte_over_its_screens(board: Storyboard) -> None:
    assert " ".join(_titles(board, "verse")).encode() == LONG.encode()
    assert len(_titles(board, "verse")) == 2


def test_a_verse_is_parted_behind_a_sign_of_pause_alone() -> None:
    assert screens(SHORT) == [SHORT]
    assert screens(LONG)[0].endswith("\u06d6")
    without = LONG.replace(" \u06d6", "")
    assert screens(without) == [without], "no sign, no parting"


def test_marks_of_direction_do_not_make_a_verse_our_own_words(plan: Plan) -> None:
    marked = TEXT.replace("\ufd3f", "\u200f\ufd3f").replace("\ufd3e", "\ufd3e\u200f")
    board = storyboard_of(plan, _draft(marked), "Verse of the day")
    assert board.quotes == (LONG,)
    assert not any("\ufd3f" in scene.line for scene in board.scenes)
    assert " ".join(_titles(board, "verse")) == LONG


def test_few_words_stand_larger_than_many(plan: Plan) -> None:
    sizes = []
    for words in (SHORT, LONG.replace(" \u06d6", "")):
        text = TEXT.replace(LONG, words)
        board = storyboard_of(plan, _draft(text), "Verse of the day")
        sizes += [t.size for one in board.scenes for t in one.titles if t.role == "verse"]
    assert sizes[0] > sizes[-1]


def test_an_arabic_video_says_in_arabic_what_it_is(plan: Plan) -> None:
    arabic = replace(plan, language="ar")
    opening = storyboard_of(arabic, _draft(TEXT), "Verse of the day").scenes[0].shot
    assert isinstance(opening, Card)
    words = f"{opening.heading} {opening.body}"
    assert not any(
        "a" <= mark.lower() <= "z" or (mark.isascii() and mark.isdigit()) for mark in words
    )


def test_nothing_quoted_is_spoken(board: Storyboard) -> None:
    said = " ".join(scene.line for scene in board.scenes if scene.spoken)
    assert said == "Read this slowly. Write the worry on paper. Do the one thing you can."
    assert board.quotes == (LONG,)


def test_the_reference_stands_with_every_verse_and_its_meaning(board: Storyboard) -> None:
    for scene in board.scenes:
        roles = {title.role for title in scene.titles}
        if roles & {"verse", "translation"}:
            assert REFERENCE in [title.text for title in scene.titles]


def test_verses_stand_still_and_long_enough_on_a_quiet_ground(board: Storyboard) -> None:
    verses = [scene for scene in board.scenes if scene.id.startswith("verse")]
    assert all(scene.move == "still" for scene in verses)
    assert all(scene.shot.scene == "gradient" for scene in verses)  # type: ignore[union-attr]
    assert all(scene.seconds > 0.5 * len(scene.titles[0].text.split()) for scene in verses)


def test_no_instrument_is_asked_for(board: Storyboard) -> None:
    assert board.mood == "stillness"


def test_the_types_that_have_videos_say_in_which_style() -> None:
    styles = {one.id: one.video for one in PACK.manifest.types}
    assert styles["verse_of_the_day"] == styles["names_of_allah"] == "stillness"
    assert styles["prayer_times"] is None


def test_a_piece_without_words_has_no_video(plan: Plan) -> None:
    with pytest.raises(NothingToSay):
        storyboard_of(plan, _draft(""), "Verse")
