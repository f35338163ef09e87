"""Looks at a finished file and gives the gate's report; runs in a process of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from heliograph.modules.videos.gate.checks import Case, report
from heliograph.sdk.style import StyleAnalyser
from heliograph.sdk.timeline import Timeline
from heliograph.sdk.video import Rendered, VideoFacts, VideoProvider


@dataclass(frozen=True)
class Judged:
    """The report as it is stored, the facts that were found, and the video's prints."""

    quality: dict[str, Any]
    facts: dict[str, Any]
    prints: tuple[str, ...]


@dataclass(frozen=True)
class Reference:
    """The video that a style was learned from, and who finds it again."""

    analyst: StyleAnalyser
    file: Path


def judge(
    provider: VideoProvider,
    timeline: Timeline,
    files: tuple[Path, Rendered],
    others: Mapping[str, Sequence[str]],
    reference: Reference | None = None,
) -> Judged:
    """Judge a finished file; `files` are the folder of the timeline's files and what was made,
    `reference` the video that its style was learned from."""
    folder, made = files
    facts = provider.inspect(timeline, folder, made.path)
    copied = reference.analyst.copied(made.path, reference.file) if reference else {}
    checks = list(report(Case(timeline, facts, others, copied)))
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
