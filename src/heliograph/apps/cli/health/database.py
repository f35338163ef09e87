"""The database: reached, up to date, and bound by row-level security; and the waiting jobs."""

from __future__ import annotations

from typing import Any

import asyncpg

from heliograph.apps.cli.health.findings import Finding, broken, broken_by, good, warning
from heliograph.kit.database import Database, as_plain
from heliograph.kit.errors import AppError
from heliograph.kit.jobs import JobQueue
from heliograph.kit.migrate import database_version, latest_version

_ROLE = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
_UNFENCED = """
SELECT c.relname FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'workspace_id' AND NOT a.attisdropped
WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
  AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
ORDER BY c.relname
"""
_FENCED = """
SELECT quote_ident(c.relname) AS name FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relrowsecurity
"""
_LATE_SECONDS = 120.0


async def look_at_database(url: str) -> list[Finding]:
    """Everything about the database; what follows a broken part is left out."""
    try:
        version = await database_version(url)
    except (OSError, TimeoutError, asyncpg.PostgresError) as error:
        return [
            broken(
                "database",
                f"It cannot be reached: {error}.",
                "Start the instance with `heliograph up`, or correct HELIOGRAPH_DATABASE_URL.",
            )
        ]
    finding = _version(version)
    if finding.state == "broken":
        return [finding]
    connection = await asyncpg.connect(as_plain(url))
    try:
        return [finding, await _fence(connection)]
    finally:
        await connection.close()


async def look_at_jobs(database: Database, is_running: bool) -> Finding:
    """Whether jobs are worked off."""
    async with database.system_work().transaction() as session:
        counts = await JobQueue().health(session)
    parked = sum(count.parked for count in counts)
    if parked:
        return warning(
            "jobs",
            f"{parked} rest after failing too often.",
            "Look into the workers' logs in the data folder.",
        )
    oldest = max((count.oldest_due_seconds for count in counts if count.due), default=0.0)
    if is_running and oldest > _LATE_SECONDS:
        return broken(
            "jobs",
            f"The oldest has been due for {oldest:.0f} s and nobody takes it.",
            "Look into the workers' logs in the data folder, and start the instance again.",
        )
    waiting = sum(count.due + count.later for count in counts)
    return good("jobs", f"{waiting} wait, none is stuck.")


def _version(stored: str | None) -> Finding:
    try:
        expected = latest_version()
    except AppError as error:
        return broken_by("database", error)
    if stored == expected:
        return good("database", f"It answers and is at version {stored}, as this program needs.")
    return broken(
        "database",
        f"It is at version {stored or 'none'}; this program needs {expected}.",
        "Run `heliograph up`, which brings it up to date, or install the newer program.",
    )


async def _fence(connection: Any) -> Finding:
    """Whether PostgreSQL itself keeps workspaces apart for the role we connect as."""
    if await connection.fetchval(_ROLE):
        return warning(
            "row-level security",
            "The database role is a superuser, whom it never binds.",
            "Connect as an ordinary role in HELIOGRAPH_DATABASE_URL.",
        )
    open_tables = [row["relname"] for row in await connection.fetch(_UNFENCED)]
    open_tables += await _readable_by_nobody(connection)
    if open_tables:
        return broken(
            "row-level security",
            f"It does not bind {', '.join(sorted(set(open_tables)))}.",
            "Run `heliograph up`; if it stays, restore the table's policy from the migrations.",
        )
    return good("row-level security", "It binds the database role on every workspace's table.")


async def _readable_by_nobody(connection: Any) -> list[str]:
    """Fenced tables of which rows are seen although no workspace was named: there must be none."""
    names = [row["name"] for row in await connection.fetch(_FENCED)]
    async with connection.transaction(readonly=True):
        return [
            name
            for name in names
            if await connection.fetchval(f"SELECT EXISTS (SELECT FROM {name})")  # noqa: S608 - quoted by PostgreSQL
        ]
