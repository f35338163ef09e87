"""What cannot be rendered is refused before any work, with what is wrong and how to mend it."""

from __future__ import annotations

import errno
import struct
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any

import pytest
from tests.extensions.providers.video.workshop import film, order_of, painted, still, write_picture
from tests.support.sounds import tone

from heliograph.extensions.providers.video import VideoProvider
from heliograph.sdk.sound.files import write_wav
from heliograph.sdk.video import CannotRender


def refused(folder: Path, scenes: list[dict[str, Any]], **more: Any) -> str:
    order = order_of(folder, film(folder, scenes, **more))
    with pytest.raises(CannotRender) as found:
        VideoProvider().render(order)
    assert not order.out.exists()
    return str(found.value)


def test_a_source_that_is_not_listed_is_named(tmp_path: Path) -> None:
    assert "'moon'" in refused(tmp_path, [still("one", "moon")])


def test_a_missing_file_is_named_with_its_place(tmp_path: Path) -> None:
    sources = {"moon": {"path": "media/moon.png", "kind": "picture"}}
    told = refused(tmp_path, [still("one", "moon")], sources=sources)
    assert "'moon' is missing" in told
    assert "media/moon.png" in told


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "moon.png").touch()
    sources = {"moon": {"path": "moon.png", "kind": "picture"}}
    assert "is empty" in refused(tmp_path, [still("one", "moon")], sources=sources)


def test_a_sound_used_as_a_picture_is_refused(tmp_path: Path) -> None:
    assert "is a sound and is used as a picture" in refused(tmp_path, [still("one", "v0")])


@pytest.mark.parametrize("content", [b"not a picture at all", b"\x89PNG\r\n\x1a\n", b"GIF89a"])
def test_what_is_no_picture_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "moon.png").write_bytes(content)
    sources = {"moon": {"path": "moon.png", "kind": "picture"}}
    assert "no picture that can be read" in refused(
        tmp_path, [still("one", "moon")], sources=sources
    )


def test_a_picture_that_ends_too_early_is_refused(tmp_path: Path) -> None:
    film(tmp_path, [still("one", "p0")])
    content = (tmp_path / "p0.png").read_bytes()
    (tmp_path / "p0.png").write_bytes(content[: len(content) // 2])
    assert "ends too early" in refused(tmp_path, [still("one", "p0")])


def test_a_picture_made_to_fill_the_memory_is_refused_unread(tmp_path: Path) -> None:
    """A few bytes that promise 100,000 x 100,000 pixels."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + check

    head = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    parts = [b"\x89PNG\r\n\x1a\n", chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(b"\0" * 99))]
    (tmp_path / "moon.png").write_bytes(b"".join([*parts, chunk(b"IEND", b"")]))
    sources = {"moon": {"path": "moon.png", "kind": "picture"}}
    told = refused(tmp_path, [still("one", "moon")], sources=sources)
    assert "at most 64 million" in told


def test_two_scenes_of_one_name_are_refused(tmp_path: Path) -> None:
    assert "Two scenes are called 'one'" in refused(
        tmp_path, [still("one", "p0"), still("one", "p1")]
    )


def test_a_cover_of_a_scene_that_is_not_there_is_refused(tmp_path: Path) -> None:
    told = refused(tmp_path, [still("one", "p0")], cover={"scene": "two"})
    assert "'two'" in told


def test_where_nobody_makes_music_a_mood_stays_silent(tmp_path: Path) -> None:
    timeline = film(tmp_path, [still("one", "p0", 0.5)], music={"mood": "calm"})
    assert VideoProvider().render(order_of(tmp_path, timeline)).loudness is None


def test_a_damaged_voice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "v1.wav").write_bytes(b"RIFF----WAVEnothing")
    told = refused(
        tmp_path,
        [still("one", "p0", speech={"source": "v1"})],
        sources={"v1": {"path": "v1.wav", "kind": "sound"}},
    )
    assert "v1" in told


@pytest.mark.parametrize("seconds", [0.3, 5.0])
def test_music_that_is_too_short_or_too_long_is_made_to_fit(tmp_path: Path, seconds: float) -> None:
    write_wav(tone(seconds), tmp_path / "m.wav")
    timeline = film(
        tmp_path,
        [still("one", "p0", 1.0)],
        sources={"m": {"path": "m.wav", "kind": "sound"}},
        music={"source": "m"},
    )
    found = VideoProvider().render(order_of(tmp_path, timeline))
    assert found.seconds == 1.0
    assert found.loudness == pytest.approx(-14, abs=0.3)


FULL = """
import resource, sys
from pathlib import Path
from heliograph.extensions.providers.video import VideoProvider
from heliograph.sdk.timeline import Timeline
from heliograph.sdk.video import RenderOrder
folder = Path(sys.argv[1])
timeline = Timeline.model_validate_json((folder / "film.json").read_bytes())
# No file may grow past this, as if the disk were full.
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
order = RenderOrder(timeline, folder, folder / "film.mp4", folder / "cache", width=540, workers=1)
try:
    VideoProvider().render(order)
except OSError as error:
    print(error.errno, error.strerror)
"""


@pytest.mark.parametrize("most", [2_000, 150_000])
def test_a_full_disk_is_told_in_a_sentence_and_leaves_no_half_file(
    tmp_path: Path, most: int
) -> None:
    """The smaller limit stops a piece, the larger one the joined file."""
    scenes = [still(f"s{at}", f"p{at}", 1.0, camera={"end": {"zoom": 1.3}}) for at in range(4)]
    timeline = film(tmp_path, scenes)
    (tmp_path / "film.json").write_text(timeline.model_dump_json())
    program = [sys.executable, "-c", FULL, str(tmp_path), str(most)]
    told = subprocess.run(program, capture_output=True, text=True, check=True)  # noqa: S603 - our own program
    assert told.stdout.startswith(f"{errno.ENOSPC} There is no room left for film.mp4. Free some")
    assert not (tmp_path / "film.mp4").exists()
    assert not list(tmp_path.rglob("*.part"))


def test_after_a_full_disk_the_finished_pieces_are_used(tmp_path: Path) -> None:
    scenes = [still(f"s{at}", f"p{at}", 1.0, camera={"end": {"zoom": 1.3}}) for at in range(4)]
    timeline = film(tmp_path, scenes)
    (tmp_path / "film.json").write_text(timeline.model_dump_json())
    program = [sys.executable, "-c", FULL, str(tmp_path), "150000"]
    subprocess.run(program, capture_output=True, check=True)  # noqa: S603 - our own program
    order = order_of(tmp_path, timeline, width=540)
    assert VideoProvider().render(order).reused > 0


def test_a_frame_past_the_end_is_the_last_one(tmp_path: Path) -> None:
    timeline = film(tmp_path, [still("one", "p0", 1.0, camera={"end": {"zoom": 1.3}})])
    order = order_of(tmp_path, timeline)
    assert VideoProvider().frame(order, 99.0) == VideoProvider().frame(order, 0.97)


def test_a_picture_smaller_than_the_frame_is_enlarged(tmp_path: Path) -> None:
    write_picture(tmp_path, "p0", painted(1, (9, 7)))
    timeline = film(tmp_path, [still("one", "p0", 0.3, camera={"end": {"zoom": 4.0}})])
    assert VideoProvider().render(order_of(tmp_path, timeline)).frames == 9
