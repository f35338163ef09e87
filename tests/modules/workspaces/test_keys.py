"""API keys: shown once, narrowed by scopes, ended by time or by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from heliograph.kit.clock import FixedClock
from heliograph.kit.database import Database
from heliograph.kit.errors import AppError
from tests.apps.api.support import RunningAPI, running_api


async def created(api: RunningAPI, credential: str = "", **body: Any) -> dict[str, Any]:
    async with api.with_key(credential or api.owner_key) as client:
        answer = await client.post("/api/v1/api-keys", json={"name": "mine", **body})
    assert answer.status_code == 201, answer.text
    data: dict[str, Any] = answer.json()["data"]
    return data


async def status_of(api: RunningAPI, credential: str, path: str) -> int:
    async with api.with_key(credential) as client:
        return (await client.get(path)).status_code


async def test_a_key_is_shown_once_and_works(api: RunningAPI) -> None:
    made = await created(api)
    assert made["key"].startswith("hg_")
    assert await status_of(api, made["key"], "/api/v1/me") == 200
    async with api.with_key(api.owner_key) as client:
        listed = (await client.get("/api/v1/api-keys")).json()["data"]
    assert made["id"] in {one["id"] for one in listed}
    assert all("key" not in one for one in listed)
    assert made["key"].startswith(made["prefix"])


async def test_a_scoped_key_can_do_no_more_than_its_scopes(api: RunningAPI) -> None:
    made = await created(api, scopes=["team:manage"])
    assert await status_of(api, made["key"], "/api/v1/members") == 200
    assert await status_of(api, made["key"], "/api/v1/me") == 403


async def test_a_key_can_do_no_more_than_its_owner(api: RunningAPI) -> None:
    viewer = await api.member("viewer")
    made = await created(api, viewer["access_token"])
    assert await status_of(api, made["key"], "/api/v1/me") == 200
    assert await status_of(api, made["key"], "/api/v1/members") == 403
    async with api.with_key(viewer["access_token"]) as client:
        body = {"name": "x", "scopes": ["team:manage"]}
        assert (await client.post("/api/v1/api-keys", json=body)).status_code == 403


async def test_a_narrowed_key_does_not_give_birth_to_a_wide_one(api: RunningAPI) -> None:
    narrow = await created(api, scopes=["profile:manage"])
    child = await created(api, narrow["key"])
    assert child["scopes"] == ["profile:manage"]
    assert await status_of(api, child["key"], "/api/v1/members") == 403


async def test_a_revoked_key_stops_at_once(api: RunningAPI) -> None:
    made = await created(api)
    assert await status_of(api, made["key"], "/api/v1/me") == 200
    async with api.with_key(api.owner_key) as client:
        assert (await client.delete(f"/api/v1/api-keys/{made['id']}")).status_code == 204
        assert (await client.delete(f"/api/v1/api-keys/{made['id']}")).status_code == 404
    assert await status_of(api, made["key"], "/api/v1/me") == 401


async def test_a_key_ends_on_time(database: Database) -> None:
    clock = FixedClock(datetime(2026, 11, 21, 9, tzinfo=UTC))
    async with running_api(database, clock=clock) as api:
        end = (clock.now() + timedelta(hours=1)).isoformat()
        made = await created(api, expires_at=end)
        assert await status_of(api, made["key"], "/api/v1/me") == 200
        clock.advance(timedelta(hours=2))
        assert await status_of(api, made["key"], "/api/v1/me") == 401


async def test_a_new_role_reaches_keys_too(api: RunningAPI) -> None:
    manager = await api.member("manager")
    made = await created(api, manager["access_token"])
    assert await status_of(api, made["key"], "/api/v1/members") == 200
    async with api.with_key(api.owner_key) as owner:
        await owner.patch(f"/api/v1/members/{manager['user']['id']}", json={"role": "viewer"})
    assert await status_of(api, made["key"], "/api/v1/members") == 403


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"scopes": ["everything"]}, "/scopes"),
        ({"scopes": ["content:"]}, "/scopes"),
        ({"expires_at": "2001-01-01T00:00:00Z"}, "/expires_at"),
        ({"key": "hg_chosen"}, "/key"),
    ],
)
async def test_a_key_that_makes_no_sense_is_refused(
    api: RunningAPI, body: dict[str, Any], pointer: str
) -> None:
    async with api.with_key(api.owner_key) as client:
        answer = await client.post("/api/v1/api-keys", json={"name": "mine", **body})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["source"]["pointer"] == pointer


@pytest.mark.parametrize("key", ["hg_", "hg_unknown", "", "Basic abc"])
async def test_an_unknown_key_is_refused(api: RunningAPI, key: str) -> None:
    assert await status_of(api, key, "/api/v1/me") == 401


async def test_the_command_line_learns_who_a_key_is(api: RunningAPI) -> None:
    principal = await api.identity.workspaces.authenticate_key(api.owner_key)
    assert principal.user_id == api.owner_id
    assert principal.may("anything:at_all")
    with pytest.raises(AppError):
        await api.identity.workspaces.authenticate_key("hg_unknown")
