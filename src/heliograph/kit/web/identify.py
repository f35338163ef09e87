"""Who is calling: credentials, protection against other sites, and the rate limit."""

from __future__ import annotations

import time
from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from typing import Protocol
from urllib.parse import urlsplit

from heliograph.kit.errors import AppError
from heliograph.kit.settings import SecuritySettings
from heliograph.kit.web.context import (
    ASGIApp,
    Passage,
    Principal,
    Receive,
    Scope,
    Send,
    passage_of,
)
from heliograph.kit.web.errors import (
    CrossSiteRefused,
    SignInNeeded,
    TooManyRequests,
    WrongMediaType,
    answer_to,
)
from heliograph.kit.web.limiter import TokenBuckets

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
MARK = "heliograph"
_READABLE = (
    "application/json",
    "multipart/form-data",
    "application/offset+octet-stream",
    "application/octet-stream",
)


class Authenticator(Protocol):
    """Who knows what a credential stands for; given by the module of identities."""

    @property
    def cookie_names(self) -> tuple[str, ...]:
        """The cookies of a browser session; the first one carries the credential."""
        ...

    def recall(self, credential: str) -> Principal | None:
        """The caller, when this process has checked the credential a moment ago."""
        ...

    async def identify(self, credential: str) -> Principal:
        """The caller; raises an `AppError` of status 401 for a bad or expired credential."""
        ...


class Identify:
    """ASGI middleware for everything under `/api/`."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        authenticator: Authenticator,
        settings: SecuritySettings,
        sign_in_paths: frozenset[str] = frozenset(),
    ) -> None:
        self._app = app
        # There the body is the credential: cookies mean nothing, but pages of other sites still
        # must not sign anybody in.
        self._sign_in_paths = sign_in_paths
        self._authenticator = authenticator
        self._settings = settings
        self._buckets = TokenBuckets()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or not scope["path"].startswith("/api/"):
            await self._app(scope, receive, send)
            return
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        passage = passage_of(scope)
        refusal = await self._check(scope, passage, headers)
        if refusal is not None:
            await answer_to(refusal)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    async def _check(
        self, scope: Scope, passage: Passage, headers: Mapping[bytes, str]
    ) -> AppError | None:
        await self._identify(passage, headers)
        refusal = self._over_limit(scope, passage)
        if refusal is not None or scope["method"] in SAFE:
            return refusal
        if not self._is_ours(scope["path"], passage, headers):
            return CrossSiteRefused()
        kind = headers.get(b"content-type", "")
        if kind and not kind.startswith(_READABLE):
            return WrongMediaType(f"{kind[:80]} is not read here")
        return None

    async def _identify(self, passage: Passage, headers: Mapping[bytes, str]) -> None:
        credential = _bearer(headers.get(b"authorization", ""))
        if not credential:
            cookies = headers.get(b"cookie", "")
            names = self._authenticator.cookie_names
            passage.has_cookie = any(f"{name}=" in cookies for name in names)
            credential = _cookie(cookies, names[0]) if passage.has_cookie else ""
        if not credential:
            return
        passage.principal = self._authenticator.recall(credential)
        if passage.principal is not None:
            return
        try:
            passage.principal = await self._authenticator.identify(credential)
        except AppError as error:
            # A public route may still be called, for instance to sign in again.
            passage.refusal = error if error.status == 401 else SignInNeeded()

    def _over_limit(self, scope: Scope, passage: Passage) -> AppError | None:
        principal = passage.principal
        hourly = self._settings.requests_per_hour
        if principal is None:
            caller = f"address:{(scope.get('client') or ('unknown',))[0]}"
        elif passage.has_cookie:
            caller, hourly = (
                f"browser:{principal.user_id}",
                self._settings.browser_requests_per_hour,
            )
        elif principal.kind == "key":
            caller = f"key:{principal.credential_id}"
        else:
            caller = f"user:{principal.user_id}"
        passage.allowance = self._buckets.take(caller, hourly, time.time())
        if passage.allowance.retry_after is None:
            return None
        refusal = TooManyRequests(f"this hour's {hourly} requests are used up")
        refusal.retry_after = passage.allowance.retry_after
        return refusal

    def _is_ours(self, path: str, passage: Passage, headers: Mapping[bytes, str]) -> bool:
        """Whether a request that changes something was not sent by another site's page."""
        if path in self._sign_in_paths:
            return self._is_same_origin(headers)
        if not passage.has_cookie:
            return True
        is_marked = headers.get(b"x-requested-with", "").lower() == MARK
        return is_marked and self._is_same_origin(headers)

    def _is_same_origin(self, headers: Mapping[bytes, str]) -> bool:
        origin = headers.get(b"origin")
        if origin is None:
            # Not a browser, or one that proves by Sec-Fetch-Site that the page is ours.
            return headers.get(b"sec-fetch-site", "same-origin") in {"same-origin", "none"}
        is_own = urlsplit(origin).netloc == headers.get(b"host", "")
        return is_own or origin in self._settings.cors_origins


def _bearer(value: str) -> str:
    scheme, _, credential = value.partition(" ")
    return credential.strip() if scheme.lower() == "bearer" else ""


def _cookie(header: str, name: str) -> str:
    try:
        found = SimpleCookie(header).get(name)
    except CookieError:
        return ""
    return found.value if found else ""
