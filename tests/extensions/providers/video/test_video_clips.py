"""Clips of every kind as sources: upright, in step, from any place."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
import pytest
from tests.extensions.providers.video.workshop import (
    HEIGHT,
    WIDTH,
    Pixels,
    apart,
    film,
    grey,
    order_of,
    painted,
    reel_of,
    write_clip,
)
from tests.support.sounds import babble

from heliograph.extensions.providers.video import VideoProvider
from heliograph.extensions.providers.video.planes import pixels_of
from heliograph.sdk.sound.files import write_wav
from heliograph.sdk.timeline import Timeline
from heliograph.sdk.video import CannotRender


def levels(count: int, size: tuple[int, int] = (WIDTH, HEIGHT)) -> list[Pixels]:
    """Greys that tell which frame one sees: 20, 28, 36, ..., and again after 25 of them."""
    return [grey(20 + 8 * (number % 25), size) for number in range(count)]


def clip_film(folder: Path, name: str, seconds: float = 0.5, **clip: Any) -> Timeline:
    scene = {
        "id": "clip",
        "seconds": seconds,
        "shot": {"kind": "clip", "source": "clip"} | clip,
    }
    return film(folder, [scene], sources={"clip": {"path": name, "kind": "clip"}})


def shown(folder: Path, timeline: Timeline, indices: list[int]) -> list[float]:
    """Which frame of `levels` is seen at each frame of the video."""
    reel = reel_of(folder, timeline)
    return [(float(pixels_of(reel.frame(at)).mean()) - 20) / 8 for at in indices]


def test_a_clip_is_shown_frame_by_frame(tmp_path: Path) -> None:
    write_clip(tmp_path / "c.mp4", levels(20))
    found = shown(tmp_path, clip_film(tmp_path, "c.mp4"), [0, 1, 7, 14])
    assert found == pytest.approx([0, 1, 7, 14], abs=0.4)


def test_a_clip_begins_where_it_is_told_and_runs_as_fast_as_it_is_told(tmp_path: Path) -> None:
    write_clip(tmp_path / "c.mp4", levels(50))
    timeline = clip_film(tmp_path, "c.mp4", start=0.5, speed=2.0)
    assert shown(tmp_path, timeline, [0, 1, 10]) == pytest.approx([15, 17, 10], abs=0.4)


def test_any_frame_can_be_asked_for_in_any_order(tmp_path: Path) -> None:
    write_clip(tmp_path / "c.mp4", levels(200))
    timeline = clip_film(tmp_path, "c.mp4", seconds=6.6)
    asked = [190, 3, 120, 119, 60, 0]
    found = shown(tmp_path, timeline, asked)
    assert found == pytest.approx([index % 25 for index in asked], abs=0.4)


def test_a_clip_of_another_rate_keeps_its_own_time(tmp_path: Path) -> None:
    write_clip(tmp_path / "c.mp4", levels(25), fps=24)
    found = shown(tmp_path, clip_film(tmp_path, "c.mp4", 1.0), [0, 10, 20, 29])
    assert found == pytest.approx([0, 8, 16, 23], abs=0.4)


def test_a_clip_whose_rate_varies_keeps_its_own_time(tmp_path: Path) -> None:
    times = [0, 40, 50, 300, 310, 320, 700, 710, 900]
    write_clip(tmp_path / "c.mkv", levels(9), times.__getitem__)
    found = shown(tmp_path, clip_film(tmp_path, "c.mkv", 1.0), [0, 1, 2, 5, 9, 12, 20, 22, 28])
    wanted = [sum(at <= frame * 1000 / 30 + 1 for at in times) - 1 for frame in (0, 1, 2, 5, 9)]
    assert found[:5] == pytest.approx(wanted, abs=0.4)
    assert found[5:] == pytest.approx([5, 5, 7, 8], abs=0.4)


def test_the_last_frame_stays_when_a_clip_is_over(tmp_path: Path) -> None:
    write_clip(tmp_path / "c.mp4", levels(10))
    found = shown(tmp_path, clip_film(tmp_path, "c.mp4", 1.0), [9, 10, 29])
    assert found == pytest.approx([9, 9, 9], abs=0.4)


def quarters(size: tuple[int, int]) -> Pixels:
    """Red, green, blue and white corners, from the upper left one clockwise."""
    width, height = size
    pixels = np.zeros((height, width, 3), np.uint8)
    for rows, columns, tone in (
        (slice(None, height // 2), slice(None, width // 2), (0, 0, 220)),
        (slice(None, height // 2), slice(width // 2, None), (0, 220, 0)),
        (slice(height // 2, None), slice(width // 2, None), (220, 0, 0)),
        (slice(height // 2, None), slice(None, width // 2), (220, 220, 220)),
    ):
        pixels[rows, columns] = tone
    return pixels


def turned(file: Path, degrees: int) -> None:
    """Tell in an MP4's header, as telephones do, that it is to be shown turned clockwise."""
    one = 0x10000
    matrices = {
        90: (0, one, 0, -one, 0, 0, 0, 0, 0x40000000),
        180: (-one, 0, 0, 0, -one, 0, 0, 0, 0x40000000),
        270: (0, -one, 0, one, 0, 0, 0, 0, 0x40000000),
    }
    content = bytearray(file.read_bytes())
    at = content.index(b"tkhd") + 4 + 40
    content[at : at + 36] = struct.pack(">9i", *matrices[degrees])
    file.write_bytes(bytes(content))


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_clip_is_shown_as_its_camera_was_held(tmp_path: Path, degrees: int) -> None:
    upright = quarters((WIDTH, HEIGHT))
    held = {
        90: cv2.ROTATE_90_COUNTERCLOCKWISE,
        180: cv2.ROTATE_180,
        270: cv2.ROTATE_90_CLOCKWISE,
    }
    stored = np.asarray(cv2.rotate(upright, held[degrees]), np.uint8)
    write_clip(tmp_path / "c.mp4", [stored] * 8)
    turned(tmp_path / "c.mp4", degrees)
    found = pixels_of(reel_of(tmp_path, clip_film(tmp_path, "c.mp4")).frame(2))
    assert apart(found, upright) < 8
    assert apart(found, np.asarray(cv2.rotate(upright, cv2.ROTATE_180), np.uint8)) > 60


def test_a_wide_clip_is_cut_to_cover_and_not_squeezed(tmp_path: Path) -> None:
    wide = np.zeros((360, 640, 3), np.uint8)
    cv2.circle(wide, (320, 180), 80, (220, 220, 220), -1)
    write_clip(tmp_path / "c.mp4", [wide] * 5)
    found = pixels_of(reel_of(tmp_path, clip_film(tmp_path, "c.mp4")).frame(0))[:, :, 1] > 110
    rows, columns = np.flatnonzero(found.any(axis=1)), np.flatnonzero(found.any(axis=0))
    assert np.ptp(rows) == pytest.approx(2 * 80 * HEIGHT / 360, abs=3)
    assert np.ptp(columns) == pytest.approx(np.ptp(rows), abs=2)


@pytest.mark.parametrize("matrix", ["bt601", "bt709"])
def test_colours_of_either_kind_of_clip_come_out_right(tmp_path: Path, matrix: str) -> None:
    pixels = quarters((WIDTH, HEIGHT))
    spaces = {"bt601": 5, "bt709": 1}
    with av.open(str(tmp_path / "c.mp4"), "w") as container:
        stream = container.add_stream("libx264", rate=30, options={"crf": "6"})
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        stream.codec_context.colorspace = spaces[matrix]
        picture = av.VideoFrame.from_ndarray(pixels, format="bgr24").reformat(
            format="yuv420p", dst_colorspace=spaces[matrix]
        )
        for number in range(4):
            picture.pts = number
            container.mux(stream.encode(picture))
        container.mux(stream.encode(None))
    found = pixels_of(reel_of(tmp_path, clip_film(tmp_path, "c.mp4")).frame(0))
    assert found[100, 60].tolist() == pytest.approx([0, 0, 220], abs=8)
    assert found[100, 200].tolist() == pytest.approx([0, 220, 0], abs=8)


def test_a_camera_moves_over_a_clip_too(tmp_path: Path) -> None:
    write_clip(tmp_path / "c.mp4", [painted(1, (WIDTH * 2, HEIGHT * 2))] * 30)
    timeline = clip_film(tmp_path, "c.mp4", 1.0)
    moving = timeline.scenes[0].model_copy(
        update={"camera": film(tmp_path, [_moving()]).scenes[0].camera}
    )
    reel = reel_of(tmp_path, timeline.model_copy(update={"scenes": (moving,)}))
    first, last = pixels_of(reel.frame(0)), pixels_of(reel.frame(29))
    middle = last[HEIGHT // 4 : -HEIGHT // 4, WIDTH // 4 : -WIDTH // 4]
    grown = cv2.resize(first, None, fx=2, fy=2)[
        HEIGHT // 2 : -HEIGHT // 2, WIDTH // 2 : -WIDTH // 2
    ]
    closer = np.asarray(grown, np.uint8)[HEIGHT // 4 : -HEIGHT // 4, WIDTH // 4 : -WIDTH // 4]
    assert apart(middle, closer) < 5
    assert apart(first, last) > 12


def _moving() -> dict[str, Any]:
    return {
        "id": "one",
        "seconds": 1.0,
        "shot": {"kind": "still", "source": "p0"},
        "camera": {"start": {"zoom": 1}, "end": {"zoom": 2}},
    }


def test_split_screens_show_every_part_with_a_gap(tmp_path: Path) -> None:
    write_clip(tmp_path / "c.mp4", [grey(200)] * 5)
    parts = [{"kind": "clip", "source": "clip"}, {"kind": "still", "source": "p1"}]
    scene = {
        "id": "both",
        "seconds": 0.5,
        "shot": {"kind": "split", "parts": parts, "direction": "rows", "gap": 0.04},
    }
    timeline = film(tmp_path, [scene], sources={"clip": {"path": "c.mp4", "kind": "clip"}})
    found = pixels_of(reel_of(tmp_path, timeline).frame(0))
    assert found[:230].mean() == pytest.approx(200, abs=2)
    # The palette's background, #0e1226, as blue, green and red.
    assert found[240].mean(axis=0) == pytest.approx([0x26, 0x12, 0x0E], abs=3)
    assert found[250:].std() > 15


def truncated(file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[: len(content) // 2])


def test_a_cut_off_recording_is_used_as_far_as_it_goes(tmp_path: Path) -> None:
    """A stream without a table at its end, as a crash leaves it."""
    write_clip(tmp_path / "c.mkv", [painted(number) for number in range(20)])
    truncated(tmp_path / "c.mkv")
    found = VideoProvider().render(order_of(tmp_path, clip_film(tmp_path, "c.mkv")))
    assert found.frames == 15


def test_a_cut_off_mp4_is_refused_with_what_to_do(tmp_path: Path) -> None:
    write_clip(tmp_path / "c.mp4", [painted(number) for number in range(20)])
    truncated(tmp_path / "c.mp4")
    with pytest.raises(CannotRender, match=r"c\.mp4 cannot be opened.*Give a whole"):
        VideoProvider().render(order_of(tmp_path, clip_film(tmp_path, "c.mp4")))


def test_a_sound_is_no_clip(tmp_path: Path) -> None:
    write_wav(babble(0.5), tmp_path / "c.wav")
    with pytest.raises(CannotRender, match=r"cannot be opened|no picture"):
        VideoProvider().render(order_of(tmp_path, clip_film(tmp_path, "c.wav")))


def test_an_mp4_with_sound_alone_is_refused(tmp_path: Path) -> None:
    with av.open(str(tmp_path / "c.mp4"), "w") as container:
        stream = container.add_stream("aac", rate=48_000, layout="mono")
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 4096), np.float32), "fltp", "mono")
        frame.sample_rate = 48_000
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    with pytest.raises(CannotRender, match="sound but no picture"):
        VideoProvider().render(order_of(tmp_path, clip_film(tmp_path, "c.mp4")))


@pytest.mark.parametrize("name", ["list.m3u8", "list.ffconcat", "list.mp4"])
def test_a_list_of_other_files_is_not_followed(tmp_path: Path, name: str) -> None:
    write_clip(tmp_path / "secret.mp4", levels(5))
    lists = {
        "list.m3u8": "#EXTM3U\n#EXTINF:1,\nsecret.mp4\n#EXT-X-ENDLIST\n",
        "list.ffconcat": "ffconcat version 1.0\nfile secret.mp4\n",
        "list.mp4": "#EXTM3U\n#EXTINF:1,\nfile:///etc/hostname\n#EXT-X-ENDLIST\n",
    }
    (tmp_path / name).write_text(lists[name])
    with pytest.raises(CannotRender, match="cannot be opened"):
        VideoProvider().render(order_of(tmp_path, clip_film(tmp_path, name)))


def test_a_start_past_the_end_is_refused(tmp_path: Path) -> None:
    write_clip(tmp_path / "c.mp4", levels(15))
    with pytest.raises(CannotRender, match=r"lasts 0\.5 s.*begins at 9\.0 s"):
        VideoProvider().render(order_of(tmp_path, clip_film(tmp_path, "c.mp4", start=9.0)))
