"""Who may do what only one may do at a time, over all workers of an installation."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from heliograph.kit.database import UnitOfWork
from heliograph.kit.statements import Statement

# A model may think for longer than an idle transaction is usually borne.
_TURN = Statement(
    "SELECT set_config('idle_in_transaction_session_timeout', '0', true),"
    " pg_advisory_xact_lock(hashtextextended(:name, 0))"
)


@asynccontextmanager
async def turn(work: UnitOfWork, name: str) -> AsyncIterator[None]:
    """Hold the workspace's turn of this name during the block; others come in their order.

    It lives in a transaction of its own, so PostgreSQL takes it back when the worker dies.
    """
    async with work.apart().transaction() as session:
        await _TURN.run(session, {"name": f"content {name} {work.workspace_id}"})
        yield
