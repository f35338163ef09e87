"""Worker processes for tests that kill them."""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy import text

from heliograph.kit.database import Database
from tests.support.wiring import TABLE

ROOT = Path(__file__).parents[2]


async def make_table(database: Database) -> None:
    """The table in which the jobs of `tests.support.wiring` leave their marks."""
    async with database.system_work().transaction() as session:
        await session.execute(text(TABLE))
        await session.execute(text("TRUNCATE test_marks"))


@asynccontextmanager
async def worker(
    url: str,
    home: Path,
    *queues: str,
    heartbeat: float = 2.0,
    grace: float = 10,
    fault_point: str = "",
) -> AsyncIterator[Process]:
    """A worker process; killed at the end if it still runs."""
    given = [part for queue in queues or ("publishing",) for part in ("--queue", queue)]
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "heliograph.apps.worker",
        "--wiring",
        "tests.support.wiring:build",
        "--grace",
        str(grace),
        *given,
        cwd=ROOT,
        env={
            "PATH": os.defpath,
            "HELIOGRAPH_HOME": str(home),
            "HELIOGRAPH_DATABASE_URL": url,
            "HELIOGRAPH_WORKER__HEARTBEAT_SECONDS": str(heartbeat),
            "HELIOGRAPH_DELIVERY__FAULT_POINT": fault_point,
            "HELIOGRAPH_LOG_LEVEL": "warning",
        },
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def marks(database: Database, like: str = "%") -> list[tuple[str, int]]:
    """Job and process of every mark, in order of time."""
    async with database.system_work().transaction() as session:
        rows = await session.execute(
            text("SELECT job, process FROM test_marks WHERE job LIKE :like ORDER BY at"),
            {"like": like},
        )
        return [(row.job, row.process) for row in rows]
