"""Who is alive: a worker holds an advisory lock on a connection of its own until it dies."""

from __future__ import annotations

import asyncio
import os
import secrets

import asyncpg

from heliograph.kit.database import as_plain

_SEEN = """
SELECT count(*) FROM pg_locks
WHERE locktype = 'advisory' AND granted AND objsubid = 1
  AND ((classid::bigint << 32) | objid::bigint) = $1 AND pid = $2
"""


class Presence:
    """One worker's sign of life. PostgreSQL takes the lock back when the process ends, however
    it ends, so that others need not wait for a lease to run out."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._connection: asyncpg.Connection | None = None
        self.owner = f"worker-{os.getpid()}-{secrets.token_hex(3)}"
        self.lock: int | None = None
        self._appearing = asyncio.Lock()

    async def ensure(self) -> None:
        """Appear if that has not happened yet, or if the connection was lost since."""
        async with self._appearing:
            if self._connection is None or self._connection.is_closed():
                await self.appear()

    async def appear(self) -> None:
        """Take the lock and make sure that others can see it.

        Behind a pooler that shares connections the lock would come and go with somebody else's
        statements; then `lock` stays None and only the lease counts.
        """
        lock = secrets.randbits(62)
        self._connection = await asyncpg.connect(as_plain(self._url))
        pid = await self._connection.fetchval("SELECT pg_backend_pid()")
        await self._connection.execute("SELECT pg_advisory_lock($1)", lock)
        other = await asyncpg.connect(as_plain(self._url))
        try:
            seen = await other.fetchval(_SEEN, lock, pid)
        finally:
            await other.close()
        self.lock = lock if seen else None

    async def leave(self) -> None:
        """Give the lock back."""
        if self._connection is not None:
            await self._connection.close()
        self._connection = None
        self.lock = None
