"""The queue and a worker in this process, over a real database."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from sqlalchemy import text

from heliograph.kit.database import Database
from heliograph.kit.jobs import (
    Args,
    JobQueue,
    JobRegistry,
    RetryLater,
    WorkerLost,
    run_worker,
    ticks,
)
from heliograph.kit.settings import WorkerSettings
from tests.support.waiting import until

SETTINGS = WorkerSettings(poll_seconds=5.0)
QUEUE = JobQueue()


class Seen:
    """Records what ran, and when."""

    def __init__(self) -> None:
        self.args: list[Args] = []
        self.times: list[float] = []

    async def __call__(self, args: Args) -> None:
        self.args.append(args)
        self.times.append(time.monotonic())

    def has(self, count: int) -> Callable[[], Awaitable[bool]]:
        """A claim for `until`."""

        async def claim() -> bool:
            return len(self.args) >= count

        return claim


@asynccontextmanager
async def working(
    url: str, registry: JobRegistry, *queues: str, settings: WorkerSettings = SETTINGS
) -> AsyncIterator[asyncio.Task[None]]:
    """A worker that serves the queues inside the block."""
    stop = asyncio.Event()
    task = asyncio.create_task(run_worker(url, registry, queues or ("publishing",), settings, stop))
    try:
        yield task
    finally:
        stop.set()
        await asyncio.wait_for(asyncio.gather(task, return_exceptions=True), 60)


async def count_jobs(database: Database) -> int:
    async with database.system_work().transaction() as session:
        return int((await session.execute(text("SELECT count(*) FROM pgq.pgqueuer"))).scalar_one())


def with_job(handler: Callable[[Args], Awaitable[None]], name: str = "test.job") -> JobRegistry:
    registry = JobRegistry()
    registry.job(name, queue="publishing")(handler)
    return registry


async def test_a_committed_job_runs_with_its_arguments(
    database: Database, database_url: str
) -> None:
    seen = Seen()
    async with working(database_url, with_job(seen)):
        async with database.system_work().transaction() as session:
            assert await QUEUE.enqueue(session, "test.job", {"post": "é-1"})
        await until(seen.has(1))
    assert seen.args == [{"post": "é-1"}]
    assert await count_jobs(database) == 0


async def test_a_rolled_back_transaction_leaves_no_job(database: Database) -> None:
    async def enqueue_then_fail() -> None:
        async with database.system_work().transaction() as session:
            await QUEUE.enqueue(session, "test.job", {})
            raise RuntimeError("the caller changes its mind")

    with pytest.raises(RuntimeError):
        await enqueue_then_fail()
    assert await count_jobs(database) == 0


async def test_a_fresh_session_of_its_own_joins_the_transaction_too(database: Database) -> None:
    # Nothing has been executed before, so the driver has not begun yet.
    async with database.engine.connect() as connection:
        from_scratch = await connection.begin()
        from sqlalchemy.ext.asyncio import AsyncSession  # noqa: PLC0415 - local to this proof

        async with AsyncSession(bind=connection) as session:
            await QUEUE.enqueue(session, "test.job", {})
        await from_scratch.rollback()
    assert await count_jobs(database) == 0


async def test_a_key_that_waits_is_not_taken_twice_and_spoils_nothing(database: Database) -> None:
    async with database.system_work().transaction() as session:
        first = await QUEUE.enqueue(session, "test.job", {}, key="post-1")
        second = await QUEUE.enqueue(session, "test.job", {}, key="post-1")
        other = await QUEUE.enqueue(session, "test.job", {}, key="post-2")
    assert (first, second, other) == (True, False, True)
    assert await count_jobs(database) == 2


async def test_two_callers_with_one_key_leave_one_job(database: Database) -> None:
    async def enqueue() -> bool:
        async with database.system_work().transaction() as session:
            return await QUEUE.enqueue(session, "test.job", {}, key="same")

    assert sorted(await asyncio.gather(*(enqueue() for _ in range(8)))) == [False] * 7 + [True]
    assert await count_jobs(database) == 1


async def test_many_jobs_are_added_in_one_go(database: Database, database_url: str) -> None:
    seen = Seen()
    async with database.system_work().transaction() as session:
        added = await QUEUE.enqueue_many(
            session,
            "test.job",
            [{"n": str(n)} for n in range(300)],
            keys=[f"n{n % 250}" for n in range(300)],
        )
    assert added == 250
    async with working(database_url, with_job(seen)):
        await until(seen.has(250))
    assert {args["n"] for args in seen.args} == {str(n) for n in range(250)}


async def test_a_cancelled_job_never_runs(database: Database, database_url: str) -> None:
    seen = Seen()
    async with database.system_work().transaction() as session:
        await QUEUE.enqueue(session, "test.job", {}, key="gone")
        await QUEUE.enqueue(session, "test.job", {}, key="stays")
    async with database.system_work().transaction() as session:
        assert await QUEUE.cancel(session, "gone")
        assert not await QUEUE.cancel(session, "never was")
    async with working(database_url, with_job(seen)):
        await until(seen.has(1))
    assert len(seen.args) == 1
    assert await count_jobs(database) == 0


async def test_a_later_job_starts_on_time_while_the_worker_idles(
    database: Database, database_url: str
) -> None:
    seen = Seen()
    async with working(database_url, with_job(seen)):
        await asyncio.sleep(0.5)
        async with database.system_work().transaction() as session:
            await QUEUE.enqueue(session, "test.job", {}, delay=timedelta(seconds=1.2))
            enqueued = time.monotonic()
        await until(seen.has(1))
    late = seen.times[0] - enqueued - 1.2
    assert -0.1 < late < 5


async def test_a_failing_job_is_tried_again_then_parked(
    database: Database, database_url: str
) -> None:
    tries = Seen()

    async def fail(args: Args) -> None:
        await tries(args)
        raise ValueError("broken")

    async with working(database_url, with_job(fail)):
        async with database.system_work().transaction() as session:
            await QUEUE.enqueue(session, "test.job", {})
        await until(tries.has(2))
        assert 1.8 < tries.times[1] - tries.times[0] < 3.5
        # The last attempt, brought forward.
        async with database.system_work().transaction() as session:
            await session.execute(
                text("UPDATE pgq.pgqueuer SET attempts = 5, execute_after = now()")
            )
            await QUEUE.enqueue(session, "test.wake", {})
        await until(tries.has(3))
    async with database.system_work().transaction() as session:
        health = {row.name: row for row in await QUEUE.health(session)}
        assert health["test.job"].parked == 1
        assert await QUEUE.retry_parked(session, "test.job") == 1
    done = Seen()
    async with working(database_url, with_job(done)):
        await until(done.has(1))


async def test_a_job_may_ask_to_come_back_later(database: Database, database_url: str) -> None:
    seen = Seen()

    async def twice(args: Args) -> None:
        await seen(args)
        if len(seen.args) == 1:
            raise RetryLater(timedelta(seconds=0.3), "the platform asks for patience")

    async with working(database_url, with_job(twice)):
        async with database.system_work().transaction() as session:
            await QUEUE.enqueue(session, "test.job", {})
        await until(seen.has(2))
    assert 0.25 < seen.times[1] - seen.times[0] < 1.5


async def test_a_job_that_hangs_is_ended_by_its_limit(
    database: Database, database_url: str
) -> None:
    seen = Seen()
    registry = JobRegistry()

    async def hang(args: Args) -> None:
        await seen(args)
        await asyncio.sleep(60)

    registry.job("test.job", queue="publishing", limit=timedelta(seconds=0.3))(hang)
    async with working(database_url, registry):
        async with database.system_work().transaction() as session:
            await QUEUE.enqueue(session, "test.job", {})
        await until(seen.has(2))
    assert seen.times[1] - seen.times[0] < 4


async def test_a_cancellation_from_inside_is_a_failure_not_an_end(
    database: Database, database_url: str
) -> None:
    seen = Seen()

    async def cancel_once(args: Args) -> None:
        await seen(args)
        if len(seen.args) == 1:
            raise asyncio.CancelledError

    async with working(database_url, with_job(cancel_once)):
        async with database.system_work().transaction() as session:
            await QUEUE.enqueue(session, "test.job", {})
        await until(seen.has(2))


async def test_a_worker_leaves_the_jobs_of_other_queues_alone(
    database: Database, database_url: str
) -> None:
    mine, theirs = Seen(), Seen()
    registry = with_job(mine, "test.mine")
    registry.job("test.theirs", queue="studio")(theirs)
    async with database.system_work().transaction() as session:
        await QUEUE.enqueue(session, "test.theirs", {})
        await QUEUE.enqueue(session, "test.mine", {})
    async with working(database_url, registry, "publishing"):
        await until(mine.has(1))
        await asyncio.sleep(0.3)
    assert theirs.args == []


async def test_at_most_so_many_run_at_once_as_allowed(
    database: Database, database_url: str
) -> None:
    running, most, done = 0, 0, Seen()
    registry = JobRegistry()

    async def job(args: Args) -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.05)
        running -= 1
        await done(args)

    registry.job("test.job", queue="publishing", concurrency=2)(job)
    async with database.system_work().transaction() as session:
        await QUEUE.enqueue_many(session, "test.job", [{}] * 8)
    async with working(database_url, registry), working(database_url, registry):
        await until(done.has(8))
    assert most == 2


async def test_a_tick_runs_once_per_interval_over_all_workers(
    database: Database, database_url: str
) -> None:
    running, most, times = 0, 0, []
    registry = JobRegistry()

    async def tick() -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        times.append(time.monotonic())
        await asyncio.sleep(0.1)
        running -= 1

    async def came(count: int) -> bool:
        return len(times) >= count

    registry.every("test.tick", 0.5, queue="publishing")(tick)
    async with working(database_url, registry), working(database_url, registry):
        await asyncio.sleep(3.2)
        await until(lambda: came(3))
    assert most == 1
    assert min(b - a for a, b in itertools.pairwise(times)) > 0.2


@pytest.mark.parametrize(("silent", "rounds"), [(3600, 1), (1, 0)])
async def test_a_worker_that_stands_still_does_not_stop_the_clockwork(
    database: Database, database_url: str, silent: int, rounds: int
) -> None:
    seen = 0
    registry = JobRegistry()

    async def tick() -> None:
        nonlocal seen
        seen += 1

    async def begun() -> bool:
        return seen >= rounds

    registry.every("test.tick", 0.2, queue="publishing")(tick)
    async with database.engine.connect() as stopped:
        await stopped.execute(
            text(
                "INSERT INTO kit_ticks (name, started_at)"
                " VALUES ('test.tick', now() - make_interval(secs => :silent))"
            ),
            {"silent": silent},
        )
        await stopped.commit()
        number = ticks._lock_number("test.tick")
        await stopped.execute(text("SELECT pg_advisory_lock(:number)"), {"number": number})
        async with working(database_url, registry):
            await until(begun)
            await asyncio.sleep(1.5)
    assert seen == rounds


async def test_a_failing_tick_does_not_end_the_worker(database_url: str) -> None:
    rounds = 0
    registry = JobRegistry()

    async def tick() -> None:
        nonlocal rounds
        rounds += 1
        raise ValueError("a bad round")

    registry.every("test.tick", 0.2, queue="publishing")(tick)
    async with working(database_url, registry) as task:

        async def twice() -> bool:
            return rounds >= 2

        await until(twice)
        assert not task.done()


async def test_a_worker_ends_when_the_database_goes_away(
    database: Database, database_url: str
) -> None:
    async with working(database_url, with_job(Seen())) as task:
        await asyncio.sleep(0.5)
        async with database.system_work().transaction() as session:
            await session.execute(
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database()"
                    " AND application_name = 'heliograph worker'"
                )
            )
        with pytest.raises(WorkerLost):
            await asyncio.wait_for(asyncio.shield(task), 60)


async def test_a_name_can_be_registered_only_once() -> None:
    register = with_job(Seen()).job("test.job", queue="studio")
    with pytest.raises(ValueError, match=r"test\.job"):
        register(Seen())
