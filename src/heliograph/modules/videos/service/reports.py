"""What is known of a video of the library where a post is planned: the gate's report and its cover.

A video that was made here was judged when it was rendered. Any other is looked at once, in the
background, as soon as somebody plans a post with it, and at the latest when that post goes out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import structlog

from heliograph.kit.clock import Clock
from heliograph.kit.database import UnitOfWork
from heliograph.kit.ids import new_id
from heliograph.kit.jobs import JobQueue
from heliograph.modules.videos.gate import Judged, judge_foreign
from heliograph.modules.videos.repository import InspectionRepository, RenderRepository
from heliograph.modules.videos.service.tools import VideoTools
from heliograph.modules.videos.values import DONE, FAILED, WAITING
from heliograph.sdk.problems import Problem
from heliograph.sdk.video import CannotRender

INSPECT_JOB = "videos.inspect"
log = structlog.get_logger("heliograph.videos")


@dataclass(frozen=True)
class Report:
    """The gate's report on a file. `status` is waiting, done or failed."""

    status: str
    passed: bool
    checks: tuple[Mapping[str, Any], ...] = ()

    def problems(self, field: str) -> list[Problem]:
        """What keeps it from going out; `field` is where a person sees the file."""
        return [
            Problem(
                field,
                f"video.{one['name'].replace(' ', '_')}",
                one["found"],
                one["allowed"],
                one["remedy"],
            )
            for one in self.checks
            if one["must"] and not one["passed"]
        ]


@dataclass(frozen=True)
class VideoCover:
    """The picture that stands for a video made here, and its moment in milliseconds."""

    asset_id: UUID
    at_ms: int | None


class Reports:
    """Reports on the files of one workspace."""

    def __init__(self, work: UnitOfWork, queue: JobQueue, clock: Clock) -> None:
        self._work = work
        self._queue = queue
        self._clock = clock

    async def of(self, asset: Mapping[str, Any]) -> Report | None:
        """The report on a file of the library; None for what is no video. Where there is none
        yet, one is asked for."""
        if not asset["mime"].startswith("video/"):
            return None
        async with self._work.transaction() as session:
            rows = RenderRepository(session, self._work.workspace_id)
            made = await rows.of_asset(asset["id"])
            if made is not None:
                return _report(DONE, made["quality"])
            found = InspectionRepository(session, self._work.workspace_id)
            row = await found.get(asset["sha256"])
            if row is not None:
                return _report(row["status"], row["quality"])
            if await found.ask(asset["sha256"], self._clock.now()):
                args = {
                    "workspace_id": str(self._work.workspace_id),
                    "sha256": asset["sha256"],
                }
                key = f"inspect:{asset['sha256']}:{new_id()}"
                await self._queue.enqueue(session, INSPECT_JOB, args, key=key)
        return Report(WAITING, passed=True)

    async def cover_of(self, asset_id: UUID) -> VideoCover | None:
        """The cover of a video that was made here."""
        async with self._work.transaction() as session:
            row = await RenderRepository(session, self._work.workspace_id).of_asset(asset_id)
        if row is None or row["cover_asset_id"] is None:
            return None
        at = row["facts"].get("cover_at")
        return VideoCover(row["cover_asset_id"], None if at is None else round(at * 1000))


class Inspecting:
    """Looks at videos that were not made here."""

    def __init__(self, work: UnitOfWork, tools: VideoTools) -> None:
        self._work = work
        self._tools = tools

    async def run(self, sha256: str) -> None:
        """Look at a content once. Safe to run again at any time."""
        async with self._work.transaction() as session:
            rows = InspectionRepository(session, self._work.workspace_id)
            row = await rows.get(sha256)
            if row is None or row["status"] != WAITING:
                return
            known = await RenderRepository(session, self._work.workspace_id).prints_of_others(None)
        others = {str(one["title"] or one["video_id"]): tuple(one["prints"]) for one in known}
        values = await self._looked(sha256, others)
        async with self._work.transaction() as session:
            rows = InspectionRepository(session, self._work.workspace_id)
            await rows.change(sha256, values | {"finished_at": self._tools.clock.now()})

    async def judged(self, asset: Mapping[str, Any]) -> Report | None:
        """The report on a file of the library, made now if it is not there yet; None for what is
        no video. Call it with no transaction open: it may take as long as the video."""
        reports = Reports(self._work, self._tools.queue, self._tools.clock)
        report = await reports.of(asset)
        if report is None or report.status != WAITING:
            return report
        await self.run(asset["sha256"])
        return await reports.of(asset)

    async def _looked(self, sha256: str, others: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
        provider = self._tools.catalogue.video_provider()
        with self._tools.storage.scratch() as file:
            await self._tools.storage.fetch(sha256, file)
            try:
                # Not the pool of renders: a post must not wait until one is done.
                judged: Judged = await self._tools.assets.pool.run(
                    judge_foreign, provider, file, others
                )
            except (CannotRender, OSError) as error:
                log.warning("videos.inspection_failed", sha256=sha256, error=str(error))
                return {"status": FAILED}
        return {
            "status": DONE,
            "quality": judged.quality,
            "facts": judged.facts,
            "prints": list(judged.prints),
        }


def _report(status: str, quality: Mapping[str, Any]) -> Report:
    return Report(status, bool(quality.get("passed", True)), tuple(quality.get("checks", ())))
