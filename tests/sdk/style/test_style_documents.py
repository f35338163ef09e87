"""Styles as documents: shipped ones differ, faults are told, a style is applied as it says."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path
from statistics import mean

import pytest

from heliograph.sdk.sound import Word
from heliograph.sdk.storyboard import FileWish
from heliograph.sdk.style import (
    Style,
    StyleBroken,
    find_style,
    read_style,
    shipped_styles,
    write_style,
)
from heliograph.sdk.style.applying import GRADE, apply_style
from heliograph.sdk.style.boarding import board_of
from heliograph.sdk.style.brief import BriefLine, StyleBrief, read_brief
from heliograph.sdk.style.cutting import pieces_of
from heliograph.sdk.style.document import CameraUse, Rhythm, TransitionUse
from heliograph.sdk.timeline import Cue, Drawn, Scene, Speech, SpokenWord, Timeline, Title, spans

STYLES = shipped_styles()


def story(scenes: int, spoken: float = 0.0) -> Timeline:
    """Drawn scenes, each with a word that ends `spoken` seconds into it."""
    word = SpokenWord(text="so", start=0.3, end=spoken)
    speech = Speech(source="voice", start=0.25, words=(word,))
    return Timeline(
        scenes=tuple(
            Scene(
                id=f"scene-{at}",
                seconds=1.0,
                shot=Drawn(scene="aurora", seed=at),
                line="so",
                speech=speech if spoken else None,
                titles=(Title(text="A verse", role="verse", face="quran"), Title(text="A title")),
            )
            for at in range(scenes)
        )
    )


def test_six_styles_are_shipped_and_no_two_move_cut_or_sound_alike() -> None:
    assert set(STYLES) >= {"nocturne", "ember", "almanac", "stillness", "mercury", "parchment"}
    for feature in ("pace", "captions", "camera", "transitions", "look", "music"):
        values = [getattr(style, feature).__repr__() for style in STYLES.values()]
        assert len(set(values)) == len(values), feature


def test_the_style_of_verses_has_no_beat_and_long_dissolves() -> None:
    style = STYLES["stillness"]
    assert style.arabic_first
    assert style.music.mood == "stillness"
    assert style.music.tempo is None
    assert style.transitions[0].kind == "dissolve"
    assert style.transitions[0].seconds >= 1.0
    assert style.pace.mean > 2 * STYLES["ember"].pace.mean


@pytest.mark.parametrize("name", ["a.json", "a.yaml"])
def test_a_style_survives_a_file(name: str, tmp_path: Path) -> None:
    path = write_style(STYLES["ember"], tmp_path / name)
    assert read_style(path) == STYLES["ember"]
    assert find_style(str(path)) == (STYLES["ember"], tmp_path.resolve())


def broken(tmp_path: Path, text: str) -> str:
    path = tmp_path / "a.yaml"
    path.write_text(text)
    with pytest.raises(StyleBroken) as caught:
        read_style(path)
    return str(caught.value)


def test_every_fault_of_a_style_is_told_with_its_place(tmp_path: Path) -> None:
    told = broken(tmp_path, "id: x\nname: X\npace: {mean: fast}\ncaptions: {style: wild}\nhue: 3\n")
    assert "pace.mean" in told
    assert "captions.style" in told
    assert "hue" in told


def test_what_is_no_style_at_all_is_refused(tmp_path: Path) -> None:
    assert "cannot be read" in broken(tmp_path, "id: [")
    assert "no names and values" in broken(tmp_path, "- a\n- b\n")
    assert "version" in broken(tmp_path, "version: 9\nid: x\nname: X\n")
    with pytest.raises(StyleBroken, match="nocturne"):
        find_style("nocturnal")


def test_scenes_last_as_the_style_says() -> None:
    style = Style(id="x", name="X", pace=Rhythm(mean=3.0, spread=0.5, hook=2.0))
    lengths = [scene.seconds for scene in apply_style(style, story(41)).scenes]
    assert lengths[0] == pytest.approx(2.0, abs=0.1)
    assert mean(lengths[1:]) == pytest.approx(3.0, rel=0.03)
    deviation = mean((one - 3.0) ** 2 for one in lengths[1:]) ** 0.5
    assert deviation == pytest.approx(0.5, rel=0.2)


def test_no_scene_ends_before_its_words() -> None:
    style = Style(id="x", name="X", pace=Rhythm(mean=2.0, spread=0.2, hook=1.0, breath=0.4))
    made = apply_style(style, story(6, spoken=5.0))
    assert min(scene.seconds for scene in made.scenes) == pytest.approx(5.4)


def test_the_wait_before_the_first_word_is_counted_once() -> None:
    style = Style(id="x", name="X", pace=Rhythm(mean=3.2, spread=0.0, hook=3.2, breath=0.1))
    made = apply_style(style, story(3, spoken=4.0))
    assert [scene.seconds for scene in made.scenes] == pytest.approx([4.1, 4.1, 4.1])


def test_a_voice_begins_when_its_picture_has_come_and_no_later_after_a_cut() -> None:
    slow = TransitionUse(kind="dissolve", share=1.0, seconds=1.2)
    pace = Rhythm(mean=2.0, spread=0.0, hook=2.0)
    soft = apply_style(Style(id="x", name="X", pace=pace, transitions=(slow,)), story(3, 1.4))
    hard = apply_style(Style(id="y", name="Y", pace=pace), soft)
    starts = [[one.speech.start for one in made.scenes if one.speech] for made in (soft, hard)]
    assert starts == [[0.25, 0.84, 0.84], [0.25, 0.25, 0.25]]
    # The words go with their sound.
    ends = [one.speech.words[0].end for one in soft.scenes if one.speech]
    assert ends == pytest.approx([1.4, 1.99, 1.99])


def test_captions_that_a_person_timed_stay_on_their_words() -> None:
    slow = TransitionUse(kind="dissolve", share=1.0, seconds=1.2)
    plain = story(2, spoken=1.4)
    cue = Cue(text="so", start=0.3, end=1.4)
    scenes = [one.model_copy(update={"cues": (cue,)}) for one in plain.scenes]
    timed = plain.model_copy(update={"scenes": tuple(scenes)})
    made = apply_style(Style(id="x", name="X", transitions=(slow,)), timed)
    assert [one.speech for one in made.scenes] == [one.speech for one in timed.scenes]


def test_nobody_speaks_over_the_words_of_the_scene_before() -> None:
    dissolve = TransitionUse(kind="dissolve", share=1.0, seconds=1.2)
    pace = Rhythm(mean=1.0, spread=0.0, hook=1.0, breath=0.1)
    style = Style(id="x", name="X", pace=pace, transitions=(dissolve,))
    made = apply_style(style, story(6, spoken=3.0))
    said = [
        (span.start / made.fps + word.start, span.start / made.fps + word.end)
        for span in spans(made)
        for word in (span.scene.speech.words if span.scene.speech else ())
    ]
    rests = [after[0] - before[1] for before, after in pairwise(said)]
    assert len(rests) == 5
    assert min(rests) > 0.1


def test_transitions_and_moves_come_in_their_shares() -> None:
    style = Style(
        id="x",
        name="X",
        transitions=(
            TransitionUse(kind="cut", share=0.5),
            TransitionUse(kind="dissolve", share=0.3, seconds=0.5),
            TransitionUse(kind="iris", share=0.2, seconds=0.7),
        ),
        camera=(
            CameraUse(move="push_in", share=0.5, strength=0.1),
            CameraUse(move="pan_left", share=0.5, strength=0.1),
        ),
    )
    made = apply_style(style, story(41))
    kinds = Counter(scene.transition.kind for scene in made.scenes[1:])
    assert kinds == {"cut": 20, "dissolve": 12, "iris": 8}
    assert all(
        scene.transition.seconds == 0.7 for scene in made.scenes if scene.transition.kind == "iris"
    )
    pushes = [
        one for one in made.scenes if one.camera and one.camera.end.zoom > one.camera.start.zoom
    ]
    assert len(pushes) in (20, 21)
    assert pushes[0].camera is not None
    assert pushes[0].camera.end.zoom / pushes[0].camera.start.zoom == pytest.approx(1.1)


def test_the_same_seed_gives_the_same_video_and_another_a_different_one() -> None:
    style = STYLES["mercury"]
    assert apply_style(style, story(20), seed=1) == apply_style(style, story(20), seed=1)
    first, second = (apply_style(style, story(20), seed=seed) for seed in (1, 2))
    assert [one.transition for one in first.scenes] != [one.transition for one in second.scenes]


def test_verses_keep_their_face_and_titles_take_the_styles() -> None:
    verse, title = apply_style(STYLES["ember"], story(1)).scenes[0].titles
    assert (verse.face, verse.place) == ("quran", "upper")
    assert (title.face, title.place) == ("heavy", "top")


def test_a_colour_table_is_entered_as_a_source() -> None:
    made = apply_style(STYLES["nocturne"], story(2), cube="a.cube")
    assert made.look.lut == GRADE
    assert made.sources[GRADE].path == "a.cube"
    assert apply_style(STYLES["nocturne"], story(2)).look.lut is None


def test_a_line_is_cut_at_its_marks_to_the_wished_length() -> None:
    texts = ["we", "walk", "at", "night,", "and", "the", "moon", "rises.", "nobody", "knows", "it"]
    words = [Word(text, at * 0.4, at * 0.4 + 0.35) for at, text in enumerate(texts)]
    pieces = pieces_of(words, 1.6)
    assert [word for piece in pieces for word in piece] == words
    assert [piece[-1].text for piece in pieces][:-1] == ["night,", "rises."]


def test_a_fast_style_makes_more_scenes_of_the_same_brief(tmp_path: Path) -> None:
    line = "The moon is so far away that your steps change nothing about where it stands at night."
    brief = StyleBrief(lines=(BriefLine(text=line), BriefLine(text=line, drawn="moon")))
    unhurried = Style(id="x", name="X", pace=Rhythm(mean=8.0))
    slow = board_of(brief, unhurried, tmp_path)
    fast = board_of(brief, STYLES["mercury"], tmp_path)
    assert len(slow.scenes) == 2
    assert len(fast.scenes) >= 6
    assert " ".join(scene.line for scene in fast.scenes) == f"{line} {line}"


def test_a_picture_that_is_not_there_is_told(tmp_path: Path) -> None:
    brief = StyleBrief(lines=(BriefLine(text="Look.", picture="none.jpg"),))
    with pytest.raises(StyleBroken, match=r"none\.jpg"):
        board_of(brief, STYLES["almanac"], tmp_path)


def test_pictures_of_a_line_are_shown_in_turn(tmp_path: Path) -> None:
    for name in ("a.jpg", "b.jpg"):
        (tmp_path / name).write_bytes(b"a picture")
    line = "The moon is so far away that your steps change nothing about where it stands at night."
    brief = StyleBrief(lines=(BriefLine(text=line, picture="a.jpg", pictures=("b.jpg",)),))
    shots = [scene.shot for scene in board_of(brief, STYLES["mercury"], tmp_path).scenes]
    paths = [Path(shot.path).name for shot in shots if isinstance(shot, FileWish)]
    assert paths == ["a.jpg", "b.jpg"]
    assert len(shots) > 2
    assert all(isinstance(shot, Drawn) for shot in shots[2:])


def test_a_brief_may_be_plain_lines(tmp_path: Path) -> None:
    path = tmp_path / "brief.yaml"
    path.write_text("lines:\n  - One thing.\n  - {text: Another., drawn: moon}\n")
    assert [one.text for one in read_brief(path).lines] == ["One thing.", "Another."]
    path.write_text("lines: []\ncolour: red\n")
    with pytest.raises(StyleBroken, match=r"lines.*colour|colour.*lines"):
        read_brief(path)


def test_styles_load_no_heavy_library() -> None:
    code = (
        "import sys, heliograph.sdk.style, heliograph.sdk.style.applying, "
        "heliograph.extensions.providers.style_analysis\n"
        "print([name for name in ('numpy', 'cv2', 'av', 'scipy') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - our own words
    assert run.stdout.strip() == "[]"
