"""What `make bench` takes for a figure, and what it does when there is none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tools import bench

LINE = json.dumps({"name": "cards", "figure": 1.5, "unit": "s", "baseline": 3.0, "ratio": 0.5})


def test_a_whole_figure_is_kept_as_it_was_printed() -> None:
    assert bench.figure(LINE) == LINE


@pytest.mark.parametrize("line", ["Measuring cards", "{half", '{"name": "cards"}', "[1, 2]", ""])
def test_anything_else_is_progress(line: str) -> None:
    assert bench.figure(line) is None


def test_only_what_can_be_run_is_a_benchmark(tmp_path: Path) -> None:
    (tmp_path / "cards.py").write_text('if __name__ == "__main__":\n    print("measured")\n')
    (tmp_path / "report.py").write_text("def say(line: str) -> None: ...\n")
    (tmp_path / "storm.py").write_text('if __name__ == "__main__":\n    print("another shape")\n')
    assert bench.benchmarks(tmp_path) == ["cards"]


def test_an_unknown_benchmark_is_refused_with_the_known_ones(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert bench.main("nonesuch") == 2
    said = capsys.readouterr().err
    assert "nonesuch" in said
    assert all(name in said for name in bench.benchmarks())
