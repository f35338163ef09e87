"""Schema changes, applied by whoever starts first.

Two starters cannot collide: one holds an advisory lock, the others wait and find nothing left to
do. A database that a newer program has changed is refused before anything is touched.
"""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import asyncpg
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

import heliograph
from heliograph.kit.database import as_asyncpg, as_plain, raw_connection
from heliograph.kit.errors import AppError
from heliograph.kit.home import DiskFull
from heliograph.kit.jobs.schema import install

_LOCK = 0x48454C494F  # "HELIO": the advisory lock of everybody who migrates
_PATIENCE = 120.0
_TRIES = 5
_DISK_FULL = "53100"
_LOCK_TIMEOUT = "55P03"

OLDEST_SERVER = 16
"""The oldest major version of PostgreSQL that works."""


class DatabaseTooNew(AppError):
    """A newer program has changed the schema."""

    code = "database.too_new"
    status = 503
    title = "The database belongs to a newer version"
    remedy = "Install that version or a later one, or point this one at another database."


class DatabaseBusy(AppError):
    """Somebody holds a lock that a schema change needs."""

    code = "database.busy"
    status = 503
    title = "The schema cannot be changed right now"
    remedy = "Stop the other programs that use this database and start again; nothing was changed."


class DatabaseUnreachable(AppError):
    """Nothing answers at the database's address, or it does not let us in."""

    code = "database.unreachable"
    status = 503
    title = "The database cannot be reached"
    remedy = "Check HELIOGRAPH_DATABASE_URL and that the server runs."


class DatabaseTooOld(AppError):
    """The server is older than what the schema needs."""

    code = "database.too_old"
    status = 503
    title = "The database server is too old"
    remedy = "Use PostgreSQL 16 or newer, or leave HELIOGRAPH_DATABASE_URL empty."


class MigrationsMissing(AppError):
    """The schema changes were not installed with the program."""

    code = "database.migrations_missing"
    status = 500
    title = "The schema changes are not installed"
    remedy = "Install Heliograph again from a complete package or clone."


def migrations_folder() -> Path:
    """The scripts: inside the package of a wheel, at the top of a clone."""
    package = Path(heliograph.__file__).parent
    for folder in (package / "migrations", package.parents[1] / "migrations"):
        if (folder / "env.py").exists():
            return folder
    raise MigrationsMissing(f"No migrations folder was found beside {package}")


def latest_version(folder: Path | None = None) -> str:
    """The version this program brings a database to."""
    config = _config(folder)
    head = ScriptDirectory.from_config(config).get_current_head()
    if head is None:
        place = config.get_main_option("script_location")
        raise MigrationsMissing(f"The folder {place} holds no migration")
    return head


async def database_version(url: str) -> str | None:
    """The version a database is at; None when it is empty."""
    connection = await _connect(url)
    try:
        return await _stored_version(connection)
    finally:
        await connection.close()


async def migrate(url: str, *, lock_timeout_ms: int = 5000, folder: Path | None = None) -> None:
    """Bring a database to the version of this program; quick when it is there already.

    Raises `DatabaseUnreachable`, `DatabaseTooOld` or `DatabaseTooNew` before anything is touched,
    and `DatabaseBusy` when a lock is not to be had. `folder` names other scripts than the
    program's own.
    """
    config = _config(folder)
    await _check_server(url)
    engine = create_async_engine(as_asyncpg(url), poolclass=NullPool)
    try:
        async with engine.connect() as connection:
            raw = await raw_connection(connection)
            await _take_lock(raw)
            await _refuse_newer(raw, config)
            await raw.execute(f"SET lock_timeout = {int(lock_timeout_ms)}")
            # Rows of all workspaces are in reach of a migration that moves them.
            await raw.execute("SET heliograph.scope = 'system'")
            await _upgrade(connection, config)
            await install(raw)
    finally:
        await engine.dispose()


async def _connect(url: str) -> Any:
    try:
        return await asyncpg.connect(as_plain(url), timeout=10)
    except (OSError, ValueError, TimeoutError, asyncpg.PostgresError) as error:
        # The address holds a password, so only its host is named.
        place = urlsplit(as_plain(url)).hostname or "this machine"
        said = str(error).split("\n", 1)[0] or type(error).__name__
        raise DatabaseUnreachable(f"The database on {place} refuses: {said}") from error


async def _check_server(url: str) -> None:
    connection = await _connect(url)
    try:
        version = connection.get_server_version()
    finally:
        await connection.close()
    if version.major < OLDEST_SERVER:
        raise DatabaseTooOld(f"The database server is PostgreSQL {version.major}")


async def _take_lock(raw: Any) -> None:
    give_up_at = time.monotonic() + _PATIENCE
    while not await raw.fetchval("SELECT pg_try_advisory_lock($1)", _LOCK):
        if time.monotonic() > give_up_at:
            raise DatabaseBusy("Another process has been changing the schema for two minutes")
        await asyncio.sleep(0.2)


async def _refuse_newer(raw: Any, config: Config) -> None:
    stored = await _stored_version(raw)
    if stored is None:
        return
    scripts = ScriptDirectory.from_config(config)
    if stored not in {script.revision for script in scripts.walk_revisions()}:
        raise DatabaseTooNew(
            f"The database is at version {stored}; this program knows versions "
            f"up to {scripts.get_current_head()}"
        )


async def _stored_version(raw: Any) -> str | None:
    if await raw.fetchval("SELECT to_regclass('alembic_version')") is None:
        return None
    version = await raw.fetchval("SELECT version_num FROM alembic_version")
    return None if version is None else str(version)


async def _upgrade(connection: AsyncConnection, config: Config) -> None:
    for attempt in range(1, _TRIES + 1):
        try:
            await connection.run_sync(_run_scripts, config)
            await connection.commit()
        except DBAPIError as error:
            await connection.rollback()
            if _state(error) == _DISK_FULL:
                raise DiskFull("No space is left on the disk of the database") from error
            if _state(error) != _LOCK_TIMEOUT:
                raise
            if attempt == _TRIES:
                raise DatabaseBusy("A table stayed locked by another program") from error
            await asyncio.sleep(0.2 * attempt)
        else:
            return


def _run_scripts(connection: Connection, config: Config) -> None:
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _state(error: DBAPIError) -> str | None:
    state: str | None = getattr(error.orig, "sqlstate", None)
    return state


def _config(folder: Path | None) -> Config:
    config = Config()
    place = str(folder or migrations_folder())
    config.set_main_option("script_location", place.replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
