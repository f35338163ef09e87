"""Progress of an installation."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from tools import install


def test_a_lock_file_is_counted_by_its_packages(tmp_path: Path) -> None:
    lock = tmp_path / "some.txt"
    hashed = "{} \\\n    --hash=sha256:0\n    # via c==9\n"
    lock.write_text(hashed.format("a==1") + hashed.format("b[x]==2"))
    assert install.locked(lock) == 2


def test_progress_is_told_in_a_few_lines_and_everything_is_kept(
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = [f"Collecting part{number}==1\n" for number in range(40)]
    said += ["Installing collected packages: all\n"]
    kept = io.StringIO()
    install.follow(io.StringIO("".join(said)), kept, 40)
    told = capsys.readouterr().out.splitlines()
    assert told == [
        "  10 of 40 packages found",
        "  20 of 40 packages found",
        "  30 of 40 packages found",
        "  40 of 40 packages found",
        "  unpacking",
    ]
    assert kept.getvalue().splitlines() == [line.strip() for line in said]
