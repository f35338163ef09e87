"""A month for twelve brands: 360 pieces with pictures, each planned on three networks.

One studio worker as under `heliograph up`, the order as the API takes it, until the last post
stands in the calendar. The baseline is what the product promises.

    python -m benchmarks.month [--days 30]
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import psutil
from sqlalchemy import text
from tests.support.arena import PLATFORMS, Arena, end, open_arena

from benchmarks.making import make_brand
from benchmarks.report import Result, report, say
from heliograph.kit.logs import configure_logs
from heliograph.modules.content.batches.schedule import Period, Rhythm
from heliograph.modules.content.batches.service import BatchService, BatchWish

SIGNS = (
    *("aries", "taurus", "gemini", "cancer", "leo", "virgo"),
    *("libra", "scorpio", "sagittarius", "capricorn", "aquarius", "pisces"),
)
PROMISED_S, PROMISED_MB = 90.0, 700.0
PATIENCE_S = 900.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="benchmarks.month")
    parser.add_argument("--days", type=int, default=30)
    configure_logs("warning")
    for result in asyncio.run(measure(parser.parse_args(arguments).days)):
        report(result)
    return 0


async def measure(days: int) -> list[Result]:
    """Seconds from the order to the last post, and the most memory of the worker meanwhile."""
    async with open_arena(with_api=False) as arena:
        channels = [await arena.channel(platform) for platform in PLATFORMS]
        brands = [await make_brand(arena, sign) for sign in SIGNS]
        first = arena.instance.clock.now().date() + timedelta(days=2)
        wish = BatchWish(
            brands, Period(first, days), (Rhythm("daily_horoscope"),), channel_ids=channels
        )
        worker = arena.start_worker("worker-studio-1", "studio")
        try:
            await asyncio.sleep(3)
            began = time.monotonic()
            batch = await BatchService(arena.work, arena.instance.content).order(wish)
            ordered = time.monotonic() - began
            most = await _followed(arena, batch, worker.pid)
            took = time.monotonic() - began
        finally:
            end(worker)
        made = await BatchService(arena.work, arena.instance.content).get(batch["id"])
        for reason, count in (await _refusals(arena)).items():
            say(f"refused {count} times: {reason}")
    say(
        f"{made['total']} pieces ordered in {ordered:.1f} s; {made['done']} ready, "
        f"{made['refused']} refused, {made['failed']} failed, all planned on {len(channels)} "
        f"networks after {took:.1f} s; at most {most:.0f} MB"
    )
    return [
        Result("month", took, "s", PROMISED_S),
        Result("month_memory", most, "MB", PROMISED_MB),
    ]


async def _followed(arena: Arena, batch: dict[str, Any], pid: int) -> float:
    """Wait for the last post; the most megabytes of the worker and its children."""
    most, give_up_at = 0.0, time.monotonic() + PATIENCE_S
    while True:
        most = max(most, _megabytes(pid))
        seen = await BatchService(arena.work, arena.instance.content).get(batch["id"])
        if seen["state"] != "making":
            wanted = seen["done"] * len(PLATFORMS)
            if await _planned(arena) >= wanted:
                return most
        if psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
            raise ChildProcessError("the worker ended; its log says why")
        if time.monotonic() > give_up_at:
            raise TimeoutError(f"only {seen['ended']} of {seen['total']} pieces were made")
        await asyncio.sleep(0.5)


async def _planned(arena: Arena) -> int:
    async with arena.work.transaction() as session:
        return int(
            (await session.execute(text("SELECT count(*) FROM scheduling_posts"))).scalar_one()
        )


async def _refusals(arena: Arena) -> dict[str, int]:
    """Why the gate refused, with how often."""
    query = text(
        "SELECT jsonb_path_query(quality, '$.checks[*] ? (@.must == true && @.passed == false)')"
        " ->> 'detail' AS why, count(*) FROM content_contents WHERE status = 'refused' GROUP BY 1"
    )
    async with arena.work.transaction() as session:
        return {str(why): int(count) for why, count in await session.execute(query)}


def _megabytes(pid: int) -> float:
    """Proportional memory, so that what processes share counts once."""
    found = 0.0
    process = psutil.Process(pid)
    for one in (process, *process.children(recursive=True)):
        try:
            found += one.memory_full_info().pss / 1e6
        except psutil.NoSuchProcess:
            continue
    return found


if __name__ == "__main__":
    sys.exit(main())
