"""Processor time of one text with its picture, the sky of the year being stored already.

All steps run in this process: facts, plan, words, picture, gate, and writing each of them down.
The time PostgreSQL takes is not in the figure. The baseline is what the product promises.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import time
from datetime import date
from uuid import UUID

from tests.support.arena import Arena, open_arena

from benchmarks.making import make_brand, make_content, order_content
from benchmarks.report import Result, report, say
from heliograph.kit.logs import configure_logs
from heliograph.modules.content import Pipeline

SIGNS = ["aries", "leo", "libra", "pisces"]
ROUNDS, PROMISED_MS = 3, 400.0


def main() -> int:
    """Measure and print."""
    configure_logs("warning")
    report(asyncio.run(measure()))
    return 0


async def measure() -> Result:
    """The median over some signs and days, after the first one of each sign."""
    async with open_arena(with_api=False) as arena:
        brands = [await make_brand(arena, sign) for sign in SIGNS]
        for brand_id in brands:
            await make_content(arena, brand_id, date(2026, 11, 20))
        spent = [
            await once(arena, brand_id, date(2026, 11, 21 + day))
            for day in range(ROUNDS)
            for brand_id in brands
        ]
    middle = statistics.median(spent)
    say(
        f"One text and picture: {middle:.0f} ms of processor time in the middle, "
        f"{min(spent):.0f} to {max(spent):.0f} ms over {len(spent)} pieces"
    )
    return Result("one_content", middle, "ms", PROMISED_MS)


async def once(arena: Arena, brand_id: UUID, day: date) -> float:
    """Milliseconds of processor time for one piece."""
    run_id = await order_content(arena, brand_id, day)
    began = time.process_time()
    await Pipeline(arena.work, arena.instance.content).run(run_id)
    return (time.process_time() - began) * 1000


if __name__ == "__main__":
    sys.exit(main())
