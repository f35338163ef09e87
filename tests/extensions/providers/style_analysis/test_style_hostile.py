"""References made to hurt, or far too long: refused in words, in bounded time and memory."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from tests.extensions.providers.style_analysis.films import RGB, held, still, written

from heliograph.extensions.providers.style_analysis import StyleAnalysis
from heliograph.extensions.providers.style_analysis.reading import Small, read
from heliograph.sdk.style import CannotAnalyse

MOST_MEGABYTES = 900
LONG = """
import json, sys
from pathlib import Path
from tests.support.memory import most_megabytes
from heliograph.extensions.providers.style_analysis import StyleAnalysis
told = []
found = StyleAnalysis().analyse(Path(sys.argv[1]), lambda done, whole: told.append((done, whole)))
print(json.dumps({"frames": found.frames, "seconds": found.seconds, "told": told,
                  "megabytes": most_megabytes()}))
"""


def refused(path: Path) -> str:
    with pytest.raises(CannotAnalyse) as caught:
        StyleAnalysis().analyse(path)
    return str(caught.value)


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_reference_is_seen_as_its_camera_was_held(tmp_path: Path, degrees: int) -> None:
    """A light upper half stays above, whichever way the frames lie in the file."""
    upright = np.zeros((320, 180, 3), np.uint8)
    upright[:160] = 235
    # The head says by how much to turn clockwise; the frames lie turned the other way.
    lying = np.ascontiguousarray(np.rot90(upright, degrees // 90))
    path = tmp_path / "a.mp4"
    with av.open(str(path), "w") as file:
        stream = file.add_stream("libx264", rate=30)
        stream.height, stream.width = lying.shape[:2]
        stream.pix_fmt = "yuv420p"
        stream.set_display_rotation(-degrees)
        for _ in range(8):
            file.mux(stream.encode(av.VideoFrame.from_ndarray(lying, format="rgb24")))
        file.mux(stream.encode())
    seen: list[Small] = []
    film = read(path, seen.append)
    assert (film.width, film.height) == (180, 320)
    middle = seen[0].y.shape[0] // 2
    assert float(seen[0].y[: middle - 8].mean()) > 200
    assert float(seen[0].y[middle + 8 :].mean()) < 40


def test_a_reference_that_says_it_is_longer_than_twenty_minutes_is_refused_unread(
    tmp_path: Path,
) -> None:
    told: list[float] = []
    times = [at * 260.0 for at in range(6)]
    path = written(tmp_path / "a.mp4", [still(1, 1.0)] * 6, times=times)
    with pytest.raises(CannotAnalyse, match="20 are the most"):
        StyleAnalysis().analyse(path, lambda done, whole: told.append(done))
    assert told == []


def test_a_reference_that_hides_its_length_is_refused_when_it_passes_twenty_minutes(
    tmp_path: Path,
) -> None:
    """A stream as a camera sends it: nothing at its head tells how long it will be."""
    times = [at * 260.0 for at in range(6)]
    path = written(tmp_path / "a.flv", [still(1, 1.0)] * 6, times=times)
    content = bytearray(path.read_bytes())
    at = content.index(b"duration") + len(b"duration") + 1
    content[at : at + 8] = struct.pack(">d", 0.0)
    path.write_bytes(bytes(content))
    assert "20" in refused(path)


def test_a_reference_that_was_hardly_written_is_refused_unread(tmp_path: Path) -> None:
    path = written(tmp_path / "a.mkv", held(1, 30))
    os.truncate(path, 4 << 30)
    assert "a.mkv was hardly written" in refused(path)


def test_four_gigabytes_of_nothing_are_no_reference(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    path.touch()
    os.truncate(path, 4 << 30)
    assert "cannot be read" in refused(path)


def test_huge_frames_are_refused_before_one_of_them_is_decoded(tmp_path: Path) -> None:
    head = b"GIF89a" + struct.pack("<HHBBB", 16_000, 16_000, 0x80, 0, 0) + bytes(6)
    image = b"\x2c" + struct.pack("<HHHHB", 0, 0, 2, 2, 0) + b"\x02\x03\x44\x02\x05\x00"
    path = tmp_path / "a.gif"
    path.write_bytes(head + image * 5 + b"\x3b")
    assert "16000 x 16000 pixels: too many" in refused(path)


@pytest.mark.parametrize(("rate", "scale"), [(0, 0), (0, 1), (30, 0)])
def test_a_reference_that_names_no_rate_is_analysed(tmp_path: Path, rate: int, scale: int) -> None:
    path = written(tmp_path / "a.avi", [*held(1, 20), *held(2, 20)], codec="mpeg4")
    content = bytearray(path.read_bytes())
    stream, whole = content.index(b"strh") + 8, content.index(b"avih") + 8
    content[stream + 20 : stream + 28] = struct.pack("<II", scale, rate)
    content[whole : whole + 4] = bytes(4)
    path.write_bytes(bytes(content))
    found = StyleAnalysis().analyse(path)
    assert found.frames == 40
    assert found.fps > 0


@pytest.mark.parametrize(
    "text",
    [
        "ffconcat version 1.0\nfile real.mp4\n",
        "#EXTM3U\n#EXTINF:2,\nhttp://127.0.0.1:9/a.ts\n#EXT-X-ENDLIST\n",
        "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\nm=video 5004 RTP/AVP 96\r\n",
    ],
    ids=["concat", "hls", "sdp"],
)
def test_a_list_of_other_places_is_refused_whatever_it_calls_itself(
    tmp_path: Path, text: str
) -> None:
    written(tmp_path / "real.mp4", held(1, 30))
    path = tmp_path / "a.mp4"
    path.write_text(text)
    assert "cannot be read" in refused(path)


def slow_film(path: Path, seconds: int, fps: int = 4) -> Path:
    """Few colours, few pixels, twenty shots a minute, a hum: minutes of film in seconds of work."""
    scenes: list[RGB] = [np.ascontiguousarray(still(seed, 1.0)[::2, ::2]) for seed in range(20)]
    hum = (2000 * np.sin(np.arange(8000) / 6)).astype(np.int16)[None]
    with av.open(str(path), "w") as file:
        stream = file.add_stream("mpeg4", rate=fps)
        stream.height, stream.width = scenes[0].shape[:2]
        stream.pix_fmt, stream.bit_rate = "yuv420p", 300_000
        voice = file.add_stream("pcm_s16le", rate=8000, layout="mono")
        pictures = [av.VideoFrame.from_ndarray(one, format="rgb24") for one in scenes]
        for at in range(seconds * fps):
            picture = pictures[at // (3 * fps) % len(pictures)]
            picture.pts, picture.time_base = at, Fraction(1, fps)
            file.mux(stream.encode(picture))
            if at % fps == 0:
                part = av.AudioFrame.from_ndarray(hum, format="s16", layout="mono")
                part.sample_rate, part.pts = 8000, at // fps * 8000
                file.mux(voice.encode(part))
        file.mux(stream.encode())
        file.mux(voice.encode())
    return path


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_twenty_minutes_are_analysed_within_a_gigabyte_and_tell_how_far_they_are(
    tmp_path: Path,
) -> None:
    path = slow_film(tmp_path / "a.mkv", 20 * 60)
    program = [sys.executable, "-c", LONG, str(path)]
    told = subprocess.run(program, capture_output=True, text=True, check=True)  # noqa: S603 - our own program
    found = json.loads(told.stdout)
    assert found["seconds"] == pytest.approx(1200, abs=1)
    assert found["megabytes"] <= MOST_MEGABYTES
    done = [one[0] for one in found["told"]]
    assert len(done) > 100
    assert done == sorted(done)
    assert done[-1] > 1190
    assert {round(one[1]) for one in found["told"]} == {1200}
