"""PostgreSQL: one pool per process, a unit of work per use case, rows fenced by workspace.

Every table that belongs to a workspace carries row-level security from its first migration. A
unit of work says once whose rows it may touch; PostgreSQL refuses the rest even where a query
forgot its filter.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import MetaData, Uuid, text
from sqlalchemy.dialects.postgresql import JSONB, TIMESTAMP
from sqlalchemy.ext.asyncio import (
    AsyncConnection,
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)
from sqlalchemy.orm import DeclarativeBase

from heliograph.kit.settings import DatabaseSettings
from heliograph.kit.statements import DRIVER

Row = Mapping[Any, Any]
"""One row of a Core select, by column name."""

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Table(DeclarativeBase):
    """The parent of every table; names, time types and JSON are the same everywhere."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads this from the class
        datetime: TIMESTAMP(timezone=True),
        dict[str, Any]: JSONB,
        list[Any]: JSONB,
        list[str]: JSONB,
        UUID: Uuid(),
    }


class Database:
    """One pool of connections of one process."""

    def __init__(self, url: str, settings: DatabaseSettings | None = None) -> None:
        limits = settings or DatabaseSettings()
        self.url = url
        self.connections = limits.pool_size + limits.max_overflow
        self.engine: AsyncEngine = create_async_engine(
            as_asyncpg(url),
            pool_size=limits.pool_size,
            max_overflow=limits.max_overflow,
            pool_pre_ping=False,
            pool_recycle=1800,
            json_deserializer=orjson.loads,
            connect_args={"server_settings": {"jit": "off", "timezone": "UTC"}},
        )
        self._sessions = async_sessionmaker(self.engine, expire_on_commit=False)

    def work(self, workspace_id: UUID) -> UnitOfWork:
        """A unit of work that sees the rows of one workspace and no others."""
        return UnitOfWork(self._sessions, workspace_id)

    def system_work(self) -> UnitOfWork:
        """A unit of work over all workspaces: for sign-in, sweeps and first run, not for routes."""
        return UnitOfWork(self._sessions, None)

    async def is_ready(self) -> bool:
        """Whether the database answers a real query."""
        async with self.engine.connect() as connection:
            return bool((await connection.execute(text("SELECT 1"))).scalar())

    async def close(self) -> None:
        """Close every connection."""
        await self.engine.dispose()


class UnitOfWork:
    """The transactions of one use case, all bound to one workspace.

    `transaction()` may be nested: the inner block joins the outer one. Outside of a block there
    is no session, so nothing can be read or written by accident while the network is asked.
    """

    def __init__(
        self, sessions: async_sessionmaker[AsyncSession], workspace_id: UUID | None
    ) -> None:
        self._sessions = sessions
        self._workspace_id = workspace_id
        self._session: AsyncSession | None = None

    @property
    def workspace_id(self) -> UUID:
        """The workspace this work is bound to; raises `LookupError` for system work."""
        if self._workspace_id is None:
            raise LookupError("this unit of work spans all workspaces")
        return self._workspace_id

    def apart(self) -> UnitOfWork:
        """Another unit of work over the same rows, whose transactions are its own."""
        return UnitOfWork(self._sessions, self._workspace_id)

    @property
    def session(self) -> AsyncSession:
        """The open session; raises `LookupError` outside of `transaction()`."""
        if self._session is None:
            raise LookupError("no transaction is open: use `async with work.transaction()`")
        return self._session

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """Commit at the end of the block, roll back when it raises."""
        if self._session is not None:
            yield self._session
            return
        async with self._sessions() as session, session.begin():
            await session.execute(_BIND, {"name": _scope_name(self), "value": _scope_value(self)})
            # The statement above has opened the transaction, so the driver is in it as well.
            session.info[DRIVER] = await raw_connection(await session.connection())
            self._session = session
            try:
                yield session
            finally:
                self._session = None
                del session.info[DRIVER]


_BIND = text("SELECT set_config(:name, :value, true)")


def _scope_name(work: UnitOfWork) -> str:
    return "heliograph.scope" if work._workspace_id is None else "heliograph.workspace"


def _scope_value(work: UnitOfWork) -> str:
    return "system" if work._workspace_id is None else str(work._workspace_id)


def as_asyncpg(url: str) -> str:
    """The same address with SQLAlchemy's name of the driver."""
    for prefix in ("postgresql+asyncpg://", "postgresql://", "postgres://"):
        if url.startswith(prefix):
            return "postgresql+asyncpg://" + url.removeprefix(prefix)
    return url


def as_plain(url: str) -> str:
    """The same address as asyncpg itself and psql understand it."""
    return "postgresql://" + as_asyncpg(url).removeprefix("postgresql+asyncpg://")


async def raw_connection(connection: AsyncConnection) -> Any:
    """asyncpg's own connection under an SQLAlchemy one, for COPY, LISTEN and the job queue."""
    return (await connection.get_raw_connection()).driver_connection


def row_security(table: str, column: str = "workspace_id") -> str:
    """SQL for a migration: rows of a table are seen by their own workspace and the system only.

    Forced, so that it also binds the owner of the table; a superuser is never bound, which is
    why Heliograph does not connect as one (`heliograph doctor` warns).
    """
    rule = (
        f"({column} = nullif(current_setting('heliograph.workspace', true), '')::uuid"
        " OR current_setting('heliograph.scope', true) = 'system')"
    )
    return (
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;"
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY;"
        f"CREATE POLICY {table}_workspace ON {table} USING {rule} WITH CHECK {rule}"
    )
