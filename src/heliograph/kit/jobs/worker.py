"""A worker: runs the jobs and ticks of its queues until it is stopped, or loses the database.

Workers are crash-only. Whatever goes wrong, the process ends and its supervisor starts another;
jobs it held are taken over as soon as it lets go of them, or when its heartbeat is missed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from datetime import timedelta
from typing import Any

import asyncpg
import structlog
from pgqueuer.core.qm import QueueManager
from pgqueuer.domain.types import Channel

from heliograph.kit.database import as_plain
from heliograph.kit.jobs.execution import register
from heliograph.kit.jobs.registry import JobRegistry, RegisteredTick
from heliograph.kit.jobs.schema import engine_names, engine_queries
from heliograph.kit.jobs.ticks import Ticker, stopped
from heliograph.kit.jobs.watchdog import LoopWatchdog
from heliograph.kit.settings import WorkerSettings

GRACE = 10.0
_RECLAIM_SECONDS = 2.0
_KEPT_LOG = timedelta(days=7)
_DAY = 86_400.0
_MOST_BITES = 1000

_RELEASE = (
    "WITH mine AS (UPDATE pgq.pgqueuer SET status = 'queued', queue_manager_id = NULL,"
    " updated = now(), slot = NULL WHERE queue_manager_id = $1 AND status = 'picked'"
    " RETURNING id, entrypoint, priority)"
    " INSERT INTO pgq.pgqueuer_log (job_id, status, entrypoint, priority)"
    " SELECT id, 'queued', entrypoint, priority FROM mine"
)

# In small bites: the workers fetch their jobs over the same connection.
_PRUNE = (
    "DELETE FROM pgq.pgqueuer_log WHERE id IN (SELECT id FROM pgq.pgqueuer_log"
    " WHERE aggregated AND created < now() - $1::interval LIMIT 2000)"
)


log = structlog.get_logger()


class WorkerLost(Exception):
    """The worker cannot go on; its process must end now, without waiting for its jobs."""


class WorkerUnfinished(Exception):
    """Jobs still ran after the grace time; they were handed back and the process must end now."""


async def run_worker(
    url: str,
    registry: JobRegistry,
    queues: Collection[str],
    settings: WorkerSettings,
    stop: asyncio.Event,
    *,
    grace: float = GRACE,
) -> None:
    """Work until `stop`, then finish what runs within `grace` seconds.

    Raises `WorkerLost` or `WorkerUnfinished` while jobs may still be running in this process:
    leave it by `os._exit` then, or their cancellation would count as their end.
    """
    connections = [await _connect(url), await _connect(url)]
    worker = _Worker(connections, settings)
    worker.take(registry, queues)
    watchdog = LoopWatchdog(settings.heartbeat_seconds / 2)
    watchdog.start()
    try:
        await worker.run(stop, grace)
    finally:
        watchdog.stop()
        for connection in connections:
            connection.terminate()


async def _connect(url: str) -> Any:
    try:
        return await asyncpg.connect(
            as_plain(url),
            timeout=10,
            server_settings={
                "application_name": "heliograph worker",
                "tcp_keepalives_idle": "30",
                "jit": "off",
            },
        )
    except (OSError, asyncpg.PostgresError, TimeoutError) as error:
        raise WorkerLost(f"the database does not answer: {error}") from error


class _Worker:
    """The engine and the ticker of one process, each with a connection of its own."""

    def __init__(self, connections: list[Any], settings: WorkerSettings) -> None:
        self._settings = settings
        self._lost = asyncio.Event()
        for connection in connections:
            connection.add_termination_listener(lambda _: self._lost.set())
        self._queries = engine_queries(connections[0])
        self._engine = QueueManager(self._queries, channel=Channel(engine_names().channel))
        self._ticks_connection = connections[1]
        self._ticks: tuple[RegisteredTick, ...] = ()

    def take(self, registry: JobRegistry, queues: Collection[str]) -> None:
        """Serve these queues."""
        for job in registry.jobs_of(queues):
            register(self._engine, job)
        prune = RegisteredTick("jobs.prune_log", "", _DAY, self._prune_log)
        self._ticks = (*registry.ticks_of(queues), prune)

    async def run(self, stop: asyncio.Event, grace: float) -> None:
        """Work until `stop`; see `run_worker`."""
        await self._queries.claim_life(self._engine.queue_manager_id)
        ticker = Ticker(self._ticks_connection, self._ticks)
        work = {
            asyncio.create_task(self._run_engine(), name="engine"),
            asyncio.create_task(self._reclaim(stop), name="reclaim"),
            asyncio.create_task(ticker.run(stop), name="ticker"),
        }
        signals = {asyncio.create_task(event.wait()) for event in (stop, self._lost)}
        done, _ = await asyncio.wait(work | signals, return_when=asyncio.FIRST_COMPLETED)
        for task in signals:
            task.cancel()
        if not stop.is_set() or self._lost.is_set():
            raise WorkerLost(_reason(done & work)) from None
        await self._finish(work, grace)

    async def _finish(self, work: set[asyncio.Task[None]], grace: float) -> None:
        self._engine.shutdown.set()
        _, busy = await asyncio.wait(work, timeout=grace)
        if busy:
            await self._queries.driver.execute(_RELEASE, self._engine.queue_manager_id)
            raise WorkerUnfinished(f"jobs still ran after {grace:g} s and were handed back")

    async def _run_engine(self) -> None:
        settings = self._settings
        await self._engine.run(
            dequeue_timeout=timedelta(seconds=settings.poll_seconds),
            batch_size=settings.batch_size,
            # The engine refuses to start with less room than two batches.
            max_concurrent_tasks=max(settings.max_concurrent, 2 * settings.batch_size),
            heartbeat_timeout=timedelta(seconds=settings.heartbeat_seconds),
            shutdown_on_listener_failure=True,
        )

    async def _reclaim(self, stop: asyncio.Event) -> None:
        """Look for jobs of dead workers, at once and from time to time."""
        while True:
            found = await self._queries.reclaim(self._engine.queue_manager_id)
            if found:
                log.warning("worker.took_over", jobs=found)
            if await stopped(stop, _RECLAIM_SECONDS):
                return

    async def _prune_log(self) -> None:
        driver = self._queries.driver
        for _ in range(_MOST_BITES):
            if await driver.execute(_PRUNE, _KEPT_LOG) == "DELETE 0":
                return
            await asyncio.sleep(0.1)


def _reason(ended: set[asyncio.Task[Any]]) -> str:
    for task in ended:
        error = None if task.cancelled() else task.exception()
        if error is not None:
            return f"{task.get_name()} ended: {error!r}"
    return "the connection to the database is gone"
