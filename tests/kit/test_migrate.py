"""Schema changes: two starters, newer databases, and locks that others hold."""

from __future__ import annotations

import asyncio
from pathlib import Path

import asyncpg
import pytest

from heliograph.kit.migrate import (
    DatabaseBusy,
    DatabaseTooNew,
    DatabaseUnreachable,
    database_version,
    latest_version,
    migrate,
    migrations_folder,
)
from heliograph.kit.postgres import EmbeddedPostgres
from tests.support.server import database_url as url_of
from tests.support.server import recreate

NEXT = """
from alembic import op

revision = "2999_01_01_0000"
down_revision = "2026_11_21_0000"


def upgrade() -> None:
    op.execute("ALTER TABLE kit_outbox ADD COLUMN later text")


def downgrade() -> None:
    op.execute("ALTER TABLE kit_outbox DROP COLUMN later")
"""


def scripts(folder: Path, *, newer: bool) -> Path:
    """The plumbing's own migration, and perhaps one of a future release."""
    own = migrations_folder()
    (folder / "versions").mkdir(parents=True)
    for name in ("env.py", "script.py.mako", "versions/2026_11_21_0000_kit.py"):
        (folder / name).write_text((own / name).read_text())
    if newer:
        (folder / "versions" / "2999_01_01_0000_later.py").write_text(NEXT)
    return folder


@pytest.fixture
async def empty(postgres: EmbeddedPostgres, worker_id: str) -> str:
    """The address of a database without tables."""
    name = f"empty_{worker_id}"
    await recreate(postgres, name, template="template0")
    return url_of(postgres.url_file.read_text().strip(), name)


async def test_an_empty_database_gets_the_latest_version(empty: str) -> None:
    assert await database_version(empty) is None
    await migrate(empty)
    assert await database_version(empty) == latest_version()


async def test_two_starters_do_not_collide(empty: str) -> None:
    await asyncio.gather(*(migrate(empty) for _ in range(4)))
    assert await database_version(empty) == latest_version()


async def test_a_database_of_a_newer_program_is_refused_untouched(
    empty: str, tmp_path: Path
) -> None:
    await migrate(empty, folder=scripts(tmp_path / "newer", newer=True))
    with pytest.raises(DatabaseTooNew, match="2999_01_01_0000") as refused:
        await migrate(empty, folder=scripts(tmp_path / "older", newer=False))
    assert "newer" in refused.value.title
    assert await database_version(empty) == "2999_01_01_0000"


async def test_an_older_database_is_brought_up_to_date_with_its_rows(
    empty: str, tmp_path: Path
) -> None:
    await migrate(empty, folder=scripts(tmp_path / "older", newer=False))
    connection = await asyncpg.connect(empty)
    await connection.execute("INSERT INTO kit_ticks VALUES ('kept', now())")
    await migrate(empty, folder=scripts(tmp_path / "newer", newer=True))
    assert await connection.fetchval("SELECT name FROM kit_ticks") == "kept"
    await connection.close()


async def test_a_table_that_stays_locked_is_named_after_some_tries(
    empty: str, tmp_path: Path
) -> None:
    await migrate(empty, folder=scripts(tmp_path / "older", newer=False))
    connection = await asyncpg.connect(empty)
    newer = scripts(tmp_path / "newer", newer=True)
    async with connection.transaction():
        await connection.execute("LOCK TABLE kit_outbox IN ACCESS SHARE MODE")
        with pytest.raises(DatabaseBusy, match="locked"):
            await migrate(empty, lock_timeout_ms=50, folder=newer)
    await migrate(empty, lock_timeout_ms=50, folder=newer)
    assert await database_version(empty) == "2999_01_01_0000"
    await connection.close()


async def test_an_address_where_nothing_answers_is_one_clear_sentence() -> None:
    with pytest.raises(DatabaseUnreachable) as refused:
        await migrate("postgresql://someone:hidden@127.0.0.1:1/nothing")
    sentence = refused.value.sentence()
    assert "127.0.0.1" in sentence
    assert "hidden" not in sentence
    assert "HELIOGRAPH_DATABASE_URL" in sentence


async def test_every_product_table_with_a_workspace_is_fenced(database_url: str) -> None:
    connection = await asyncpg.connect(database_url)
    try:
        open_tables = await connection.fetch(
            "SELECT relname FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid"
            " WHERE attname = 'workspace_id' AND relkind IN ('r', 'p') AND NOT relispartition"
            " AND NOT (relrowsecurity AND relforcerowsecurity)"
        )
    finally:
        await connection.close()
    assert [row["relname"] for row in open_tables] == []
