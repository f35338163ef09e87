"""What a worker holds: nothing of a scene that is over, and never more than half a gigabyte."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import cv2
import pytest
from tests.extensions.providers.video.workshop import (
    Scene,
    film,
    painted,
    reel_of,
    still,
    write_clip,
)

MOST_MEGABYTES = 500
PEAKS = """
import sys, threading, time
from pathlib import Path
import psutil
from heliograph.extensions.providers.video import VideoProvider
from heliograph.sdk.timeline import Timeline
from heliograph.sdk.video import RenderOrder


def highest(process):
    try:
        lines = Path(f"/proc/{process.pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(one.split()[1]) // 1024 for one in lines if one.startswith("VmHWM")), 0)


def watch():
    while True:
        for one in psutil.Process().children(recursive=True):
            peaks[one.pid] = max(peaks.get(one.pid, 0), highest(one))
        time.sleep(0.1)


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    timeline = Timeline.model_validate_json((folder / "film.json").read_bytes())
    peaks = {}
    threading.Thread(target=watch, daemon=True).start()
    order = RenderOrder(timeline, folder, folder / "film.mp4", folder / "cache", workers=2)
    print(VideoProvider().render(order).frames)
    print(*(peak for peak in peaks.values() if peak > 100))
"""


def clips(folder: Path, count: int, size: tuple[int, int], seconds: float) -> list[Scene]:
    """Scenes of clips, each dissolving into the next under a moving camera."""
    base = painted(5, (size[0] + 60, size[1] + 60))
    for number in range(4):
        moved = [base[at : at + size[1], at : at + size[0]].copy() for at in range(12)]
        write_clip(folder / f"c{number}.mp4", moved)
    more: dict[str, Any] = {
        "camera": {"end": {"zoom": 1.2}},
        "transition": {"kind": "dissolve", "seconds": seconds / 4},
    }
    return [
        {"id": f"s{at}", "seconds": seconds, "shot": {"kind": "clip", "source": f"c{at % 4}"}}
        | more
        for at in range(count)
    ]


def sources() -> dict[str, Any]:
    return {f"c{at}": {"path": f"c{at}.mp4", "kind": "clip"} for at in range(4)}


@pytest.mark.skipif(sys.platform != "linux", reason="open files are counted in /proc")
def test_a_clip_that_is_over_is_let_go(tmp_path: Path) -> None:
    """Each held a dozen decoded frames until Python happened to look for circles."""
    timeline = film(tmp_path, clips(tmp_path, 6, (270, 480), 0.4), sources=sources())
    reel = reel_of(tmp_path, timeline)
    most = 0
    for index in range(0, 54, 3):
        reel.frame(index)
        most = max(most, _open_clips(tmp_path))
    assert 1 <= most <= 2


def _open_clips(folder: Path) -> int:
    """Clips of a folder that this process holds; other tests' films are none of ours."""
    held = [one.readlink() for one in Path("/proc/self/fd").iterdir() if one.is_symlink()]
    return sum(one.suffix == ".mp4" and one.is_relative_to(folder) for one in held)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="peaks are read in /proc")
def test_twenty_scenes_at_full_size_take_half_a_gigabyte_to_a_worker(tmp_path: Path) -> None:
    scenes = clips(tmp_path, 20, (1080, 1920), 0.8)
    cv2.imwrite(str(tmp_path / "big.png"), cv2.resize(painted(7), (4000, 3000)))
    scenes[3] = still("s3", "big", 0.8, camera={"end": {"zoom": 1.3}})
    big = {"big": {"path": "big.png", "kind": "picture"}}
    timeline = film(tmp_path, scenes, sources=sources() | big)
    (tmp_path / "film.json").write_text(timeline.model_dump_json())
    (tmp_path / "peaks.py").write_text(PEAKS)
    program = [sys.executable, str(tmp_path / "peaks.py"), str(tmp_path)]
    told = subprocess.run(program, capture_output=True, text=True, check=True)  # noqa: S603 - our own program
    frames, peaks = told.stdout.splitlines()
    assert int(frames) > 300
    found = [int(one) for one in peaks.split()]
    assert found
    assert max(found) <= MOST_MEGABYTES
