"""The storm: `make storm POSTS=… KILLS=… LOST=… REFUSED=… SEED=… PLATFORMS=… GUARD=… FAULT=…`.

Real processes on a home of their own: embedded PostgreSQL, the sandbox with its faults, the API
that serves pictures, workers under a supervisor that restarts what dies. The judge is the
sandbox's own list of what stands. The last line is one JSON object; the exit code is 0 only when
no promise was broken. `GUARD=off` is the negative control: the same run without a look before a
resend, which doubles.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Sequence
from types import ModuleType

from tests.support.arena import Arena, open_arena

from benchmarks.report import say
from benchmarks.storm import database, kill, network, pause
from benchmarks.storm.judge import judge, tell
from benchmarks.storm.order import Order, read
from heliograph.kit.logs import configure_logs

QUICK = {
    "HELIOGRAPH_DELIVERY__FIRST_DELAY_SECONDS": "1",
    "HELIOGRAPH_DELIVERY__MAX_DELAY_SECONDS": "5",
    "HELIOGRAPH_DELIVERY__SWEEP_SECONDS": "2",
    # Three workers die over each post of a busy worker; that is the storm, not the post.
    "HELIOGRAPH_DELIVERY__CRASHES": "100",
}
# No account of a person makes a thousand posts in a minute; limits are tested elsewhere.
WIDE = {"rate_scale": 1_000_000, "instagram_daily_posts": 1_000_000, "container_s": 0.3}
FAULTS: dict[str, ModuleType] = {
    "kill": kill,
    "pause": pause,
    "database": database,
    "network": network,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one storm; 0 only if every promise was kept."""
    order = read(arguments)
    configure_logs("warning")
    return asyncio.run(storm(order))


async def storm(order: Order) -> int:
    """The whole run, from an empty home to the verdict."""
    say(order.told())
    fault = FAULTS[order.fault]
    guard = {"HELIOGRAPH_DELIVERY__LOOK_BEFORE_RESEND": str(order.guard).lower()}
    async with open_arena({**QUICK, **fault.VARIABLES, **guard}) as arena:
        arena.sandbox.control("PUT", "/settings", WIDE)
        trouble(arena, order, fault)
        planned, done = await fault.storm(arena, order)
        await asyncio.sleep((fault.SLOW_MS + fault.LATE_MS) / 1000 + 1)
        verdict = await judge(arena, planned)
        await tell(arena, verdict, order.platforms)
    line = {"scheduled": order.posts, **verdict.line(), "seed": order.seed, **done}
    say(json.dumps(line))
    return 0 if verdict.kept and not done.get("broken") else 1


def trouble(arena: Arena, order: Order, fault: ModuleType) -> None:
    """Every network loses and refuses its share of the publishing calls, and is slow."""
    for number, platform in enumerate(order.platforms):
        arena.sandbox.faults(
            platform,
            lost_answer=order.lost,
            refused=order.refused,
            only=["publish"],
            slow_ms=fault.SLOW_MS,
            late_ms=fault.LATE_MS,
            seed=order.seed + number,
        )


if __name__ == "__main__":
    sys.exit(main())
