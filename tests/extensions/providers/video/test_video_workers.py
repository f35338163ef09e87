"""Workers: one that dies is replaced, the sound keeps its limits, the import stays light."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import psutil
import pytest
from tests.extensions.providers.video.workshop import decoded, film, order_of, painted, still
from tests.support.sounds import noise

from heliograph.extensions.providers.video import VideoProvider
from heliograph.extensions.providers.video.crew import hands
from heliograph.extensions.providers.video.pictures import read_picture
from heliograph.extensions.providers.video.soundtrack import coded_within_limits
from heliograph.sdk.sound import RATE, Sound
from heliograph.sdk.video import Progress

MOVE = {"end": {"zoom": 1.2}}


def workers() -> list[psutil.Process]:
    """The processes that make pieces; the one that looks after their shared things is not one."""
    return [child for child in psutil.Process().children() if _makes_pieces(child)]


def _makes_pieces(child: psutil.Process) -> bool:
    try:
        return "spawn_main" in " ".join(child.cmdline())
    except psutil.Error:
        # It ended while it was looked at.
        return False


def test_a_worker_that_is_killed_is_replaced_and_the_video_is_whole(tmp_path: Path) -> None:
    scenes = [still(f"s{at}", f"p{at}", 2.0, camera=MOVE) for at in range(4)]
    order = order_of(tmp_path, film(tmp_path, scenes), workers=2)
    killed: list[int] = []

    def tell(progress: Progress) -> None:
        if progress.done >= 30 and not killed:
            victim = workers()[-1]
            killed.append(victim.pid)
            victim.kill()

    found = VideoProvider().render(order, tell)
    assert killed
    assert len(decoded(found.path)) == 240


def test_where_every_worker_dies_it_is_said_what_to_do(tmp_path: Path) -> None:
    scenes = [still(f"s{at}", f"p{at}", 2.0, camera=MOVE) for at in range(4)]
    order = order_of(tmp_path, film(tmp_path, scenes), workers=2)

    def tell(progress: Progress) -> None:
        if progress.done:
            for child in workers():
                child.kill()

    with pytest.raises(RuntimeError, match="fewer workers"):
        VideoProvider().render(order, tell)
    assert not order.out.exists()


def test_workers_are_as_many_as_asked_and_as_the_work_is_worth() -> None:
    assert hands(2, 100_000) == 2
    assert hands(8, 60) == 1
    assert 1 <= hands(0, 100_000) <= (psutil.cpu_count() or 1)


def test_a_sound_whose_coding_overshoots_is_made_again_within_the_limits(tmp_path: Path) -> None:
    """Clicks on a bed of noise: what is just below the limit is above it once it is coded."""
    samples = noise(3.0, 0.25, channels=2).samples
    samples[:: RATE // 50] = 0.99
    samples *= np.float32(1.2)
    content, found = coded_within_limits(Sound(samples, RATE), tmp_path / "trial.m4a")
    assert content
    assert found.peak is not None
    assert found.loudness is not None
    assert found.peak <= -1.0
    assert abs(found.loudness + 14) <= 0.3
    assert not (tmp_path / "trial.m4a").exists()


def test_a_huge_photograph_is_read_at_a_part_of_its_size(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "huge.jpg"), painted(1, (6000, 8000)))
    height, width = read_picture(tmp_path / "huge.jpg").shape[:2]
    assert width * height <= 20_000_000
    assert width / height == pytest.approx(0.75, abs=0.001)


def test_knowing_the_provider_loads_no_library_that_draws_or_codes() -> None:
    look = (
        "import sys; from heliograph.extensions.providers.video import VideoProvider;"
        "print(VideoProvider().manifest.id, {'cv2', 'skia', 'av', 'numpy'} & set(sys.modules))"
    )
    told = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)  # noqa: S603 - our own program
    assert told.stdout.strip() == "video set()"
