"""Scenes of Islamic videos: quoted words to the byte, stillness, the reference in sight."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from heliograph.extensions.packs.islamic import PACK
from heliograph.extensions.packs.islamic.videos.board import storyboard_of
from heliograph.extensions.packs.islamic.videos.parts import parts_of, screens
from heliograph.sdk.packs import Fact, NothingToSay, Plan
from heliograph.sdk.storyboard import Storyboard
from heliograph.sdk.text import Draft
from heliograph.sdk.timeline.document import Card, Drawn

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


def _event(plan: Plan, until: str) -> Plan:
    slots = {
        "event": "Ramadan",
        "event_until": until,
        "event_civil": "Monday, 8 February 2027",
        "event_hijri": "1 Ramadan 1448 AH",
        "event_expected": "expected, subject to moon sighting",
        "hijri": "24 Shaban 1448 AH",
    }
    dated = Fact("d", "hijri_date", "24 Shaban 1448 AH", "ours", detail={"day": 24})
    return replace(plan, type="hijri_event", slots=slots, facts=(dated,))


def test_a_countdown_says_how_long_it_is_and_the_events_own_day(plan: Plan) -> None:
    board = storyboard_of(_event(plan, "in 7 days"), _draft("A note."), "Hijri occasion")
    opening, end = board.scenes[0].shot, board.scenes[-1].shot
    assert isinstance(opening, Card)
    assert isinstance(end, Card)
    assert opening.heading.replace(chr(160), " ") == "Ramadan in 7 days"
    assert opening.footer == "Expected, subject to moon sighting"
    parted = storyboard_of(
        replace(
            _event(plan, "in 2 days"), slots={"event": "White days", "event_until": "in 2 days"}
        ),
        _draft("A note."),
        "Hijri occasion",
    )
    card = parted.scenes[0].shot
    assert isinstance(card, Card)
    assert card.heading.split(" ") == [f"White{chr(160)}days", f"in{chr(160)}2{chr(160)}days"]
    for card in (opening, end):
        told = card.body.replace(chr(160), " ")
        assert told == "Monday, 8 February 2027, 1 Ramadan 1448 AH"
    assert end.heading == "Ramadan"


def test_a_line_about_the_moon_shows_it_at_the_age_of_the_hijri_date(plan: Plan) -> None:
    text = (
        "A note.\n\nLook for the new moon.\n\nPray before the morning.\n\nThe moon was late once."
    )
    board = storyboard_of(_event(plan, "in 7 days"), _draft(text), "Hijri occasion")
    shots = {one.line: one.shot for one in board.scenes if one.id.startswith("line")}
    moon, light, again = shots.values()
    assert isinstance(moon, Drawn)
    assert moon.scene == "moon"
    # Six days before the next new Moon: a waning crescent.
    assert moon.values["phase"] == pytest.approx(301, abs=6)
    assert isinstance(light, Drawn)
    assert light.scene == "light_rays"
    assert isinstance(again, Drawn)
    assert again.scene != "moon", "no picture comes twice"


def test_no_picture_comes_twice_behind_our_own_words(plan: Plan) -> None:
    text = "\n\n".join(f"Say word number {number} slowly today." for number in range(9))
    board = storyboard_of(plan, _draft(text), "Reminder")
    shots = [str(one.shot) for one in board.scenes if one.id.startswith("line")]
    assert len(set(shots)) == len(shots) == 8
    assert "gradient" not in " ".join(shots[:6]), "an empty ground comes last"


def test_two_words_alone_have_no_scene_of_their_own(plan: Plan) -> None:
    board = storyboard_of(plan, _draft("One person who remembers is enough. Be it."), "Reminder")
    assert [one.line for one in board.scenes if one.line] == [
        "One person who remembers is enough. Be it."
    ]


def test_the_rosette_has_begun_in_the_first_frame_and_is_whole_at_the_end(
    board: Storyboard,
) -> None:
    grounds = [one.shot.ground for one in board.scenes if isinstance(one.shot, Card)]
    assert [ground.values["begun"] for ground in grounds if ground] == [0.38, 1.0]
    assert board.scenes[-1].signed


def test_the_hook_is_said_over_the_first_card(board: Storyboard, plan: Plan) -> None:
    opening = board.scenes[0]
    assert (opening.line, opening.spoken) == ("Read this slowly.", True)
    assert isinstance(opening.shot, Card)
    bare = TEXT.removeprefix("Read this slowly.\n\n")
    quiet = storyboard_of(plan, _draft(bare), "Verse of the day").scenes[0]
    assert (quiet.line, quiet.spoken) == ("", False), "a verse is never a hook"


def test_what_a_name_means_is_said_while_it_is_seen(plan: Plan) -> None:
    name = WORD
    text = f"Write it once.\n\n{name}\nOurs: the meaning.\n\nSay it slowly.\n\nSource: Somebody"
    board = storyboard_of(replace(plan, slots={"name_ar": name}), _draft(text), "Names")
    shown = next(one for one in board.scenes if one.id.startswith("name"))
    assert [title.text for title in shown.titles] == [name]
    assert (shown.line, shown.spoken) == ("Ours: the meaning.", True)
    assert name in board.quotes, "the name itself is never spoken"
    said = [one.line for one in board.scenes if one.spoken]
    assert said == ["Write it once.", "Ours: the meaning.", "Say it slowly."]
    others = [one.shot for one in board.scenes if one.id.startswith("line")]
    assert shown.shot not in others


def test_no_instrument_is_asked_for(board: Storyboard) -> None:
    assert board.mood == "stillness"


def test_the_types_that_have_videos_say_in_which_style() -> None:
    styles = {one.id: one.video for one in PACK.manifest.types}
    assert styles["verse_of_the_day"] == styles["names_of_allah"] == "stillness"
    assert styles["prayer_times"] is None


def test_a_piece_without_words_has_no_video(plan: Plan) -> None:
    with pytest.raises(NothingToSay):
        storyboard_of(plan, _draft(""), "Verse")
