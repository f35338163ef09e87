"""Putting jobs into the queue and taking them out again, inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import orjson
from pgqueuer.adapters.persistence.qb import QueryQueueBuilder
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from heliograph.kit.jobs.registry import Args
from heliograph.kit.jobs.schema import engine_names
from heliograph.kit.statements import driver_of

NOW = timedelta(0)

_CANCEL = text(
    "WITH gone AS (DELETE FROM pgq.pgqueuer WHERE dedupe_key = :key AND status = 'queued'"
    " RETURNING id, entrypoint, priority)"
    " INSERT INTO pgq.pgqueuer_log (job_id, status, entrypoint, priority)"
    " SELECT id, 'canceled', entrypoint, priority FROM gone RETURNING job_id"
)
# A job whose key has been taken again in the meantime stays where it is.
_REVIVE = text(
    "UPDATE pgq.pgqueuer AS job SET status = 'queued', attempts = 0, execute_after = now(),"
    " updated = now(), headers = headers - 'crashes'"
    " WHERE entrypoint = :name AND status = 'failed' AND NOT EXISTS"
    " (SELECT FROM pgq.pgqueuer AS other WHERE other.dedupe_key = job.dedupe_key"
    " AND other.status IN ('queued', 'picked')) RETURNING id"
)
_HEALTH = text(
    "SELECT entrypoint, count(*) FILTER (WHERE status = 'queued' AND execute_after <= now()),"
    " count(*) FILTER (WHERE status = 'queued' AND execute_after > now()),"
    " count(*) FILTER (WHERE status = 'picked'), count(*) FILTER (WHERE status = 'failed'),"
    " coalesce(extract(epoch FROM now() - min(execute_after)"
    " FILTER (WHERE status = 'queued' AND execute_after <= now())), 0)"
    " FROM pgq.pgqueuer GROUP BY entrypoint ORDER BY entrypoint"
)


@dataclass(frozen=True)
class JobCount:
    """How many jobs of one name wait, run or rest after too many failures."""

    name: str
    due: int
    later: int
    running: int
    parked: int
    oldest_due_seconds: float


class JobQueue:
    """The way into the queue. A job becomes visible when the caller commits, or never."""

    def __init__(self) -> None:
        # A duplicate is skipped by PostgreSQL itself, so the transaction stays usable. The engine
        # counts a delay from the transaction's start; a job enqueued late in a long one would
        # then run before its time.
        insert = QueryQueueBuilder(engine_names()).build_enqueue_query("skip")
        self._insert = insert.replace("execute_after + NOW()", "execute_after + clock_timestamp()")

    async def enqueue(
        self,
        session: AsyncSession,
        name: str,
        args: Args,
        *,
        delay: timedelta = NOW,
        key: str | None = None,
        priority: int = 0,
    ) -> bool:
        """Add a job that starts after `delay` by the server's clock; False if `key` waits already.

        A key counts as long as its job waits or runs. A job that wants to follow itself must
        therefore use another key, such as one with the number of the attempt.
        """
        keys = None if key is None else [key]
        added = await self.enqueue_many(
            session, name, [args], delay=delay, keys=keys, priority=priority
        )
        return added == 1

    async def enqueue_many(
        self,
        session: AsyncSession,
        name: str,
        args: Sequence[Args],
        *,
        delay: timedelta | Sequence[timedelta] = NOW,
        keys: Sequence[str | None] | None = None,
        priority: int = 0,
    ) -> int:
        """Add many jobs in one statement; returns how many were new."""
        count = len(args)
        if count == 0:
            return 0
        delays = [delay] * count if isinstance(delay, timedelta) else list(delay)
        wanted = [None] * count if keys is None else list(keys)
        if len(delays) != count or len(wanted) != count:
            raise ValueError("delays and keys need one entry per job")
        driver = await driver_of(session)
        added = await driver.fetch(
            self._insert,
            [priority] * count,
            [name] * count,
            [orjson.dumps(one) for one in args],
            delays,
            wanted,
            [None] * count,
        )
        return len(added)

    async def cancel(self, session: AsyncSession, key: str) -> bool:
        """Take a waiting job out; False if none waits (a running one is left to its end)."""
        return (await session.execute(_CANCEL, {"key": key})).first() is not None

    async def retry_parked(self, session: AsyncSession, name: str) -> int:
        """Let the parked jobs of a name start afresh; returns how many there were."""
        return len((await session.execute(_REVIVE, {"name": name})).all())

    async def health(self, session: AsyncSession) -> tuple[JobCount, ...]:
        """What waits, runs and rests, by name."""
        rows = (await session.execute(_HEALTH)).all()
        return tuple(
            JobCount(name, due, later, running, parked, float(oldest))
            for name, due, later, running, parked, oldest in rows
        )
