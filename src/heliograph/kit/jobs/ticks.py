"""Recurring functions: each runs on one worker at a time, and once per interval over all."""

from __future__ import annotations

import asyncio
import hashlib
import random
from typing import Any

import asyncpg
import structlog

from heliograph.kit.jobs.registry import RegisteredTick

_LONGEST_NAP = 60.0
# Another worker's clockwork may be a little ahead of ours.
_TOLERANCE = 0.9
_ROUNDS_MISSED = 5
_LEAST_PATIENCE = 20.0

_CLAIM = (
    "INSERT INTO kit_ticks AS tick (name, started_at) VALUES ($1, now())"
    " ON CONFLICT (name) DO UPDATE SET started_at = now()"
    " WHERE tick.started_at <= now() - make_interval(secs => $2) RETURNING true"
)

log = structlog.get_logger()


class Ticker:
    """Runs the ticks of one worker over one connection of its own.

    The advisory lock lives in that connection's session: when the worker dies, PostgreSQL lets
    go of it and another worker takes over. A worker that stands still keeps its lock, so after
    some rounds that did not come another one goes on without it: a tick may run twice.
    """

    def __init__(self, connection: Any, ticks: tuple[RegisteredTick, ...]) -> None:
        self._connection = connection
        self._ticks = ticks
        self._turn = asyncio.Lock()

    async def run(self, stop: asyncio.Event) -> None:
        """Run all ticks until `stop`; a tick that is under way is finished first."""
        async with asyncio.TaskGroup() as group:
            for tick in self._ticks:
                group.create_task(self._repeat(tick, stop), name=f"tick {tick.name}")

    async def _repeat(self, tick: RegisteredTick, stop: asyncio.Event) -> None:
        nap = min(tick.seconds, _LONGEST_NAP)
        # Spread over the interval, so that the workers do not all ask in the same instant.
        pause = random.uniform(0, min(nap, 1.0))  # noqa: S311 - no secret hangs on it
        while not await stopped(stop, pause):
            await self._once(tick)
            pause = nap

    async def _once(self, tick: RegisteredTick) -> None:
        lock = _lock_number(tick.name)
        is_alone = await self._ask("SELECT pg_try_advisory_lock($1)", lock)
        due = tick.seconds * _TOLERANCE if is_alone else _patience(tick)
        try:
            if await self._ask(_CLAIM, tick.name, due):
                await _guarded(tick)
        finally:
            if is_alone:
                await self._ask("SELECT pg_advisory_unlock($1)", lock)

    async def _ask(self, query: str, *args: object) -> object:
        async with self._turn:
            return await self._connection.fetchval(query, *args)


async def _guarded(tick: RegisteredTick) -> None:
    """One bad round must not end the clockwork; a lost database must."""
    try:
        await tick.handler()
    except asyncpg.PostgresConnectionError:
        raise
    except Exception:
        log.exception("tick.failed", tick=tick.name)


async def stopped(stop: asyncio.Event, seconds: float) -> bool:
    """Sleep for a while; True as soon as the stop is set."""
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return False
    return True


def _patience(tick: RegisteredTick) -> float:
    """Seconds without a round after which whoever has the lock counts as standing still."""
    return max(tick.seconds * _ROUNDS_MISSED, _LEAST_PATIENCE)


def _lock_number(name: str) -> int:
    digest = hashlib.sha256(f"heliograph tick {name}".encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)
