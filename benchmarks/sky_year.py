"""A year of sky events: computed once, then read from the table.

The figure is the first computation in a fresh process, the baseline is a day's facts when the
year is stored.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import time
from datetime import date
from zoneinfo import ZoneInfo

from tests.support.arena import Arena, open_arena

from benchmarks.report import Result, report, say
from heliograph.kit.logs import configure_logs
from heliograph.modules.content import Almanac
from heliograph.sdk.packs import Brief

YEAR, ZONE = 2027, ZoneInfo("Europe/Berlin")
READS = 20


def main() -> int:
    """Measure and print."""
    configure_logs("warning")
    report(asyncio.run(measure()))
    return 0


async def measure() -> Result:
    """Compute, store, read."""
    async with open_arena(with_api=False) as arena:
        pack = arena.instance.catalogue.pack("zodiac")
        began = time.perf_counter()
        events = pack.events(YEAR)
        computed = time.perf_counter() - began
        first = await facts(arena, date(YEAR, 6, 1))
        later = [await facts(arena, date(YEAR, 6, 2 + day)) for day in range(READS)]
    read = statistics.median(later)
    say(
        f"{len(events)} events of {YEAR}: computed in {computed:.2f} s; the first day's facts with "
        f"storing the year {first:.2f} s, another day's {read * 1000:.0f} ms"
    )
    return Result("sky_year", computed, "s", read)


async def facts(arena: Arena, day: date) -> float:
    """Seconds for the facts of a day, by way of the table."""
    pack = arena.instance.catalogue.pack("zodiac")
    began = time.perf_counter()
    await Almanac(arena.work, arena.instance.pool).facts(pack, Brief("", "", day, ZONE))
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
