"""Workers are killed at random while posts go out and answers get lost."""

from __future__ import annotations

import asyncio
import random
import signal
import time
from typing import Any

from tests.support.arena import Arena

from benchmarks.planning import Planned, plan_soon
from benchmarks.report import say
from benchmarks.storm.judge import counts, still_open
from benchmarks.storm.order import Order
from benchmarks.workers import Supervised

WORKERS = 4
# Few deliveries at once, so that the sending lasts as long as the killing.
VARIABLES = {
    "HELIOGRAPH_WORKER__BATCH_SIZE": "4",
    "HELIOGRAPH_WORKER__MAX_CONCURRENT": "12",
    "HELIOGRAPH_WORKER__HEARTBEAT_SECONDS": "10",
}
# Every call takes this long, half of it before the network does the work: what a worker has sent
# when it is killed is carried out after its death.
SLOW_MS, LATE_MS = 60, 60
LONGEST_PAUSE = 0.75
SETTLE_SECONDS, UNGUARDED_SECONDS = 300, 30


async def storm(arena: Arena, order: Order) -> tuple[list[Planned], dict[str, Any]]:
    """The killing, spread over the whole of the sending; gives what was done."""
    planned = await plan_soon(arena, order.platforms, order.posts)
    began = time.monotonic()
    async with Supervised(arena, WORKERS) as workers:
        in_time = await kill(arena, workers, order)
        # What is sent again without a look may never come to rest.
        patience = SETTLE_SECONDS if order.guard else UNGUARDED_SECONDS
        await settled(arena, time.monotonic() + patience)
    if order.kills:
        say(f"{order.kills} kills done, {in_time} of them while posts were still open")
    return planned, {"kills": order.kills, "seconds": round(time.monotonic() - began, 1)}


async def kill(arena: Arena, workers: Supervised, order: Order) -> int:
    """Kill -9 a random worker whenever another share of the posts is done, or nothing moved for a
    moment; gives how many kills struck while posts were still open."""
    chance = random.Random(order.seed)  # noqa: S311 - repeatable
    in_time, told, last = 0, time.monotonic(), time.monotonic()
    states = await counts(arena)
    for number in range(1, order.kills + 1):
        share = order.posts * (number - chance.random()) / order.kills
        while order.posts - still_open(states) < share:
            if time.monotonic() - last > LONGEST_PAUSE:
                break
            await asyncio.sleep(0.1)
            states = await counts(arena)
        else:
            await asyncio.sleep(chance.uniform(0.02, 0.2))
        workers.signal(chance.randrange(WORKERS), signal.SIGKILL)
        last = time.monotonic()
        in_time += bool(still_open(states))
        if last - told > 10:
            told = last
            say(f"{number} kills; {dict(states)}")
    return in_time


async def settled(arena: Arena, give_up_at: float) -> None:
    """Wait until no post is open any more, or it takes too long."""
    told = time.monotonic()
    while time.monotonic() < give_up_at:
        states = await counts(arena)
        if not still_open(states):
            return
        if time.monotonic() - told > 10:
            told = time.monotonic()
            say(f"waiting; {dict(states)}")
        await asyncio.sleep(0.25)
    say("Gave up waiting: some posts do not settle")
