"""Camera, letters, colours and composition, measured on films in which they are known."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.extensions.providers.style_analysis.films import (
    HEIGHT,
    RGB,
    WIDTH,
    held,
    lettered,
    seen,
    still,
    written,
)

from heliograph.extensions.providers.style_analysis import StyleAnalysis
from heliograph.sdk.style import Analysis
from heliograph.sdk.style.analysis import Move


def analysed(path: Path, frames: list[RGB]) -> Analysis:
    return StyleAnalysis().analyse(written(path / "a.mp4", frames))


@pytest.mark.parametrize(
    ("move", "across", "down", "grown"),
    [
        ("static", 0.0, 0.0, 0.0),
        ("pan_right", 40.0, 0.0, 0.0),
        ("pan_left", -40.0, 0.0, 0.0),
        ("tilt_down", 0.0, 40.0, 0.0),
        ("tilt_up", 0.0, -40.0, 0.0),
        ("push_in", 0.0, 0.0, 0.2),
        ("pull_out", 0.0, 0.0, -0.2),
    ],
)
def test_a_move_of_the_camera_is_named(
    move: Move, across: float, down: float, grown: float, tmp_path: Path
) -> None:
    picture = still(11, 1.8)
    frames = [
        seen(picture, across * (part - 0.5), down * (part - 0.5), 1.3 + grown * part)
        for part in np.linspace(0, 1, 75)
    ]
    shot = analysed(tmp_path, frames).camera.shots[0]
    assert shot.move == move
    if move in {"push_in", "pull_out"}:
        assert shot.strength == pytest.approx(0.17, abs=0.06)
    elif move != "static":
        assert shot.strength == pytest.approx(40 * 1.3 / WIDTH, abs=0.08)


def test_a_caption_that_stands_still_does_not_hide_the_move(tmp_path: Path) -> None:
    picture = still(12, 1.8)
    frames = [
        lettered(seen(picture, x=40 * (part - 0.5)), "hello there")
        for part in np.linspace(0, 1, 75)
    ]
    assert analysed(tmp_path, frames).camera.shots[0].move == "pan_right"


def test_an_unsteady_hand_is_named(tmp_path: Path) -> None:
    picture = still(13, 1.6)
    hand = np.random.default_rng(4).normal(0, 4, (75, 2))
    frames = [seen(picture, x, y) for x, y in hand]
    assert analysed(tmp_path, frames).camera.shots[0].move == "shake"


def captioned(row: float, colour: tuple[int, int, int]) -> list[RGB]:
    words = ("the morning", "comes again", "to us all", "and stays")
    return [
        lettered(one, words[at // 20 % 4], row, colour) for at, one in enumerate(held(14, 160, 0.6))
    ]


@pytest.mark.parametrize("row", [0.3, 0.75])
def test_captions_are_found_where_they_stand(row: float, tmp_path: Path) -> None:
    captions = analysed(tmp_path, captioned(row, (255, 255, 255))).text.captions
    assert captions is not None
    assert captions.y == pytest.approx(row, abs=0.03)
    assert captions.x == pytest.approx(0.5, abs=0.05)
    assert captions.lines == 1
    assert captions.ink > "#e0e0e0"


def test_a_film_without_words_has_no_captions(tmp_path: Path) -> None:
    assert analysed(tmp_path, held(15, 90, 0.6)).text.captions is None


def test_the_palette_holds_the_colours_that_are_seen(tmp_path: Path) -> None:
    frame = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    frame[: HEIGHT * 2 // 3] = (20, 40, 120)
    frame[HEIGHT * 2 // 3 :] = (230, 170, 40)
    palette = analysed(tmp_path, [frame] * 12).palette
    blue, gold, *rest = palette.swatches
    assert sum(one.share for one in rest) < 0.05
    assert blue.share == pytest.approx(2 / 3, abs=0.03)
    near = [int(gold.colour[at : at + 2], 16) for at in (1, 3, 5)]
    assert near == pytest.approx([230, 170, 40], abs=14)
    assert set(palette.roles) == {"background", "support", "accent", "ink", "paper"}


def test_a_warm_film_is_warmer_than_a_cold_one(tmp_path: Path) -> None:
    frames = held(16, 12)
    warm = [(one * np.array([1.0, 0.9, 0.6])).astype(np.uint8) for one in frames]
    cold = [(one * np.array([0.6, 0.85, 1.0])).astype(np.uint8) for one in frames]
    first, second = (analysed(tmp_path, one).grade for one in (warm, cold))
    assert first.temperature > second.temperature + 15


def test_darker_corners_are_told_as_a_vignette(tmp_path: Path) -> None:
    y, x = np.mgrid[:HEIGHT, :WIDTH]
    far = np.hypot(x / WIDTH - 0.5, y / HEIGHT - 0.5)
    even = np.full((HEIGHT, WIDTH, 3), 160, np.uint8)
    dark = (even * (1 - 0.9 * far[..., None] ** 2)).astype(np.uint8)
    assert analysed(tmp_path, [dark] * 8).grade.vignette > 0.2
    assert analysed(tmp_path, [even] * 8).grade.vignette < 0.02


def test_a_mirrored_picture_is_symmetrical(tmp_path: Path) -> None:
    half = seen(still(17))[:, : WIDTH // 2]
    mirrored = np.concatenate((half, half[:, ::-1]), axis=1)
    first = analysed(tmp_path, [mirrored] * 20).composition
    second = analysed(tmp_path, [seen(still(18))] * 20).composition
    assert first.symmetry > 0.95
    assert second.symmetry < 0.8


def test_a_bright_spot_draws_the_eye_to_its_place(tmp_path: Path) -> None:
    frame = np.full((HEIGHT, WIDTH, 3), 40, np.uint8)
    frame[90:115, 45:70] = (255, 220, 60)
    found = analysed(tmp_path, [frame] * 20).composition
    assert found.x == pytest.approx(0.32, abs=0.08)
    assert found.y == pytest.approx(0.32, abs=0.08)
    assert found.faces == 0.0
