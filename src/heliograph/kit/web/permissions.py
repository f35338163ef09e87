"""Every route names the permission it needs, or says that it is public."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Request
from fastapi.routing import APIRoute

from heliograph.kit.database import Database, UnitOfWork
from heliograph.kit.errors import NotAllowed
from heliograph.kit.web.context import Passage, Principal, T, offers_of, passage_of
from heliograph.kit.web.errors import SignInNeeded
from heliograph.kit.web.quick import Quick


class Guard(Quick):
    """Lets a request pass when its caller holds the permission; `""` lets everyone pass."""

    def __init__(self, permission: str) -> None:
        self.permission = permission

    def read(self, request: Request) -> None:
        """Refuse with 401 without valid credentials and with 403 without the permission."""
        self.check(passage_of(request.scope))

    def check(self, passage: Passage) -> None:
        """The same for a passage; `mounting` asks before the body is read."""
        if not self.permission:
            return
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


def guard_of(route: APIRoute) -> Guard | None:
    """The guard a route names; None when it forgot to."""
    calls = (dependency.call for dependency in route.dependant.dependencies)
    return next((call for call in calls if isinstance(call, Guard)), None)


class _CurrentPrincipal(Quick):
    """The caller of this request; the route's guard has checked them."""

    def read(self, request: Request) -> Principal:
        passage = passage_of(request.scope)
        if passage.principal is None:
            raise passage.refusal or SignInNeeded()
        return passage.principal


class _CurrentWork(Quick):
    """A unit of work bound to the caller's workspace; the same one all through a request."""

    def read(self, request: Request) -> UnitOfWork:
        passage = passage_of(request.scope)
        if passage.work is None:
            principal = current_principal.read(request)
            passage.work = offers_of(request).get(Database).work(principal.workspace_id)
        return passage.work


class _Offered(Quick):
    """Finds one of the app's long-lived objects."""

    def __init__(self, kind: type[Any]) -> None:
        self._kind = kind

    def read(self, request: Request) -> Any:
        return offers_of(request).get(self._kind)


def offered(kind: type[T]) -> Any:
    """For `Annotated[Shelf, offered(Shelf)]`: what `create_api(offers=…)` was given."""
    return Depends(_Offered(kind))


current_principal = _CurrentPrincipal()
current_work = _CurrentWork()

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
            guard = getattr(route, "guard", None) or guard_of(route)
            named = guard.permission if guard else None
            found += [NamedRoute(one, route.path, named) for one in sorted(route.methods or ())]
    return found
