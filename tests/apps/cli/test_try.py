"""`heliograph try`: the whole loop on an instance of its own, gone afterwards."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.apps.cli.support import COMMAND, CommandLine
from tests.support.running import eventually

pytestmark = pytest.mark.slow
WORDS = ("try", "--pack", "zodiac", "--subject", "leo", "--date", "2026-11-21", "--json")


@pytest.fixture
def alone(bare: CommandLine, tmp_path: Path) -> CommandLine:
    """A command line whose temporary files are its own."""
    place = Path(tempfile.mkdtemp(prefix="hgt-", dir=bare.home))
    place.chmod(0o711)
    return bare.with_variables(TMPDIR=str(place))


def _left(cli: CommandLine) -> tuple[list[str], list[str]]:
    """Files and processes of a trip that are still there."""
    folder = cli.variables["TMPDIR"]
    running = [
        " ".join(process.info["cmdline"])
        for process in psutil.process_iter(["cmdline"])
        if folder in " ".join(process.info["cmdline"] or ())
    ]
    return [file.name for file in Path(folder).iterdir()], running


def _check(found: dict[str, Any], out: Path) -> None:
    content = found["content"]
    assert content["quality"]["passed"]
    assert content["text"]
    assert content["facts"]
    picture = out / f"{content['id']}.jpg"
    assert content["image"] == str(picture)
    assert picture.read_bytes()[:3] == b"\xff\xd8\xff"
    assert json.loads((out / "result.json").read_text()) == found
    posts = [(post["platform"], post["status"], post["attempts"]) for post in found["posts"]]
    assert posts == [(name, "published", 1) for name in ("mastodon", "bluesky", "instagram")]
    assert all(post["remote_id"] and post["url"] for post in found["posts"])
    assert [one["platform"] for one in found["metrics"]] == ["mastodon", "bluesky", "instagram"]
    assert all(one["metrics"] for one in found["metrics"])


def test_a_trip_that_is_stopped_leaves_nothing(alone: CommandLine, tmp_path: Path) -> None:
    process = alone.start(*WORDS, "--out", str(tmp_path / "out"))
    eventually(lambda: _left(alone)[1])
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=60) == 143
    assert _left(alone) == ([], [])


def test_one_trip_publishes_three_times_and_cleans_up_after_one_that_was_killed(
    alone: CommandLine, tmp_path: Path
) -> None:
    process = alone.start(*WORDS, "--out", str(tmp_path / "out"))
    eventually(lambda: _left(alone)[1])
    process.kill()
    process.wait(timeout=60)
    # What the environment says of the usual instance must not matter.
    elsewhere = alone.with_variables(
        HELIOGRAPH_DATABASE_URL="postgresql://nobody@127.0.0.1:1/none", HELIOGRAPH_TOKEN="hg_none"
    )
    done = elsewhere(*WORDS, "--out", str(tmp_path / "out"))
    assert done.out.count("\n") == 1
    _check(done.data, tmp_path / "out")
    assert _left(alone) == ([], [])


def test_a_trip_needs_no_network(alone: CommandLine, tmp_path: Path) -> None:
    if os.geteuid() != 0 or not shutil.which("unshare") or not shutil.which("ip"):
        pytest.skip("an empty network namespace needs root, unshare and ip")
    words = " ".join((*COMMAND, *WORDS, "--out", str(tmp_path / "out")))
    done = subprocess.run(  # noqa: S603 - our own words
        ["unshare", "-n", "sh", "-c", f"ip link set lo up && exec {words}"],  # noqa: S607
        env=alone.environment | {"PATH": os.defpath + ":/usr/sbin:/sbin"},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    _check(json.loads(done.stdout), tmp_path / "out")
    assert _left(alone) == ([], [])
