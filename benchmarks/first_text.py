"""Processor time of the first text of a process, and of reading the pack's sentences for it.

A fresh process each time. The baseline reads the same YAML files with the same C loader and does
nothing with them. `FOLDER` is the package of another version, to measure it in turn with this one:
`PYTHONPATH=FOLDER/src python -m benchmarks.first_text`.
"""

from __future__ import annotations

import statistics
import subprocess
import sys

from benchmarks.report import Result, report, say

ROUNDS = 5
SIDES = {
    "bare": """
import time, yaml
from pathlib import Path
import heliograph.extensions.packs.zodiac as pack
folder = Path(pack.__file__).parent
began = time.process_time()
for path in sorted((folder / "grammar").rglob("*.yaml")):
    yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
print(time.process_time() - began)
""",
    "first": """
import asyncio, time
from datetime import date
from zoneinfo import ZoneInfo
from heliograph.extensions.packs.zodiac.pack import ZodiacPack
from heliograph.extensions.providers.embedded import EmbeddedText
from heliograph.sdk.packs import Brief
from heliograph.sdk.text import TextBrief
pack = ZodiacPack()
brief = Brief("leo", "daily_horoscope", date(2026, 11, 21), ZoneInfo("UTC"))
plan = pack.plan(brief, pack.facts(brief, ()))
began = time.process_time()
draft = asyncio.run(EmbeddedText().write(TextBrief(plan, pack.folder, "first")))
assert draft.text
print(time.process_time() - began)
""",
}


def main() -> int:
    """Both sides in turn, then the medians."""
    spent: dict[str, list[float]] = {name: [] for name in SIDES}
    for _ in range(ROUNDS):
        for name, program in SIDES.items():
            spent[name].append(_once(program))
    first, bare = (statistics.median(spent[name]) for name in ("first", "bare"))
    say(
        f"The first text of a process: {first:.2f} s of processor time "
        f"({min(spent['first']):.2f} to {max(spent['first']):.2f}); "
        f"reading the files alone {bare:.2f} s"
    )
    report(Result("first_text", first, "s", bare))
    return 0


def _once(program: str) -> float:
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return float(done.stdout)


if __name__ == "__main__":
    sys.exit(main())
