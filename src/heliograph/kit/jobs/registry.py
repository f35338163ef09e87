"""Which functions a worker runs: jobs by name, and ticks that recur."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import timedelta

Args = dict[str, str]
"""Arguments of a job: ids and small words, never content."""

Handler = Callable[[Args], Awaitable[None]]
Tick = Callable[[], Awaitable[None]]

USUAL_LIMIT = timedelta(minutes=10)


class RetryLater(Exception):
    """Raised by a job that asks to be run again after a while, for a reason that is no failure."""

    def __init__(self, delay: timedelta, reason: str = "") -> None:
        super().__init__(reason or f"again in {delay.total_seconds():g} s")
        self.delay = delay


@dataclass(frozen=True)
class RegisteredJob:
    """A function and how it may run."""

    name: str
    queue: str
    handler: Handler
    concurrency: int | None
    limit: timedelta


@dataclass(frozen=True)
class RegisteredTick:
    """A function that runs again and again, on one worker at a time."""

    name: str
    queue: str
    seconds: float
    handler: Tick


class JobRegistry:
    """All jobs and ticks of the product; a worker takes those of its queues."""

    def __init__(self) -> None:
        self._jobs: dict[str, RegisteredJob] = {}
        self._ticks: dict[str, RegisteredTick] = {}

    def job(
        self,
        name: str,
        *,
        queue: str,
        concurrency: int | None = None,
        limit: timedelta = USUAL_LIMIT,
    ) -> Callable[[Handler], Handler]:
        """Register a job, as a decorator or by calling the result with a bound method.

        `concurrency` caps how many run at once over all workers. A job still running after
        `limit` counts as failed: a hung one would otherwise hold its place for ever. Raises
        `ValueError` for a name that is taken.
        """

        def register(handler: Handler) -> Handler:
            self._claim(name)
            self._jobs[name] = RegisteredJob(name, queue, handler, concurrency, limit)
            return handler

        return register

    def every(self, name: str, seconds: float, *, queue: str) -> Callable[[Tick], Tick]:
        """Register a tick that runs each `seconds`, never on two workers at once."""

        def register(handler: Tick) -> Tick:
            self._claim(name)
            self._ticks[name] = RegisteredTick(name, queue, seconds, handler)
            return handler

        return register

    @property
    def queues(self) -> frozenset[str]:
        """The names of all queues."""
        jobs = {job.queue for job in self._jobs.values()}
        return frozenset(jobs | {tick.queue for tick in self._ticks.values()})

    def jobs_of(self, queues: Collection[str]) -> tuple[RegisteredJob, ...]:
        """The jobs of these queues."""
        return tuple(job for job in self._jobs.values() if job.queue in queues)

    def ticks_of(self, queues: Collection[str]) -> tuple[RegisteredTick, ...]:
        """The ticks of these queues."""
        return tuple(tick for tick in self._ticks.values() if tick.queue in queues)

    def _claim(self, name: str) -> None:
        if name in self._jobs or name in self._ticks:
            raise ValueError(f"the name {name} is registered already")
