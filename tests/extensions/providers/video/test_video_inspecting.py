"""Looking at finished files: black, frozen, flashing, silence and likeness are found where they
are, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import av
import cv2
import numpy as np
import numpy.typing as npt
import pytest

from heliograph.extensions.providers.video import VideoProvider
from heliograph.sdk.timeline import Drawn, Scene, Timeline
from heliograph.sdk.video import CannotRender, VideoFacts

FPS, SIZE = 30, (96, 96)
Picture = npt.NDArray[np.uint8]
TIMELINE = Timeline(scenes=(Scene(id="one", seconds=4, shot=Drawn(scene="gradient")),))


def write(path: Path, picture: Callable[[int], Picture], frames: int, crf: int = 12) -> None:
    with av.open(str(path), "w") as file:
        stream = file.add_stream("libx264", rate=FPS, options={"crf": str(crf)})
        stream.width, stream.height, stream.pix_fmt = *SIZE, "yuv420p"
        for number in range(frames):
            file.mux(stream.encode(av.VideoFrame.from_ndarray(picture(number), format="rgb24")))
        file.mux(stream.encode(None))


def moving(number: int) -> Picture:
    """Soft hills that drift: never black, never still, never flashing."""
    x, y = np.meshgrid(np.arange(SIZE[0]), np.arange(SIZE[1]))
    wave = np.sin((x + number * 2) / 9) + np.cos((y - number) / 13)
    return np.repeat((120 + 40 * wave).astype(np.uint8)[..., None], 3, axis=2)


def clouds(seed: int) -> Callable[[int], Picture]:
    """Pictures with something in every corner, as real ones have."""
    dice = np.random.default_rng(seed)
    grid = dice.integers(20, 235, (12, 12)).astype(np.uint8)
    large = cv2.resize(grid, (SIZE[0] * 2, SIZE[1]), interpolation=cv2.INTER_CUBIC)

    def picture(number: int) -> Picture:
        part = large[:, number // 2 : number // 2 + SIZE[0]]
        return np.repeat(part[..., None], 3, axis=2)

    return picture


def found(tmp_path: Path, picture: Callable[[int], Picture], frames: int = 120) -> VideoFacts:
    path = tmp_path / "film.mp4"
    write(path, picture, frames)
    return VideoProvider().inspect(TIMELINE, tmp_path, path)


def test_an_ordinary_film_shows_nothing_of_the_kind(tmp_path: Path) -> None:
    facts = found(tmp_path, moving)
    assert (facts.black, facts.frozen, facts.flashes) == ((), (), 0)
    assert (facts.frames, facts.seconds, facts.fps) == (120, 4.0, 30.0)
    assert facts.audio_seconds is None
    assert facts.loudness is None
    assert len(facts.prints) == 4


def test_a_black_stretch_is_found_where_it_is(tmp_path: Path) -> None:
    def picture(number: int) -> Picture:
        return np.zeros((*SIZE, 3), np.uint8) if 30 <= number < 60 else moving(number)

    facts = found(tmp_path, picture)
    assert len(facts.black) == 1
    assert facts.black[0] == pytest.approx((1.0, 2.0), abs=0.05)


def test_a_frozen_stretch_is_found_where_it_is(tmp_path: Path) -> None:
    facts = found(tmp_path, lambda number: moving(min(number, 45)))
    assert len(facts.frozen) == 1
    assert facts.frozen[0] == pytest.approx((46 / FPS, 4.0), abs=0.1)


def flashing(times_a_second: int, share: float = 1.0) -> Callable[[int], Picture]:
    def picture(number: int) -> Picture:
        made = np.full((*SIZE, 3), 40, np.uint8)
        if number * times_a_second * 2 // FPS % 2:
            made[: round(SIZE[0] * share)] = 230
        return made

    return picture


@pytest.mark.parametrize(("rate", "most"), [(2, 2), (3, 3), (5, 5), (7, 7)])
def test_flashes_are_counted_in_any_second(tmp_path: Path, rate: int, most: int) -> None:
    assert abs(found(tmp_path, flashing(rate)).flashes - most) <= (0 if rate < 4 else 1)


def test_a_small_flashing_lamp_is_no_general_flash(tmp_path: Path) -> None:
    assert found(tmp_path, flashing(7, share=0.2)).flashes == 0


def test_one_slow_swell_is_one_change_and_no_flash(tmp_path: Path) -> None:
    def swell(number: int) -> Picture:
        return np.full((*SIZE, 3), 30 + number, np.uint8)

    assert found(tmp_path, swell).flashes == 0


def test_prints_stay_when_a_film_is_coded_anew_and_differ_between_films(tmp_path: Path) -> None:
    first, second, other = (tmp_path / f"{name}.mp4" for name in "abc")
    write(first, clouds(1), 120)
    write(second, clouds(1), 120, crf=30)
    write(other, clouds(2), 120)
    prints = [
        [int(one, 16) for one in VideoProvider().inspect(TIMELINE, tmp_path, file).prints]
        for file in (first, second, other)
    ]
    again = [(a ^ b).bit_count() for a, b in zip(prints[0], prints[1], strict=True)]
    else_ = [(a ^ b).bit_count() for a, b in zip(prints[0], prints[2], strict=True)]
    assert max(again) <= 6 < min(else_)


def test_a_torn_file_is_refused_in_words(tmp_path: Path) -> None:
    whole = tmp_path / "film.mp4"
    write(whole, moving, 60)
    torn = tmp_path / "torn.mp4"
    torn.write_bytes(whole.read_bytes()[:2000])
    with pytest.raises(CannotRender, match=r"torn\.mp4"):
        VideoProvider().inspect(TIMELINE, tmp_path, torn)
