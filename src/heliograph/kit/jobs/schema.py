"""Where the job engine keeps its tables, and how they come to be."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from importlib.metadata import version
from typing import Any
from uuid import UUID

from pgqueuer.adapters.drivers.asyncpg import AsyncpgDriver
from pgqueuer.adapters.persistence.qb import (
    QueryBuilderEnvironment,
    QueryQueueBuilder,
    QuerySchedulerBuilder,
)
from pgqueuer.adapters.persistence.queries import Queries
from pgqueuer.domain.models import Job, TableChangedEvent, TracebackRecord, utc_now
from pgqueuer.domain.settings import DBSettings, Durability
from pgqueuer.domain.types import Channel

SCHEMA = "pgq"


_CLAIM_LIFE = "SELECT pg_advisory_lock(hashtextextended('heliograph worker ' || $1::text, 0))"

# A worker holds an advisory lock as long as its connection lives; a lock that is free to take
# therefore belongs to a dead one. Its jobs go back at once, and remember what happened.
_RECLAIM = """
    WITH holders AS MATERIALIZED (
        SELECT DISTINCT queue_manager_id AS id FROM pgq.pgqueuer
        WHERE status = 'picked' AND queue_manager_id IS NOT NULL AND queue_manager_id <> $1
    ), dead AS MATERIALIZED (
        SELECT id FROM holders
        WHERE pg_try_advisory_xact_lock(hashtextextended('heliograph worker ' || id::text, 0))
    )
    UPDATE pgq.pgqueuer AS job
    SET status = 'queued', queue_manager_id = NULL, slot = NULL, updated = now(),
        headers = coalesce(job.headers, '{}') || jsonb_build_object(
            'crashes', coalesce((job.headers ->> 'crashes')::int, 0) + 1)
    FROM dead WHERE job.queue_manager_id = dead.id AND job.status = 'picked'
    RETURNING job.id
"""


class EngineQueries(Queries):
    """The engine's statements, and what it leaves out: dead workers noticed at once."""

    async def claim_life(self, worker: UUID) -> None:
        """Hold this worker's lock until its connection ends."""
        await self.driver.fetch(_CLAIM_LIFE, str(worker))

    async def reclaim(self, worker: UUID) -> int:
        """Put back the jobs of dead workers; returns how many there were."""
        found = await self.driver.fetch(_RECLAIM, worker)
        if found:
            await self.wake()
        return len(found)

    async def retry_job(
        self, job: Job, delay: timedelta, traceback_record: TracebackRecord | None
    ) -> None:
        """Put a job back for later, and let the workers know when that is."""
        await super().retry_job(job, delay, traceback_record)
        await self.wake()

    async def wake(self) -> None:
        """Make every worker look into the queue: the engine tells them of inserts only."""
        channel = self.qbq.settings.channel
        event = TableChangedEvent(
            channel=Channel(channel),
            operation="update",
            sent_at=utc_now(),
            table=self.qbq.settings.queue_table,
            type="table_changed_event",
        )
        await self.driver.notify(channel, event.model_dump_json())


@cache
def engine_names() -> DBSettings:
    """The engine's names, all given: it would else take them from unrelated variables.

    `DURABILITY`, `CHANNEL` or `FUNCTION` in somebody's environment must not rename our tables.
    """
    return DBSettings(
        prefix="",
        db_schema=SCHEMA,
        channel="heliograph_jobs",
        function="fn_pgqueuer_changed",
        statistics_table="pgqueuer_statistics",
        queue_status_type="pgqueuer_status",
        queue_table="pgqueuer",
        queue_table_log="pgqueuer_log",
        trigger="tg_pgqueuer_changed",
        schedules_table="pgqueuer_schedules",
        durability=Durability.durable,
        widen_id=True,
    )


def engine_queries(connection: Any) -> EngineQueries:
    """The engine's statements over one asyncpg connection."""
    names = engine_names()
    return EngineQueries(
        AsyncpgDriver(connection),
        qbe=QueryBuilderEnvironment(names),
        qbq=QueryQueueBuilder(names),
        qbs=QuerySchedulerBuilder(names),
    )


async def install(connection: Any) -> None:
    """Create the engine's tables, or bring those of an older engine up to date; repeatable."""
    mark = f"pgqueuer {version('pgqueuer')}"
    stored = await connection.fetchval(
        "SELECT obj_description(oid, 'pg_namespace') FROM pg_namespace WHERE nspname = $1", SCHEMA
    )
    if stored == mark:
        return
    queries = engine_queries(connection)
    if await queries.schema_is_installed():
        await queries.upgrade()
    else:
        async with connection.transaction():
            await queries.install()
    await connection.execute(f"COMMENT ON SCHEMA {SCHEMA} IS '{mark}'")
