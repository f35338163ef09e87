"""Transitions: each begins with the one picture, ends with the other, and does not flash."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import numpy as np
import pytest
from tests.extensions.providers.video.workshop import (
    HEIGHT,
    WIDTH,
    apart,
    film,
    grey,
    painted,
    reel_of,
    still,
    write_picture,
)

from heliograph.extensions.providers.video.frames import Planes
from heliograph.extensions.providers.video.planes import pixels_of, planes_of
from heliograph.extensions.providers.video.transitions import transition
from heliograph.sdk.timeline.document import TransitionKind

KINDS = [kind for kind in get_args(TransitionKind) if kind != "cut"]
SIZE = (WIDTH, HEIGHT)


def planes(seed: int) -> Planes:
    return planes_of(painted(seed, SIZE))


def luma(found: Planes) -> float:
    return float(found.y.mean())


@pytest.mark.parametrize("kind", KINDS)
def test_it_begins_with_the_one_picture_and_ends_with_the_other(kind: str) -> None:
    blend, first, last = transition(kind, SIZE, 1), planes(1), planes(2)
    begin, end = blend(first, last, 0.01), blend(first, last, 0.99)
    assert apart(begin.y, first.y) < 0.35 * apart(begin.y, last.y)
    assert apart(end.y, last.y) < 0.35 * apart(end.y, first.y)


@pytest.mark.parametrize("kind", KINDS)
def test_every_frame_on_the_way_is_a_whole_frame_and_the_sources_stay(kind: str) -> None:
    blend, first, last = transition(kind, SIZE, 1), planes(1), planes(2)
    kept = first.y.copy(), last.u.copy()
    for part in np.linspace(0.05, 0.95, 7):
        found = blend(first, last, float(part))
        assert [plane.shape for plane in (found.y, found.u, found.v)] == [
            (HEIGHT, WIDTH),
            (HEIGHT // 2, WIDTH // 2),
            (HEIGHT // 2, WIDTH // 2),
        ]
    assert np.array_equal(first.y, kept[0])
    assert np.array_equal(last.u, kept[1])


@pytest.mark.parametrize("kind", [kind for kind in KINDS if not kind.startswith("fade")])
def test_between_two_alike_pictures_nothing_flashes(kind: str) -> None:
    blend, first, last = transition(kind, SIZE, 1), planes(1), planes(2)
    low, high = sorted((luma(first), luma(last)))
    levels = [luma(blend(first, last, part / 16)) for part in range(1, 16)]
    assert min(levels) > low - 14
    assert max(levels) < high + 14


@pytest.mark.parametrize(
    ("kind", "place"),
    [
        ("wipe_left", (HEIGHT // 2, WIDTH - 8)),
        ("wipe_right", (HEIGHT // 2, 8)),
        ("wipe_up", (HEIGHT - 8, WIDTH // 2)),
        ("wipe_down", (8, WIDTH // 2)),
        ("slide_left", (HEIGHT // 2, WIDTH - 8)),
        ("slide_right", (HEIGHT // 2, 8)),
        ("slide_up", (HEIGHT - 8, WIDTH // 2)),
        ("slide_down", (8, WIDTH // 2)),
        ("iris", (HEIGHT // 2, WIDTH // 2)),
    ],
)
def test_the_new_picture_comes_from_the_right_side(kind: str, place: tuple[int, int]) -> None:
    first, last = planes_of(grey(40)), planes_of(grey(200))
    found = transition(kind, SIZE, 1)(first, last, 0.3).y
    opposite = (HEIGHT - 1 - place[0], WIDTH - 1 - place[1]) if kind != "iris" else (2, 2)
    assert found[place] == last.y[0, 0]
    assert found[opposite] == first.y[0, 0]


def test_fades_go_through_black_and_through_white() -> None:
    first, last = planes(1), planes(2)
    black = transition("fade_black", SIZE, 1)(first, last, 0.5)
    white = transition("fade_white", SIZE, 1)(first, last, 0.5)
    assert black.y.max() <= 17
    assert white.y.min() >= 234
    assert abs(int(black.u.max()) - 128) <= 1


def test_a_disturbed_signal_is_the_same_for_the_same_seed_only() -> None:
    first, last = planes(1), planes(2)
    one, same, other = (transition("glitch", SIZE, s)(first, last, 0.5).y for s in (1, 1, 2))
    assert np.array_equal(one, same)
    assert not np.array_equal(one, other)


def test_equal_pictures_stay_equal_under_a_soft_edge() -> None:
    first = planes(1)
    for kind in ("wipe_left", "iris", "dissolve"):
        assert apart(transition(kind, SIZE, 1)(first, first, 0.5).y, first.y) < 0.1


def test_the_first_scene_rises_from_black(tmp_path: Path) -> None:
    write_picture(tmp_path, "light", grey(200))
    sources = {"light": {"path": "light.png", "kind": "picture"}}
    scene = still("one", "light", 1.0, transition={"kind": "dissolve", "seconds": 0.5})
    reel = reel_of(tmp_path, film(tmp_path, [scene], sources=sources))
    levels = [float(pixels_of(reel.frame(index)).mean()) for index in range(17)]
    assert levels[0] < 20
    assert levels == sorted(levels)
    assert levels[15] == pytest.approx(200, abs=2)


def test_a_dissolve_shows_both_scenes_half_way(tmp_path: Path) -> None:
    for name, level in (("dark", 50), ("light", 200)):
        write_picture(tmp_path, name, grey(level))
    sources = {name: {"path": f"{name}.png", "kind": "picture"} for name in ("dark", "light")}
    fade = {"kind": "dissolve", "seconds": 0.3}
    scenes = [still("one", "dark"), still("two", "light", transition=fade)]
    reel = reel_of(tmp_path, film(tmp_path, scenes, sources=sources))
    levels = [float(pixels_of(reel.frame(index)).mean()) for index in range(20, 31)]
    assert levels[0] == pytest.approx(50, abs=2)
    assert levels[-1] == pytest.approx(200, abs=2)
    # Nine frames in equal steps between the two.
    assert levels[5] == pytest.approx(125, abs=3)
    assert np.diff(levels) == pytest.approx([15] * 10, abs=2)
