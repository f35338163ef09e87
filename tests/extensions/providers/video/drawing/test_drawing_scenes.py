"""Computed scenes: they move, are the same for the same seed, and show what they are asked."""

from __future__ import annotations

from itertools import pairwise
from math import cos, radians
from typing import get_args

import cv2
import numpy as np
import pytest
from tests.extensions.providers.video.drawing.easel import Pixels, luminances, near, same

from heliograph.extensions.providers.video.drawing import Setting, open_ground
from heliograph.extensions.providers.video.drawing.places import TITLED, column, focus
from heliograph.extensions.providers.video.drawing.scenes.field import develop, grid_of
from heliograph.extensions.providers.video.drawing.scenes.labels import label_of
from heliograph.extensions.providers.video.drawing.scenes.sky_map import focus_of, positions_of
from heliograph.extensions.providers.video.frames import Ground
from heliograph.extensions.providers.video.planes import pixels_of
from heliograph.sdk.timeline import Drawn, Look
from heliograph.sdk.timeline.document import DrawnScene, Value

SIZE = (270, 480)
SCENES: tuple[DrawnScene, ...] = get_args(DrawnScene)
SEEDED = [scene for scene in SCENES if scene != "pattern"]
SKY: dict[str, Value] = {"sun": 239.2, "moon": 102.0, "venus": 265.5, "saturn": 356.1}


def opened(
    scene: DrawnScene,
    seed: int = 3,
    size: tuple[int, int] = SIZE,
    values: dict[str, Value] | None = None,
) -> Ground:
    shown = SKY if scene == "sky_map" and values is None else values or {}
    shot = Drawn(scene=scene, seed=seed, values=shown)
    return open_ground(shot, Setting(size, Look(), 180, 30))


def looked(ground: Ground, index: int) -> Pixels:
    return pixels_of(ground.frame(index))[:, :, ::-1]


@pytest.mark.parametrize("scene", SCENES)
@pytest.mark.parametrize("size", [(270, 480), (480, 270), (360, 360), (134, 622)])
def test_a_scene_fills_a_frame_of_any_shape(scene: DrawnScene, size: tuple[int, int]) -> None:
    planes = opened(scene, size=size).frame(45)
    width, height = size
    assert planes.y.shape == (height, width)
    assert planes.u.shape == planes.v.shape == (height // 2, width // 2)
    assert planes.y.dtype == planes.u.dtype == np.uint8
    assert planes.y.min() >= 15


@pytest.mark.parametrize("scene", SCENES)
def test_a_scene_moves_and_never_flashes(scene: DrawnScene) -> None:
    ground = opened(scene)
    assert not same(ground.frame(10), ground.frame(60))
    light = [float(luminances(looked(ground, index)).mean()) for index in range(0, 60, 2)]
    assert max(abs(one - other) for one, other in pairwise(light)) < 0.02


@pytest.mark.parametrize("scene", SCENES)
def test_the_same_seed_gives_the_same_frames_in_whatever_order(scene: DrawnScene) -> None:
    one, other = opened(scene), opened(scene)
    for index in (0, 1, 50):
        one.frame(index)
    assert same(one.frame(33), other.frame(33))


@pytest.mark.parametrize("scene", SEEDED)
def test_another_seed_gives_other_frames(scene: DrawnScene) -> None:
    assert not same(opened(scene).frame(33), opened(scene, seed=4).frame(33))


@pytest.mark.parametrize("scene", SCENES)
def test_the_caller_may_write_into_a_frame(scene: DrawnScene) -> None:
    ground, untouched = opened(scene), opened(scene)
    planes = ground.frame(60)
    for plane in (planes.y, planes.u, planes.v):
        plane[:] = 0
    assert same(ground.frame(60), untouched.frame(60))


@pytest.mark.parametrize("scene", ["gradient", "light_rays", "aurora"])
def test_soft_light_shows_no_bands(scene: DrawnScene) -> None:
    plane = opened(scene, size=(540, 960)).frame(30).y
    assert _longest_step(plane) < 24
    smooth = np.asarray(cv2.GaussianBlur(plane, (0, 0), 6), dtype=np.uint8)
    assert _longest_step(smooth) > 24


def _longest_step(plane: Pixels) -> int:
    """The longest run of equal values in some rows: what the eye sees as a band."""
    longest = 0
    for row in plane[40:-40:80]:
        edges = np.flatnonzero(np.diff(row.astype(int)))
        longest = max(longest, int(np.diff(edges).max(initial=0)))
    return longest


def test_light_is_developed_without_leaving_the_range() -> None:
    grid = grid_of(SIZE)
    bright = develop(np.full((*grid.shape, 3), 9.0, np.float32), SIZE)
    dark = develop(np.zeros((*grid.shape, 3), np.float32), SIZE)
    assert bright.y.max() <= 237
    assert dark.y.min() >= 14
    assert abs(int(np.median(dark.u)) - 128) <= 1


@pytest.mark.parametrize("phase", [45.0, 90.0, 150.0, 180.0, 270.0])
def test_the_moon_is_lit_as_its_phase_says(phase: float) -> None:
    pixels = looked(opened("moon", size=(540, 960), values={"phase": phase}), 179)
    radius = 0.285 * 540 * 1.1
    y, x = np.mgrid[0:960, 0:540]
    disc = np.hypot(x - 270, y - focus((540, 960))[1] * 960) < radius * 0.985
    lit = (luminances(pixels) > 0.10) & disc
    share = (1 - cos(radians(phase))) / 2
    assert lit.sum() / disc.sum() == pytest.approx(share, abs=0.09)
    if phase in (90.0, 270.0):
        assert (np.nonzero(lit)[1].mean() > 270) == (phase < 180)


def test_the_sun_stands_at_its_longitude_once_the_wheel_has_turned() -> None:
    accent = (0xF2 / 255, 0xB8 / 255, 0x4B / 255)
    places = []
    middle = focus((540, 960))[1] * 960
    for longitude in (0.0, 90.0, 180.0, 270.0):
        ground = opened("sky_map", size=(540, 960), values={"sun": longitude})
        # The label says the same in words; it stands inside the ring of the planets.
        ring = near(looked(ground, 70), accent, 60)
        y, x = np.mgrid[0:960, 0:540]
        far = np.hypot(x - 270, y - middle) / (0.385 * 540)
        rows, columns = np.nonzero(ring * ((far > 0.62) & (far < 0.80)))
        places.append((columns.mean() - 270, rows.mean() - middle))
    # Aries at the left, and against the clock: Cancer below, Libra right, Capricorn above.
    sides = [(-1, 0), (0, 1), (1, 0), (0, -1)]
    for (x_at, y_at), side in zip(places, sides, strict=True):
        assert x_at * side[0] + y_at * side[1] > 0.6 * 0.385 * 540


def test_the_wheel_turns_in_and_then_rests() -> None:
    ground = opened("sky_map", size=(540, 960), values={"sun": 10.0})
    region = (slice(150, 620), slice(40, 500))
    early, later, rested = (looked(ground, index)[region].astype(int) for index in (8, 20, 100))
    still = looked(ground, 102)[region].astype(int)
    assert np.abs(early - later).mean() > 4 * np.abs(rested - still).mean()


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"sun": 400.0, "moon": -10}, {"sun": 40.0, "moon": 350.0}),
        ({"positions": {"mars": 12.5}}, {"mars": 12.5}),
        ({"sun": True, "moon": "12", "vulcan": 3.0, "mars": float("inf")}, {}),
    ],
)
def test_only_planets_with_a_longitude_are_placed(
    values: dict[str, Value], expected: dict[str, float]
) -> None:
    assert positions_of(values) == expected


def test_the_planets_that_matter_are_named() -> None:
    all_of = dict.fromkeys(("sun", "moon", "mars", "venus", "saturn"), 0.0)
    assert focus_of({"focus": "Mars, saturn"}, all_of) == ("mars", "saturn")
    assert focus_of({}, all_of) == ("sun", "moon")
    assert focus_of({}, {"mars": 1.0}) == ("mars",)
    assert label_of("moon", 102.0, "en") == "Moon 12° Cancer"


def test_an_arabic_label_counts_in_the_digits_of_the_words_beside_it() -> None:
    label = label_of("moon", 359.9, "ar")
    assert label == "القمر ٢٩° الحوت"
    assert not any(mark.isascii() and mark.isdigit() for mark in label)
    assert any(mark.isascii() and mark.isdigit() for mark in label_of("moon", 359.9, "en"))


@pytest.mark.parametrize("scene", ["moon", "sky_map"])
def test_a_wide_frame_has_its_subject_beside_the_titles(scene: DrawnScene) -> None:
    room = column((960, 540))
    assert focus((960, 540))[0] * 960 > room.right
    assert focus((540, 960))[0] == focus((540, 540))[0] == 0.5
    values: dict[str, Value] = {"phase": 180.0} if scene == "moon" else SKY
    light = luminances(looked(opened(scene, size=(960, 540), values=values), 120))
    left, right = light[60:400, :440].mean(), light[60:400, 500:].mean()
    assert right > 1.5 * left


def test_the_moon_leaves_room_for_titles_above_it() -> None:
    tops = []
    for titled in (TITLED, 0.33):
        values: dict[str, Value] = {"phase": 180.0, "titled": titled}
        pixels = looked(opened("moon", size=(540, 540), values=values), 179)
        lit = luminances(pixels)[:, 260:280].mean(axis=1) > 0.25
        tops.append(int(np.argmax(lit)))
    assert tops[0] < 0.33 * 540 < tops[1]


def test_a_pattern_that_has_begun_is_there_in_the_first_frame() -> None:
    inked = []
    for begun in (0.0, 0.38, 1.0):
        ground = opened("pattern", values={"order": 8, "begun": begun})
        gold = near(looked(ground, 0), (0.75, 0.58, 0.28), 70)
        inked.append(int(gold.sum()))
    assert inked[0] < 40 < inked[1] < inked[2]
    whole = opened("pattern", values={"order": 8, "begun": 1.0})
    late = near(looked(whole, 150), (0.75, 0.58, 0.28), 70).sum()
    assert inked[2] > 0.8 * late, "nothing is left to draw"


@pytest.mark.parametrize("order", [6, 8, 10, 12, 16])
def test_a_pattern_draws_itself_line_by_line(order: int) -> None:
    ground = opened("pattern", values={"order": order})
    drawn = []
    for index in (0, 60, 85, 150):
        light = looked(ground, index).astype(int)
        drawn.append(int((light[:, :, 0] - light[:, :, 2] > 10).sum()))
    assert drawn[0] < drawn[1] < drawn[2] <= drawn[3] * 1.02
    assert drawn[3] > 1500


def test_a_pattern_has_the_symmetry_of_its_order() -> None:
    size = (480, 480)
    light = looked(opened("pattern", size=size, values={"order": 8}), 170).astype(int)
    straps = (light[:, :, 0] - light[:, :, 2] > 8).astype(np.float32)
    middle = (0.5 * 480 - 0.5, 0.42 * 480 - 0.5)

    def likeness(degrees: float) -> float:
        turn = cv2.getRotationMatrix2D(middle, degrees, 1.0)
        turned = cv2.warpAffine(straps, turn, size)
        y, x = np.mgrid[0:480, 0:480]
        near_middle = np.hypot(x - middle[0], y - middle[1]) < 55
        one, other = straps[near_middle], np.asarray(turned)[near_middle]
        return float((one * other).sum() / max(1.0, one.sum()))

    assert likeness(45.0) > likeness(22.5) + 0.2
    assert likeness(90.0) > likeness(22.5) + 0.2


@pytest.mark.parametrize("scene", SCENES)
def test_a_draft_shows_what_the_video_will_show(scene: DrawnScene) -> None:
    whole, draft = looked(opened(scene, size=(540, 960)), 80), looked(opened(scene), 80)
    shrunk = cv2.resize(whole, SIZE, interpolation=cv2.INTER_AREA)
    other = looked(opened("gradient" if scene != "gradient" else "aurora"), 80)
    apart = np.abs(np.asarray(shrunk, dtype=float) - draft).mean()
    assert apart < 5
    assert np.abs(np.asarray(shrunk, dtype=float) - other).mean() > 2 * apart
