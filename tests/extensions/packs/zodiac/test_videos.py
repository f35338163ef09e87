"""Scenes of zodiac videos: every word once, in order, each over a picture that fits it."""

from __future__ import annotations

from dataclasses import replace
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
    assert shown["Send the message, then call a friend."] == ("libra", ("air", "message"))


def test_a_fire_signs_own_fire_is_not_shown_twice(board: Storyboard) -> None:
    scene = next(one for one in board.scenes if one.line == "Light the fire.")
    assert isinstance(scene.shot, Drawn)
    assert scene.shot.values == {"kind": "embers"}
    assert scene.about == ("embers", "fire")


def test_a_video_about_the_moon_opens_on_it_below_its_titles() -> None:
    brief = Brief("aries", "moon_phase", date(2026, 11, 24), UTC)
    plan = PACK.plan(brief, PACK.facts(brief, PACK.events(2026)))
    text = "One word first. By noon the full moon is whole. Visit someone."
    board = PACK.storyboard(plan, draft(text))
    opening, line, end = board.scenes[0], board.scenes[1], board.scenes[-1]
    assert isinstance(opening.shot, Drawn)
    assert opening.shot.scene == "moon"
    # Full that day, and not the sign of whoever reads it.
    assert opening.shot.values["phase"] == pytest.approx(180, abs=8)
    assert opening.shot.values["titled"] > 0.3  # type: ignore[operator]
    assert isinstance(line.shot, Drawn)
    assert line.shot.scene == "sky_map", "the Moon is shown already: then where it stands"
    assert end.titles[0].text == opening.titles[0].text == "Full moon"
    assert isinstance(end.shot, PictureWish)
    assert end.shot.symbol == "gemini"


@pytest.mark.parametrize(
    ("kind", "day", "planet"),
    [
        ("retrograde", date(2026, 10, 24), "mercury"),
        ("ingress", date(2026, 11, 22), "sun"),
        ("eclipse", date(2026, 8, 12), "sun"),
        ("eclipse", date(2026, 8, 28), "moon"),
    ],
)
def test_a_video_about_the_sky_opens_on_what_happens_there(
    kind: str, day: date, planet: str
) -> None:
    brief = Brief("aries", kind, day, UTC)
    plan = PACK.plan(brief, PACK.facts(brief, PACK.events(2026)))
    shot = PACK.storyboard(plan, draft("One thing.")).scenes[0].shot
    if planet == "moon":
        assert isinstance(shot, Drawn)
        assert shot.scene == "moon"
        return
    assert isinstance(shot, PictureWish)
    assert shot.design == "plate-planet-titled"
    assert shot.values["planet"] == planet


def test_a_list_is_told_without_its_bullets(plan: Plan) -> None:
    board = PACK.storyboard(plan, draft("First of all.\n\n• The Sun moves on.\n• Mars stays."))
    said = [scene.line for scene in board.scenes if scene.id.startswith("line")]
    assert said == ["The Sun moves on.", "Mars stays."]


def _titles(kind: str, subject: str = "leo", title: str = "") -> list[list[str]]:
    brief = Brief(subject, kind, DAY, UTC)
    plan = PACK.plan(brief, PACK.facts(brief, PACK.events(2026)))
    scenes = PACK.storyboard(plan, replace(draft("One thing."), title=title)).scenes
    return [[one.text for one in scenes[at].titles] for at in (0, -1)]


def test_a_video_says_which_days_it_is_about() -> None:
    opening, end = _titles("weekly")
    assert opening == ["Leo", "this week · 21 to 27 November"]
    assert end == ["Leo", "21 to 27 November"]
    opening, end = _titles("educational", title="Astrology in a minute")
    assert opening[1] == end[1] == "Astrology in a minute", "a lesson is of no day"


def test_a_pair_shows_both_its_signs() -> None:
    brief = Brief("leo", "compatibility", DAY, UTC)
    plan = PACK.plan(brief, PACK.facts(brief, PACK.events(2026)))
    board = PACK.storyboard(plan, draft("One thing."))
    shots = [board.scenes[at].shot for at in (0, -1)]
    signs = [shot.symbol for shot in shots if isinstance(shot, PictureWish)]
    assert " & ".join(str(one).capitalize() for one in signs) == board.scenes[0].titles[0].text


def test_the_last_scene_is_signed(board: Storyboard) -> None:
    assert [scene.signed for scene in board.scenes] == [False] * (len(board.scenes) - 1) + [True]


def test_no_picture_comes_twice(plan: Plan) -> None:
    long = " ".join(f"Call number {number} and the fire burns." for number in range(12))
    shots = [str(scene.shot) for scene in PACK.storyboard(plan, draft(long)).scenes]
    assert len(set(shots)) == len(shots)


def test_what_is_written_over_a_picture_was_computed(board: Storyboard, plan: Plan) -> None:
    lines = [scene for scene in board.scenes if scene.id.startswith("line")]
    notes = [title.text for scene in lines for title in scene.titles]
    assert notes == ["Sun square Mars"]
    for note in notes:
        assert PACK.unsupported_claims(f"The {note}.", plan) == ()
    assert set(BODY.findall("The Sun and Marseille")) == {"Sun"}


def test_a_piece_without_words_has_no_video(plan: Plan) -> None:
    with pytest.raises(NothingToSay, match="no text"):
        PACK.storyboard(plan, draft(" \n "))
