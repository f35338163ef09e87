"""Where the job engine keeps its tables, and how they come to be."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from importlib.metadata import version
from typing import Any

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


class EngineQueries(Queries):
    """The engine's statements, with one wish added."""

    async def retry_job(
        self, job: Job, delay: timedelta, traceback_record: TracebackRecord | None
    ) -> None:
        """Put a job back for later and wake the workers: the engine tells them of inserts only."""
        await super().retry_job(job, delay, traceback_record)
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
