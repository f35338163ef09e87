"""The sandbox's memory: one SQLite file, one thread that alone touches it.

One thread makes every unit of work atomic and in order, which is what a platform's own
database would promise. The write-ahead log outlives a killed process: what was answered stands.
"""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

JSON = Any  # reason: bodies and stored documents of foreign protocols have no common shape
Row = sqlite3.Row
Connection = sqlite3.Connection
T = TypeVar("T")

VERSION = 1


class StoreIsNewer(Exception):
    """The file was written by a later version of the sandbox."""


class Store:
    """Runs units of work against the file, each in a transaction of its own."""

    def __init__(self, path: Path) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="sandbox-store")
        self._connection = self._thread.submit(_open, path).result()

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in a transaction; what it raises undoes it."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, self._in_transaction, work)

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run `work`, which only reads."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, work, self._connection)

    def write_now(self, work: Callable[[Connection], T]) -> T:
        """The same as `write` for the moments before the server runs."""
        return self._thread.submit(self._in_transaction, work).result()

    def close(self) -> None:
        """Finish what is queued and close the file."""
        self._thread.submit(self._connection.close).result()
        self._thread.shutdown()

    def _in_transaction(self, work: Callable[[Connection], T]) -> T:
        self._connection.execute("begin immediate")
        try:
            outcome = work(self._connection)
        except BaseException:
            self._connection.execute("rollback")
            raise
        self._connection.execute("commit")
        return outcome


def _open(path: Path) -> Connection:
    connection = sqlite3.connect(path, isolation_level=None, timeout=10)
    connection.row_factory = sqlite3.Row
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma synchronous = normal")
    (version,) = connection.execute("pragma user_version").fetchone()
    if version > VERSION:
        connection.close()
        raise StoreIsNewer(
            f"{path} was written by a newer Heliograph. Start that version, or use another folder."
        )
    here = Path(__file__).parent
    files = [here / "schema.sql", *sorted(here.glob("*/schema.sql"))]
    schema = "\n".join(file.read_text("utf-8") for file in files)
    connection.executescript(f"{schema}\npragma user_version = {VERSION};")
    return connection


def load_setting(db: Connection, name: str) -> JSON:
    """A stored document, or None."""
    row = db.execute("select value from settings where name = ?", (name,)).fetchone()
    return json.loads(row["value"]) if row else None


def save_setting(db: Connection, name: str, value: JSON) -> None:
    """Keep a document under a name."""
    db.execute(
        "insert or replace into settings values (?, ?)",
        (name, json.dumps(value)),
    )
