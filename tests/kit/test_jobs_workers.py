"""Worker processes that are stopped, killed, or stand still."""

from __future__ import annotations

import asyncio
import signal
from asyncio.subprocess import Process
from pathlib import Path

import pytest

from heliograph.kit.database import Database
from heliograph.kit.jobs import Args, JobQueue
from tests.support.waiting import until
from tests.support.workers import make_table, marks, worker

QUEUE = JobQueue()


@pytest.fixture(autouse=True)
async def table(database: Database) -> None:
    """An empty table of marks."""
    await make_table(database)


async def enqueue(database: Database, name: str, *args: Args) -> None:
    async with database.system_work().transaction() as session:
        await QUEUE.enqueue_many(session, name, args)


async def parked(database: Database) -> int:
    async with database.system_work().transaction() as session:
        return sum(row.parked for row in await QUEUE.health(session))


async def left(database: Database) -> int:
    async with database.system_work().transaction() as session:
        return sum(
            row.due + row.later + row.running + row.parked for row in await QUEUE.health(session)
        )


async def test_a_killed_workers_jobs_go_on_elsewhere(
    database: Database, database_url: str, home: Path
) -> None:
    jobs = [{"id": str(n), "seconds": "1"} for n in range(5)]
    async with worker(database_url, home) as first:
        await enqueue(database, "test.slow", *jobs)

        async def all_begun() -> bool:
            return len(await marks(database, "% begins")) == 5

        await until(all_begun)
        first.kill()
        async with worker(database_url, home):

            async def all_ended() -> bool:
                return len(await marks(database, "% ends")) == 5

            await until(all_ended)
    processes = {process for _, process in await marks(database, "% ends")}
    assert first.pid not in processes


async def test_a_killed_workers_jobs_do_not_wait_for_a_missed_heartbeat(
    database: Database, database_url: str, home: Path
) -> None:
    async with worker(database_url, home, heartbeat=60) as first:
        await enqueue(database, "test.slow", {"id": "one", "seconds": "1"})

        async def begun() -> bool:
            return bool(await marks(database, "one begins"))

        await until(begun)
        first.kill()
        async with worker(database_url, home, heartbeat=60):

            async def ended() -> bool:
                return bool(await marks(database, "one ends"))

            await until(ended)


async def test_a_stopped_process_keeps_its_jobs_until_its_heartbeat_is_missed(
    database: Database, database_url: str, home: Path
) -> None:
    async with worker(database_url, home, heartbeat=4) as first:
        await enqueue(database, "test.slow", {"id": "one", "seconds": "3"})

        async def begun() -> bool:
            return bool(await marks(database, "one begins"))

        await until(begun)
        first.send_signal(signal.SIGSTOP)
        async with worker(database_url, home, heartbeat=4) as second:

            async def taken_over() -> bool:
                return second.pid in {process for _, process in await marks(database, "% begins")}

            await until(taken_over)
            # Awake again, it sees that it stood still, and ends before it does anything.
            first.send_signal(signal.SIGCONT)
            assert await asyncio.wait_for(first.wait(), 60) == 75
    assert {process for _, process in await marks(database, "% ends")} <= {second.pid}


async def test_sigterm_lets_running_jobs_finish(
    database: Database, database_url: str, home: Path
) -> None:
    async with worker(database_url, home) as process:
        await enqueue(database, "test.slow", {"id": "one", "seconds": "1"})

        async def begun() -> bool:
            return bool(await marks(database, "one begins"))

        await until(begun)
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 60) == 0
    assert len(await marks(database, "one ends")) == 1
    assert await left(database) == 0


async def test_a_job_longer_than_the_grace_time_is_handed_back(
    database: Database, database_url: str, home: Path
) -> None:
    async with worker(database_url, home, heartbeat=60, grace=1) as process:
        await enqueue(database, "test.slow", {"id": "long", "seconds": "30"})

        async def begun() -> bool:
            return bool(await marks(database, "long begins"))

        await until(begun)
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 60) == 0
    async with database.system_work().transaction() as session:
        (row,) = await QUEUE.health(session)
    assert (row.due, row.running) == (1, 0)


async def test_a_worker_that_stands_still_dies_before_its_jobs_are_taken_over(
    database: Database, database_url: str, home: Path
) -> None:
    async with worker(database_url, home, heartbeat=3) as process:
        await enqueue(database, "test.block", {"id": "stuck", "seconds": "30"})
        assert await asyncio.wait_for(process.wait(), 60) == 75
    assert await marks(database, "stuck ends") == []


async def test_a_job_that_kills_its_workers_is_parked(
    database: Database, database_url: str, home: Path
) -> None:
    await enqueue(database, "test.kill", {"id": "poison"}, {"id": "poison too"})
    killed = 0
    while await parked(database) < 2:
        assert killed < 8, "a job that kills its workers is never parked"
        async with worker(database_url, home, heartbeat=30) as process:

            async def ended(process: Process = process) -> bool:
                return process.returncode is not None or await parked(database) == 2

            await until(ended)
            killed += process.returncode is not None
    assert killed >= 2
    await enqueue(database, "test.mark", {"id": "healthy"})
    async with worker(database_url, home):

        async def marked() -> bool:
            return bool(await marks(database, "healthy"))

        await until(marked)


async def test_a_tick_goes_on_when_its_worker_is_killed(
    database: Database, database_url: str, home: Path
) -> None:
    async with worker(database_url, home, "studio") as first:

        async def ticked() -> bool:
            return bool(await marks(database, "tick ends"))

        await until(ticked)
        async with worker(database_url, home, "studio") as second:
            first.kill()

            async def taken_over() -> bool:
                return second.pid in {process for _, process in await marks(database, "tick ends")}

            await until(taken_over)


async def test_an_unknown_queue_is_one_clear_sentence(database_url: str, home: Path) -> None:
    async with worker(database_url, home, "no-such-queue") as process:
        assert await asyncio.wait_for(process.wait(), 60) == 2


async def test_a_worker_without_a_database_says_what_to_do(home: Path) -> None:
    async with worker("", home) as process:
        assert await asyncio.wait_for(process.wait(), 60) == 1
