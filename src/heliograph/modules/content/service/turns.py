"""Who may do what only one may do at a time, over all workers of an installation."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from heliograph.kit.database import UnitOfWork
from heliograph.kit.statements import Statement

# A model may think for longer than an idle transaction is usually borne.
_PATIENT = Statement("SELECT set_config('idle_in_transaction_session_timeout', '0', true)")
_TURN = Statement("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))")


class Turns:
    """The turns of one worker at one piece of work; all of them live in one transaction, so they
    take one connection, and PostgreSQL takes them back when the worker dies."""

    def __init__(self, session: AsyncSession, workspace_id: UUID | None) -> None:
        self._session, self._workspace_id = session, workspace_id

    @asynccontextmanager
    async def turn(self, name: str) -> AsyncIterator[None]:
        """Hold the workspace's turn of this name during the block; others come in their order."""
        # Rolling back to a savepoint gives back the locks that were taken after it.
        savepoint = await (await self._session.connection()).begin_nested()
        try:
            await _TURN.run(self._session, {"name": f"content {name} {self._workspace_id}"})
            yield
        finally:
            await savepoint.rollback()


@asynccontextmanager
async def turns(work: UnitOfWork) -> AsyncIterator[Turns]:
    """What takes turns while a piece of work lasts; it holds one connection of the pool."""
    async with work.apart().transaction() as session:
        await _PATIENT.run(session, {})
        yield Turns(session, work.workspace_id)
