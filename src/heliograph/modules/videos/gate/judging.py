"""Looks at a finished file and gives the gate's report; runs in a process of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from heliograph.modules.videos.gate.checks import Case, Check, Foreign, foreign_report, report
from heliograph.sdk.style import StyleAnalyser
from heliograph.sdk.timeline import Timeline, cover_frame
from heliograph.sdk.video import Rendered, VideoFacts, VideoProvider

LONGEST_LOOK = 600.0
"""Seconds of a video from elsewhere that are looked at; the rest would cost more than it tells."""


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
    told = _told(facts, made) | {"cover_at": cover_frame(timeline) / timeline.fps}
    return Judged(_quality(checks), told, facts.prints)


def judge_foreign(
    provider: VideoProvider, file: Path, others: Mapping[str, Sequence[str]]
) -> Judged:
    """Judge a video that was not made here, by its first ten minutes; raises `CannotRender` when
    it cannot be read."""
    facts = provider.look(file, LONGEST_LOOK)
    checks = list(foreign_report(Foreign(facts, others)))
    return Judged(_quality(checks), _measured(facts), facts.prints)


def _quality(checks: Sequence[Check]) -> dict[str, Any]:
    return {
        "passed": all(one.passed or not one.must for one in checks),
        "score": round(sum(one.score for one in checks) / len(checks), 4),
        "checks": [asdict(one) | {"score": one.score} for one in checks],
    }


def _measured(facts: VideoFacts) -> dict[str, Any]:
    told = asdict(facts)
    for name in ("prints", "texts", "safe", "black", "frozen", "flashing", "silences"):
        told.pop(name)
    return told


def _told(facts: VideoFacts, made: Rendered) -> dict[str, Any]:
    told = _measured(facts)
    chapters = [{"start": start, "title": title} for start, title in made.chapters]
    return told | {"chapters": chapters, "segments": made.segments, "reused": made.reused}
