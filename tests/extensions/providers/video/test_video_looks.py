"""Grades, the lens, and what is laid over a frame."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.extensions.providers.video.workshop import (
    apart,
    film,
    grey,
    painted,
    reel_of,
    still,
    write_picture,
)

from heliograph.extensions.providers.video import lut
from heliograph.extensions.providers.video.frames import Planes, Sprite
from heliograph.extensions.providers.video.grades import Grade
from heliograph.extensions.providers.video.laying import Lens, lay
from heliograph.extensions.providers.video.planes import filled, pixels_of, planes_of, solid
from heliograph.sdk.video import CannotRender

WARM = "#c08040"


def warm(size: int = 17) -> lut.Table:
    """A table that lifts red and lowers blue, each along a curve."""
    values = lut.identity(size).values.copy()
    values[..., 0] = values[..., 0] ** 0.8
    values[..., 2] = values[..., 2] ** 1.3
    return lut.Table(values, "Warm")


def test_a_table_comes_out_of_a_file_as_it_went_in(tmp_path: Path) -> None:
    again = lut.read_cube(lut.write_cube(warm(), tmp_path / "warm.cube"))
    assert again.size == 17
    assert again.values == pytest.approx(warm().values, abs=1e-6)


def test_a_file_of_another_program_is_read(tmp_path: Path) -> None:
    file = tmp_path / "other.cube"
    rows = [f"{r} {g} {b}" for b in (0, 1) for g in (0, 1) for r in (0, 1)]
    head = ["# made elsewhere", 'TITLE "A look"', "", "LUT_3D_SIZE 2"]
    file.write_bytes(("\ufeff" + "\r\n".join(head + rows)).encode())
    assert lut.read_cube(file).values == pytest.approx(lut.identity(2).values)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "LUT_3D_SIZE is missing"),
        ("LUT_1D_SIZE 2\n0 0 0\n1 1 1", "LUT_3D_SIZE is missing"),
        ("LUT_3D_SIZE 2\n0 0 0", "1 colours, 8 belong"),
        ("LUT_3D_SIZE 900\n0 0 0", "not between 2 and 65"),
        ("LUT_3D_SIZE two", "are not numbers"),
        ("LUT_3D_SIZE 2\n0 0 nan", "without bounds"),
        ("LUT_3D_SIZE 2\n0 0", "not one colour"),
        ("LUT_3D_SIZE 2\nDOMAIN_MAX 2 2 2\n", "domain"),
    ],
)
def test_a_table_that_is_wrong_is_refused_with_its_fault(
    tmp_path: Path, text: str, why: str
) -> None:
    file = tmp_path / "wrong.cube"
    file.write_text(text)
    with pytest.raises(CannotRender, match=why):
        lut.read_cube(file)


def test_the_table_that_changes_nothing_changes_nothing() -> None:
    pixels = painted(1)
    assert apart(Grade(lut.identity(33), 1.0).applied(pixels), pixels) < 0.02


def test_a_grade_follows_its_curve_at_its_strength() -> None:
    pixels = painted(2)
    whole = Grade(warm(33), 1.0).applied(pixels)
    red, blue = pixels[..., 2] / 255, pixels[..., 0] / 255
    assert np.abs(whole[..., 2] - 255 * red**0.8).max() < 2.0
    assert np.abs(whole[..., 0] - 255 * blue**1.3).max() < 2.0
    half = Grade(warm(33), 0.5).applied(pixels)
    between = (pixels.astype(float) + whole) / 2
    assert apart(half, between.astype(np.uint8)) < 1.0


def test_a_timelines_grade_is_seen_on_its_pictures(tmp_path: Path) -> None:
    lut.write_cube(warm(), tmp_path / "warm.cube")
    write_picture(tmp_path, "grey", grey(128))
    sources = {
        "grey": {"path": "grey.png", "kind": "picture"},
        "warm": {"path": "warm.cube", "kind": "lut"},
    }
    timeline = film(tmp_path, [still("a", "grey")], sources=sources, look={"lut": "warm"})
    blue, green, red = pixels_of(reel_of(tmp_path, timeline).frame(0))[100, 100].tolist()
    assert red == pytest.approx(255 * (128 / 255) ** 0.8, abs=3)
    assert green == pytest.approx(128, abs=3)
    assert blue == pytest.approx(255 * (128 / 255) ** 1.3, abs=3)


def test_colours_survive_the_planes() -> None:
    pixels = painted(3, (256, 256))
    assert apart(pixels_of(planes_of(pixels)), pixels) < 2.5
    assert pixels_of(solid((8, 8), WARM))[4, 4].tolist() == pytest.approx([0x40, 0x80, 0xC0], abs=2)


def test_black_stays_black_and_corners_darken() -> None:
    lens = Lens((200, 300), 1.0, 0.0, 1)
    black = lens.finish(filled((200, 300), (16, 128, 128)), 0)
    assert int(black.y.min()) >= 15
    assert int(black.y.max()) <= 17
    light = lens.finish(filled((200, 300), (200, 90, 160)), 0)
    assert int(light.y[150, 100]) >= 199
    assert int(light.y[0, 0]) < 100
    assert abs(int(light.u[0, 0]) - 128) < abs(90 - 128)


def test_grain_moves_from_frame_to_frame_and_changes_no_brightness() -> None:
    lens = Lens((200, 300), 0.0, 1.0, 1)
    first, second = (lens.finish(filled((200, 300), (120, 128, 128)), at) for at in (0, 1))
    assert not np.array_equal(first.y, second.y)
    assert float(first.y.std()) > 3
    assert float(first.y.mean()) == pytest.approx(120, abs=0.5)
    again = Lens((200, 300), 0.0, 1.0, 1).finish(filled((200, 300), (120, 128, 128)), 1)
    assert np.array_equal(again.y, second.y)


def sprite(left: int, top: int, alpha: int, luma: int, size: int = 8) -> Sprite:
    full = np.full((size, size), alpha, np.uint8)
    half = full[::2, ::2].copy()
    ink = np.full_like(full, luma * alpha // 255)
    rest = np.full_like(half, 128 * alpha // 255)
    return Sprite(left, top, ink, rest, rest, full, half)


def test_a_sprite_covers_by_its_alpha_and_nothing_else() -> None:
    frame = filled((32, 32), (100, 128, 128))
    lay(frame, [sprite(8, 8, 255, 200), sprite(20, 20, 128, 200)])
    assert set(np.unique(frame.y[8:16, 8:16])) == {200}
    assert float(frame.y[22, 22]) == pytest.approx(150, abs=1)
    assert int(frame.y[4, 4]) == 100
    assert set(np.unique(frame.u)) <= {127, 128}


@pytest.mark.parametrize("place", [(-4, -4), (28, 28), (-40, 0), (0, 64)])
def test_what_reaches_over_the_edge_is_left_out(place: tuple[int, int]) -> None:
    frame: Planes = filled((32, 32), (100, 128, 128))
    lay(frame, [sprite(*place, 255, 200)])
    covered = int((frame.y == 200).sum())
    assert covered == {(-4, -4): 16, (28, 28): 16}.get(place, 0)
