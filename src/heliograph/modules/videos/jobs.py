"""Background work of videos; every job may run twice without harm."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import structlog

from heliograph.kit.database import Database
from heliograph.kit.jobs import JobRegistry
from heliograph.modules.videos.repository import StaleWork
from heliograph.modules.videos.service.clearing import Clearing
from heliograph.modules.videos.service.comparing import MEASURE_JOB, Measuring
from heliograph.modules.videos.service.composing import COMPOSE_JOB, Composing
from heliograph.modules.videos.service.learning import Learning
from heliograph.modules.videos.service.rendering import RENDER_JOB, Rendering
from heliograph.modules.videos.service.reports import INSPECT_JOB, Inspecting
from heliograph.modules.videos.service.styles import ANALYSE_JOB
from heliograph.modules.videos.service.tools import VideoTools

log = structlog.get_logger("heliograph.videos")
QUEUE = "studio"
LONGEST = timedelta(hours=2)
STALE = timedelta(minutes=2)


def register(registry: JobRegistry, database: Database, tools: VideoTools) -> None:
    """Add the jobs of this module to a worker. One render at a time: each takes all cores."""

    async def make(args: dict[str, str]) -> None:
        work = database.work(UUID(args["workspace_id"]))
        video_id = UUID(args["video_id"])
        if await Composing(work, tools).run(video_id):
            await Rendering(work, tools).order(video_id)

    async def render(args: dict[str, str]) -> None:
        work = database.work(UUID(args["workspace_id"]))
        await Rendering(work, tools).run(UUID(args["render_id"]))

    async def analyse(args: dict[str, str]) -> None:
        work = database.work(UUID(args["workspace_id"]))
        await Learning(work, tools).run(UUID(args["style_id"]))

    async def clean() -> None:
        """What is left lying on this machine, and guards of styles that no video is in."""
        clearing = Clearing(database, tools)
        log.info("videos.cleared", count=await clearing.run())
        log.info("videos.styles_forgotten", count=await clearing.forget_styles())

    async def wake_stale() -> None:
        await wake_all_stale(database, tools)

    registry.job(COMPOSE_JOB, queue=QUEUE, concurrency=1)(make)
    registry.job(RENDER_JOB, queue=QUEUE, concurrency=1, limit=LONGEST)(render)
    registry.job(ANALYSE_JOB, queue=QUEUE, concurrency=1, limit=LONGEST)(analyse)
    registry.every("videos.wake_stale", 60.0, queue=QUEUE)(wake_stale)
    registry.every("videos.clean", 86_400.0, queue=QUEUE)(clean)
    _register_looks(registry, database, tools)


def _register_looks(registry: JobRegistry, database: Database, tools: VideoTools) -> None:
    """What looks at files that are there already."""

    async def inspect(args: dict[str, str]) -> None:
        work = database.work(UUID(args["workspace_id"]))
        await Inspecting(work, tools).run(args["sha256"])

    async def measure(args: dict[str, str]) -> None:
        work = database.work(UUID(args["workspace_id"]))
        await Measuring(work, tools).run(UUID(args["render_id"]))

    registry.job(INSPECT_JOB, queue=QUEUE, concurrency=1, limit=LONGEST)(inspect)
    registry.job(MEASURE_JOB, queue=QUEUE, concurrency=1, limit=LONGEST)(measure)


async def wake_all_stale(database: Database, tools: VideoTools) -> None:
    """Work that waits for longer than a job takes to be found has lost its job."""
    now = tools.clock.now()
    async with database.system_work().transaction() as session:
        stale = StaleWork(session)
        for row in await stale.videos(now - STALE):
            args = {"video_id": str(row["id"]), "workspace_id": str(row["workspace_id"])}
            # The same key as at first: a job that only waits, or runs, is not doubled.
            key = f"video:{row['id']}:{row['version']}"
            await tools.queue.enqueue(session, COMPOSE_JOB, args, key=key)
        for row in await stale.renders(now - STALE):
            args = {"render_id": str(row["id"]), "workspace_id": str(row["workspace_id"])}
            await tools.queue.enqueue(session, RENDER_JOB, args, key=f"render:{row['id']}:first")
