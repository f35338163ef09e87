"""Workers stand still in the middle of sending, for longer than they own their posts, and wake up.

Side by side: one worker after the other is started, stopped (SIGSTOP) while its calls are out,
and left standing. Two others take the posts over once the leases have run out, look, and settle
them. Then all sleepers wake up at once, with the platforms' answers in their hands: nothing that
was settled may change, and nothing may be sent again. `KILLS` is how many sends are to be caught.
"""

from __future__ import annotations

import asyncio
import random
import signal
import time
from typing import Any

from sqlalchemy import text
from tests.support.arena import Arena

from benchmarks.planning import Planned, plan_soon
from benchmarks.report import say
from benchmarks.storm.judge import counts
from benchmarks.storm.kill import settled
from benchmarks.storm.order import Order
from benchmarks.workers import Nursery, Supervised

VARIABLES: dict[str, str] = {}
# A sleeper must come back as itself: its watchdog would end it, and nothing would be proven.
SLEEPER = {
    "HELIOGRAPH_WORKER__BATCH_SIZE": "20",
    "HELIOGRAPH_WORKER__MAX_CONCURRENT": "40",
    "HELIOGRAPH_WORKER__HEARTBEAT_SECONDS": "3600",
    # The server has two hundred connections for all of them.
    "HELIOGRAPH_DATABASE__POOL_SIZE": "3",
}
SLOW_MS, LATE_MS = 800, 800
CAUGHT_AT_ONCE, PATIENCE, MOST_SLEEPERS = 12, 5.0, 24
AWAKE_SECONDS = 15

_SENDING = text("SELECT count(*) FROM publishing_deliveries WHERE state = 'sending'")
_ROWS = text(
    "SELECT id, status, attempt, remote_id, url, published_at, problem FROM scheduling_posts"
)
_LATE = text("SELECT count(*) FROM publishing_history WHERE kind IN ('late', 'stopped')")


async def storm(arena: Arena, order: Order) -> tuple[list[Planned], dict[str, Any]]:
    """Catch the sends, let others finish, wake the sleepers, compare."""
    planned = await plan_soon(arena, order.platforms, order.posts)
    began = time.monotonic()
    async with Nursery(arena, **SLEEPER) as nursery:
        sleepers, caught = await catch(arena, nursery, order)
        say(f"{len(sleepers)} workers stand still with {caught} sends under way")
        async with Supervised(arena, 2):
            await settled(arena, time.monotonic() + 420)
            before = await rows(arena)
            for sleeper in sleepers:
                nursery.signal(sleeper, signal.SIGCONT)
            say(f"All awake again; {dict(await counts(arena))}")
            await asyncio.sleep(AWAKE_SECONDS)
            after = await rows(arena)
    overwritten = [key for key, row in before.items() if after[key] != row]
    for key in overwritten[:5]:
        say(f"Overwritten: {before[key]} became {after[key]}")
    return planned, {
        "trials": caught,
        "overwritten": len(overwritten),
        "answers_too_late": await number(arena, _LATE),
        "seconds": round(time.monotonic() - began, 1),
        "broken": len(overwritten),
    }


async def catch(arena: Arena, nursery: Nursery, order: Order) -> tuple[list[int], int]:
    """Stop one worker after the other in the middle of sending; gives them and the sends."""
    chance = random.Random(order.seed)  # noqa: S311 - repeatable
    sleepers: list[int] = []
    caught = 0
    while caught < order.kills and len(sleepers) < MOST_SLEEPERS:
        sleeper = nursery.fork(f"sleeper-{len(sleepers) + 1}")
        give_up_at = time.monotonic() + PATIENCE
        while await number(arena, _SENDING) < caught + CAUGHT_AT_ONCE:
            if time.monotonic() > give_up_at:
                break
            await asyncio.sleep(0.05)
        await asyncio.sleep(chance.uniform(0, 0.5))
        nursery.signal(sleeper, signal.SIGSTOP)
        sleepers.append(sleeper)
        caught = await number(arena, _SENDING)
    return sleepers, caught


async def rows(arena: Arena) -> dict[Any, tuple[Any, ...]]:
    """Everything about each post that a late answer could spoil."""
    async with arena.work.transaction() as session:
        return {row.id: tuple(row) for row in await session.execute(_ROWS)}


async def number(arena: Arena, query: Any) -> int:
    """One count."""
    async with arena.work.transaction() as session:
        return int(await session.scalar(query) or 0)
