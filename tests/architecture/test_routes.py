"""Every route says who may call it."""

from __future__ import annotations

import pytest
from tools.reference.routes import api

from heliograph.kit.web.context import holds
from heliograph.kit.web.permissions import NamedRoute, named_routes
from heliograph.modules.workspaces.roles import ROLES

# Opening a route to everyone is a decision: it is made here as well as in the route.
OPEN_TO_ALL = {
    "GET /health",
    "GET /ready",
    "GET /metrics",
    "GET /.well-known/jwks.json",
    # Platforms read here what our program is; it holds no secret.
    "GET /.well-known/programs/{platform}",
    # It looks for the session itself, because it answers a browser with pages.
    "GET /api/v1/channels/consents/callback",
    # The platform's signature is the proof.
    "GET /api/v1/hooks/{platform}/{owner_id}",
    "POST /api/v1/hooks/{platform}/{owner_id}",
    "GET /media/{asset_id}/{signature}.{extension}",
    "HEAD /media/{asset_id}/{signature}.{extension}",
    "POST /api/v1/auth/login",
    "POST /api/v1/auth/logout",
    "POST /api/v1/auth/refresh",
    "POST /api/v1/auth/sign-in-link",
}


@pytest.fixture(scope="module")
def routes() -> list[NamedRoute]:
    """All routes of the API."""
    return named_routes(api())


def test_every_route_names_its_permission_or_says_that_it_is_public(
    routes: list[NamedRoute],
) -> None:
    assert len(routes) > 40
    assert [route for route in routes if route.permission is None] == []


def test_only_the_known_routes_are_open_to_everyone(routes: list[NamedRoute]) -> None:
    assert {f"{one.method} {one.path}" for one in routes if one.permission == ""} == OPEN_TO_ALL


def test_every_permission_is_held_by_a_role_below_the_admin(routes: list[NamedRoute]) -> None:
    granted = frozenset().union(*(held for role, held in ROLES.items() if role != "admin"))
    nobodys = {one.permission for one in routes if one.permission} - {
        one.permission for one in routes if one.permission and holds(granted, one.permission)
    }
    assert nobodys == set()


def test_reading_needs_a_permission_to_read(routes: list[NamedRoute]) -> None:
    writing = {
        f"{one.method} {one.path}": one.permission
        for one in routes
        if one.method == "GET" and (one.permission or "").endswith((":write", ":delete"))
    }
    assert writing == {}
