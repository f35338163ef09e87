"""Run the benchmarks and end with their figures, one JSON line each; `make bench [ONLY=name]`.

A benchmark is a module of `benchmarks/` that can be run. Lines it prints that are JSON objects
with the five fields are its figures; everything else it prints is progress and is shown as it
comes.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "benchmarks"
FIELDS = {"name", "figure", "unit", "baseline", "ratio"}
# The storm has figures of another shape and a task of its own: make storm.
OTHER = {"storm"}


def benchmarks(folder: Path = FOLDER) -> list[str]:
    """The names of all benchmarks."""
    names = {file.stem for file in folder.glob("*.py") if '"__main__"' in file.read_text("utf-8")}
    return sorted(names - OTHER)


def figure(line: str) -> str | None:
    """The line, if it is a figure."""
    if not line.startswith("{"):
        return None
    try:
        found = json.loads(line)
    except json.JSONDecodeError:
        return None
    return line if isinstance(found, dict) and found.keys() >= FIELDS else None


def run(name: str) -> tuple[list[str], int]:
    """Run one benchmark; returns its figures and its exit code."""
    print(f"Measuring {name}", file=sys.stderr, flush=True)
    command = [sys.executable, "-m", f"benchmarks.{name}"]
    figures: list[str] = []
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own modules
        for line in process.stdout or ():
            found = figure(line.strip())
            if found is None:
                print(line.rstrip(), file=sys.stderr, flush=True)
            else:
                figures.append(found)
    return figures, process.returncode


def main(only: str = "") -> int:
    """Run one or all; returns the exit code."""
    known = benchmarks()
    if only and only not in known:
        print(f"There is no benchmark named {only}; there are: {', '.join(known)}", file=sys.stderr)
        return 2
    figures: list[str] = []
    failed: list[str] = []
    for name in [only] if only else known:
        found, code = run(name)
        figures += found
        if code or not found:
            failed.append(name)
    print("\n".join(figures), flush=True)
    if failed:
        print(f"These gave no figure or failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
