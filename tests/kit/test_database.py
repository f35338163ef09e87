"""The pool and its fences, on a real server."""

from __future__ import annotations

from uuid import UUID

import asyncpg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from heliograph.kit.database import Database, as_asyncpg, as_plain
from heliograph.kit.ids import new_id

INSERT = text(
    "INSERT INTO kit_outbox (id, workspace_id, name, payload)"
    " VALUES (:id, :workspace, 'post.published', '{}')"
)


async def add_row(database: Database, workspace: UUID) -> None:
    async with database.work(workspace).transaction() as session:
        await session.execute(INSERT, {"id": new_id(), "workspace": workspace})


async def test_raw_sql_without_a_filter_sees_only_its_own_workspace(database: Database) -> None:
    mine, theirs = new_id(), new_id()
    await add_row(database, mine)
    await add_row(database, theirs)
    async with database.work(mine).transaction() as session:
        seen = (await session.scalars(text("SELECT workspace_id FROM kit_outbox"))).all()
    assert seen == [mine]


async def test_system_work_sees_every_workspace(database: Database) -> None:
    mine, theirs = new_id(), new_id()
    await add_row(database, mine)
    await add_row(database, theirs)
    async with database.system_work().transaction() as session:
        seen = (await session.scalars(text("SELECT workspace_id FROM kit_outbox"))).all()
    assert set(seen) == {mine, theirs}


async def test_a_row_of_another_workspace_cannot_be_written(database: Database) -> None:
    with pytest.raises(DBAPIError, match="row-level security"):
        async with database.work(new_id()).transaction() as session:
            await session.execute(INSERT, {"id": new_id(), "workspace": new_id()})


async def test_a_row_of_another_workspace_cannot_be_changed(database: Database) -> None:
    theirs = new_id()
    await add_row(database, theirs)
    async with database.work(new_id()).transaction() as session:
        changed = await session.execute(text("UPDATE kit_outbox SET name = 'stolen'"))
        gone = await session.execute(text("DELETE FROM kit_outbox"))
    assert (changed.rowcount, gone.rowcount) == (0, 0)  # type: ignore[attr-defined]  # reason: cursor result


async def test_without_a_unit_of_work_nothing_is_seen(database: Database) -> None:
    await add_row(database, new_id())
    async with database.engine.connect() as connection:
        assert (await connection.execute(text("SELECT count(*) FROM kit_outbox"))).scalar() == 0


async def test_the_bond_to_a_workspace_ends_with_its_transaction(database: Database) -> None:
    workspace = new_id()
    await add_row(database, workspace)
    async with database.engine.connect() as connection:
        scope = text("SELECT current_setting('heliograph.workspace', true)")
        assert (await connection.execute(scope)).scalar() in {None, ""}


async def test_the_product_is_bound_by_row_security(database_url: str) -> None:
    connection = await asyncpg.connect(as_plain(database_url))
    try:
        role = await connection.fetchrow(
            "SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
        )
    finally:
        await connection.close()
    assert tuple(role) == (False, False)


async def test_a_nested_block_joins_the_outer_transaction(database: Database) -> None:
    workspace = new_id()
    work = database.work(workspace)

    async def write_then_fail() -> None:
        async with work.transaction():
            async with work.transaction() as session:
                await session.execute(INSERT, {"id": new_id(), "workspace": workspace})
            raise RuntimeError("outer fails")

    with pytest.raises(RuntimeError, match="outer fails"):
        await write_then_fail()
    async with work.transaction() as session:
        assert (await session.execute(text("SELECT count(*) FROM kit_outbox"))).scalar() == 0


async def test_outside_of_a_transaction_there_is_no_session(database: Database) -> None:
    with pytest.raises(LookupError):
        _ = database.work(new_id()).session


@pytest.mark.parametrize(
    "given",
    [
        "postgresql://u@/d?host=/run",
        "postgres://u@/d?host=/run",
        "postgresql+asyncpg://u@/d?host=/run",
    ],
)
def test_an_address_is_understood_by_both_drivers(given: str) -> None:
    assert as_asyncpg(given) == "postgresql+asyncpg://u@/d?host=/run"
    assert as_plain(given) == "postgresql://u@/d?host=/run"
