"""A render that is stopped at any moment, or has no room left, leaves nothing half-made."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.extensions.providers.video.workshop import film, order_of, still
from tests.support.disks import small_disk

from heliograph.extensions.providers.video import VideoProvider
from heliograph.sdk.timeline import Timeline
from heliograph.sdk.video import RenderCancelled, RenderOrder

CUES = [{"text": "Look up", "start": 0.0, "end": 0.3}]


def three(folder: Path) -> Timeline:
    """Three short scenes with words and chapters: everything that lies beside a video."""
    said = {"cues": CUES, "chapter": "Dawn"}
    return film(folder, [still(f"s{at}", f"p{at}", 0.4, **said) for at in range(3)])


class Patience:
    """Lets a render ask so many times whether to stop, and then says yes."""

    def __init__(self, most: int) -> None:
        self.asked = 0
        self._most = most

    def is_over(self) -> bool:
        self.asked += 1
        return self.asked > self._most


def left_over(order: RenderOrder) -> list[str]:
    """What lies there that is no finished part."""
    beside = order.out.parent
    found = [one.name for one in beside.iterdir()] if beside.is_dir() else []
    parts = [one for one in order.cache.iterdir() if one.name.startswith(".") or not _is_whole(one)]
    return [*found, *(one.name for one in parts)]


def _is_whole(part: Path) -> bool:
    return part.suffix in {".mp4", ".m4a", ".json", ".jpg"} and part.stat().st_size > 0


def test_wherever_it_is_stopped_nothing_half_made_is_left(tmp_path: Path) -> None:
    timeline = three(tmp_path)
    order = order_of(tmp_path, timeline, width=64)
    whole = Patience(10_000)
    expected = VideoProvider().render(order, None, whole.is_over).path.read_bytes()
    assert whole.asked > 6
    for most in range(whole.asked):
        place = tmp_path / str(most)
        again = replace(order, out=place / "out" / "film.mp4", cache=place / "cache")
        with pytest.raises(RenderCancelled):
            VideoProvider().render(again, None, Patience(most).is_over)
        assert left_over(again) == []
    # The last one had everything but the joining; it goes on and gives the very same file.
    found = VideoProvider().render(again)
    assert found.reused == found.segments
    assert found.path.read_bytes() == expected


def test_who_hears_of_progress_may_fail_and_nothing_is_left(tmp_path: Path) -> None:
    """The place that is told may itself be full."""
    order = order_of(tmp_path, three(tmp_path), width=64)

    def tell(progress: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        VideoProvider().render(order, tell)
    assert left_over(order) == []


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A real disk of a few pages."""
    with small_disk(tmp_path / "disk", 200) as place:
        yield place


@pytest.mark.parametrize("kept", [8_000, 60_000, 110_000])
def test_a_disk_that_is_really_full_is_told_and_leaves_no_half_file(
    tmp_path: Path, disk: Path, kept: int
) -> None:
    """With less and less room: no piece fits, some do, all do but the whole does not."""
    timeline = three(tmp_path)
    place = disk / "out"
    order = replace(order_of(tmp_path, timeline), out=place / "film.mp4", cache=disk / "cache")
    (disk / "taken").write_bytes(bytes(200 * 1024 - kept))
    with pytest.raises(OSError, match=r"no room left for film\.mp4") as found:
        VideoProvider().render(order)
    assert found.value.errno == errno.ENOSPC
    assert not list(disk.rglob("*.part"))
    assert not place.exists() or list(place.iterdir()) == []
    (disk / "taken").unlink()
    made = VideoProvider().render(replace(order, out=tmp_path / "film.mp4"))
    assert made.frames == 36


def test_a_small_disk_is_full_when_it_is_filled(disk: Path) -> None:
    """That the disk of the tests above has no more room than it says."""
    with pytest.raises(OSError, match="No space"):
        (disk / "more").write_bytes(bytes(300 * 1024))
    assert os.statvfs(disk).f_bavail * 4096 < 300 * 1024
