"""Input that nobody means: each gets a refusal with a remedy, never a broken answer."""

from __future__ import annotations

from typing import Any

import pytest

from heliograph.kit.ids import new_id
from tests.apps.api.support import RunningAPI

NOBODY = str(new_id())
BRAND = {"name": "Leo", "handle": "leo", "pack": "zodiac", "subject": "leo"}


async def refusal(
    api: RunningAPI, method: str, path: str, body: Any = None
) -> tuple[int, dict[str, Any]]:
    async with api.with_key(api.owner_key) as owner:
        answer = await owner.request(method, path, json=body)
    error: dict[str, Any] = answer.json()["errors"][0]
    return answer.status_code, error


@pytest.mark.parametrize("kind", ["posts", "content"])
@pytest.mark.parametrize("state", ["nonsense", "%00", "published,%00"])
async def test_an_unknown_state_in_a_filter_is_named(
    api: RunningAPI, kind: str, state: str
) -> None:
    status, error = await refusal(api, "GET", f"/api/v1/{kind}?status={state}")

    assert status == 422
    assert error["detail"].startswith("status: ")


async def test_text_that_the_database_cannot_hold_is_the_callers_to_mend(api: RunningAPI) -> None:
    status, error = await refusal(api, "GET", "/api/v1/content?type=%00")
    assert (status, error["code"]) == (422, "app.unstorable")

    status, error = await refusal(api, "POST", "/api/v1/brands", BRAND | {"name": "a\x00b"})
    assert status == 422


@pytest.mark.parametrize("signature", ["é", "%FF%FE", "0" * 32, "%00"])
async def test_a_forged_media_address_finds_nothing(api: RunningAPI, signature: str) -> None:
    status, _ = await refusal(api, "GET", f"/media/{NOBODY}/{signature}.png")

    assert status == 404


async def test_a_post_is_given_one_time_in_a_year_that_is_meant(api: RunningAPI) -> None:
    wall = {"local": "2027-01-01T07:00", "zone": "UTC"}
    both = {"revision": 1, "due_at": "2027-01-01T00:00:00Z", "wall_time": wall}
    status, error = await refusal(api, "PATCH", f"/api/v1/posts/{NOBODY}", both)
    assert status == 422
    assert "either due_at or wall_time" in error["detail"]

    huge = {"revision": 10**12, "text": "x"}
    status, error = await refusal(api, "PATCH", f"/api/v1/posts/{NOBODY}", huge)
    assert (status, error["source"]["pointer"]) == (422, "/revision")


async def test_content_for_a_platform_that_is_not_there_is_refused(api: RunningAPI) -> None:
    async with api.with_key(api.owner_key) as owner:
        brand = (await owner.post("/api/v1/brands", json=BRAND)).json()["data"]
    order = {"brand_id": brand["id"], "target_date": "2026-11-21"}
    path = "/api/v1/content/generate"

    status, error = await refusal(api, "POST", path, order | {"platform": "myspace"})
    assert (status, error["code"]) == (422, "content.platform_unknown")
    assert "mastodon" in error["detail"]

    status, error = await refusal(api, "POST", path, order | {"channel_ids": [NOBODY]})
    assert (status, error["code"]) == (404, "channels.not_found")


async def test_the_performance_of_nothing_is_not_found(api: RunningAPI) -> None:
    status, error = await refusal(api, "GET", f"/api/v1/content/{NOBODY}/performance")

    assert (status, error["code"]) == (404, "content.not_found")
