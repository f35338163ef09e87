"""What joins shots is found, placed and named; what only looks like a join is not."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from tests.extensions.providers.style_analysis.films import (
    HEIGHT,
    RGB,
    WIDTH,
    held,
    lettered,
    mixed,
    seen,
    still,
    written,
)

from heliograph.extensions.providers.style_analysis import StyleAnalysis
from heliograph.extensions.providers.video.frames import Planes
from heliograph.extensions.providers.video.transitions import transition
from heliograph.sdk.style import Analysis


def analysed(path: Path) -> Analysis:
    return StyleAnalysis().analyse(path)


def joined(kind: str, length: int = 18) -> list[RGB]:
    """Two shots of 45 frames and the renderer's own transition between them."""

    def planes(picture: RGB) -> Planes:
        whole = cv2.cvtColor(picture, cv2.COLOR_RGB2YUV_I420)
        rest = whole[HEIGHT:].reshape(2, HEIGHT // 2, WIDTH // 2)
        return Planes(whole[:HEIGHT].copy(), rest[0].copy(), rest[1].copy())

    def rgb(one: Planes) -> RGB:
        flat = np.concatenate([np.asarray(part).reshape(-1) for part in (one.y, one.u, one.v)])
        whole = flat.reshape(HEIGHT * 3 // 2, WIDTH)
        return np.asarray(cv2.cvtColor(whole, cv2.COLOR_YUV2RGB_I420), np.uint8)

    first, second = held(3, 45 + length), held(8, 45 + length)
    blend = transition(kind, (WIDTH, HEIGHT), 1)
    between = [
        rgb(blend(planes(first[45 + at]), planes(second[at]), (at + 1) / (length + 1)))
        for at in range(length)
    ]
    return [*first[:45], *between, *second[length:]]


def test_a_cut_is_found_at_its_frame(tmp_path: Path) -> None:
    found = analysed(written(tmp_path / "a.mp4", [*held(1, 40), *held(2, 50)]))
    assert [(one.kind, one.start_frame, one.end_frame) for one in found.transitions] == [
        ("cut", 40, 40)
    ]
    assert [(one.start_frame, one.end_frame) for one in found.shots] == [(0, 40), (40, 90)]


@pytest.mark.parametrize(
    "kind",
    ["dissolve", "fade_black", "fade_white", "wipe_left", "wipe_down", "slide_up", "iris"],
)
def test_a_transition_is_named_and_placed(kind: str, tmp_path: Path) -> None:
    found = analysed(written(tmp_path / "a.mp4", joined(kind))).transitions
    assert [one.kind for one in found] == [kind]
    assert found[0].start_frame == pytest.approx(45, abs=4)
    assert found[0].end_frame == pytest.approx(63, abs=6)


def test_a_long_dissolve_is_one_transition(tmp_path: Path) -> None:
    first, second = held(4, 90), held(5, 90)
    between = [mixed(first[40 + at], second[at], (at + 1) / 41) for at in range(40)]
    found = analysed(written(tmp_path / "a.mp4", [*first[:40], *between, *second[40:]]))
    assert [one.kind for one in found.transitions] == ["dissolve"]
    assert found.transitions[0].end_frame - found.transitions[0].start_frame > 30


def test_a_flash_is_no_join(tmp_path: Path) -> None:
    frames = held(6, 80)
    for at in (30, 31, 55):
        frames[at] = np.full_like(frames[at], 250)
    assert analysed(written(tmp_path / "a.mp4", frames)).transitions == ()


def test_captions_that_change_are_no_join(tmp_path: Path) -> None:
    words = ("morning", "EVENING", "all day")
    frames = [lettered(one, words[at // 12 % 3]) for at, one in enumerate(held(7, 90))]
    assert analysed(written(tmp_path / "a.mp4", frames)).transitions == ()


def test_a_camera_that_moves_is_no_join(tmp_path: Path) -> None:
    picture = still(9, 2.0)
    frames = [seen(picture, x=1.1 * (at - 45), zoom=1 + 0.004 * at) for at in range(90)]
    assert analysed(written(tmp_path / "a.mp4", frames)).transitions == ()


def test_noise_is_no_join(tmp_path: Path) -> None:
    random = np.random.default_rng(2)
    frames = [random.integers(0, 255, (HEIGHT, WIDTH, 3)).astype(np.uint8) for _ in range(60)]
    assert analysed(written(tmp_path / "a.mp4", frames)).transitions == ()


def test_coming_from_black_is_the_opening_and_no_join(tmp_path: Path) -> None:
    frames = held(10, 80)
    for at in range(15):
        frames[at] = (frames[at] * (at / 15)).astype(np.uint8)
    found = analysed(written(tmp_path / "a.mp4", frames))
    assert found.transitions == ()
    assert found.structure.opens == "fade_black"


def test_pace_is_told_in_seconds(tmp_path: Path) -> None:
    frames = [frame for seed, count in ((1, 30), (2, 60), (3, 90)) for frame in held(seed, count)]
    pace = analysed(written(tmp_path / "a.mp4", frames)).pace
    assert (pace.mean, pace.shortest, pace.longest, pace.hook) == (2.0, 1.0, 3.0, 1.0)
    assert pace.per_minute == pytest.approx(20.0)
