"""Files made to hurt: too large, hollow, lying, or naming other files. Bounded time and memory."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from pathlib import Path
from typing import Any

import av
import pytest
from tests.extensions.providers.video.workshop import (
    Pixels,
    decoded,
    film,
    grey,
    order_of,
    painted,
    reel_of,
    still,
    write_clip,
)

from heliograph.extensions.providers.video import VideoProvider
from heliograph.extensions.providers.video.planes import pixels_of
from heliograph.sdk.timeline import Timeline
from heliograph.sdk.video import CannotRender

FOUR_GB = 4 << 30
BOMB = """
import sys
from pathlib import Path
from tests.support.memory import most_megabytes
from heliograph.extensions.providers.video import VideoProvider
from heliograph.sdk.timeline import Timeline
from heliograph.sdk.video import CannotRender, RenderOrder
folder = Path(sys.argv[1])
timeline = Timeline.model_validate_json((folder / "film.json").read_bytes())
order = RenderOrder(timeline, folder, folder / "film.mp4", folder / "cache", width=64, workers=1)
try:
    VideoProvider().render(order)
except CannotRender as error:
    print(error)
print(most_megabytes())
"""


def of_clip(folder: Path, name: str, seconds: float = 0.5) -> Timeline:
    scene = {"id": "clip", "seconds": seconds, "shot": {"kind": "clip", "source": "clip"}}
    return film(folder, [scene], sources={"clip": {"path": name, "kind": "clip"}})


def refused(folder: Path, timeline: Timeline) -> str:
    order = order_of(folder, timeline)
    with pytest.raises(CannotRender) as found:
        VideoProvider().render(order)
    assert not order.out.exists()
    assert not list(folder.rglob("*.part"))
    return str(found.value)


def hollow(file: Path, head: bytes = b"") -> Path:
    """A file that claims four gigabytes and has a head at most."""
    file.write_bytes(head)
    os.truncate(file, FOUR_GB)
    return file


def write_gif(file: Path, side: int) -> Path:
    """A few bytes with a moving picture of so many pixels on each side."""
    head = b"GIF89a" + struct.pack("<HHBBB", side, side, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    wait = b"\x21\xf9\x04\x00\x0a\x00\x00\x00"
    image = b"\x2c" + struct.pack("<HHHHB", 0, 0, 2, 2, 0) + b"\x02\x03\x44\x02\x05\x00"
    file.write_bytes(head + (wait + image) * 5 + b"\x3b")
    return file


def test_a_clip_of_huge_frames_is_refused_before_one_of_them_is_decoded(tmp_path: Path) -> None:
    """A single frame of it would take a gigabyte."""
    write_gif(tmp_path / "c.gif", 16_000)
    (tmp_path / "film.json").write_text(of_clip(tmp_path, "c.gif").model_dump_json())
    program = [sys.executable, "-c", BOMB, str(tmp_path)]
    told = subprocess.run(program, capture_output=True, text=True, check=True)  # noqa: S603 - our own program
    why, megabytes = told.stdout.splitlines()
    assert "16000 x 16000; give a clip of at most 8192" in why
    assert int(megabytes) < 400


def test_a_clip_of_fifty_thousand_pixels_a_side_is_refused(tmp_path: Path) -> None:
    write_gif(tmp_path / "c.gif", 50_000)
    assert "c.gif" in refused(tmp_path, of_clip(tmp_path, "c.gif"))


@pytest.mark.parametrize("name", ["c.mp4", "c.mkv"])
def test_four_gigabytes_of_nothing_are_no_clip(tmp_path: Path, name: str) -> None:
    hollow(tmp_path / name)
    assert "cannot be opened" in refused(tmp_path, of_clip(tmp_path, name))


@pytest.mark.parametrize("name", ["c.mkv", "c.ts"])
def test_a_clip_that_was_hardly_written_is_refused_unread(tmp_path: Path, name: str) -> None:
    """Its beginning is right, and gigabytes of nothing follow: to search them takes long."""
    whole = write_clip(tmp_path / f"whole-{name}", [painted(1)] * 5).read_bytes()
    hollow(tmp_path / name, whole)
    assert "was hardly written" in refused(tmp_path, of_clip(tmp_path, name))


def test_a_picture_of_gigabytes_is_refused_unread(tmp_path: Path) -> None:
    sources = {"moon": {"path": "moon.png", "kind": "picture"}}
    timeline = film(tmp_path, [still("one", "moon")], sources=sources)
    hollow(tmp_path / "moon.png")
    assert "at most 200 MB" in refused(tmp_path, timeline)
    hollow(tmp_path / "moon.png", (tmp_path / "p0.png").read_bytes())
    assert "was hardly written" in refused(tmp_path, timeline)


def test_a_voice_that_was_hardly_written_is_refused_unread(tmp_path: Path) -> None:
    sources = {"v1": {"path": "v1.wav", "kind": "sound"}}
    scene = still("one", "p0", speech={"source": "v1"})
    timeline = film(tmp_path, [scene], sources=sources)
    hollow(tmp_path / "v1.wav", (tmp_path / "v0.wav").read_bytes())
    assert "was hardly written" in refused(tmp_path, timeline)


def at_rate(file: Path, rate: int, scale: int) -> None:
    """Write another rate into an AVI file's heads."""
    content = bytearray(file.read_bytes())
    stream, whole = content.index(b"strh") + 8, content.index(b"avih") + 8
    content[stream + 20 : stream + 28] = struct.pack("<II", scale, rate)
    content[whole : whole + 4] = bytes(4)
    file.write_bytes(bytes(content))


@pytest.mark.parametrize(("rate", "scale"), [(0, 0), (0, 1), (30, 0)])
def test_a_clip_that_names_no_rate_is_shown(tmp_path: Path, rate: int, scale: int) -> None:
    frames = [grey(60 + 10 * number) for number in range(15)]
    at_rate(write_clip(tmp_path / "c.avi", frames), rate, scale)
    found = VideoProvider().render(order_of(tmp_path, of_clip(tmp_path, "c.avi")))
    shown = decoded(found.path)
    assert len(shown) == 15
    assert shown[0].mean() == pytest.approx(60, abs=12)


def test_a_clip_of_four_thousand_million_frames_a_second_is_over_at_once(tmp_path: Path) -> None:
    frames = [grey(60 + 10 * number) for number in range(15)]
    at_rate(write_clip(tmp_path / "c.avi", frames), 0xFFFFFFFF, 1)
    found = VideoProvider().render(order_of(tmp_path, of_clip(tmp_path, "c.avi")))
    # At once it shows the last of its frames, and stays there.
    assert [float(one.mean()) for one in decoded(found.path)] == pytest.approx([190] * 15, abs=20)


def test_a_clip_whose_size_changes_is_shown_to_its_end(tmp_path: Path) -> None:
    first = write_clip(tmp_path / "a.ts", [grey(60)] * 10).read_bytes()
    later = write_clip(tmp_path / "b.ts", [grey(180, (320, 240))] * 10).read_bytes()
    (tmp_path / "c.ts").write_bytes(first + later)
    reel = reel_of(tmp_path, of_clip(tmp_path, "c.ts", 0.6))
    levels = [float(pixels_of(reel.frame(at)).mean()) for at in range(18)]
    assert levels[0] == pytest.approx(60, abs=4)
    assert levels[-1] == pytest.approx(180, abs=4)


def box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", 8 + len(content)) + kind + content


def referring(clip: bytes, other: Path) -> bytes:
    """An MP4 whose pictures, by its own word, lie in another file of the disk."""
    start = clip.index(b"dref") - 4
    size = struct.unpack(">I", clip[start : start + 4])[0]
    # An alias as Macs write it: a record of the volume, then the whole path as an item of kind 2.
    path = str(other).encode()
    path += b"\0" * (len(path) % 2)
    items = struct.pack(">HH", 2, len(path)) + path + struct.pack(">hH", -1, 0)
    alias = box(b"alis", bytes(4) + bytes(150) + items)
    entry = box(b"dref", bytes(4) + struct.pack(">I", 1) + alias)
    changed = bytearray(clip[:start] + entry + clip[start + size :])
    for kind in (b"moov", b"trak", b"mdia", b"minf", b"dinf"):
        at = clip.index(kind) - 4
        grown = struct.unpack(">I", clip[at : at + 4])[0] + len(entry) - size
        changed[at : at + 4] = struct.pack(">I", grown)
    # Its own pictures are gone: what is shown can only come from elsewhere.
    held = clip.index(b"mdat") + 4
    end = held - 8 + struct.unpack(">I", clip[held - 8 : held - 4])[0]
    changed[held:end] = bytes(end - held)
    return bytes(changed)


def test_pictures_that_lie_in_another_file_are_not_fetched(tmp_path: Path) -> None:
    secret = write_clip(tmp_path / "secret.mp4", [grey(200)] * 8)
    (tmp_path / "c.mp4").write_bytes(referring(secret.read_bytes(), secret))
    # The file does lead there for who follows it.
    reached = list(_frames(tmp_path / "c.mp4", {"enable_drefs": "1", "use_absolute_path": "1"}))
    assert reached
    assert reached[0].mean() == pytest.approx(200, abs=4)
    assert "No picture of c.mp4" in refused(tmp_path, of_clip(tmp_path, "c.mp4"))


def _frames(file: Path, options: dict[str, str]) -> list[Pixels]:
    with av.open(str(file), container_options=options) as container:
        return [one.to_ndarray(format="bgr24") for one in container.decode(video=0)]


@pytest.mark.parametrize(
    "content",
    [
        b"v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\nc=IN IP4 127.0.0.1\r\nm=video 5004 RTP/AVP 96\r\n",
        b'<?xml version="1.0"?><MPD type="static"><Period><AdaptationSet><Representation>'
        b"<BaseURL>file:///etc/hostname</BaseURL></Representation></AdaptationSet></Period></MPD>",
        b"<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/hostname'/></svg>",
        b"[Reference]\r\nRef1=http://127.0.0.1:9/a.asf\r\n",
    ],
    ids=["sdp", "dash", "svg", "asx"],
)
def test_what_only_points_elsewhere_is_no_clip_and_no_picture(
    tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "c.mp4").write_bytes(content)
    assert "cannot be opened" in refused(tmp_path, of_clip(tmp_path, "c.mp4"))
    sources = {"moon": {"path": "c.mp4", "kind": "picture"}}
    timeline = film(tmp_path, [still("one", "moon")], sources=sources)
    assert "no picture that can be read" in refused(tmp_path, timeline)


def test_a_video_that_would_last_for_hours_is_refused_at_once(tmp_path: Path) -> None:
    scenes: list[dict[str, Any]] = [still(f"s{at}", "p0", 600.0) for at in range(20)]
    told = refused(tmp_path, film(tmp_path, scenes))
    assert "would last 200 minutes; at most 20" in told
