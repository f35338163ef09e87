"""The road to all networks is cut: every connection is refused, while posts are due.

The sandbox is killed, so that its port refuses connections as a cut network does, and started
again over the same memory. `KILLS` is the length of the cut in seconds, of a world in which ten
minutes are one: the breaker's half minute is scaled alike.
"""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy import text
from tests.support.arena import Arena

from benchmarks.planning import Planned, plan_soon
from benchmarks.report import say
from benchmarks.storm.judge import counts
from benchmarks.storm.kill import settled
from benchmarks.storm.order import Order
from benchmarks.workers import Supervised
from heliograph.modules.publishing.service.circuit import UNREACHABLE

SCALE = 10
PAUSE = 30 / SCALE
VARIABLES = {"HELIOGRAPH_DELIVERY__UNREACHABLE_SECONDS": str(PAUSE)}
SLOW_MS, LATE_MS = 20, 20
WORKERS = 1  # as under `up`
_TRIES = text(
    """
    SELECT c.platform, d.started_at FROM publishing_deliveries d
    JOIN channels_channels c ON c.id = d.channel_id
    WHERE d.started_at BETWEEN :since AND :until AND d.error ->> 'reason' = :reason
    ORDER BY d.started_at
    """
)


async def storm(arena: Arena, order: Order) -> tuple[list[Planned], dict[str, Any]]:
    """Cut, wait, mend; gives how often each platform was tried meanwhile."""
    planned = await plan_soon(arena, order.platforms, order.posts)
    began = time.monotonic()
    arena.sandbox.kill()
    cut_at = arena.instance.clock.now()
    async with Supervised(arena, WORKERS):
        await asyncio.sleep(order.kills)
        say(f"The cut ends; {dict(await counts(arena))}")
        mended_at = arena.instance.clock.now()
        await asyncio.to_thread(arena.sandbox.resume)
        mended = time.monotonic()
        await settled(arena, time.monotonic() + 240)
    tries = await tried(arena, cut_at, mended_at)
    closest = {name: gap(moments) for name, moments in tries.items()}
    most = {name: in_window(moments) for name, moments in tries.items()}
    say(f"Tries while it was cut: { ({name: len(one) for name, one in tries.items()}) }")
    say(f"Least seconds between two: {closest}; most within {PAUSE:g} s: {most}")
    return planned, {
        "cut_s": order.kills,
        "pause_s": PAUSE,
        "tries": sum(len(moments) for moments in tries.values()),
        "most_tries_in_pause": max(most.values(), default=0),
        "recovered_s": round(time.monotonic() - mended, 1),
        "seconds": round(time.monotonic() - began, 1),
    }


async def tried(arena: Arena, since: datetime, until: datetime) -> dict[str, list[datetime]]:
    """When each platform was tried in that time."""
    found: dict[str, list[datetime]] = defaultdict(list)
    async with arena.work.transaction() as session:
        asked = {"since": since, "until": until, "reason": UNREACHABLE}
        for row in await session.execute(_TRIES, asked):
            found[row.platform].append(row.started_at)
    return dict(found)


def gap(moments: list[datetime]) -> float:
    """The least seconds between two neighbours."""
    gaps = [(later - sooner).total_seconds() for sooner, later in pairwise(moments)]
    return round(min(gaps, default=0.0), 2)


def in_window(moments: list[datetime]) -> int:
    """The most moments within one pause."""
    length = timedelta(seconds=PAUSE * 0.9)
    return max(
        (sum(1 for other in moments if one <= other < one + length) for one in moments), default=0
    )
