"""Looks at a finished file and gives the gate's report; runs in a process of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from heliograph.modules.videos.gate.checks import Case, report
from heliograph.sdk.timeline import Timeline
from heliograph.sdk.video import Rendered, VideoFacts, VideoProvider


@dataclass(frozen=True)
class Judged:
    """The report as it is stored, the facts that were found, and the video's prints."""

    quality: dict[str, Any]
    facts: dict[str, Any]
    prints: tuple[str, ...]


def judge(
    provider: VideoProvider,
    timeline: Timeline,
    files: tuple[Path, Rendered],
    others: Mapping[str, Sequence[str]],
) -> Judged:
    """Judge a finished file; `files` are the folder of the timeline's files and what was made."""
    folder, made = files
    facts = provider.inspect(timeline, folder, made.path)
    checks = list(report(Case(timeline, facts, others)))
    quality = {
        "passed": all(one.passed or not one.must for one in checks),
        "score": round(sum(one.score for one in checks) / len(checks), 4),
        "checks": [asdict(one) | {"score": one.score} for one in checks],
    }
    return Judged(quality, _told(facts, made), facts.prints)


def _told(facts: VideoFacts, made: Rendered) -> dict[str, Any]:
    told = asdict(facts)
    for name in ("prints", "texts", "safe", "black", "frozen"):
        told.pop(name)
    chapters = [{"start": start, "title": title} for start, title in made.chapters]
    return told | {"chapters": chapters, "segments": made.segments, "reused": made.reused}
