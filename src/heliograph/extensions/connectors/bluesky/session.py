"""Sessions by app password: sign in once, renew when told to, never by two tasks at a time."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from heliograph.extensions.connectors.bluesky.dpop import Call, Prover
from heliograph.extensions.connectors.bluesky.errors import refusal, session_is_over
from heliograph.extensions.connectors.bluesky.mapping import SessionAnswer
from heliograph.extensions.connectors.bluesky.places import Places
from heliograph.kit.http import Answer
from heliograph.sdk.calls import ask, bearer, parse
from heliograph.sdk.connectors import ChannelAccess
from heliograph.sdk.errors import ReconnectNeeded

CREATE = "com.atproto.server.createSession"
REFRESH = "com.atproto.server.refreshSession"
GET = "com.atproto.server.getSession"


@dataclass(frozen=True)
class Session:
    """A signed-in account and the server it lives on."""

    did: str
    handle: str
    server: str
    access: str = field(repr=False)
    refresh: str = field(default="", repr=False)
    prover: Prover | None = field(default=None, repr=False, compare=False)

    async def send(self, method: str, url: str, call: Call) -> Answer:
        """Make a call with the headers that show this session: a token, and where the token is
        bound to a key also the proof of holding it."""
        shown = bearer(self.access)
        if self.prover is None:
            return await call(shown)
        return await self.prover.send(method, url, call, shown["Authorization"].split(" ", 1)[1])


class Sessions(Protocol):
    """Holds the one session of a channel and renews it."""

    async def current(self) -> Session:
        """The session at hand."""
        ...

    async def renew(self, stale: Session) -> Session:
        """Another session than `stale`; whoever comes second gets what the first has fetched."""
        ...

    async def described(self) -> SessionAnswer:
        """Ask the server itself whose session this is."""
        ...


class PasswordSessions:
    """Implements `Sessions` with an app password, or with the tokens that one opened before."""

    def __init__(self, access: ChannelAccess, places: Places) -> None:
        self._access = access
        self._places = places
        self._base = places.base
        self._lock = asyncio.Lock()
        self._session: Session | None = None

    async def current(self) -> Session:
        """The session at hand, from the stored tokens if there are any, else a new one."""
        async with self._lock:
            if self._session is None:
                self._session = await self._resume() or await self._sign_in()
            return self._session

    async def renew(self, stale: Session) -> Session:
        """Another session than `stale`; whoever comes second gets what the first has fetched."""
        async with self._lock:
            if self._session is None or self._session.access == stale.access:
                self._session = await self._refreshed(stale) or await self._sign_in()
            return self._session

    async def described(self) -> SessionAnswer:
        """Ask the server itself whose session this is."""
        session = await self.current()
        answer = await self._get_session(session.server, session.access)
        if session_is_over(answer):
            session = await self.renew(session)
            answer = await self._get_session(session.server, session.access)
        return parse(SessionAnswer, self._good(answer))

    async def _resume(self) -> Session | None:
        """The session of the stored tokens; None when they no longer open one."""
        secrets = self._access.secrets
        access = secrets.get("access_token") or secrets.get("accessJwt") or ""
        refresh = secrets.get("refresh_token") or secrets.get("refreshJwt") or ""
        if not (access or refresh):
            return None
        bare = Session("", "", self._base, access, refresh)
        if not access:
            return await self._refreshed(bare)
        answer = await self._get_session(self._base, access)
        if session_is_over(answer):
            return await self._refreshed(bare)
        found = parse(SessionAnswer, self._good(answer))
        return replace(bare, did=found.did, handle=found.handle, server=self._server(found))

    async def _refreshed(self, stale: Session) -> Session | None:
        """A new pair for the refresh token; None when that one is over as well."""
        if not stale.refresh:
            return None
        answer = await self._post(stale.server, REFRESH, headers=bearer(stale.refresh))
        if session_is_over(answer):
            return None
        return await self._keep(answer)

    async def _sign_in(self) -> Session:
        identifier = self._access.secrets.get("identifier", "")
        password = self._access.secrets.get("app_password", "")
        if not (identifier and password):
            raise ReconnectNeeded("The session is over and no app password is stored.")
        body = {"identifier": identifier, "password": password}
        return await self._keep(await self._post(self._base, CREATE, json=body))

    async def _keep(self, answer: Answer) -> Session:
        found = parse(SessionAnswer, self._good(answer))
        tokens = {"access_token": found.access, "refresh_token": found.refresh}
        await self._access.keep_secrets({name: value for name, value in tokens.items() if value})
        return Session(found.did, found.handle, self._server(found), found.access, found.refresh)

    def _server(self, found: SessionAnswer) -> str:
        return self._places.own_server(found.document.data_server() if found.document else None)

    async def _post(self, server: str, name: str, **parts: Any) -> Answer:
        return await ask(self._access.http.post(f"{server}/xrpc/{name}", **parts))

    async def _get_session(self, server: str, access: str) -> Answer:
        return await ask(self._access.http.get(f"{server}/xrpc/{GET}", headers=bearer(access)))

    def _good(self, answer: Answer) -> Answer:
        if not answer.ok:
            raise refusal(answer, self._access)
        return answer
