"""A small product for tests of the worker process: every job leaves a row behind."""

from __future__ import annotations

import asyncio
import os
import time

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from heliograph.kit.database import Database, UnitOfWork
from heliograph.kit.events import Event, EventListeners
from heliograph.kit.jobs import Args, JobRegistry
from heliograph.kit.settings import Settings

TABLE = (
    "CREATE TABLE IF NOT EXISTS test_marks (job text, process int, at timestamptz DEFAULT now())"
)

MARK = text("INSERT INTO test_marks (job, process) VALUES (:job, :process)")


def build(settings: Settings, database: Database) -> JobRegistry:
    """Jobs `test.mark`, `test.slow`, `test.block`, `test.kill` and the tick `test.tick`."""
    registry = JobRegistry()
    marks = Marks(database)
    registry.job("test.mark", queue="publishing")(marks.mark)
    registry.job("test.slow", queue="publishing")(marks.slow)
    registry.job("test.block", queue="publishing")(marks.block)
    registry.job("test.kill", queue="publishing")(marks.kill)
    registry.job("test.fail", queue="publishing")(marks.fail)
    registry.every("test.tick", 0.2, queue="studio")(marks.tick)
    listeners = EventListeners(database)
    listeners.on("publishing.post_published", marks.first_listener)
    listeners.on("publishing.post_published", marks.second_listener)
    listeners.register(registry, queue="events")
    return registry


class Marks:
    """Writes down which process ran what."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def mark(self, args: Args) -> None:
        """Leave one row."""
        async with self._database.system_work().transaction() as session:
            await self._note(session, args["id"])

    async def slow(self, args: Args) -> None:
        """Leave a row at the start and one after `seconds`."""
        await self.mark({"id": args["id"] + " begins"})
        await asyncio.sleep(float(args["seconds"]))
        await self.mark({"id": args["id"] + " ends"})

    async def block(self, args: Args) -> None:
        """Hold up the whole process, as bad code would."""
        await self.mark({"id": args["id"] + " begins"})
        time.sleep(float(args["seconds"]))  # noqa: ASYNC251 - the fault under test
        await self.mark({"id": args["id"] + " ends"})

    async def kill(self, args: Args) -> None:
        """Take the worker down."""
        await self.mark(args)
        os._exit(9)

    async def fail(self, args: Args) -> None:
        """Leave a row, then fail."""
        await self.mark(args)
        raise RuntimeError("this job always fails")

    async def first_listener(self, event: Event, work: UnitOfWork) -> None:
        """Leave a row in the delivery's own transaction."""
        await self._note(work.session, "first listener")

    async def second_listener(self, event: Event, work: UnitOfWork) -> None:
        """Leave a row in the delivery's own transaction."""
        await self._note(work.session, "second listener")

    async def _note(self, session: AsyncSession, job: str) -> None:
        await session.execute(MARK, {"job": job, "process": os.getpid()})

    async def tick(self) -> None:
        """Leave a row at the start and at the end of a tick."""
        await self.mark({"id": "tick begins"})
        await asyncio.sleep(0.1)
        await self.mark({"id": "tick ends"})
