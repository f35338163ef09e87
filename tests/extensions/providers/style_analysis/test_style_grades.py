"""A grade is written as a table, and recovered from what it did to pictures."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.extensions.providers.style_analysis.films import still

from heliograph.extensions.providers.style_analysis import StyleAnalysis
from heliograph.extensions.providers.style_analysis.colour.samples import lab_to_rgb, rgb_to_lab
from heliograph.extensions.providers.style_analysis.colour.tables import (
    applied,
    graded,
    neutral,
)
from heliograph.extensions.providers.style_analysis.colour.transfer import table_between
from heliograph.extensions.providers.style_analysis.reading import Floats
from heliograph.extensions.providers.video.lut import read_cube
from heliograph.sdk.style import shipped_styles
from heliograph.sdk.style.document import GradeStyle


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


def test_the_renderer_reads_the_written_table(tmp_path: Path) -> None:
    style = shipped_styles()["nocturne"]
    path = StyleAnalysis().cube(style, tmp_path / "a.cube")
    table = read_cube(path)
    assert table.size == 33
    assert np.abs(table.values - graded(style.look.grade)).max() < 1e-4
    again = StyleAnalysis().cube(style, tmp_path / "b.cube")
    assert again.read_bytes() == path.read_bytes()
