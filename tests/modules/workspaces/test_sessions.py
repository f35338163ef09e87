"""Sessions: refresh tokens work once, theft ends the family, revocation is at once."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import text

from heliograph.kit.clock import FixedClock
from heliograph.kit.database import Database
from tests.apps.api.support import MARK, PASSWORD, RunningAPI, running_api
from tests.support.waiting import until

REFRESH = "/api/v1/auth/refresh"
MORNING = datetime(2026, 11, 21, 9, tzinfo=UTC)


async def refreshed(api: RunningAPI, token: str) -> tuple[int, dict[str, Any]]:
    async with api.fresh_client() as client:
        answer = await client.post(REFRESH, json={"refresh_token": token})
    return answer.status_code, answer.json().get("data", {})


async def works(api: RunningAPI, access_token: str) -> bool:
    async with api.with_key(access_token) as client:
        return (await client.get("/api/v1/me")).status_code == 200


async def test_a_refresh_token_gives_a_new_pair(api: RunningAPI) -> None:
    first = await api.signed_in("owner@example.org")
    status, second = await refreshed(api, first["refresh_token"])
    assert status == 200
    assert second["refresh_token"] != first["refresh_token"]
    assert await works(api, second["access_token"])


async def test_a_browser_refreshes_by_cookie(api: RunningAPI) -> None:
    body = {"email": "owner@example.org", "password": PASSWORD}
    await api.client.post("/api/v1/auth/login", json=body)
    before = dict(api.client.cookies)
    assert (await api.client.post(REFRESH, headers=MARK)).status_code == 200
    assert dict(api.client.cookies) != before
    assert (await api.client.get("/api/v1/me")).status_code == 200


async def test_a_stolen_refresh_token_ends_the_whole_family(api: RunningAPI) -> None:
    first = await api.signed_in("owner@example.org")
    _, second = await refreshed(api, first["refresh_token"])
    status, _ = await refreshed(api, first["refresh_token"])
    assert status == 401
    assert (await refreshed(api, second["refresh_token"]))[0] == 401
    assert not await works(api, second["access_token"])
    assert not await works(api, first["access_token"])


async def test_other_sessions_survive_the_theft_of_one(api: RunningAPI) -> None:
    first = await api.signed_in("owner@example.org")
    other = await api.signed_in("owner@example.org")
    await refreshed(api, first["refresh_token"])
    await refreshed(api, first["refresh_token"])
    assert await works(api, other["access_token"])
    assert (await refreshed(api, other["refresh_token"]))[0] == 200


async def test_fifty_uses_of_one_token_at_once_leave_no_two_live_families(
    api: RunningAPI, database: Database
) -> None:
    token = (await api.signed_in("owner@example.org"))["refresh_token"]
    results = await asyncio.gather(*(refreshed(api, token) for _ in range(50)))
    winners = [data for status, data in results if status == 200]
    assert len(winners) == 1
    assert {status for status, _ in results} == {200, 401}
    assert (await refreshed(api, winners[0]["refresh_token"]))[0] == 401
    async with database.system_work().transaction() as session:
        live = await session.scalar(
            text("SELECT count(*) FROM workspaces_sessions WHERE revoked_at IS NULL")
        )
    assert live == 0


async def test_an_unknown_refresh_token_ends_nobodys_session(api: RunningAPI) -> None:
    signed_in = await api.signed_in("owner@example.org")
    assert (await refreshed(api, "hs_made-up"))[0] == 401
    assert await works(api, signed_in["access_token"])


async def test_tokens_die_when_their_time_is_over(database: Database) -> None:
    clock = FixedClock(MORNING)
    async with running_api(database, clock=clock) as api:
        signed_in = await api.signed_in("owner@example.org")
        clock.advance(timedelta(minutes=59))
        assert await works(api, signed_in["access_token"])
        clock.advance(timedelta(minutes=2))
        assert not await works(api, signed_in["access_token"])
        clock.advance(timedelta(days=6))
        status, renewed = await refreshed(api, signed_in["refresh_token"])
        assert status == 200
        clock.advance(timedelta(days=8))
        assert (await refreshed(api, renewed["refresh_token"]))[0] == 401


async def test_a_session_ends_after_thirty_days_however_often_it_is_renewed(
    database: Database,
) -> None:
    clock = FixedClock(MORNING)
    async with running_api(database, clock=clock) as api:
        current = await api.signed_in("owner@example.org")
        lived = 0
        while lived < 60:
            clock.advance(timedelta(days=5))
            status, current = await refreshed(api, current["refresh_token"])
            if status != 200:
                break
            lived += 5
    assert 20 <= lived <= 30


async def test_another_process_learns_of_a_sign_out_within_seconds(
    api: RunningAPI, database: Database
) -> None:
    signed_in = await api.signed_in("owner@example.org")
    assert await works(api, signed_in["access_token"])
    async with database.system_work().transaction() as session:
        await session.execute(text("UPDATE workspaces_sessions SET revoked_at = now()"))

    async def learned() -> bool:
        return not await works(api, signed_in["access_token"])

    await until(learned)


async def test_after_a_key_rotation_old_and_new_tokens_are_valid(api: RunningAPI) -> None:
    before = (await api.signed_in("owner@example.org"))["access_token"]
    kid = await api.identity.workspaces.rotate_signing_key()
    after = (await api.signed_in("owner@example.org"))["access_token"]
    assert await works(api, before)
    assert await works(api, after)
    published = (await api.client.get("/.well-known/jwks.json")).json()["keys"]
    assert len(published) == 2
    assert kid in {key["kid"] for key in published}


async def test_a_token_of_another_instance_or_with_no_signature_is_refused(
    api: RunningAPI,
) -> None:
    token = (await api.signed_in("owner@example.org"))["access_token"]
    head, body, signature = token.split(".")
    none = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0"
    other = signature[:-8] + "AAAAAAAA"
    for forged in (f"{none}.{body}.", f"{head}.{body}.{other}", f"{head}.{body}.", "x.y.z", "x"):
        assert not await works(api, forged)
    assert await works(api, token)
