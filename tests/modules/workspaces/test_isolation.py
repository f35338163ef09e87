"""Another workspace's rows are not there: by the routes, and by the database alone."""

from __future__ import annotations

from sqlalchemy import text

from heliograph.kit.database import Database
from tests.apps.api.support import RunningAPI


async def test_ids_of_another_workspace_are_not_found(api: RunningAPI) -> None:
    viewer = await api.member("viewer")
    async with api.with_key(api.owner_key) as owner:
        key = (await owner.post("/api/v1/api-keys", json={"name": "k"})).json()["data"]
    rival_token = await api.other_workspace()
    member = f"/api/v1/members/{viewer['user']['id']}"
    async with api.with_key(rival_token) as rival:
        answers = [
            await rival.patch(member, json={"role": "admin"}),
            await rival.delete(member),
            await rival.delete(f"/api/v1/api-keys/{key['id']}"),
        ]
        listed = [(await rival.get(path)).text for path in ("/api/v1/members", "/api/v1/api-keys")]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    seen = "".join(answer.text for answer in answers) + "".join(listed)
    assert key["id"] not in "".join(listed)
    for private in ("viewer@example.org", "Olivia", "First House"):
        assert private not in seen
    async with api.with_key(key["key"]) as program:
        assert (await program.get("/api/v1/me")).status_code == 200


async def test_the_database_hides_rows_even_from_a_query_without_a_filter(
    api: RunningAPI, database: Database
) -> None:
    await api.signed_in("owner@example.org")
    await api.other_workspace()
    every = "SELECT count(DISTINCT {column}) FROM {table}"
    fenced = {
        "workspaces_workspaces": "id",
        "workspaces_memberships": "workspace_id",
        "workspaces_sessions": "workspace_id",
        "workspaces_refresh_tokens": "workspace_id",
    }
    for table, column in fenced.items():
        query = text(every.format(table=table, column=column))
        async with database.work(api.workspace_id).transaction() as session:
            assert await session.scalar(query) <= 1, table
        # Control: the rows of both workspaces are really there.
        async with database.system_work().transaction() as session:
            assert await session.scalar(query) == 2, table


async def test_every_table_with_a_workspace_is_fenced(database: Database) -> None:
    async with database.system_work().transaction() as session:
        open_tables = await session.scalars(
            text(
                "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
                " WHERE a.attname = 'workspace_id' AND c.relkind IN ('r', 'p')"
                " AND NOT c.relispartition AND NOT (c.relrowsecurity AND c.relforcerowsecurity)"
            )
        )
    assert open_tables.all() == []
