"""Sessions by consent (OAuth): the tokens are bound to a key, and renewed by whoever keeps them."""

from __future__ import annotations

import asyncio

from heliograph.extensions.connectors.bluesky.dpop import ProofKey, Prover
from heliograph.extensions.connectors.bluesky.errors import refusal, session_is_over
from heliograph.extensions.connectors.bluesky.mapping import SessionAnswer
from heliograph.extensions.connectors.bluesky.places import Places
from heliograph.extensions.connectors.bluesky.session import GET, Session
from heliograph.kit.http import Answer
from heliograph.sdk.calls import ask, parse
from heliograph.sdk.connectors import ChannelAccess, Secrets
from heliograph.sdk.errors import ReconnectNeeded


def is_granted(secrets: Secrets) -> bool:
    """Whether these secrets came by consent and not with an app password."""
    return bool(secrets.get("dpop_key")) and not secrets.get("app_password")


class GrantedSessions:
    """Implements `heliograph.extensions.connectors.bluesky.session.Sessions`."""

    def __init__(self, access: ChannelAccess, places: Places) -> None:
        self._access = access
        self._places = places
        self._secrets = access.secrets
        self._lock = asyncio.Lock()
        self._session: Session | None = None

    async def current(self) -> Session:
        """The session of the stored tokens."""
        if self._session is None:
            self._session = self._opened(self._secrets)
        return self._session

    async def renew(self, stale: Session) -> Session:
        """A session with fresh tokens. They are asked of the caller's keeper, because a refresh
        token serves once and another process may hold the newer one."""
        async with self._lock:
            session = await self.current()
            if session.access == stale.access:
                self._secrets = await self._access.renew(self._secrets)
                session = self._session = self._opened(self._secrets, stale.prover)
            return session

    async def described(self) -> SessionAnswer:
        """Ask the server itself whose session this is."""
        session = await self.current()
        answer = await self._get(session)
        if session_is_over(answer):
            answer = await self._get(await self.renew(session))
        if not answer.ok:
            raise refusal(answer, self._access)
        found = parse(SessionAnswer, answer)
        if found.did != session.did:
            raise ReconnectNeeded("The permission belongs to another account than it was given by.")
        return found

    async def _get(self, session: Session) -> Answer:
        url = f"{session.server}/xrpc/{GET}"
        http = self._access.http
        return await session.send("GET", url, lambda shown: ask(http.get(url, headers=shown)))

    def _opened(self, secrets: Secrets, prover: Prover | None = None) -> Session:
        did, token = secrets.get("did", ""), secrets.get("access_token", "")
        if not (did and token):
            raise ReconnectNeeded("The stored permission is not whole.")
        prover = prover or Prover(ProofKey.from_text(secrets["dpop_key"]), self._access.clock)
        server = self._places.own_server(secrets.get("server"))
        return Session(did, "", server, token, prover=prover)
