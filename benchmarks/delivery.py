"""Ten thousand posts due at one instant, on every network the sandbox speaks for.

The sandbox answers in 100 ms; workers, database, API and sandbox share this machine. Beside it,
in the same run, as many processes with as many calls at once make the same calls through the same
connectors and remember nothing. The time of both ends when the sandbox took the last post.

    python -m benchmarks.delivery [--posts 10000] [--kill-every 2] [--platforms mastodon,x]
"""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import text
from tests.support.arena import Arena, open_arena

from benchmarks.baselines.bare_delivery import bare_words, write_orders
from benchmarks.machine import Watch
from benchmarks.planning import NAME, Sender, known, open_senders, plan
from benchmarks.report import Result, report, say
from benchmarks.storm.judge import counts, still_open
from benchmarks.workers import Supervised
from heliograph.kit.logs import configure_logs
from heliograph.kit.settings import WorkerSettings

SLOW_MS = 100
PATIENCE = 600
WIDE = {"rate_scale": 1_000_000, "instagram_daily_posts": 1_000_000, "container_s": 0.3}
_BUSY = text("SELECT active_time FROM pg_stat_database WHERE datname = current_database()")


@dataclass
class Spent:
    """What a run cost."""

    seconds: float = 0.0
    standing: int = 0
    calls: int = 0
    cpu: dict[str, float] = field(default_factory=dict)
    memory_mb: float = 0.0
    database_ms: float = 0.0


@dataclass(frozen=True)
class Order:
    """What is measured: how many posts, where, by how many workers, and how often one dies."""

    posts: int
    platforms: tuple[str, ...]
    workers: int
    kill_every: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="benchmarks.delivery")
    parser.add_argument("--posts", type=int, default=10_000)
    parser.add_argument("--platforms", default="")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--kill-every", type=float, default=0.0, help="seconds between kills")
    given = parser.parse_args(arguments)
    order = Order(given.posts, known(given.platforms), given.workers, given.kill_every)
    configure_logs("warning")
    for result in asyncio.run(measure(order)):
        report(result)
    return 0


async def measure(order: Order) -> list[Result]:
    """The product's run, then the bare one, against one sandbox."""
    async with open_arena() as arena:
        arena.sandbox.control("PUT", "/settings", WIDE)
        for platform in order.platforms:
            arena.sandbox.faults(platform, slow_ms=SLOW_MS)
        senders = await open_senders(arena, order.platforms)
        ours = await product(arena, order, senders)
        tell("Heliograph", order, ours)
        if order.kill_every:
            return [Result("delivery_killed", ours.seconds, "s", float(ours.standing))]
        bare = await bare_loop(arena, order, senders)
        tell("the bare loop", order, bare)
    return [
        Result("delivery", ours.seconds, "s", bare.seconds),
        Result("delivery_database", ours.database_ms, "ms/post", 3.0),
        Result("delivery_memory", ours.memory_mb, "MB", 400.0),
    ]


async def product(arena: Arena, order: Order, senders: Sequence[Sender]) -> Spent:
    """From the due moment until the sandbox took the last post."""
    due = arena.instance.clock.now() + timedelta(seconds=8 + order.posts / 600)
    planned = await plan(arena, senders, order.posts, due)
    wait = (due - arena.instance.clock.now()).total_seconds()
    say(f"{order.posts} posts planned, due in {wait:.1f} s")
    arena.sandbox.control("DELETE", "/calls")
    await asyncio.sleep(max(wait - 4, 0))
    async with Supervised(arena, order.workers) as workers:
        watch = Watch(pids(arena, workers.running))
        busy = await scalar(arena, _BUSY)
        tasks = [asyncio.create_task(watch.memory(workers.running))]
        if order.kill_every:
            tasks.append(asyncio.create_task(kill(workers, order.kill_every)))
        await delivered(arena)
        for task in tasks:
            task.cancel()
        cpu = watch.spent()
        spent = await taken(arena, due, {one.words for one in planned})
        spent.database_ms = (await scalar(arena, _BUSY) - busy) / order.posts
    return replace(spent, cpu=cpu, memory_mb=watch.most_mb)


async def delivered(arena: Arena) -> None:
    """Wait until no post is open any more."""
    give_up_at = time.monotonic() + PATIENCE
    while still_open(states := await counts(arena)):
        if time.monotonic() > give_up_at:
            say(f"Gave up: {dict(states)}")
            return
        await asyncio.sleep(0.5)
    say(f"Settled: {dict(states)}")


async def kill(workers: Supervised, every: float) -> None:
    """Kill -9 one worker after the other."""
    turn = 0
    while True:
        await asyncio.sleep(every)
        workers.signal(turn % len(workers.running), signal.SIGKILL)
        turn += 1


async def taken(arena: Arena, since: datetime, words: Collection[str]) -> Spent:
    """When the sandbox took the last of these posts, and how many calls it got."""
    posts = await asyncio.to_thread(arena.sandbox.posts)
    own = [post for post in posts if name_of(str(post["text"])) in words]
    last = max((datetime.fromisoformat(post["accepted_at"]) for post in own), default=since)
    calls = await asyncio.to_thread(arena.sandbox.control, "GET", "/calls?limit=1000000")
    return Spent((last - since).total_seconds(), len(own), len(calls))


async def bare_loop(arena: Arena, order: Order, senders: Sequence[Sender]) -> Spent:
    """The same calls by processes that keep no promise."""
    files = await write_orders(arena, senders, order.posts, order.workers)
    at_once = str(WorkerSettings().max_concurrent)
    arena.sandbox.control("DELETE", "/calls")
    began = arena.instance.clock.now()
    processes = [
        arena.start(f"bare-{number}", "benchmarks.baselines.bare_sender", str(file), at_once)
        for number, file in enumerate(files)
    ]
    watch = Watch(pids(arena, [one.pid for one in processes]))
    tasks = [asyncio.to_thread(one.wait) for one in processes]
    codes = await asyncio.gather(*tasks)
    if any(codes):
        raise RuntimeError(
            f"the bare loop failed: {(arena.home / 'logs/bare-0.log').read_text()[-2000:]}"
        )
    words = {bare_words(senders, number) for number in range(order.posts)}
    spent = await taken(arena, began, words)
    return replace(spent, cpu=watch.spent())


def pids(arena: Arena, workers: Sequence[int]) -> dict[str, list[int]]:
    """The processes that share the machine."""
    database = arena.server.pid()
    return {
        "workers": list(workers),
        "sandbox": [arena.sandbox.pid],
        "PostgreSQL": [database] if database else [],
    }


def tell(who: str, order: Order, spent: Spent) -> None:
    """One line for people."""
    say(
        f"{who}: {spent.standing} of {order.posts} posts in {spent.seconds:.1f} s, "
        f"{spent.calls} calls, CPU {spent.cpu}, database {spent.database_ms:.2f} ms a post, "
        f"at most {spent.memory_mb:.0f} MB a worker"
    )


async def scalar(arena: Arena, query: Any) -> float:
    """One number."""
    async with arena.work.transaction() as session:
        return float(await session.scalar(query) or 0)


def name_of(words: str) -> str:
    """The name in a post's words."""
    found = NAME.search(words)
    return found.group() if found else words


if __name__ == "__main__":
    sys.exit(main())
