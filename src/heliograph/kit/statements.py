"""SQL on the hot path: straight to the driver, in the session's own transaction.

SQLAlchemy spends more time on a statement than PostgreSQL does. Where a post goes through a dozen
of them, they are written as `Statement`; everywhere else its comforts are worth their price.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

import orjson
from sqlalchemy.ext.asyncio import AsyncSession

DRIVER = "heliograph.driver"
"""Where a unit of work keeps asyncpg's own connection while its transaction is open."""

_NAMED = re.compile(r"(?<![:\w]):([a-z_][a-z0-9_]*)")


class Statement:
    """One statement with named parameters (`:post_id`); those in `json` are written as JSON."""

    def __init__(self, sql: str, json: Collection[str] = ()) -> None:
        names: dict[str, int] = {}

        def numbered(found: re.Match[str]) -> str:
            return f"${names.setdefault(found[1], len(names) + 1)}"

        self.sql = _NAMED.sub(numbered, sql)
        self._names = tuple(names)
        self._json = frozenset(json)

    async def row(
        self, session: AsyncSession, values: Mapping[str, Any]
    ) -> Mapping[Any, Any] | None:
        """The first row, if there is one."""
        driver = await driver_of(session)
        found = await driver.fetchrow(self.sql, *self._arguments(values))
        return None if found is None else dict(found)

    async def rows(
        self, session: AsyncSession, values: Mapping[str, Any]
    ) -> list[Mapping[Any, Any]]:
        """All rows."""
        driver = await driver_of(session)
        return [dict(one) for one in await driver.fetch(self.sql, *self._arguments(values))]

    async def value(self, session: AsyncSession, values: Mapping[str, Any]) -> Any:
        """The first column of the first row; None where there is no row."""
        driver = await driver_of(session)
        return await driver.fetchval(self.sql, *self._arguments(values))

    async def run(self, session: AsyncSession, values: Mapping[str, Any]) -> None:
        """Carry it out."""
        driver = await driver_of(session)
        await driver.fetch(self.sql, *self._arguments(values))

    def _arguments(self, values: Mapping[str, Any]) -> list[Any]:
        return [self._written(name, values[name]) for name in self._names]

    def _written(self, name: str, value: Any) -> Any:
        if name not in self._json or value is None:
            return value
        return orjson.dumps(value).decode()


async def driver_of(session: AsyncSession) -> Any:
    """asyncpg's connection under the session, in its transaction."""
    known = session.info.get(DRIVER)
    if known is not None:
        return known
    # Not a unit of work's: the transaction may not have reached the server yet.
    connection = await session.connection()
    await connection.exec_driver_sql("SELECT 1")
    return (await connection.get_raw_connection()).driver_connection
