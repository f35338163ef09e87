"""A grade is written as a table, and recovered from what it did to pictures."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from tests.extensions.providers.style_analysis.films import held, still, written

from heliograph.extensions.providers.style_analysis import StyleAnalysis
from heliograph.extensions.providers.style_analysis.colour.palette import palette_of
from heliograph.extensions.providers.style_analysis.colour.pictures import colours_shown
from heliograph.extensions.providers.style_analysis.colour.samples import (
    from_hex,
    lab_to_rgb,
    rgb_to_lab,
)
from heliograph.extensions.providers.style_analysis.colour.styled import graded
from heliograph.extensions.providers.style_analysis.colour.tables import (
    applied,
    neutral,
    read_table,
)
from heliograph.extensions.providers.style_analysis.colour.transfer import table_between
from heliograph.extensions.providers.style_analysis.reading import Floats
from heliograph.extensions.providers.video.lut import read_cube
from heliograph.sdk.style import Style, shipped_styles
from heliograph.sdk.style.document import GradeStyle, LookStyle


def colours() -> Floats:
    """sRGB values of several pictures."""
    pictures = [still(seed)[::4, ::4].reshape(-1, 3) for seed in range(40, 45)]
    return np.concatenate(pictures).astype(np.float32) / 255


def apart(first: Floats, second: Floats) -> float:
    """Mean difference in LAB."""
    return float(np.linalg.norm(rgb_to_lab(first) - rgb_to_lab(second), axis=1).mean())


def test_a_grade_without_wishes_changes_nothing() -> None:
    assert apart(graded(GradeStyle()).reshape(-1, 3), neutral().reshape(-1, 3)) < 1.0


@pytest.mark.parametrize("style", sorted(shipped_styles()))
def test_a_known_grade_is_recovered_from_pictures(style: str) -> None:
    plain = colours()
    wanted = applied(graded(shipped_styles()[style].look.grade), plain)
    half = len(plain) // 2
    # Learned from one half of the pictures, judged on the other.
    table = table_between(rgb_to_lab(plain[:half]), rgb_to_lab(wanted[:half]))
    before, after = (
        apart(plain[half:], wanted[half:]),
        apart(applied(table, plain[half:]), wanted[half:]),
    )
    assert before > 5.0
    assert after < 3.0


def test_a_learned_grade_carries_everyday_colours_toward_the_film() -> None:
    film = rgb_to_lab(applied(graded(shipped_styles()["parchment"].look.grade), colours()))
    grade = GradeStyle(
        mean=tuple(float(one) for one in film.mean(axis=0)),
        covariance=tuple(float(one) for one in np.cov(film.T).reshape(-1)),
    )
    lab = np.random.default_rng(1).multivariate_normal(
        (52, 1, 5), [[560, 0, 15], [0, 75, 20], [15, 20, 170]], 4000
    )
    everyday = lab_to_rgb(lab.astype(np.float32))
    made = rgb_to_lab(applied(graded(grade), everyday)).mean(axis=0)
    plain = rgb_to_lab(everyday).mean(axis=0)
    goal = film.mean(axis=0)
    assert np.linalg.norm(made - goal) < 0.6 * np.linalg.norm(plain - goal)


def painted(folder: Path, seeds: range) -> list[Path]:
    """Pictures as files."""
    files = [folder / f"picture-{seed}.png" for seed in seeds]
    for seed, file in zip(seeds, files, strict=True):
        cv2.imwrite(str(file), cv2.cvtColor(still(seed), cv2.COLOR_RGB2BGR))
    return files


def learnt(film: Floats) -> Style:
    """A style with the cloud and the swatches of a film's colours (n, 3) in LAB."""
    grade = GradeStyle(
        mean=tuple(float(one) for one in film.mean(axis=0)),
        covariance=tuple(float(one) for one in np.cov(film.T).reshape(-1)),
        swatches=palette_of(film).swatches,
        pull=1.0,
    )
    return Style(id="learnt", name="Learnt", look=LookStyle(grade=grade))


def contrast(lab: Floats) -> float:
    low, high = np.percentile(lab[:, 0], (5, 95))
    return float(high - low)


@pytest.mark.parametrize("style", ["parchment", "mercury"])
def test_a_learnt_grade_gives_other_pictures_the_tones_of_the_film(
    style: str, tmp_path: Path
) -> None:
    graded_film = applied(graded(shipped_styles()[style].look.grade), colours())
    film = rgb_to_lab(graded_film)
    files = painted(tmp_path, range(70, 76))
    table = read_table(StyleAnalysis().cube(learnt(film), tmp_path / "a.cube", files))
    plain = colours_shown(files, 9 / 16)
    made = rgb_to_lab(applied(table, lab_to_rgb(plain)))
    assert contrast(made) == pytest.approx(contrast(film), rel=0.1)
    assert np.linalg.norm(made.mean(axis=0) - film.mean(axis=0)) < 3.0
    # Without the pictures the same style can only guess, and stays farther away.
    blind = read_table(StyleAnalysis().cube(learnt(film), tmp_path / "b.cube"))
    guessed = rgb_to_lab(applied(blind, lab_to_rgb(plain)))
    assert abs(contrast(guessed) - contrast(film)) > abs(contrast(made) - contrast(film))


def test_a_picture_that_cannot_be_read_is_left_out_of_a_grade(tmp_path: Path) -> None:
    files = painted(tmp_path, range(70, 72))
    (tmp_path / "broken.jpg").write_bytes(b"no picture at all")
    missing = [tmp_path / "broken.jpg", tmp_path / "none.jpg"]
    style = learnt(rgb_to_lab(colours()))
    whole = StyleAnalysis().cube(style, tmp_path / "a.cube", files)
    again = StyleAnalysis().cube(style, tmp_path / "b.cube", [*files, *missing])
    assert whole.read_bytes() == again.read_bytes()


def test_a_clip_gives_a_grade_its_colours(tmp_path: Path) -> None:
    clip = written(tmp_path / "a.mp4", held(70, 12))
    shown, pictures = (
        colours_shown([one], 9 / 16) for one in (clip, painted(tmp_path, range(70, 71))[0])
    )
    assert len(shown) > 1000
    assert np.linalg.norm(shown.mean(axis=0) - pictures.mean(axis=0)) < 8.0


def test_a_colour_is_found_that_a_table_makes_into_another(tmp_path: Path) -> None:
    file = StyleAnalysis().cube(shipped_styles()["nocturne"], tmp_path / "a.cube")
    wanted = {"background": "#283048", "support": "#7a6a50"}
    before = StyleAnalysis().ungraded(file, wanted)
    assert before != wanted
    for name, colour in wanted.items():
        made = applied(read_table(file), lab_to_rgb(from_hex(before[name])[None]))
        assert np.linalg.norm(rgb_to_lab(made)[0] - from_hex(colour)) < 2.0


def test_an_own_table_takes_the_place_of_the_computed_one(tmp_path: Path) -> None:
    own = tmp_path / "own.cube"
    own.write_text("LUT_3D_SIZE 2\n" + "0.5 0.4 0.3\n" * 8)
    style = Style(id="x", name="X").model_copy(
        update={"look": LookStyle().model_copy(update={"cube": str(own)})}
    )
    made = StyleAnalysis().cube(style, tmp_path / "made.cube")
    assert made.read_bytes() == own.read_bytes()
    assert read_cube(made).size == 2


def test_the_renderer_reads_the_written_table(tmp_path: Path) -> None:
    style = shipped_styles()["nocturne"]
    path = StyleAnalysis().cube(style, tmp_path / "a.cube")
    table = read_cube(path)
    assert table.size == 33
    assert np.abs(table.values - graded(style.look.grade)).max() < 1e-4
    again = StyleAnalysis().cube(style, tmp_path / "b.cube")
    assert again.read_bytes() == path.read_bytes()
