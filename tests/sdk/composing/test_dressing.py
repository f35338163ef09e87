"""A timeline dressed in a style: what a learnt one leads, what stays the brand's."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from heliograph.extensions.providers.style_analysis import StyleAnalysis
from heliograph.extensions.providers.video.grades import Grade
from heliograph.extensions.providers.video.lut import read_cube
from heliograph.sdk.composing.breathing import BREATH, settled
from heliograph.sdk.composing.styling import dress
from heliograph.sdk.style import Style, StyleBroken, find_style, write_style
from heliograph.sdk.style.analysis import Swatch
from heliograph.sdk.style.applying import GRADE
from heliograph.sdk.style.document import GradeStyle, LookStyle, TransitionUse
from heliograph.sdk.timeline import Drawn, Scene, Source, Speech, SpokenWord, Still, Timeline
from heliograph.sdk.timeline.document import Look

BRAND = {"background": "#003300", "accent": "#ff00aa", "ink": "#eeeeee"}
REFERENCE = {"background": "#3a2c22", "support": "#7a6048", "accent": "#d09040", "ink": "#fff8e8"}
LOOK = LookStyle(
    palette=REFERENCE,
    grade=GradeStyle(
        mean=(40, 8, 22),
        covariance=(300, 0, 0, 0, 40, 0, 0, 0, 90),
        swatches=(Swatch(colour="#3a2c22", share=0.6), Swatch(colour="#b08858", share=0.4)),
        pull=1.0,
    ),
)
LEARNT = Style(id="learnt", name="Learnt", look=LOOK, learned={"pace": 0.9})


def told(folder: Path, *colours: tuple[int, int, int]) -> Timeline:
    """A drawn scene, and one for each picture: two tones that run into one another."""
    scenes = [Scene(id="drawn", seconds=2, shot=Drawn(scene="aurora"))]
    sources = {}
    for number, colour in enumerate(colours):
        part = np.linspace(0.2, 1.0, 160)[:, None, None]
        pixels = np.clip(part * np.full((160, 90, 3), colour), 0, 255).astype(np.uint8)
        pixels[:, ::7] = 255 - pixels[:, ::7]
        cv2.imwrite(str(folder / f"{number}.png"), pixels)
        sources[f"picture-{number}"] = Source(path=f"{number}.png", kind="picture")
        shot = Still(source=f"picture-{number}")
        scenes.append(Scene(id=f"scene-{number}", seconds=2, shot=shot))
    return Timeline(scenes=tuple(scenes), sources=sources, look=Look(palette=BRAND))


def dressed(style: Style, folder: Path, *colours: tuple[int, int, int]) -> Timeline:
    return dress(told(folder, *colours), style, StyleAnalysis(), folder, 0)


def test_a_shipped_style_leaves_the_brand_its_colours(tmp_path: Path) -> None:
    style, _ = find_style("ember")
    palette = dressed(style, tmp_path).look.palette
    assert {name: palette[name] for name in BRAND} == BRAND


def test_a_learnt_style_leads_and_leaves_the_brand_its_accent(tmp_path: Path) -> None:
    palette = dressed(LEARNT, tmp_path, (40, 90, 200)).look.palette
    assert palette["accent"] == BRAND["accent"]
    assert palette["ink"] == REFERENCE["ink"]
    assert palette["background"] != BRAND["background"]


def test_a_ground_is_seen_as_the_reference_shows_it(tmp_path: Path) -> None:
    made = dressed(LEARNT, tmp_path, (40, 90, 200), (200, 180, 60))
    table = read_cube(tmp_path / made.sources[GRADE].path)
    [seen] = Grade(table, made.look.strength).colours([made.look.palette["background"]])
    channels = [[int(one[at : at + 2], 16) for at in (1, 3, 5)] for one in (seen, "#3a2c22")]
    assert channels[0] == pytest.approx(channels[1], abs=8)


def test_a_learnt_grade_is_made_for_the_pictures_of_the_video(tmp_path: Path) -> None:
    first = dressed(LEARNT, tmp_path, (40, 90, 200)).sources[GRADE]
    again = dressed(LEARNT, tmp_path, (40, 90, 200)).sources[GRADE]
    other = dressed(LEARNT, tmp_path, (220, 200, 30)).sources[GRADE]
    assert first == again
    assert first.sha256 != other.sha256
    # A shipped style's grade is the same over any picture.
    style, _ = find_style("ember")
    plain, same = (dressed(style, tmp_path, one).sources[GRADE] for one in ((9, 9, 9), (200, 9, 9)))
    assert plain == same


def test_a_table_of_ones_own_is_what_the_video_is_graded_with(tmp_path: Path) -> None:
    cube = tmp_path / "mine.cube"
    cube.write_text("LUT_3D_SIZE 2\n" + "0.9 0.1 0.1\n" * 8)
    look = LOOK.model_copy(update={"cube": "mine.cube"})
    file = write_style(LEARNT.model_copy(update={"look": look}), tmp_path / "own.yaml")
    style, _ = find_style(str(file))
    made = dressed(style, tmp_path, (40, 90, 200))
    assert (tmp_path / made.sources[GRADE].path).read_bytes() == cube.read_bytes()
    cube.unlink()
    with pytest.raises(StyleBroken, match="there is no such file"):
        dressed(style, tmp_path, (40, 90, 200))


def test_a_dressed_timeline_leaves_nothing_to_settle(tmp_path: Path) -> None:
    word = SpokenWord(text="so", start=0.3, end=2.4)
    speech = Speech(source="voice", start=BREATH, words=(word,))
    slow = TransitionUse(kind="dissolve", share=1.0, seconds=1.2)
    style = LEARNT.model_copy(update={"transitions": (slow,)})
    plain = told(tmp_path, (40, 90, 200), (200, 180, 60))
    scenes = tuple(one.model_copy(update={"line": "so", "speech": speech}) for one in plain.scenes)
    spoken = plain.model_copy(update={"scenes": scenes})
    made = dress(spoken, style, StyleAnalysis(), tmp_path, 0)
    assert made.scenes[1].speech != speech
    assert settled(made, style.pace.breath) == made
