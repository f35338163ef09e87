"""A thousand posts due at one instant, one publishing worker as under `heliograph up`.

The sandbox answers in 100 ms. Beside it, in the same run, a bare loop makes the same calls with
the same concurrency and remembers nothing. Lateness is counted from the due moment to the moment
the sandbox carried the call out.

    python -m benchmarks.due_posts [--posts 1000]
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
from sqlalchemy import text
from tests.support.arena import Arena, end, open_arena

from benchmarks.machine import cpu_seconds
from benchmarks.report import Result, percentile, report, say
from heliograph.kit.logs import configure_logs
from heliograph.kit.settings import WorkerSettings
from heliograph.modules.scheduling import Piece, When

SLOW_MS = 100


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="benchmarks.due_posts")
    parser.add_argument("--posts", type=int, default=1000)
    parser.add_argument("--profile", default="", help="write the worker's profile to this file")
    given = parser.parse_args(arguments)
    configure_logs("warning")
    report(asyncio.run(measure(given.posts, given.profile)))
    return 0


async def measure(count: int, profile: str = "") -> Result:
    """The product's run, then the bare loop's, against one sandbox."""
    async with open_arena(with_api=False) as arena:
        arena.sandbox.faults("mastodon", slow_ms=SLOW_MS)
        ours, lateness = await product(arena, count, profile)
        bare, bare_lateness = await bare_loop(arena, count)
    say(
        f"{count} due posts: all out after {ours:.1f} s, p50 {percentile(lateness, 50):.1f} s and "
        f"p99 {percentile(lateness, 99):.1f} s late; the bare loop: {bare:.1f} s, "
        f"p99 {percentile(bare_lateness, 99):.1f} s late"
    )
    return Result("due_posts", ours, "s", bare)


async def product(arena: Arena, count: int, profile: str) -> tuple[float, list[float]]:
    """Seconds from the due moment until the last post is settled, and every post's lateness."""
    channel = await arena.channel("mastodon")
    due = arena.instance.clock.now() + timedelta(seconds=6 + count / 150)
    await plan(arena, channel, count, due)
    await asyncio.sleep(max((due - arena.instance.clock.now()).total_seconds() - 3.5, 0))
    worker = start_worker(arena, profile)
    spent = CPU(worker.pid, arena)
    try:
        give_up_at = time.monotonic() + 120
        while await published(arena) < count:
            if time.monotonic() > give_up_at:
                raise TimeoutError(f"only {await published(arena)} of {count} posts went out")
            await asyncio.sleep(0.25)
        say(spent.told())
    finally:
        stop(worker, profile)
    async with arena.work.transaction() as session:
        last = (await session.execute(text("SELECT max(published_at) FROM scheduling_posts"))).one()
    return (last[0] - due).total_seconds(), _lateness(arena.sandbox.posts("mastodon"), due)


class CPU:
    """Processor time since it was made: a figure that other programs on the machine spoil less."""

    def __init__(self, worker: int, arena: Arena) -> None:
        self._watched = {
            "worker": worker,
            "PostgreSQL": arena.server.pid() or 0,
            "sandbox": arena.sandbox.pid,
        }
        self._before = {name: cpu_seconds(pid) for name, pid in self._watched.items()}

    def told(self) -> str:
        """One line for people."""
        spent = {name: cpu_seconds(pid) - self._before[name] for name, pid in self._watched.items()}
        return "CPU: " + ", ".join(f"{name} {took:.1f} s" for name, took in spent.items())


def start_worker(arena: Arena, profile: str) -> Any:
    """The publishing worker of `up`, inside a profiler if one is asked for."""
    if not profile:
        return arena.start_worker("worker-publishing-1")
    command = ("cProfile", "-o", profile, "-m", "heliograph.apps.worker", "--queue", "publishing")
    return arena.start("worker-publishing-1", *command)


def stop(worker: Any, profile: str) -> None:
    """End it, politely when it still has a profile to write."""
    if profile:
        worker.terminate()
        worker.wait(timeout=30)
    else:
        end(worker)


async def plan(arena: Arena, channel: UUID, count: int, due: datetime) -> None:
    """All posts in one transaction, which takes a while."""
    work = arena.work
    service = arena.instance.scheduling.service(work)
    async with work.transaction():
        for number in range(count):
            await service.create(channel, Piece(text=f"Due post {number:05}"), When(due_at=due))


async def published(arena: Arena) -> int:
    """How many posts are settled as published."""
    states = await arena.instance.scheduling.service(arena.work).counts()
    return states.get("published", 0)


async def bare_loop(arena: Arena, count: int) -> tuple[float, list[float]]:
    """The same calls by a loop that keeps no promise."""
    token = arena.sandbox.account("mastodon", "bare")["access_token"]
    at_once = asyncio.Semaphore(WorkerSettings().max_concurrent)
    limits = httpx.Limits(max_connections=WorkerSettings().max_concurrent)
    address = f"{arena.sandbox.base_url('mastodon')}/api/v1/statuses"
    client = httpx.AsyncClient(  # noqa: TID251 - the baseline is bare on purpose
        limits=limits, timeout=60, trust_env=False, headers={"authorization": f"Bearer {token}"}
    )
    began = arena.instance.clock.now()

    async def send(number: int) -> None:
        async with at_once:
            body = {"status": f"Bare post {number:05}", "visibility": "public"}
            answer = await client.post(address, json=body, headers={"Idempotency-Key": str(number)})
            answer.raise_for_status()

    async with client:
        await asyncio.gather(*(send(number) for number in range(count)))
    seconds = (arena.instance.clock.now() - began).total_seconds()
    return seconds, _lateness(arena.sandbox.posts("mastodon", "bare"), began)


def _lateness(posts: list[dict[str, Any]], due: datetime) -> list[float]:
    moments = [datetime.fromisoformat(post["created_at"]) for post in posts]
    return [(moment - due).total_seconds() for moment in moments]


if __name__ == "__main__":
    sys.exit(main())
