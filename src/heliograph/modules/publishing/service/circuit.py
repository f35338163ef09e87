"""A platform that cannot be reached is tried by one post at a time, over all workers together.

A door is a platform at one address. The first connection that fails shuts it: posts behind it
are held, and after a pause one of them, and no other, tries again. Each try that fails makes the
pause longer; the first that is answered at all opens the door. The shut doors stand in the
database; where there are none, an attempt costs nothing and a worker one small query a second.
After a silence a worker's first attempt goes alone: five hundred posts that come due while the
platform is away are one try, not five hundred.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta

import structlog
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from heliograph.kit.database import UnitOfWork
from heliograph.kit.http import Unreachable
from heliograph.sdk.errors import ConnectorError, TryLater

log = structlog.get_logger("heliograph.publishing")

FRESH_SECONDS = 1.0
SCOUT_SECONDS = 10.0
"""How long others wait for the first that asks a platform after a silence."""
UNREACHABLE = "it cannot be reached"
FOUND_SHUT = "another post found that it cannot be reached"
LONGEST_PAUSES = 4
"""A pause grows to this many times the first one."""

_SHUT = text(
    "SELECT door, extract(epoch FROM retry_at - clock_timestamp())::float8 AS wait"
    " FROM publishing_circuits"
)
_TAKE_TURN = text(
    """
    UPDATE publishing_circuits
    SET failures = failures + 1, retry_at = clock_timestamp() + make_interval(secs =>
        :pause * least(power(2, failures), :longest) * (1 + 0.2 * random()))
    WHERE door = :door AND retry_at <= clock_timestamp()
    RETURNING failures
    """
)
_SHUT_DOOR = text(
    """
    INSERT INTO publishing_circuits (door, opened_at, retry_at, failures)
    VALUES (:door, clock_timestamp(),
            clock_timestamp() + make_interval(secs => :pause * (1 + 0.2 * random())), 1)
    ON CONFLICT (door) DO NOTHING
    """
)
_WAIT = text(
    "SELECT extract(epoch FROM retry_at - clock_timestamp())::float8 FROM publishing_circuits"
    " WHERE door = :door"
)
_OPEN_DOOR = text("DELETE FROM publishing_circuits WHERE door = :door")


@dataclass(frozen=True)
class Road:
    """The way of one attempt to its platform: open, shut for a while (`wait`), or shut but ours
    to try (`probe`)."""

    door: str
    wait: timedelta | None = None
    probe: bool = False


OPEN = Road("")


@dataclass
class Circuits:
    """What one worker knows of the doors. `pause_seconds` is the first wait before a try."""

    pause_seconds: float
    _shut: dict[str, float] = field(default_factory=dict)
    _answered: dict[str, float] = field(default_factory=dict)
    _scouts: dict[str, asyncio.Event] = field(default_factory=dict)
    _read_at: float = -FRESH_SECONDS

    async def admit(self, session: AsyncSession, door: str) -> Road:
        """Whether an attempt may go on; a probe's turn is taken with the caller's transaction."""
        if time.monotonic() - self._read_at >= FRESH_SECONDS:
            await self._read(session)
        if door not in self._shut:
            return Road(door)
        if (await session.execute(_TAKE_TURN, self._asked(door))).first() is not None:
            return Road(door, probe=True)
        wait = await session.scalar(_WAIT, {"door": door})
        if wait is None:
            self._shut.pop(door, None)
            return Road(door)
        return Road(door, self._spread(wait))

    @asynccontextmanager
    async def passage(self, work: UnitOfWork, road: Road) -> AsyncIterator[None]:
        """Around whatever asks the platform: shuts the door when it cannot be reached, opens it
        when a probe got through. Raises `TryLater` with the time to wait, at once where another
        attempt has found the door shut in the meantime."""
        scouting = await self._turn(road)
        try:
            yield
        except ConnectorError as error:
            if was_unreachable(error):
                memory = error.memory if isinstance(error, TryLater) else None
                wait = await self._close(work, road.door)
                raise TryLater(UNREACHABLE, self._spread(wait), memory) from error
            await self._reached(work, road)
            raise
        else:
            await self._reached(work, road)
        finally:
            if scouting is not None:
                scouting.set()
                self._scouts.pop(road.door, None)

    async def _turn(self, road: Road) -> asyncio.Event | None:
        """Go on where the platform answered a moment ago. After a silence the first goes alone,
        and the others wait for what becomes of it; the first gets what it tells them by."""
        self._stop_if_shut(road)
        if time.monotonic() - self._answered.get(road.door, 0.0) < self.pause_seconds:
            return None
        first = self._scouts.get(road.door)
        if first is None:
            made = self._scouts[road.door] = asyncio.Event()
            return made
        with suppress(TimeoutError):
            await asyncio.wait_for(first.wait(), SCOUT_SECONDS)
        self._stop_if_shut(road)
        return None

    def _stop_if_shut(self, road: Road) -> None:
        shut_until = self._shut.get(road.door)
        if shut_until is not None and not road.probe:
            raise TryLater(FOUND_SHUT, self._spread(shut_until - time.monotonic()))

    async def _close(self, work: UnitOfWork, door: str) -> float:
        # Known here before it is written: what this worker is about to send is held at once.
        self._shut[door] = time.monotonic() + self.pause_seconds
        async with work.apart().transaction() as session:
            await session.execute(_SHUT_DOOR, self._asked(door))
            wait = await session.scalar(_WAIT, {"door": door})
        left = self.pause_seconds if wait is None else float(wait)
        self._shut[door] = time.monotonic() + left
        log.warning("publishing.unreachable", door=door, again_in=round(left, 1))
        return left

    async def _reached(self, work: UnitOfWork, road: Road) -> None:
        self._answered[road.door] = time.monotonic()
        if not road.probe:
            return
        async with work.apart().transaction() as session:
            await session.execute(_OPEN_DOOR, {"door": road.door})
        self._shut.pop(road.door, None)
        log.info("publishing.reachable_again", door=road.door)

    async def _read(self, session: AsyncSession) -> None:
        self._read_at = now = time.monotonic()
        rows = (await session.execute(_SHUT)).all()
        self._shut = {row.door: now + row.wait for row in rows}

    def _asked(self, door: str) -> dict[str, object]:
        return {"door": door, "pause": self.pause_seconds, "longest": LONGEST_PAUSES}

    def _spread(self, wait: float) -> timedelta:
        """A little later, and not all in the same instant."""
        most = self.pause_seconds / 2
        return timedelta(seconds=max(wait, 0) + random.uniform(0, most))  # noqa: S311 - jitter


def was_unreachable(error: BaseException | None) -> bool:
    """Whether an error came of a connection that was never made."""
    while error is not None:
        if isinstance(error, Unreachable):
            return True
        error = error.__cause__
    return False
