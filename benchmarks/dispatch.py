"""Picking what is due out of a million planned posts.

Two statements do it: the engine takes due wake-ups out of its queue, and the sweep looks for due
posts that nobody has woken. Both are asked with a million rows that are not due yet, and some that
are. The plans are printed; the sweep's may not read the table.

    python -m benchmarks.dispatch [--posts 1000000]
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import asyncpg
from pgqueuer.adapters.persistence.qb import QueryQueueBuilder
from pgqueuer.domain.types import QueueEntrypoint, QueueManagerId
from sqlalchemy import text
from tests.support.arena import Arena, open_arena

from benchmarks.report import Result, percentile, report, say
from heliograph.kit.jobs.schema import engine_names
from heliograph.kit.logs import configure_logs
from heliograph.modules.scheduling import WAKE_JOB, Piece, When, find_abandoned
from heliograph.modules.scheduling.abandoned import ABANDONED
from heliograph.modules.scheduling.models import Post

DUE, ROUNDS, AIM_MS = 50, 40, 20.0
GRACE = 5.0
LATER = "now() + interval '1 hour' + number * interval '5 seconds'"
_JOBS = f"""
    INSERT INTO pgq.pgqueuer (priority, entrypoint, payload, execute_after, dedupe_key, status)
    SELECT 0, '{WAKE_JOB}', '{{}}'::bytea,
           CASE WHEN number <= {DUE} THEN now() - interval '1 s' ELSE {LATER} END,
           'bench ' || number, 'queued'
    FROM generate_series(1, $1::int) number
"""  # noqa: S608 - all parts are written here


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="benchmarks.dispatch")
    parser.add_argument("--posts", type=int, default=1_000_000)
    given = parser.parse_args(arguments)
    configure_logs("warning")
    for result in asyncio.run(measure(given.posts)):
        report(result)
    return 0


async def measure(count: int) -> list[Result]:
    """Fill both tables, then ask."""
    async with open_arena(with_api=False) as arena:
        await fill(arena, count)
        connection = await asyncpg.connect(arena.server.superuser_url("heliograph"))
        try:
            await plans(arena, connection)
            sweep = await timed(lambda: due_posts(arena))
            queue = await timed(lambda: due_jobs(connection))
        finally:
            await connection.close()
    for name, times in (("sweep", sweep), ("queue", queue)):
        say(f"{name}: middle {percentile(times, 50):.1f} ms, p95 {percentile(times, 95):.1f} ms")
    return [
        Result("dispatch_sweep", percentile(sweep, 50), "ms", AIM_MS),
        Result("dispatch_queue", percentile(queue, 50), "ms", AIM_MS),
    ]


async def fill(arena: Arena, count: int) -> None:
    """Copies of one planned post, each with its wake-up, as they would stand after months."""
    began = time.monotonic()
    channel = await arena.channel("mastodon")
    service = arena.instance.scheduling.service(arena.work)
    made = await service.create(channel, Piece("A reading of some length. " * 12), When())
    connection = await asyncpg.connect(arena.server.superuser_url("heliograph"))
    try:
        await connection.execute(copies(), count, made["id"])
        await connection.execute(_JOBS, count)
        for table in ("scheduling_posts", "pgq.pgqueuer"):
            await connection.execute(f"VACUUM ANALYZE {table}")
    finally:
        await connection.close()
    say(f"{count} posts and wake-ups planned in {time.monotonic() - began:.0f} s, {DUE} are due")


def copies() -> str:
    """The statement that multiplies one post."""
    due = f"CASE WHEN number <= {DUE} THEN now() - interval '1 minute' ELSE {LATER} END"
    own = {
        "id": "gen_random_uuid()",
        "due_at": due,
        "next_attempt_at": due,
        "occurrence": "'copy ' || number",
        "status": "'scheduled'",
    }
    names = [column.name for column in Post.__table__.columns]
    values = ", ".join(own.get(name, f"one.{name}") for name in names)
    return (
        f"INSERT INTO scheduling_posts ({', '.join(names)}) SELECT {values}"  # noqa: S608 - our names
        " FROM scheduling_posts one, generate_series(1, $1::int) number WHERE one.id = $2"
    )


async def due_posts(arena: Arena) -> int:
    """What the sweep does, without waking anybody."""
    async with arena.database.system_work().transaction() as session:
        return len(await find_abandoned(session, GRACE, {"mastodon": 5.0}))


async def due_jobs(connection: asyncpg.Connection) -> int:
    """What the engine does, taken back."""
    query, arguments = dequeue()
    transaction = connection.transaction()
    await transaction.start()
    try:
        return len(await connection.fetch(query, *arguments))
    finally:
        await transaction.rollback()


def dequeue() -> tuple[str, tuple[Any, ...]]:
    """The engine's own statement for one batch of a publishing worker."""
    built = QueryQueueBuilder(engine_names()).build_dequeue_query(
        batch_size=DUE,
        entrypoints=[QueueEntrypoint(WAKE_JOB)],
        concurrency_limits=[0],
        queue_manager_id=QueueManagerId(uuid4()),
        global_concurrency_limit=None,
        heartbeat_timeout=timedelta(seconds=20),
    )
    return built.sql, tuple(built.args)


async def timed(asked: Callable[[], Awaitable[int]]) -> list[float]:
    """Milliseconds of each round; the first ones warm up."""
    times = []
    for _ in range(ROUNDS + 5):
        began = time.perf_counter()
        found = await asked()
        times.append((time.perf_counter() - began) * 1000)
        if found != DUE:
            raise RuntimeError(f"{found} were found, {DUE} are due")
    return times[5:]


async def plans(arena: Arena, connection: asyncpg.Connection) -> None:
    """Show how PostgreSQL finds them."""
    none: list[UUID] = []
    async with arena.database.system_work().transaction() as session:
        asked = text(f"EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) {ABANDONED.text}")
        rows = await session.execute(asked, {"grace": GRACE, "shortened": none})
        found = [str(row[0]) for row in rows]
    say("The sweep:\n  " + "\n  ".join(found))
    if not any("Index Only Scan using ix_scheduling_posts_waiting" in line for line in found):
        raise RuntimeError("the sweep reads the table")
    query, arguments = dequeue()
    transaction = connection.transaction()
    await transaction.start()
    rows = await connection.fetch(f"EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) {query}", *arguments)
    await transaction.rollback()
    say("The queue:\n  " + "\n  ".join(str(row[0]) for row in rows))


if __name__ == "__main__":
    sys.exit(main())
