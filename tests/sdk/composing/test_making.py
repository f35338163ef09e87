"""A storyboard made into a timeline: whose video it is, when its lines begin, what stays whole."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from heliograph.extensions.providers.canvas import CanvasProvider
from heliograph.extensions.providers.espeak import EspeakProvider
from heliograph.extensions.providers.style_analysis import StyleAnalysis
from heliograph.sdk.composing import Crew, Wishes, compose
from heliograph.sdk.composing.breathing import BREATH, settled
from heliograph.sdk.storyboard import BoardScene, Storyboard
from heliograph.sdk.style import shipped_styles
from heliograph.sdk.style.document import TransitionUse
from heliograph.sdk.timeline import Card, Drawn, Scene, Speech, SpokenWord, Timeline, Title
from heliograph.sdk.timeline.document import Transition

GROUND = Drawn(scene="gradient")
WORDS = (SpokenWord(text="Read", start=0.25, end=0.6), SpokenWord(text="on.", start=0.7, end=1.0))
CREW = Crew(EspeakProvider().speak, CanvasProvider().draw, StyleAnalysis())


def quoted(name: str) -> BoardScene:
    title = Title(text="Our own words.", role="translation", place="middle")
    return BoardScene(name, "", GROUND, (title,), "still", False, 4.0)


def made(folder: Path, board: Storyboard, handle: str = "@leo.daily") -> Timeline:
    dark = (TransitionUse(kind="fade_black", share=1.0, seconds=1.4),)
    style = shipped_styles()["stillness"].model_copy(update={"transitions": dark})
    wishes = Wishes(folder, style, narration=None, handle=handle)
    return compose(board, wishes, CREW, folder)


def test_a_signed_scene_says_whose_video_it_is_and_no_other(tmp_path: Path) -> None:
    card = BoardScene("card", "", Card(heading="The end"), (), "", False, 3.0, signed=True)
    drawn = replace(card, id="drawn", shot=GROUND)
    plain = replace(drawn, id="plain", signed=False)
    board = Storyboard("A story", "en", (plain, card, drawn))
    first, second, third = made(tmp_path, board).scenes
    assert first.titles == ()
    assert isinstance(second.shot, Card)
    assert second.shot.footer == "@leo.daily"
    assert [title.text for title in third.titles] == ["@leo.daily"]
    unsigned = made(tmp_path, board, handle=" ").scenes
    assert all(not scene.titles for scene in unsigned)
    assert isinstance(unsigned[1].shot, Card)
    assert unsigned[1].shot.footer == ""


def test_what_is_quoted_does_not_go_through_black_between_its_screens(tmp_path: Path) -> None:
    opening = BoardScene("opening", "", GROUND, (), "", False, 4.0)
    board = Storyboard("Ours", "en", (opening, quoted("one"), quoted("two"), opening_again()))
    kinds = [scene.transition.kind for scene in made(tmp_path, board).scenes]
    assert kinds == ["cut", "fade_black", "dissolve", "fade_black"]


def opening_again() -> BoardScene:
    return BoardScene("end", "", GROUND, (), "", False, 4.0)


def test_the_cover_shows_the_words_of_its_scene(tmp_path: Path) -> None:
    opening = BoardScene("opening", "", GROUND, (), "", False, 4.0)
    board = Storyboard("Ours", "en", (opening, quoted("one"), opening_again()), cover="one")
    timeline = made(tmp_path, board)
    assert timeline.cover is not None
    (title,) = timeline.scenes[1].titles
    # Quoted words come when the picture before them has gone.
    assert title.start >= 1.4
    assert title.end is not None
    assert title.start + 0.4 < timeline.cover.at < title.end
    assert made(tmp_path, replace(board, cover="")).cover is None


@pytest.mark.parametrize("seconds", [0.0, 0.3, 1.2])
def test_a_line_begins_when_its_picture_has_come(seconds: float) -> None:
    kind = "dissolve" if seconds else "cut"
    scene = Scene(
        id="two",
        seconds=3.0,
        shot=GROUND,
        line="Read on.",
        transition=Transition.model_validate({"kind": kind, "seconds": seconds}),
        speech=Speech(source="voice", start=BREATH, words=WORDS),
    )
    (after,) = settled(Timeline(scenes=(scene,)), 0.35).scenes
    assert after.speech is not None
    assert after.speech.start == pytest.approx(max(BREATH, 0.7 * seconds))
    later = after.speech.start - BREATH
    assert [one.start for one in after.speech.words] == [
        pytest.approx(one.start + later) for one in WORDS
    ]
    assert after.seconds >= after.speech.words[-1].end
    assert settled(Timeline(scenes=(after,)), 0.35).scenes == (after,), "once is enough"
