"""Scenes of zodiac videos: every word once, in order, each over a picture that fits it."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from heliograph.extensions.packs.zodiac import PACK
from heliograph.extensions.packs.zodiac.videos.shelf import BODY
from heliograph.sdk.packs import Brief, NothingToSay, Plan
from heliograph.sdk.storyboard import PictureWish, Storyboard
from heliograph.sdk.text import Draft
from heliograph.sdk.timeline.document import Drawn

UTC = ZoneInfo("UTC")
DAY = date(2026, 11, 21)
TEXT = (
    "Everything points to the front door. Overhead the Sun makes a square to Mars, already fading. "
    "The Moon keeps out of it. Send the message, then call a friend. Light the fire."
)


@pytest.fixture(scope="module")
def plan() -> Plan:
    brief = Brief("leo", "daily_horoscope", DAY, UTC)
    return PACK.plan(brief, PACK.facts(brief, PACK.events(2026)))


@pytest.fixture(scope="module")
def board(plan: Plan) -> Storyboard:
    return PACK.storyboard(plan, draft(TEXT))


def draft(text: str) -> Draft:
    return Draft(text, "", "", (), None, "", "", ())


def test_every_word_is_said_once_and_in_order(board: Storyboard) -> None:
    said = [scene.line for scene in board.scenes if scene.id != "advice"]
    assert " ".join(said).split() == TEXT.split()


def test_the_subject_is_named_in_the_first_scene_and_the_day_with_it(board: Storyboard) -> None:
    titles = [title.text for title in board.scenes[0].titles]
    assert titles == ["Leo", "today · Saturday 21 November"]
    assert board.cover == board.scenes[0].id


def test_a_line_about_two_bodies_shows_the_sky_of_that_day(board: Storyboard) -> None:
    scene = next(one for one in board.scenes if "Mars" in one.line)
    assert isinstance(scene.shot, Drawn)
    assert scene.shot.scene == "sky_map"
    # The Sun ends its stay in Scorpio on 22 November 2026.
    assert scene.shot.values["sun"] == pytest.approx(239, abs=1)
    assert set(scene.about) == {"Sun", "Mars"}


def test_a_line_about_the_moon_shows_it_as_it_is_lit(board: Storyboard) -> None:
    scene = next(one for one in board.scenes if "Moon" in one.line)
    assert isinstance(scene.shot, Drawn)
    assert scene.shot.scene == "moon"
    # Full on 24 November: three days before, about 37 degrees short of it.
    assert scene.shot.values["phase"] == pytest.approx(138, abs=12)


def test_landscapes_go_to_the_lines_that_speak_of_them(board: Storyboard) -> None:
    shown = {
        scene.line: (scene.shot.symbol, scene.about)
        for scene in board.scenes
        if isinstance(scene.shot, PictureWish) and scene.shot.design == "plate-scenery"
    }
    assert shown["Light the fire."] == ("leo", ("fire", "fire"))
    assert shown["Send the message, then call a friend."] == ("libra", ("air", "message"))


def test_no_picture_comes_twice(plan: Plan) -> None:
    long = " ".join(f"Call number {number} and the fire burns." for number in range(12))
    shots = [str(scene.shot) for scene in PACK.storyboard(plan, draft(long)).scenes]
    assert len(set(shots)) == len(shots)


def test_what_is_written_over_a_picture_was_computed(board: Storyboard, plan: Plan) -> None:
    notes = [t.text for scene in board.scenes for t in scene.titles if t.role == "lower_third"]
    assert notes == ["Sun square Mars"]
    for note in notes:
        assert PACK.unsupported_claims(f"The {note}.", plan) == ()
    assert set(BODY.findall("The Sun and Marseille")) == {"Sun"}


def test_a_piece_without_words_has_no_video(plan: Plan) -> None:
    with pytest.raises(NothingToSay, match="no text"):
        PACK.storyboard(plan, draft(" \n "))
