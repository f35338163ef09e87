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
CRASHES = 5
"""A job during which this many workers died is parked; a bystander hardly gets that far."""

log = structlog.get_logger()


class JobParked(Exception):
    """The job rests with status `failed` until a person has looked at it."""


class JobAborted(Exception):
    """The function was cancelled from inside, which the engine would take for its end."""


class Execution(DatabaseRetryEntrypointExecutor):
    """The engine's retries, and a stop for jobs that kill their workers."""

    def __init__(self, parameters: EntrypointExecutorParameters) -> None:
        super().__init__(
            parameters,
            max_attempts=MAX_ATTEMPTS,
            initial_delay=FIRST_DELAY,
            max_delay=LONGEST_DELAY,
        )

    async def execute(self, job: Job, context: Context) -> None:
        """Run the job once; raises what the engine turns into a retry or into rest."""
        # Counted when a dead worker's jobs are put back, see `EngineQueries.reclaim`.
        crashes = (job.headers or {}).get("crashes", 0)
        if isinstance(crashes, int) and crashes >= CRASHES:
            raise JobParked(f"{job.entrypoint} ended {crashes} workers in a row")
        await super().execute(job, context)


def register(manager: QueueManager, job: RegisteredJob) -> None:
    """Hand one registered job to the engine."""

    async def run(row: Job) -> None:
        await _run(job, row)

    manager.entrypoint(
        job.name,
        concurrency_limit=job.concurrency or 0,
        accepts_context=False,
        on_failure="hold",
        executor_factory=Execution,
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
