"""Members, profiles, passwords and keys, and that nobody gives away more than they hold."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.apps.api.support import PASSWORD, RunningAPI


async def test_a_profile_keeps_what_was_not_sent(api: RunningAPI) -> None:
    async with api.with_key(api.owner_key) as owner:
        changed = await owner.patch("/api/v1/me", json={"language": "ar", "theme": "dark"})
        me = changed.json()["data"]
    assert (me["language"], me["theme"], me["name"]) == ("ar", "dark", "Olivia Owner")


@pytest.mark.parametrize(
    "body",
    [
        {"role": "admin"},
        {"id": str(uuid4())},
        {"workspace_id": str(uuid4())},
        {"email": "new@example.org"},
        {"time_zone": "Mars/Olympus"},
        {"time_zone": "../../etc/passwd"},
        {"language": "xx"},
        {"name": ""},
    ],
)
async def test_a_profile_takes_nothing_but_its_own_fields(
    api: RunningAPI, body: dict[str, str]
) -> None:
    async with api.with_key(api.owner_key) as owner:
        before = (await owner.get("/api/v1/me")).json()["data"]
        answer = await owner.patch("/api/v1/me", json=body)
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["source"]["pointer"] == f"/{next(iter(body))}"
        assert (await owner.get("/api/v1/me")).json()["data"] == before


async def test_a_new_password_ends_the_other_sessions_and_not_this_one(api: RunningAPI) -> None:
    mine = await api.signed_in("owner@example.org")
    other = await api.signed_in("owner@example.org")
    body = {"current": PASSWORD, "new": "another quiet harbour"}
    async with api.with_key(mine["access_token"]) as client:
        assert (await client.post("/api/v1/me/password", json=body)).status_code == 204
        assert (await client.get("/api/v1/me")).status_code == 200
    async with api.with_key(other["access_token"]) as client:
        assert (await client.get("/api/v1/me")).status_code == 401
    await api.signed_in("owner@example.org", "another quiet harbour")


@pytest.mark.parametrize("current", [None, "wrong", PASSWORD + " "])
async def test_a_password_is_not_changed_without_the_present_one(
    api: RunningAPI, current: str | None
) -> None:
    async with api.with_key(api.owner_key) as owner:
        body = {"current": current, "new": "another quiet harbour"}
        answer = await owner.post("/api/v1/me/password", json=body)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["source"]["pointer"] == "/current"
    await api.signed_in("owner@example.org")


async def test_a_member_without_a_password_gets_a_link(api: RunningAPI) -> None:
    async with api.with_key(api.owner_key) as owner:
        body = {"email": "Mona@Example.org", "name": "Mona", "role": "creator"}
        made = (await owner.post("/api/v1/members", json=body)).json()["data"]
        again = await owner.post("/api/v1/members", json=body)
    assert again.status_code == 409
    token = made["sign_in_link"].partition("#token=")[2]
    answer = await api.client.post("/api/v1/auth/sign-in-link", json={"token": token})
    assert answer.json()["data"]["user"]["role"] == "creator"
    assert answer.json()["data"]["user"]["email"] == "mona@example.org"


async def test_a_new_role_holds_at_once_in_sessions_that_are_open(api: RunningAPI) -> None:
    manager = await api.member("manager")
    async with api.with_key(manager["access_token"]) as client:
        assert (await client.get("/api/v1/members")).status_code == 200
        async with api.with_key(api.owner_key) as owner:
            path = f"/api/v1/members/{manager['user']['id']}"
            assert (await owner.patch(path, json={"role": "viewer"})).status_code == 200
        assert (await client.get("/api/v1/members")).status_code == 401
        body = {"refresh_token": manager["refresh_token"]}
        renewed = (await client.post("/api/v1/auth/refresh", json=body)).json()["data"]
    assert renewed["user"]["role"] == "viewer"
    async with api.with_key(renewed["access_token"]) as client:
        assert (await client.get("/api/v1/members")).status_code == 403


async def test_a_removed_member_is_out_at_once(api: RunningAPI) -> None:
    creator = await api.member("creator")
    async with api.with_key(creator["access_token"]) as client:
        key = (await client.post("/api/v1/api-keys", json={"name": "k"})).json()["data"]["key"]
        async with api.with_key(key) as program:
            assert (await program.get("/api/v1/me")).status_code == 200
            async with api.with_key(api.owner_key) as owner:
                path = f"/api/v1/members/{creator['user']['id']}"
                assert (await owner.delete(path)).status_code == 204
            assert (await program.get("/api/v1/me")).status_code == 401
        assert (await client.get("/api/v1/me")).status_code == 401
        body = {"refresh_token": creator["refresh_token"]}
        assert (await client.post("/api/v1/auth/refresh", json=body)).status_code == 401


async def test_a_manager_neither_makes_nor_unmakes_an_admin(api: RunningAPI) -> None:
    manager = await api.member("manager")
    viewer = await api.member("viewer")
    async with api.with_key(manager["access_token"]) as client:
        body = {"email": "new@example.org", "name": "New", "role": "admin"}
        assert (await client.post("/api/v1/members", json=body)).status_code == 403
        theirs = f"/api/v1/members/{viewer['user']['id']}"
        assert (await client.patch(theirs, json={"role": "admin"})).status_code == 403
        assert (await client.patch(theirs, json={"role": "creator"})).status_code == 200
        owners = f"/api/v1/members/{api.owner_id}"
        assert (await client.patch(owners, json={"role": "viewer"})).status_code == 403
        assert (await client.delete(owners)).status_code == 403


async def test_the_last_admin_stays(api: RunningAPI) -> None:
    path = f"/api/v1/members/{api.owner_id}"
    async with api.with_key(api.owner_key) as owner:
        assert (await owner.patch(path, json={"role": "viewer"})).status_code == 409
        assert (await owner.delete(path)).status_code == 409
        assert (await owner.patch(path, json={"role": "admin"})).status_code == 200
        other = await api.member("admin", "second@example.org")
        assert (await owner.delete(f"/api/v1/members/{other['user']['id']}")).status_code == 204


async def test_an_unknown_role_names_the_known_ones(api: RunningAPI) -> None:
    async with api.with_key(api.owner_key) as owner:
        body = {"email": "new@example.org", "name": "New", "role": "emperor"}
        answer = await owner.post("/api/v1/members", json=body)
    assert answer.status_code == 422
    assert "viewer" in answer.json()["errors"][0]["remedy"]
