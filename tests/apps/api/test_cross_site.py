"""A page of another site changes nothing with our cookies."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest

from heliograph.kit.database import Database
from heliograph.kit.web.permissions import named_routes
from tests.apps.api.support import MARK, ORIGIN, PASSWORD, RunningAPI, running_api

FOREIGN = "https://evil.example"


async def signed_in_browser(api: RunningAPI) -> None:
    body = {"email": "owner@example.org", "password": PASSWORD}
    assert (await api.client.post("/api/v1/auth/login", json=body)).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": ORIGIN},
        {"Origin": FOREIGN},
        {"Origin": FOREIGN, **MARK},
        {"Origin": "null", **MARK},
        {"Origin": "http://127.0.0.1:9999", **MARK},
        {"Sec-Fetch-Site": "cross-site", **MARK},
        {"Origin": ORIGIN, "X-Requested-With": "XMLHttpRequest"},
    ],
)
async def test_no_unsafe_route_listens_to_a_cookie_alone(
    api: RunningAPI, headers: dict[str, str]
) -> None:
    await signed_in_browser(api)
    tried = 0
    for route in named_routes(api.app):
        if route.method in {"GET", "HEAD", "OPTIONS"} or not route.path.startswith("/api/"):
            continue
        if route.path in {"/api/v1/auth/login", "/api/v1/auth/sign-in-link"}:
            continue
        path = re.sub(r"\{[^}]+\}", str(uuid4()), route.path)
        answer = await api.client.request(route.method, path, headers=headers)
        assert answer.status_code == 403, route
        assert answer.json()["errors"][0]["code"] == "auth.cross_site"
        tried += 1
    assert tried >= 8
    assert (await api.client.get("/api/v1/me")).status_code == 200


@pytest.mark.parametrize("headers", [MARK, {**MARK, "Origin": ORIGIN}])
async def test_the_dashboards_own_pages_are_listened_to(
    api: RunningAPI, headers: dict[str, str]
) -> None:
    await signed_in_browser(api)
    answer = await api.client.patch("/api/v1/me", json={"theme": "dark"}, headers=headers)
    assert answer.status_code == 200


async def test_a_bearer_needs_no_mark_because_no_browser_sends_it_alone(api: RunningAPI) -> None:
    await signed_in_browser(api)
    api.client.headers["Authorization"] = f"Bearer {api.owner_key}"
    assert (await api.client.patch("/api/v1/me", json={"theme": "dark"})).status_code == 200


async def test_another_site_cannot_sign_anybody_in(api: RunningAPI) -> None:
    body = {"email": "owner@example.org", "password": PASSWORD}
    answer = await api.client.post("/api/v1/auth/login", json=body, headers={"Origin": FOREIGN})
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    ("origins", "asked", "allowed"),
    [([], FOREIGN, None), ([FOREIGN], FOREIGN, FOREIGN), ([FOREIGN], "https://x.example", None)],
)
async def test_no_other_origin_reads_answers_until_a_setting_names_it(
    database: Database, origins: list[str], asked: str, allowed: str | None
) -> None:
    ask = {"Origin": asked, "Access-Control-Request-Method": "GET"}
    async with running_api(database, security={"cors_origins": origins}) as api:
        answer = await api.client.options("/api/v1/me", headers=ask)
    assert answer.headers.get("access-control-allow-origin") == allowed
