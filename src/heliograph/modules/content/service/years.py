"""Computed events of packs: a year is computed once, stored, and read from the table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

from heliograph.kit.database import UnitOfWork
from heliograph.kit.pools import BlockingPool
from heliograph.modules.content.repository import EventRepository
from heliograph.sdk.packs import Brief, Event, Fact, Pack

MARGIN = timedelta(days=10)


class Almanac:
    """Facts of a day, from stored events."""

    def __init__(self, work: UnitOfWork, pool: BlockingPool) -> None:
        self._work = work
        self._pool = pool

    async def facts(self, pack: Pack, brief: Brief) -> Sequence[Fact]:
        """What is true on the brief's local day; raises `DateOutOfRange`."""
        noon = datetime.combine(brief.day, time(12), UTC)
        since, until = noon - MARGIN, noon + MARGIN
        found: list[Event] = []
        for year in range(since.year, until.year + 1):
            found += await self._year(pack, year, since, until)
        return await self._pool.run(pack.facts, brief, found)

    async def _year(
        self, pack: Pack, year: int, since: datetime, until: datetime
    ) -> Sequence[Event]:
        if not _reaches(pack, year):
            return []
        name = pack.manifest.id
        async with self._work.transaction() as session:
            if await EventRepository(session).has_year(name, year):
                return await EventRepository(session).between(
                    name, max(since, _start(year)), min(until, _start(year + 1))
                )
        computed = await self._pool.run(pack.events, year)
        async with self._work.transaction() as session:
            await EventRepository(session).store_year(name, year, computed)
        return [event for event in computed if since <= event.at < until]


def _start(year: int) -> datetime:
    return datetime(year, 1, 1, tzinfo=UTC)


def _reaches(pack: Pack, year: int) -> bool:
    first, last = pack.manifest.first_date, pack.manifest.last_date
    return (first is None or year >= first.year) and (last is None or year <= last.year)
