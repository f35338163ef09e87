"""How one job is run: its limit, its retries, and where it rests when nothing helps."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import orjson
import structlog
from pgqueuer.core.executors import (
    DatabaseRetryEntrypointExecutor,
    EntrypointExecutorParameters,
)
from pgqueuer.core.qm import QueueManager
from pgqueuer.domain.errors import RetryRequested
from pgqueuer.domain.models import Context, Job

from heliograph.kit.jobs.registry import RegisteredJob, RetryLater

MAX_ATTEMPTS = 5
FIRST_DELAY = timedelta(seconds=2)
LONGEST_DELAY = timedelta(minutes=5)
CRASHES = 3
"""A job that took this many workers down with it, one after another, is parked."""

_PICKS = (
    "SELECT count(*) AS picks FROM pgq.pgqueuer_log"
    " WHERE job_id = $1 AND status = 'picked' AND id >"
    " (SELECT max(id) FROM pgq.pgqueuer_log WHERE job_id = $1 AND status = 'queued')"
)

log = structlog.get_logger()


class JobParked(Exception):
    """The job rests with status `failed` until a person has looked at it."""


class JobAborted(Exception):
    """The function was cancelled from inside, which the engine would take for its end."""


class Execution(DatabaseRetryEntrypointExecutor):
    """The engine's retries, and a stop for jobs that kill their workers."""

    def __init__(
        self, parameters: EntrypointExecutorParameters, manager: QueueManager, patience: timedelta
    ) -> None:
        super().__init__(
            parameters,
            max_attempts=MAX_ATTEMPTS,
            initial_delay=FIRST_DELAY,
            max_delay=LONGEST_DELAY,
        )
        self._manager = manager
        self._patience = patience

    async def execute(self, job: Job, context: Context) -> None:
        """Run the job once; raises what the engine turns into a retry or into rest."""
        # Only a job that was picked late can have been picked before, so the rest need no look.
        if job.updated - job.execute_after > self._patience:
            rows = await self._manager.queries.driver.fetch(_PICKS, job.id)
            picks = rows[0]["picks"]
            if isinstance(picks, int) and picks > CRASHES:
                raise JobParked(f"{job.entrypoint} ended {CRASHES} workers in a row")
        await super().execute(job, context)


def register(manager: QueueManager, job: RegisteredJob, patience: timedelta) -> None:
    """Hand one registered job to the engine."""

    async def run(row: Job) -> None:
        await _run(job, row)

    def executor(parameters: EntrypointExecutorParameters) -> Execution:
        return Execution(parameters, manager, patience)

    manager.entrypoint(
        job.name,
        concurrency_limit=job.concurrency or 0,
        accepts_context=False,
        on_failure="hold",
        executor_factory=executor,
    )(run)


async def _run(job: RegisteredJob, row: Job) -> None:
    args: dict[str, Any] = orjson.loads(row.payload or b"{}")
    try:
        async with asyncio.timeout(job.limit.total_seconds()):
            await job.handler(args)
    except RetryLater as wish:
        raise RetryRequested(wish.delay, str(wish)) from wish
    except asyncio.CancelledError:
        task = asyncio.current_task()
        if task is not None and task.cancelling():
            raise
        raise JobAborted(f"{job.name} was cancelled from inside") from None
    except Exception as error:
        log.warning("job.failed", job=job.name, attempt=row.attempts + 1, reason=repr(error))
        raise
