"""Mounts modules' routers as one flat table of routes.

Included routers are searched one inside the other, twice per request. Here every route stands in
the app itself and says no by a text comparison before any pattern is tried.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute, APIWebSocketRoute
from starlette.routing import BaseRoute, Match

from heliograph.kit.web.context import Receive, Scope, Send, passage_of
from heliograph.kit.web.pagination import PageReader
from heliograph.kit.web.permissions import Guard, guard_of
from heliograph.kit.web.quick import quickened


# A router is kept beside what was made of it, so that its number stays its own.
_MOUNTED: dict[tuple[int, str, int], tuple[APIRouter, list[BaseRoute]]] = {}


class QuickRoute(APIRoute):
    """A route that knows quickly that a request is not for it."""

    def __init__(self, path: str, endpoint: Any, **options: Any) -> None:
        super().__init__(path, endpoint, **options)
        self._fixed, brace, _ = self.path.partition("{")
        self._has_parameters = bool(brace)
        self.guard: Guard | None = None

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Whether the request is for this route."""
        path = scope["path"]
        if not path.startswith(self._fixed):
            return Match.NONE, {}
        if not self._has_parameters and len(path) != len(self._fixed):
            return Match.NONE, {}
        match, child = super().matches(scope)
        return match, dict(child)

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the request; the guard is asked before the body is read."""
        if self.guard is not None and scope["method"] in (self.methods or ()):
            self.guard.check(passage_of(scope))
        await super().handle(scope, receive, send)


def mount(
    app: FastAPI,
    router: APIRouter,
    prefix: str = "",
    responses: Mapping[int | str, dict[str, Any]] | None = None,
) -> None:
    """Add every route of a router to the app, under a prefix.

    Reading what a route takes and gives is half a second for all of them: it is done once in a
    process, and further apps get the same routes.
    """
    key = (id(router), prefix, len(router.routes))
    if key not in _MOUNTED:
        before = len(app.router.routes)
        for route in router.routes:
            if isinstance(route, APIRoute):
                _add(app, route, prefix, responses or {})
            elif isinstance(route, APIWebSocketRoute):
                app.router.add_api_websocket_route(prefix + route.path, route.endpoint, route.name)
        _MOUNTED[key] = (router, app.router.routes[before:])
    else:
        app.router.routes.extend(_MOUNTED[key][1])


def _add(
    app: FastAPI, route: APIRoute, prefix: str, responses: Mapping[int | str, dict[str, Any]]
) -> None:
    guard = guard_of(route)
    app.router.add_api_route(
        prefix + route.path,
        quickened(route.endpoint),
        route_class_override=QuickRoute,
        methods=route.methods,
        name=route.name,
        response_model=route.response_model,
        response_class=route.response_class,
        response_description=route.response_description,
        status_code=route.status_code,
        responses={**responses, **route.responses},
        dependencies=[one for one in route.dependencies if one.dependency is not guard],
        tags=route.tags,
        summary=route.summary,
        description=route.description,
        deprecated=route.deprecated,
        operation_id=route.operation_id,
        include_in_schema=route.include_in_schema,
        openapi_extra=_documented(route),
    )
    added = app.routes[-1]
    if isinstance(added, QuickRoute):
        added.guard = guard


def _documented(route: APIRoute) -> dict[str, Any] | None:
    """What OpenAPI must say about parameters that FastAPI does not see."""
    calls = (dependency.call for dependency in route.dependant.dependencies)
    pages = [call.parameters for call in calls if isinstance(call, PageReader)]
    if not pages:
        return route.openapi_extra
    return {**(route.openapi_extra or {}), "parameters": [one for page in pages for one in page]}
