"""Signing in: passwords, one-time links, and what stops those who guess."""

from __future__ import annotations

import asyncio
import statistics
import time
from datetime import UTC, datetime, timedelta

import httpx
import jwt
import pytest
from sqlalchemy import text

from heliograph.kit.clock import FixedClock
from heliograph.kit.database import Database
from tests.apps.api.support import MARK, PASSWORD, Client, RunningAPI, running_api

LOGIN = "/api/v1/auth/login"


async def login(
    client: Client, password: str = PASSWORD, email: str = "owner@example.org"
) -> httpx.Response:
    return await client.post(LOGIN, json={"email": email, "password": password})


async def test_a_person_signs_in_and_reads_who_they_are(api: RunningAPI) -> None:
    answer = await login(api.client, email="  OWNER@Example.org ")
    data = answer.json()["data"]
    assert data["token_type"] == "Bearer"
    assert data["expires_in"] == 3600
    async with api.with_key(data["access_token"]) as caller:
        me = (await caller.get("/api/v1/me")).json()["data"]
    assert me == data["user"]
    assert me["workspace"]["name"] == "First House"


async def test_the_access_token_carries_the_promised_claims(api: RunningAPI) -> None:
    token = (await api.signed_in("owner@example.org"))["access_token"]
    keys = (await api.client.get("/.well-known/jwks.json")).json()["keys"]
    header = jwt.get_unverified_header(token)
    (key,) = [one for one in keys if one["kid"] == header["kid"]]
    claims = jwt.decode(token, jwt.PyJWK(key), algorithms=["RS256"], audience="heliograph-api")
    assert header["alg"] == "RS256"
    assert {"iss", "aud", "exp", "iat", "jti", "scope", "role", "org"} <= claims.keys()
    assert claims["org"] == str(api.workspace_id)
    assert "d" not in key


async def test_cookies_are_out_of_reach_of_scripts_and_other_sites(api: RunningAPI) -> None:
    answer = await login(api.client)
    cookies = answer.headers.get_list("set-cookie")
    assert len(cookies) == 2
    for cookie in cookies:
        assert "HttpOnly" in cookie
        assert "SameSite=strict" in cookie
        assert "Secure" not in cookie


async def test_behind_tls_the_cookies_are_bound_to_the_host(database: Database) -> None:
    async with running_api(database, security={"secure_cookies": True}) as api:
        cookies = (await login(api.client)).headers.get_list("set-cookie")
    assert all("Secure" in cookie for cookie in cookies)
    assert any(cookie.startswith("__Host-") and "Path=/;" in cookie for cookie in cookies)


async def test_a_browser_session_works_by_cookie_until_it_signs_out(api: RunningAPI) -> None:
    await login(api.client)
    assert (await api.client.get("/api/v1/me")).status_code == 200
    kept = dict(api.client.cookies)
    assert (await api.client.post("/api/v1/auth/logout", headers=MARK)).status_code == 204
    assert (await api.client.get("/api/v1/me")).status_code == 401
    # The server has ended it too: the cookies as they were do not work any more.
    for name, value in kept.items():
        api.client.cookies.set(name, value)
    assert (await api.client.get("/api/v1/me")).status_code == 401
    assert (await api.client.post("/api/v1/auth/refresh", headers=MARK)).status_code == 401


@pytest.mark.parametrize("email", ["owner@example.org", "nobody@example.org", "not an address"])
async def test_a_wrong_sign_in_never_says_what_was_wrong(api: RunningAPI, email: str) -> None:
    answer = await login(api.client, "wrong", email)
    assert answer.status_code == 401
    (error,) = answer.json()["errors"]
    assert error["code"] == "workspaces.credentials_wrong"
    assert "set-cookie" not in answer.headers


async def test_an_unknown_account_takes_as_long_as_a_known_one(api: RunningAPI) -> None:
    async def seconds(email: str) -> float:
        started = time.process_time()
        assert (await login(api.client, "wrong", email)).status_code == 401
        return time.process_time() - started

    await seconds("warm@example.org")
    known = [await seconds("owner@example.org") for _ in range(5)]
    unknown = [await seconds(f"nobody{number}@example.org") for number in range(5)]
    assert statistics.median(unknown) > 0.5 * statistics.median(known)


async def test_after_ten_wrong_passwords_even_the_right_one_has_to_wait(
    database: Database,
) -> None:
    clock = FixedClock(datetime(2026, 11, 21, 9, tzinfo=UTC))
    async with running_api(database, clock=clock) as api:
        for _ in range(10):
            assert (await login(api.client, "wrong")).status_code == 401
        blocked = await login(api.client)
        assert blocked.status_code == 429
        assert int(blocked.headers["retry-after"]) > 0
        async with api.fresh_client("10.9.9.9") as elsewhere:
            assert (await login(elsewhere)).status_code == 200
        clock.advance(timedelta(minutes=16))
        assert (await login(api.client)).status_code == 200


async def test_one_address_cannot_try_one_password_on_everybody(api: RunningAPI) -> None:
    answers = await asyncio.gather(
        *(login(api.client, "wrong", f"person{number}@example.org") for number in range(60))
    )
    statuses = [answer.status_code for answer in answers]
    assert statuses.count(401) == 50
    assert statuses.count(429) == 10


async def test_many_addresses_cannot_try_one_account_forever(api: RunningAPI) -> None:
    async def from_address(number: int) -> int:
        async with api.fresh_client(f"10.0.0.{number}") as client:
            return (await login(client, "wrong")).status_code

    statuses = await asyncio.gather(*(from_address(number) for number in range(60)))
    assert statuses.count(401) == 50


async def test_a_right_password_clears_the_failures(api: RunningAPI) -> None:
    for _ in range(3):
        for _ in range(9):
            assert (await login(api.client, "wrong")).status_code == 401
        assert (await login(api.client)).status_code == 200


async def test_a_link_signs_in_once(api: RunningAPI) -> None:
    link = await api.identity.workspaces.new_sign_in_link()
    address, _, token = link.partition("#token=")
    assert address == "http://127.0.0.1:8000/sign-in"
    first = await api.client.post("/api/v1/auth/sign-in-link", json={"token": token})
    assert first.json()["data"]["user"]["email"] == "owner@example.org"
    again = await api.client.post("/api/v1/auth/sign-in-link", json={"token": token}, headers=MARK)
    assert again.status_code == 410
    assert "set-cookie" not in again.headers


async def test_a_link_used_by_many_at_once_signs_in_one(api: RunningAPI) -> None:
    token = (await api.identity.workspaces.new_sign_in_link()).partition("#token=")[2]

    async def use() -> int:
        async with api.fresh_client() as client:
            body = {"token": token}
            return (await client.post("/api/v1/auth/sign-in-link", json=body)).status_code

    statuses = await asyncio.gather(*(use() for _ in range(20)))
    assert sorted(statuses) == [200] + [410] * 19


async def test_a_link_is_dead_after_thirty_minutes(database: Database) -> None:
    clock = FixedClock(datetime(2026, 11, 21, 9, tzinfo=UTC))
    async with running_api(database, clock=clock) as api:
        token = (await api.identity.workspaces.new_sign_in_link()).partition("#token=")[2]
        clock.advance(timedelta(minutes=31))
        answer = await api.client.post("/api/v1/auth/sign-in-link", json={"token": token})
    assert answer.status_code == 410


async def test_the_database_never_sees_a_credential(api: RunningAPI, database: Database) -> None:
    signed_in = await api.signed_in("owner@example.org")
    link = (await api.identity.workspaces.new_sign_in_link()).partition("#token=")[2]
    shown = [PASSWORD, api.owner_key, link, signed_in["refresh_token"], "BEGIN PRIVATE KEY"]
    async with database.system_work().transaction() as session:
        tables = await session.scalars(
            text("SELECT tablename FROM pg_tables WHERE tablename ~ '^(workspaces|kit)_'")
        )
        rows = [
            str(row)
            for table in tables.all()
            for row in (await session.execute(text(f"SELECT t::text FROM {table} t"))).all()  # noqa: S608 - the catalogue's own names
        ]
    assert len(rows) > 5
    assert not [text for text in shown if any(text in row for row in rows)]


async def test_a_second_setup_of_the_same_instance_is_refused(api: RunningAPI) -> None:
    setup = api.identity.workspaces
    owner = await setup.first_owner()
    assert owner is not None
    assert owner.user_id == api.owner_id
    with pytest.raises(Exception, match="owner already"):
        await setup.create_first_owner("x@example.org", "X", "Second")
    assert [one.slug for one in await setup.workspaces()] == ["first-house"]
