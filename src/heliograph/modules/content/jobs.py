"""Background work of content; every job may run twice without harm."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from heliograph.kit.database import Database
from heliograph.kit.jobs import JobRegistry
from heliograph.modules.content.repository import StaleRuns
from heliograph.modules.content.search import index_marked, mark_strangers
from heliograph.modules.content.service.orders import MAKE_JOB
from heliograph.modules.content.service.pipeline import Pipeline
from heliograph.modules.content.service.tools import ContentTools

QUEUE = "studio"
STALE = timedelta(minutes=2)
AT_ONCE = 4
"""Pieces in work: while one is drawn and one is judged, the next is written."""


def register(registry: JobRegistry, database: Database, tools: ContentTools) -> None:
    """Add the jobs of this module to a worker."""

    async def make(args: dict[str, str]) -> None:
        work = database.work(UUID(args["workspace_id"]))
        await Pipeline(work, tools).run(UUID(args["run_id"]))

    async def wake_stale() -> None:
        """Runs that wait for longer than a job takes to be found have lost their job."""
        now = tools.clock.now()
        work = database.system_work()
        async with work.transaction() as session:
            for run in await StaleRuns(session).since(now - STALE):
                await tools.queue.enqueue(
                    session,
                    MAKE_JOB,
                    {"run_id": str(run["id"]), "workspace_id": str(run["workspace_id"])},
                    key=f"make:{run['id']}:stale:{int(now.timestamp() // 120)}",
                )

    known: set[str] = set()

    async def index() -> None:
        """Contents that were changed, and those of before there was this index or embedder."""
        if tools.embedder.id not in known:
            await mark_strangers(database, tools.embedder)
            known.add(tools.embedder.id)
        await index_marked(database, tools.embedder)

    registry.job(MAKE_JOB, queue=QUEUE, concurrency=at_once(database.connections))(make)
    registry.every("content.index", 15.0, queue=QUEUE)(index)
    registry.every("content.wake_stale", 60.0, queue=QUEUE)(wake_stale)


def at_once(connections: int) -> int:
    """How many pieces a process works at that may have so many connections: a piece holds one for
    its turns and works with another, and some are for everybody else."""
    return max(1, min(AT_ONCE, connections // 2 - 1))
