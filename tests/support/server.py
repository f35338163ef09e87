"""One embedded PostgreSQL for a whole test run, shared by all of its processes.

Every process of a run holds a shared lock on the server's folder. The last one to let go stops the
server and removes the folder; a run that was killed is cleaned up by the next one.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import asyncpg

from heliograph.kit.migrate import migrate
from heliograph.kit.postgres import EmbeddedPostgres, equip

# Tests may lose everything in a power cut; the tests of the server itself start their own.
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
PREFIX = "heliograph-tests-"
TEMPLATE = "template_product"


@contextmanager
def shared_server(run: str) -> Iterator[EmbeddedPostgres]:
    """The server of this test run, with a migrated template database."""
    _sweep()
    folder = Path(tempfile.gettempdir()) / f"{PREFIX}{os.geteuid()}-{run[:12]}"
    users = _enter(folder)
    try:
        server = EmbeddedPostgres(folder / "home", options=FAST)
        with _exclusive(folder / "setup.lock"):
            asyncio.run(_prepare(server))
        yield server
    finally:
        _leave(users, folder)


def _enter(folder: Path) -> int:
    while True:
        folder.mkdir(exist_ok=True)
        with suppress(FileNotFoundError):
            users = os.open(folder / "users.lock", os.O_RDWR | os.O_CREAT, 0o600)
            fcntl.flock(users, fcntl.LOCK_SH)
            # The last user of before may have removed the folder while we waited.
            if (folder / "users.lock").exists() and os.fstat(users).st_nlink:
                return users
            os.close(users)


def _leave(users: int, folder: Path) -> None:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return
    else:
        _remove(folder)
    finally:
        os.close(users)


def _sweep() -> None:
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}{os.geteuid()}-*"):
        with suppress(OSError):
            users = os.open(folder / "users.lock", os.O_RDWR)
            _leave(users, folder)


def _remove(folder: Path) -> None:
    asyncio.run(EmbeddedPostgres(folder / "home").stop())
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _exclusive(file: Path) -> Iterator[None]:
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


async def _prepare(server: EmbeddedPostgres) -> None:
    url = await server.start()
    ready = server.home / "template.ready"
    if ready.exists():
        return
    await recreate(server, TEMPLATE, template="template0")
    await equip(database_url(url, TEMPLATE), server.superuser_url(TEMPLATE))
    await migrate(database_url(url, TEMPLATE))
    ready.touch()


async def recreate(server: EmbeddedPostgres, name: str, *, template: str = TEMPLATE) -> None:
    """A fresh database of this name, owned by the product's ordinary role."""
    connection = await asyncpg.connect(server.superuser_url())
    try:
        await connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        await connection.execute(f"CREATE DATABASE {name} OWNER heliograph TEMPLATE {template}")
    finally:
        await connection.close()


def database_url(url: str, name: str) -> str:
    """The same server and role, another database."""
    return url.replace("@/heliograph?", f"@/{name}?")


async def seeded_tables(superuser_url: str) -> list[str]:
    """Tables that the migrations filled: they stay as they are."""
    connection = await asyncpg.connect(superuser_url)
    try:
        return [
            name
            for name in await _tables(connection)
            if await connection.fetchval(f"SELECT EXISTS (TABLE {name})")
        ]
    finally:
        await connection.close()


async def _tables(connection: asyncpg.Connection) -> list[str]:
    rows = await connection.fetch(
        "SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables"
        " WHERE schemaname IN ('public', 'pgq')"
    )
    return [row["name"] for row in rows]


async def clean(superuser_url: str, keep: list[str]) -> None:
    """Empty every table a test may have filled; only those with rows cost anything."""
    connection = await asyncpg.connect(superuser_url)
    try:
        await connection.execute("SET lock_timeout = '10s'")
        names = [name for name in await _tables(connection) if name not in keep]
        checks = ", ".join(f"EXISTS (TABLE {name})" for name in names)
        filled = await connection.fetchrow(f"SELECT {checks}")
        full = [name for name, is_full in zip(names, filled, strict=True) if is_full]
        if full:
            await connection.execute(f"TRUNCATE {', '.join(full)} CASCADE")
    finally:
        await connection.close()
