"""Rate limits: told on every answer, held per person, key and address."""

from __future__ import annotations

import time

from heliograph.kit.database import Database
from heliograph.kit.web.limiter import TokenBuckets
from tests.apps.api.support import MARK, PASSWORD, running_api


async def test_every_api_answer_tells_the_limit(database: Database) -> None:
    async with running_api(database) as api, api.with_key(api.owner_key) as client:
        for path in ("/api/v1/me", "/api/v1/nothing", "/api/v1/openapi.json"):
            headers = (await client.get(path)).headers
            assert headers["x-ratelimit-limit"] == "1000"
            assert 0 <= int(headers["x-ratelimit-remaining"]) < 1000
            assert int(headers["x-ratelimit-reset"]) >= int(time.time())


async def test_the_request_over_the_limit_waits_as_long_as_it_is_told(
    database: Database,
) -> None:
    async with running_api(database, security={"requests_per_hour": 5}) as api:
        async with api.with_key(api.owner_key) as client:
            left = [
                int((await client.get("/api/v1/me")).headers["x-ratelimit-remaining"])
                for _ in range(5)
            ]
            refused = await client.get("/api/v1/me")
        assert left == [4, 3, 2, 1, 0]
        assert refused.status_code == 429
        assert refused.json()["errors"][0]["code"] == "app.too_many_requests"
        assert 0 < int(refused.headers["retry-after"]) <= 720
        assert refused.headers["x-ratelimit-remaining"] == "0"


async def test_callers_do_not_use_up_each_others_requests(database: Database) -> None:
    async with running_api(database, security={"requests_per_hour": 3}) as api:
        async with api.with_key(api.owner_key) as client:
            for _ in range(4):
                last = await client.get("/api/v1/me")
        assert last.status_code == 429
        token = (await api.signed_in("owner@example.org"))["access_token"]
        async with api.with_key(token) as client:
            assert (await client.get("/api/v1/me")).status_code == 200
        async with api.fresh_client("10.1.1.1") as stranger:
            assert (await stranger.get("/api/v1/me")).status_code == 401


async def test_a_browser_session_has_a_limit_of_its_own(database: Database) -> None:
    async with running_api(database, security={"requests_per_hour": 3}) as api:
        body = {"email": "owner@example.org", "password": PASSWORD}
        await api.client.post("/api/v1/auth/login", json=body, headers=MARK)
        for _ in range(6):
            answer = await api.client.get("/api/v1/me")
        assert answer.status_code == 200
        assert answer.headers["x-ratelimit-limit"] == "20000"


async def test_a_forwarded_address_changes_nothing(database: Database) -> None:
    async with running_api(database, security={"requests_per_hour": 3}) as api:
        statuses = []
        for number in range(5):
            headers = {"X-Forwarded-For": f"10.0.0.{number}", "Forwarded": f"for=10.0.0.{number}"}
            statuses.append((await api.client.get("/api/v1/me", headers=headers)).status_code)
    assert statuses == [401, 401, 401, 429, 429]


async def test_health_is_never_limited(database: Database) -> None:
    async with running_api(database, security={"requests_per_hour": 1}) as api:
        statuses = {(await api.client.get("/health")).status_code for _ in range(5)}
    assert statuses == {200}


def test_a_bucket_fills_again_evenly() -> None:
    now = [0.0]
    buckets = TokenBuckets(seconds=lambda: now[0])
    for _ in range(60):
        assert buckets.take("a", 60, 0).retry_after is None
    assert buckets.take("a", 60, 0).retry_after == 60
    now[0] = 59.0
    assert buckets.take("a", 60, 0).retry_after == 1
    now[0] = 61.0
    assert buckets.take("a", 60, 0).retry_after is None
    now[0] = 10_000.0
    assert buckets.take("a", 60, 0).remaining == 59


def test_the_oldest_callers_are_forgotten_first() -> None:
    buckets = TokenBuckets(max_callers=2, seconds=lambda: 0.0)
    for caller in ("a", "b", "a", "c"):
        buckets.take(caller, 10, 0)
    assert buckets.take("a", 10, 0).remaining == 7
    assert buckets.take("b", 10, 0).remaining == 9
