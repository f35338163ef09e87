"""The camera: where it looks, how it moves, and that it does not shake."""

from __future__ import annotations

import itertools
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.extensions.providers.video.workshop import film, painted, reel_of, still, write_picture

from heliograph.extensions.providers.video.cameras import eased, filmed, path_of, view_of
from heliograph.extensions.providers.video.planes import planes_of
from heliograph.sdk.timeline import Camera, Framing

WAYS = st.floats(0, 1)
ZOOMS = st.floats(1, 4)
SIDES = st.integers(64, 4000)


def shifts(planes: list[npt.NDArray[np.uint8]]) -> npt.NDArray[np.float64]:
    """How far each frame's middle has moved against the one before, in pixels."""
    height, width = planes[0].shape
    part = (
        slice(height // 2 - 200, height // 2 + 200),
        slice(width // 2 - 200, width // 2 + 200),
    )
    window = cv2.createHanningWindow((400, 400), cv2.CV_64F)
    cut = [plane[part].astype(np.float64) for plane in planes]
    # OpenCV writes into what it is given.
    found = [
        cv2.phaseCorrelate(first.copy(), last.copy(), window.copy())[0]
        for first, last in itertools.pairwise(cut)
    ]
    return np.array(found)


def shake(moves: npt.NDArray[np.float64]) -> float:
    """The root mean square of the change of speed, in pixels."""
    return float(np.sqrt((np.diff(moves, axis=0) ** 2).sum(axis=1).mean()))


def panned(folder: Path) -> list[npt.NDArray[np.uint8]]:
    """Luma of a slow, steady move across a detailed picture at 720 x 1280, before encoding."""
    write_picture(folder, "big", painted(5, (1500, 2400)))
    move = {"start": {"x": 0.45, "zoom": 1.1}, "end": {"x": 0.55, "zoom": 1.1}, "ease": "linear"}
    sources = {"big": {"path": "big.png", "kind": "picture"}}
    timeline = film(folder, [still("one", "big", 1.0, camera=move)], sources=sources)
    reel = reel_of(folder, timeline, (720, 1280))
    return [reel.frame(index).y for index in range(30)]


def test_a_slow_move_does_not_shake(tmp_path: Path) -> None:
    moves = shifts(panned(tmp_path))
    assert abs(moves[:, 0].mean()) > 0.5
    assert shake(moves) <= 0.05


def test_the_measure_sees_a_move_by_whole_pixels(tmp_path: Path) -> None:
    first = panned(tmp_path)[0]
    rounded = [np.roll(first, round(-0.6 * index), axis=1) for index in range(30)]
    assert shake(shifts(rounded)) > 0.3


def test_luma_and_chroma_move_together() -> None:
    """A green light must stay on its own luma wherever the camera looks."""
    rows, columns = np.indices((400, 400)) + 0.5
    glow = np.exp(-((rows - 200) ** 2 + (columns - 200) ** 2) / (2 * 24**2))[:, :, None]
    pixels = np.rint(90 + glow * np.array([-60, 140, -60])).astype(np.uint8)
    planes = planes_of(pixels)
    path = path_of(Camera(end=Framing(x=0.47, y=0.53, zoom=1.3)), (400, 400), (200, 200), 40)
    for index in range(0, 40, 3):
        frame = filmed(planes, path.view(index), (200, 200))
        luma = centre(np.abs(frame.y.astype(float) - float(frame.y[2, 2])))
        chroma = centre(frame.v.astype(float) - float(frame.v[2, 2]))
        assert luma == pytest.approx(chroma * 2, abs=0.08)


def centre(weights: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The middle of what stands out, from the plane's edge."""
    rows, columns = np.indices(weights.shape) + 0.5
    return np.array([(rows * weights).sum(), (columns * weights).sum()]) / weights.sum()


@given(x=WAYS, y=WAYS, zoom=ZOOMS, picture=st.tuples(SIDES, SIDES))
def test_no_framing_shows_anything_beyond_the_picture(
    x: float, y: float, zoom: float, picture: tuple[int, int]
) -> None:
    view = view_of(Framing(x=x, y=y, zoom=zoom), picture, (1080, 1920))
    assert view.left >= -1e-6
    assert view.top >= -1e-6
    assert view.left + view.width <= picture[0] + 1e-6
    assert view.top + view.width * 1920 / 1080 <= picture[1] + 1e-6


@given(part=WAYS, ease=st.sampled_from(["linear", "in", "out", "in_out"]))
def test_a_move_never_turns_back_and_ends_where_it_should(part: float, ease: str) -> None:
    assert eased(0, ease) == pytest.approx(0)
    assert eased(1, ease) == pytest.approx(1)
    assert eased(part, ease) <= eased(min(1.0, part + 0.01), ease) + 1e-9


def test_what_the_camera_moves_toward_stays_where_it_is() -> None:
    """A zoom from the whole to a corner must not swing: its fixed point holds still."""
    path = path_of(Camera(end=Framing(x=0.2, y=0.2, zoom=2.0)), (1000, 1000), (500, 500), 50)
    first, last = path.view(0), path.view(49)
    share = first.left - last.left
    fixed = last.left + last.width * share / (share + (last.width - first.width))
    for index in range(50):
        view = path.view(index)
        seen = (fixed - view.left) / view.width
        assert seen == pytest.approx((fixed - first.left) / first.width, abs=1e-6)


def test_the_same_picture_looks_alike_still_and_moving(tmp_path: Path) -> None:
    moving = {"start": {"zoom": 1.0}, "end": {"zoom": 1.2}}
    timeline = film(tmp_path, [still("a", "p0", 0.5), still("b", "p0", 0.5, camera=moving)])
    reel = reel_of(tmp_path, timeline)
    held, moved = reel.frame(3), reel.frame(15)
    assert np.abs(held.y.astype(int) - moved.y.astype(int)).mean() < 2.5
