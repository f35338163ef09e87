"""Every route against every role, generated from the app itself."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest

from heliograph.kit.web.permissions import NamedRoute, named_routes
from heliograph.modules.workspaces import ROLES, permissions_of
from heliograph.modules.workspaces.roles import covers, narrowed
from tests.apps.api.support import RunningAPI

PERMISSION = re.compile(r"[a-z]+:[a-z_]+")


def address(route: NamedRoute) -> str:
    return re.sub(r"\{[^}]+\}", str(uuid4()), route.path)


async def statuses(api: RunningAPI, credential: str | None) -> dict[NamedRoute, int]:
    client = api.with_key(credential) if credential else api.fresh_client()
    found = {}
    async with client:
        for route in named_routes(api.app):
            if route.path.startswith("/api/v1"):
                found[route] = (await client.request(route.method, address(route))).status_code
    return found


async def test_every_route_names_its_permission_or_is_public_on_purpose(api: RunningAPI) -> None:
    routes = [route for route in named_routes(api.app) if route.path.startswith("/api/v1")]
    assert len(routes) > 15
    assert [route for route in routes if route.permission is None] == []
    named = [route.permission for route in routes if route.permission]
    assert [permission for permission in named if not PERMISSION.fullmatch(permission)] == []
    public = sorted(route.path for route in routes if route.permission == "")
    assert public == [
        "/api/v1/auth/login",
        "/api/v1/auth/logout",
        "/api/v1/auth/refresh",
        "/api/v1/auth/sign-in-link",
        # A platform sends a browser here; the session is checked by the route itself.
        "/api/v1/channels/consents/callback",
        # Platforms call here; their signature is the proof.
        "/api/v1/hooks/{platform}/{owner_id}",
        "/api/v1/hooks/{platform}/{owner_id}",
    ]


async def test_without_signing_in_only_public_routes_answer(api: RunningAPI) -> None:
    for route, status in (await statuses(api, None)).items():
        if route.permission:
            assert status == 401, route


@pytest.mark.parametrize("role", sorted(ROLES))
async def test_a_role_is_let_through_exactly_where_it_may(api: RunningAPI, role: str) -> None:
    member = await api.member(role)
    async with api.with_key(member["access_token"]) as client:
        key = (await client.post("/api/v1/api-keys", json={"name": "k"})).json()["data"]["key"]
    for route, status in (await statuses(api, key)).items():
        if not route.permission:
            continue
        may = covers(permissions_of(role), [route.permission])
        assert (status == 403) is not may, (route, status)
        assert status != 401, route


def test_wildcards_cover_their_own_subject_only() -> None:
    assert covers(frozenset({"brands:*"}), ["brands:read", "brands:delete"])
    assert not covers(frozenset({"brands:*"}), ["brand:read"])
    assert not covers(frozenset({"brands:*"}), ["*"])
    assert not covers(frozenset({"brands:read"}), ["brands:*"])
    assert covers(frozenset({"*"}), ["*", "brands:*", "team:manage"])


def test_scopes_leave_only_what_both_sides_hold() -> None:
    creator = permissions_of("creator")
    assert narrowed(creator, ["content:*"]) == {"content:read", "content:write"}
    assert narrowed(creator, ["team:manage"]) == frozenset()
    assert narrowed(frozenset({"*"}), ["posts:read"]) == {"posts:read"}
    assert narrowed(creator, []) == creator
