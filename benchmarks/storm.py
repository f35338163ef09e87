"""The kill storm: posts due at one instant, workers killed at random, answers lost on the way.

    python -m benchmarks.storm --posts 300 --kills 60 --lost 0.07 --seed 1 --guard on

Real processes on a home of their own: embedded PostgreSQL, the sandbox with its faults, the API
that serves pictures, two workers under a supervisor that restarts what dies. The judge is the
sandbox's own list of what stands. The last line is one JSON object; the exit code is 0 only when
nothing was lost and nothing stands twice. `--guard off` is the negative control: the same run
without a look before a resend, which doubles.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import text
from tests.support.arena import PLATFORMS, Arena, open_arena

from benchmarks.workers import Supervised
from heliograph.kit.logs import configure_logs
from heliograph.modules.scheduling import When

OPEN = ("scheduled", "retrying", "publishing")
WORKERS = 2
# Every call takes this long, half of it before the network does the work: what a worker has sent
# when it is killed is carried out after its death.
SLOW_MS, LATE_MS = 200, 200
# Few deliveries at once, so that the sending lasts as long as the killing.
AT_ONCE = {"HELIOGRAPH_WORKER__BATCH_SIZE": "2", "HELIOGRAPH_WORKER__MAX_CONCURRENT": "4"}
QUICK = {
    "HELIOGRAPH_DELIVERY__FIRST_DELAY_SECONDS": "1",
    "HELIOGRAPH_DELIVERY__MAX_DELAY_SECONDS": "5",
    "HELIOGRAPH_DELIVERY__SWEEP_SECONDS": "2",
    "HELIOGRAPH_WORKER__HEARTBEAT_SECONDS": "10",
}


@dataclass(frozen=True)
class Order:
    """What is asked of one storm."""

    posts: int
    kills: int
    lost: float
    seed: int
    guard: bool


@dataclass(frozen=True)
class Verdict:
    """What stands, compared with what was planned."""

    published: int
    lost: list[str]
    doubled: list[str]
    unknown: int


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one storm; 0 only if nothing was lost and nothing doubled."""
    parser = argparse.ArgumentParser(prog="benchmarks.storm", description=__doc__)
    parser.add_argument("--posts", type=int, default=300)
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--lost", type=float, default=0.07)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--guard", choices=("on", "off"), default="on")
    given = parser.parse_args(arguments)
    order = Order(given.posts, given.kills, given.lost, given.seed, given.guard == "on")
    configure_logs("warning")
    return asyncio.run(storm(order))


async def storm(order: Order) -> int:
    """The whole run, from an empty home to the verdict."""
    guarded = "on" if order.guard else "OFF"
    say(
        f"Storm: {order.posts} posts, {order.kills} kills, {order.lost:.0%} of answers lost, "
        f"seed {order.seed}, guard {guarded}"
    )
    guard = {"HELIOGRAPH_DELIVERY__LOOK_BEFORE_RESEND": str(order.guard).lower()}
    async with open_arena({**QUICK, **AT_ONCE, **guard}) as arena:
        arena.sandbox.control("PUT", "/settings", {"instagram_daily_posts": order.posts * 4})
        planned = await plan(arena, order.posts)
        for number, platform in enumerate(PLATFORMS):
            arena.sandbox.faults(
                platform,
                lost_answer=order.lost,
                only=["publish"],
                slow_ms=SLOW_MS,
                late_ms=LATE_MS,
                seed=order.seed + number,
            )
        began = time.monotonic()
        async with Supervised(arena, WORKERS) as workers:
            kills = await kill(arena, workers, order)
            await settled(arena, time.monotonic() + 240)
        seconds = time.monotonic() - began
        await asyncio.sleep((SLOW_MS + LATE_MS) / 1000 + 1)
        verdict = await judge(arena, planned)
        await tell(arena, verdict)
    line = {
        "scheduled": order.posts,
        "published": verdict.published,
        "lost": len(verdict.lost),
        "doubled": len(verdict.doubled),
        "unknown": verdict.unknown,
        "kills": kills,
        "seconds": round(seconds, 1),
    }
    say(json.dumps(line))
    return 0 if not verdict.lost and not verdict.doubled else 1


async def plan(arena: Arena, count: int) -> dict[str, UUID]:
    """Posts on all networks in turn, all due at one instant; their texts are their names."""
    channels = [await arena.channel(platform) for platform in PLATFORMS]
    picture = await arena.picture()
    due = arena.instance.clock.now() + timedelta(seconds=3 + count / 40)
    planned: dict[str, UUID] = {}
    for number in range(count):
        platform = PLATFORMS[number % len(PLATFORMS)]
        words = f"Storm post {number:05} on {platform}"
        pictures = [picture] if platform == "instagram" else []
        channel = channels[number % len(PLATFORMS)]
        planned[words] = await arena.post(channel, words, When(due_at=due), pictures)
    wait = (due - arena.instance.clock.now()).total_seconds()
    say(f"{count} posts planned, all due in {wait:.1f} s")
    if wait > 1:
        await asyncio.sleep(wait - 1)
    return planned


async def kill(arena: Arena, workers: Supervised, order: Order) -> int:
    """Kill -9 a random worker every one to two seconds; gives how many were killed."""
    chance = random.Random(order.seed)  # noqa: S311 - repeatable
    in_time = 0
    for number in range(1, order.kills + 1):
        await asyncio.sleep(chance.uniform(1, 2))
        await workers.kill(chance.randrange(WORKERS))
        states = await counts(arena)
        in_time += any(states[state] for state in OPEN)
        if number % 10 == 0:
            say(f"{number} kills; {dict(states)}")
    if order.kills:
        say(f"{order.kills} kills done, {in_time} of them while posts were still open")
    return order.kills


async def settled(arena: Arena, give_up_at: float) -> None:
    """Wait until no post is open any more, or it takes too long."""
    told = time.monotonic()
    while time.monotonic() < give_up_at:
        states = await counts(arena)
        if not any(states[state] for state in OPEN):
            return
        if time.monotonic() - told > 5:
            told = time.monotonic()
            say(f"waiting; {dict(states)}")
        await asyncio.sleep(0.2)
    say("Gave up waiting: some posts do not settle")


async def counts(arena: Arena) -> Counter[str]:
    """How many posts are in which state."""
    return Counter(await arena.instance.scheduling.service(arena.work).counts())


async def judge(arena: Arena, planned: dict[str, UUID]) -> Verdict:
    """Compare the sandbox's own list with what was planned, by the posts' words."""
    standing = Counter(str(post["text"]) for post in arena.sandbox.posts())
    async with arena.work.transaction() as session:
        rows = await session.execute(text("SELECT text, status FROM scheduling_posts"))
        states = {row.text: row.status for row in rows}
    held = [words for words in planned if states[words] == "unknown"]
    return Verdict(
        published=sum(1 for words in planned if standing[words]),
        lost=[words for words in planned if not standing[words] and words not in held],
        doubled=[words for words in planned if standing[words] > 1]
        + [words for words in standing if words not in planned],
        unknown=len(held),
    )


async def tell(arena: Arena, verdict: Verdict) -> None:
    """What the histories say of the storm, and everything about each post that went wrong."""
    async with arena.work.transaction() as session:
        rows = await session.execute(_TOLD)
        told = {row.kind: row.times for row in rows}
    say(f"History: {told}")
    for platform in PLATFORMS:
        say(f"{platform}: {arena.sandbox.control('GET', f'/faults/{platform}')['injected']}")
    for words in (verdict.lost + verdict.doubled)[:5]:
        async with arena.work.transaction() as session:
            found = await session.execute(_WHERE, {"words": words})
            post = found.one_or_none()
        say(f"-- {words}: {post.status if post else 'never planned'}")
        for sentence in await arena.sentences(post.id) if post else []:
            say(f"   {sentence}")


_TOLD = text(
    """
    SELECT CASE WHEN sentence LIKE 'Taken over%' THEN 'taken over'
                WHEN sentence LIKE '%: it is there%' THEN 'found by a look'
                WHEN sentence LIKE '%: it is not there%' THEN 'not found, sent again'
                ELSE kind END AS kind, count(*) AS times
    FROM publishing_history GROUP BY 1 ORDER BY 1
    """
)
_WHERE = text("SELECT id, status FROM scheduling_posts WHERE text = :words")


def say(line: str) -> None:
    """Print at once."""
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
