"""Lists: pages, cursors, sorting and filters over real rows, one workspace at a time."""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any
from uuid import UUID

import orjson
import pytest
from fastapi import APIRouter, Response
from pydantic import BaseModel
from sqlalchemy import bindparam, select, text

from heliograph.kit.database import Database
from heliograph.kit.ids import new_id
from heliograph.kit.web.envelope import Listed, answers
from heliograph.kit.web.listing import Listing, Reader, of_workspace
from heliograph.kit.web.pagination import Page, rows_response
from heliograph.kit.web.permissions import Caller, Work, offered, requires
from heliograph.modules.workspaces.models import APIKey
from tests.apps.api.support import RunningAPI, running_api

router = APIRouter()
START = datetime(2026, 1, 1, tzinfo=UTC)
NOTES = Listing(
    statement=select(
        APIKey.id, APIKey.name, APIKey.scopes, APIKey.created_at, APIKey.expires_at
    ).where(APIKey.workspace_id == of_workspace, APIKey.starts_with == "row"),
    sorts={"created_at": APIKey.created_at, "name": APIKey.name},
    default="-created_at",
    key=APIKey.id,
    filters={"name": APIKey.name == bindparam("name")},
)
Reads = Annotated[Reader, offered(Reader)]
Asked = Annotated[Page, NOTES.page()]


class Note(BaseModel):
    id: UUID
    name: str


@router.get("/notes", dependencies=[requires("content:read")], responses=answers(Listed[Note]))
async def notes(reader: Reads, caller: Caller, page: Asked, name: str | None = None) -> Response:
    return await reader.answer(NOTES, caller.workspace_id, page, {"name": name})


@router.get("/shaped", dependencies=[requires("content:read")])
async def shaped(reader: Reads, caller: Caller, page: Asked) -> Response:
    def shape(row: dict[str, Any]) -> dict[str, Any]:
        return {"first": row["scopes"][0], "kind": type(row["id"]).__mro__[-2].__name__}

    return await reader.answer(NOTES, caller.workspace_id, page, shape=shape)


@router.get("/slow", dependencies=[requires("content:read")])
async def slow(work: Work, page: Asked) -> Response:
    async with work.transaction() as session:
        rows = (await session.execute(select(APIKey.id, APIKey.name).limit(page.per_page))).all()
    return rows_response(rows, page, total=len(rows))


@pytest.fixture
async def api(database: Database) -> AsyncIterator[RunningAPI]:
    async with running_api(database, routers=(router,)) as running:
        await fill(database, running.workspace_id, running.owner_id, 45)
        other = await running.identity.workspaces.create_workspace("r@example.org", "R", "Rival")
        await fill(database, other.workspace_id, other.user_id, 3)
        running.client.headers["Authorization"] = f"Bearer {running.owner_key}"
        yield running


async def fill(database: Database, workspace_id: UUID, user_id: UUID, count: int) -> None:
    async with database.work(workspace_id).transaction() as session:
        for number in range(count):
            key = APIKey(
                id=new_id(),
                workspace_id=workspace_id,
                user_id=user_id,
                name=f"note {number % 7}",
                starts_with="row",
                key_hash=new_id().bytes,
                scopes=["a:b", 'quo"te'],
                # Groups of five share a moment, so that the key has to break the tie.
                created_at=START + timedelta(minutes=number // 5),
            )
            session.add(key)


async def page_of(api: RunningAPI, **query: Any) -> dict[str, Any]:
    answer = await api.client.get("/api/v1/notes", params=query)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


async def test_a_page_says_where_it_stands(api: RunningAPI) -> None:
    body = await page_of(api)
    assert len(body["data"]) == 20
    about = body["pagination"]
    assert (about["page"], about["per_page"], about["total"], about["pages"]) == (1, 20, 45, 3)
    assert body["data"][0].keys() == {"id", "name", "scopes", "created_at", "expires_at"}
    assert body["data"][0]["scopes"] == ["a:b", 'quo"te']
    assert body["data"][0]["created_at"].endswith("Z")
    assert UUID(body["data"][0]["id"])


async def test_pages_together_are_the_whole_list_once(api: RunningAPI) -> None:
    pages = [await page_of(api, page=number, per_page=20) for number in (1, 2, 3, 4)]
    ids = [row["id"] for page in pages for row in page["data"]]
    assert [len(page["data"]) for page in pages] == [20, 20, 5, 0]
    assert len(set(ids)) == 45
    assert pages[3]["pagination"]["total"] == 45


@pytest.mark.parametrize("sort", ["created_at", "-created_at", "name", "-name"])
async def test_a_cursor_walks_the_same_list_in_the_same_order(api: RunningAPI, sort: str) -> None:
    by_page = [
        row["id"]
        for number in (1, 2, 3)
        for row in (await page_of(api, page=number, sort=sort))["data"]
    ]
    body = await page_of(api, sort=sort, per_page=7)
    walked = [row["id"] for row in body["data"]]
    while body["pagination"]["next_cursor"]:
        cursor = body["pagination"]["next_cursor"]
        body = await page_of(api, sort=sort, per_page=7, cursor=cursor)
        walked += [row["id"] for row in body["data"]]
        assert body["pagination"]["total"] is None
    assert walked == by_page


async def test_filters_hold_for_rows_and_total(api: RunningAPI) -> None:
    body = await page_of(api, name="note 3", per_page=2)
    assert {row["name"] for row in body["data"]} == {"note 3"}
    assert body["pagination"]["total"] == 6
    assert (await page_of(api, name="nothing"))["pagination"]["total"] == 0


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ({"page": 0}, "/query/page"),
        ({"page": "one"}, "/query/page"),
        ({"page": "-1"}, "/query/page"),
        ({"page": "9" * 30}, "/query/page"),
        ({"per_page": 101}, "/query/per_page"),
        ({"per_page": "1e2"}, "/query/per_page"),
        ({"sort": "key_hash"}, "/query/sort"),
        ({"sort": "name; DROP TABLE x"}, "/query/sort"),
        ({"cursor": "???"}, "/query/cursor"),
        ({"cursor": "W10"}, "/query/cursor"),
        ({"cursor": "x" * 501}, "/query/cursor"),
    ],
)
async def test_a_query_that_makes_no_sense_is_named(
    api: RunningAPI, query: dict[str, Any], pointer: str
) -> None:
    answer = await api.client.get("/api/v1/notes", params=query)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["source"]["pointer"] == pointer


async def test_a_cursor_of_another_sort_or_with_other_types_is_refused(api: RunningAPI) -> None:
    cursor = (await page_of(api, sort="name", per_page=2))["pagination"]["next_cursor"]
    made_up = base64.urlsafe_b64encode(orjson.dumps(["name", 7, "x"])).decode().rstrip("=")
    for one, sort in ((cursor, "-name"), (made_up, "name")):
        answer = await api.client.get("/api/v1/notes", params={"cursor": one, "sort": sort})
        assert answer.status_code == 422


async def test_a_shape_sees_values_and_not_text(api: RunningAPI) -> None:
    rows = (await api.client.get("/api/v1/shaped")).json()["data"]
    assert rows[0] == {"first": "a:b", "kind": "UUID"}


async def test_rows_of_a_unit_of_work_are_listed_too(api: RunningAPI) -> None:
    body = (await api.client.get("/api/v1/slow?per_page=3")).json()
    assert len(body["data"]) == 3
    assert body["pagination"]["total"] == 3


async def test_one_connection_never_shows_two_workspaces_rows(
    api: RunningAPI, database: Database
) -> None:
    rivals = [one for one in await api.identity.workspaces.workspaces() if one.slug == "rival"]
    everything = "SELECT count(*) FROM workspaces_api_keys WHERE starts_with = 'row'"
    async with Reader(database.url, max_connections=1) as reader:
        for _ in range(3):
            (mine,) = await reader.fetch(api.workspace_id, everything, [])
            (theirs,) = await reader.fetch(rivals[0].id, everything, [])
            assert (mine[0], theirs[0]) == (45, 3)


async def test_a_listing_cannot_write(api: RunningAPI, database: Database) -> None:
    async with Reader(database.url, max_connections=1) as reader:
        with pytest.raises(Exception, match="read-only"):
            await reader.fetch(api.workspace_id, "DELETE FROM workspaces_api_keys", [])


async def test_a_lost_connection_is_replaced(api: RunningAPI, database: Database) -> None:
    await page_of(api)
    async with database.engine.connect() as connection:
        await connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND usename = current_user"
                " AND pid <> pg_backend_pid()"
            )
        )
    statuses = [(await api.client.get("/api/v1/notes")).status_code for _ in range(3)]
    assert statuses[-1] == 200
    assert set(statuses) <= {200, 503}


async def test_openapi_tells_how_a_list_is_asked(api: RunningAPI) -> None:
    document = (await api.client.get("/api/v1/openapi.json")).json()
    read = document["paths"]["/api/v1/notes"]["get"]
    names = {one["name"] for one in read["parameters"]}
    assert names == {"page", "per_page", "sort", "cursor", "name"}
    assert "200" in read["responses"]
    assert "429" in read["responses"]
