"""The outermost layer: request id, security headers, size limit, counting, and the last net."""

from __future__ import annotations

import re
import time
from collections.abc import Container, Mapping, Sequence
from typing import Protocol

import structlog
from starlette.exceptions import HTTPException

from heliograph.kit.ids import new_id
from heliograph.kit.logs import request_id
from heliograph.kit.web.context import ASGIApp, Message, Passage, Receive, Scope, Send, enter
from heliograph.kit.web.errors import BodyTooLarge, answer_for

log = structlog.get_logger("heliograph.web")
_KNOWN_ID = re.compile(rb"[A-Za-z0-9._\-]{8,64}")

API_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}
_PRIVATE = {"Content-Security-Policy": API_POLICY, "Cache-Control": "no-store"}


class Counter(Protocol):
    """Who is told about every answered request."""

    def count(self, method: str, route: str, status: int, seconds: float) -> None:
        """One request was answered."""
        ...


class Frame:
    """ASGI middleware around everything else. Pure ASGI, so that it costs microseconds."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        counter: Counter,
        max_body_bytes: int,
        is_secure: bool,
        roomy: Container[str] = (),
        roomy_bytes: int = 0,
    ) -> None:
        """`roomy` are paths that take larger bodies, up to `roomy_bytes`: what is read there is
        never held whole."""
        self._app = app
        self._counter = counter
        self._max_body_bytes = max_body_bytes
        self._roomy = roomy
        self._roomy_bytes = roomy_bytes
        # Bound once: a fresh logger for every request would cost more than the routing.
        self._log = structlog.get_logger("heliograph.web").bind()
        strict = {"Strict-Transport-Security": "max-age=31536000"} if is_secure else {}
        self._unless_set = _raw({**HEADERS, **_PRIVATE, **strict})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        passage = Passage(_request_id(scope["headers"]))
        enter(scope, passage)
        request_id.set(passage.request_id)
        if scope["type"] == "websocket":
            await self._app(scope, receive, send)
            return
        await self._serve(scope, receive, _Answer(self, scope, passage, send))

    async def _serve(self, scope: Scope, receive: Receive, answer: _Answer) -> None:
        limit = self._roomy_bytes if scope["path"] in self._roomy else self._max_body_bytes
        body = _LimitedBody(receive, limit)
        started = time.perf_counter()
        try:
            if body.is_announced_too_large(scope["headers"]):
                raise BodyTooLarge()
            await self._app(scope, body, answer)
        except Exception as error:  # noqa: BLE001 - the last net: every request gets an answer
            await answer.rescue(error, scope, receive)
        finally:
            route = getattr(scope.get("route"), "path_format", "unmatched")
            seconds = time.perf_counter() - started
            self._counter.count(scope["method"], route, answer.status, seconds)
            self._log.debug("request.answered", route=route, status=answer.status, seconds=seconds)

    def decorate(self, message: Message, passage: Passage) -> None:
        """Add the headers that every answer carries, unless a route has set its own."""
        headers = message.setdefault("headers", [])
        present = {name.lower() for name, _ in headers}
        headers.extend(pair for pair in self._unless_set if pair[0] not in present)
        headers.append((b"x-request-id", passage.request_id.encode()))
        allowance = passage.allowance
        if allowance is not None:
            headers.append((b"x-ratelimit-limit", b"%d" % allowance.limit))
            headers.append((b"x-ratelimit-remaining", b"%d" % allowance.remaining))
            headers.append((b"x-ratelimit-reset", b"%d" % allowance.reset_at))


class Paths:
    """A set of addresses, some of which have an id in them."""

    def __init__(self, *patterns: str) -> None:
        """Patterns are whole paths; `*` stands for one part."""
        parts = (re.escape(one).replace(r"\*", "[^/]+") for one in patterns)
        self._pattern = re.compile("|".join(parts))

    def __contains__(self, path: object) -> bool:
        """Whether an address is one of them."""
        return isinstance(path, str) and self._pattern.fullmatch(path) is not None


class _Answer:
    """Sends one answer, decorated, and remembers its status."""

    def __init__(self, frame: Frame, scope: Scope, passage: Passage, send: Send) -> None:
        self._frame = frame
        self._passage = passage
        self._send = send
        self._is_head = scope["method"] == "HEAD"
        self.has_started = False
        self.status = 500

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.has_started = True
            self.status = message["status"]
            message["headers"] = list(message.get("headers", ()))
            self._frame.decorate(message, self._passage)
        await self._send(message)

    async def rescue(self, error: Exception, scope: Scope, receive: Receive) -> None:
        """Answer an error nobody caught; where an answer has begun, break the connection."""
        if self.has_started:
            log.error("request.broke_midway", exc_info=error)
            raise error
        await answer_for(error)(scope, receive, self)


class _LimitedBody:
    """A request body that refuses to grow past a limit."""

    def __init__(self, receive: Receive, limit: int) -> None:
        self._receive = receive
        self._limit = limit
        self._seen = 0

    def is_announced_too_large(self, headers: Sequence[tuple[bytes, bytes]]) -> bool:
        """Whether Content-Length alone is reason enough to refuse."""
        length = next((value for name, value in headers if name == b"content-length"), b"0")
        return length.isdigit() and int(length) > self._limit

    async def __call__(self) -> Message:
        message = await self._receive()
        if message["type"] == "http.request":
            self._seen += len(message.get("body", b""))
            if self._seen > self._limit:
                # As FastAPI's own kind of error it passes through its reading of the body.
                raise HTTPException(BodyTooLarge.status)
        return message


def _request_id(headers: Sequence[tuple[bytes, bytes]]) -> str:
    for name, value in headers:
        if name == b"x-request-id" and _KNOWN_ID.fullmatch(value):
            return value.decode()
    return new_id().hex


def _raw(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.lower().encode(), value.encode()) for name, value in headers.items()]
