"""Every route names the permission it needs, or says that it is public."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Request
from fastapi.routing import APIRoute

from heliograph.kit.database import Database, UnitOfWork
from heliograph.kit.errors import NotAllowed
from heliograph.kit.web.context import Principal, T, offers_of, passage_of
from heliograph.kit.web.errors import SignInNeeded


class Guard:
    """Lets a request pass when its caller holds the permission; `""` lets everyone pass."""

    def __init__(self, permission: str) -> None:
        self.permission = permission

    async def __call__(self, request: Request) -> None:
        """Refuse with 401 without valid credentials and with 403 without the permission."""
        if not self.permission:
            return
        passage = passage_of(request.scope)
        if passage.principal is None:
            raise passage.refusal or SignInNeeded()
        if not passage.principal.may(self.permission):
            raise NotAllowed(f"this needs the permission {self.permission}")


def requires(permission: str) -> Any:
    """For `dependencies=[…]` of a route: the caller must hold this permission."""
    return Depends(Guard(permission))


def public() -> Any:
    """For `dependencies=[…]` of a route: anyone may call it, without signing in."""
    return Depends(Guard(""))


async def current_principal(request: Request) -> Principal:
    """The caller of this request; the route's guard has checked them."""
    passage = passage_of(request.scope)
    if passage.principal is None:
        raise passage.refusal or SignInNeeded()
    return passage.principal


async def current_work(request: Request) -> UnitOfWork:
    """A unit of work bound to the caller's workspace."""
    principal = await current_principal(request)
    return offers_of(request).get(Database).work(principal.workspace_id)


class _Offered:
    """A dependency that finds one of the app's long-lived objects."""

    def __init__(self, kind: type[Any]) -> None:
        self.kind = kind

    async def __call__(self, request: Request) -> Any:
        return offers_of(request).get(self.kind)


def offered(kind: type[T]) -> Any:
    """For `Annotated[Shelf, offered(Shelf)]`: what `create_api(offers=…)` was given."""
    return Depends(_Offered(kind))


Caller = Annotated[Principal, Depends(current_principal)]
Work = Annotated[UnitOfWork, Depends(current_work)]


@dataclass(frozen=True)
class NamedRoute:
    """One method of one address, and the permission it names.

    The permission is `""` for a public route and None where somebody forgot to say.
    """

    method: str
    path: str
    permission: str | None


def named_routes(app: FastAPI) -> list[NamedRoute]:
    """Every route of an app with its permission, for tests and generated pages."""
    found: list[NamedRoute] = []
    for route in app.routes:
        if isinstance(route, APIRoute):
            calls = (dependency.call for dependency in route.dependant.dependencies)
            named = next((call.permission for call in calls if isinstance(call, Guard)), None)
            found += [NamedRoute(one, route.path, named) for one in sorted(route.methods or ())]
    return found
