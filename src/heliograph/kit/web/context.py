"""What is known about the request being served, for middleware and routes alike."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal, Protocol, TypeVar, cast
from uuid import UUID

from heliograph.kit.database import UnitOfWork
from heliograph.kit.errors import AppError

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
ASGIApp = Callable[[Scope, Receive, Send], Awaitable[None]]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Principal:
    """Who is calling, in which workspace, and what they may do there."""

    user_id: UUID
    workspace_id: UUID
    role: str
    permissions: frozenset[str]
    kind: Literal["token", "key"]
    credential_id: UUID

    def may(self, permission: str) -> bool:
        """Whether this caller holds a permission, by name or by wildcard."""
        return holds(self.permissions, permission)


def holds(granted: frozenset[str], permission: str) -> bool:
    """Whether `content:read` is granted by itself, by `content:*` or by `*`."""
    if permission in granted or "*" in granted:
        return True
    return f"{permission.partition(':')[0]}:*" in granted


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a caller has left of their requests, as the rate-limit headers say it."""

    limit: int
    remaining: int
    reset_at: int
    retry_after: int | None = None


class Passage:
    """One request on its way through the API."""

    __slots__ = (
        "allowance",
        "has_cookie",
        "idempotency_key",
        "principal",
        "refusal",
        "request_id",
        "work",
    )

    def __init__(self, request_id: str) -> None:
        self.request_id = request_id
        self.principal: Principal | None = None
        self.refusal: AppError | None = None
        self.allowance: Allowance | None = None
        self.has_cookie = False
        self.idempotency_key: str | None = None
        self.work: UnitOfWork | None = None


_SCOPE_KEY = "heliograph"
_current: ContextVar[Passage | None] = ContextVar("heliograph_passage", default=None)


def enter(scope: Scope, passage: Passage) -> None:
    """Attach a passage to an ASGI scope and to the running task."""
    scope[_SCOPE_KEY] = passage
    _current.set(passage)


def passage_of(scope: Scope) -> Passage:
    """The passage of an ASGI scope; raises `LookupError` outside of the API's middleware."""
    found = scope.get(_SCOPE_KEY)
    if not isinstance(found, Passage):
        raise LookupError("this request did not come through heliograph.kit.web.frame")
    return found


def current_request_id() -> str:
    """The id of the request this task serves, or an empty text."""
    passage = _current.get()
    return passage.request_id if passage else ""


def utc_text(moment: datetime) -> str:
    """A moment as the API writes it: ISO 8601, UTC, `Z`."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Offers:
    """The long-lived objects an app offers to its routes, found by their class."""

    def __init__(self, things: Iterable[object] = ()) -> None:
        self._things: dict[type, object] = {}
        for thing in things:
            self.add(thing)

    def add(self, thing: object, under: type | None = None) -> None:
        """Offer one more object, under its own class or under the protocol it keeps."""
        self._things[under or type(thing)] = thing

    def get(self, kind: type[T]) -> T:
        """The object of that class or of a subclass; raises `LookupError` when none is offered."""
        found = self._things.get(kind)
        if found is None:
            found = next((one for one in self._things.values() if kind in type(one).__mro__), None)
            if found is None:
                raise LookupError(f"create_api was given no {kind.__name__}")
            self._things[kind] = found
        return cast("T", found)


class HasScope(Protocol):
    """A request, as far as this file needs it; services import from here and know no web
    framework."""

    @property
    def scope(self) -> MutableMapping[str, Any]: ...


def offers_of(request: HasScope) -> Offers:
    """What the app serving this request offers."""
    offers: Offers = request.scope["app"].state.offers
    return offers
