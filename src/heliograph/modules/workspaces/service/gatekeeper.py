"""Who stands behind a credential, without a query for every request.

A checked credential is remembered in this process. What was taken back (a session ended, a role
changed, a key revoked) is known at once where it happened, and two seconds later elsewhere.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from heliograph.kit.clock import Clock
from heliograph.kit.database import Database
from heliograph.kit.settings import Settings
from heliograph.kit.web.context import Principal
from heliograph.modules.workspaces.errors import KeyInvalid, SessionEnded, TokenInvalid
from heliograph.modules.workspaces.repository import Denials, Directory, KeyHolder
from heliograph.modules.workspaces.roles import narrowed, permissions_of
from heliograph.modules.workspaces.service.credentials import KEY_PREFIX, stored_form
from heliograph.modules.workspaces.service.keyring import Keyring

FRESH_SECONDS = 2.0
KEY_SECONDS = 30.0
_MOST_REMEMBERED = 10_000
_SLACK = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class _Known:
    """A credential that was checked, and until when that holds."""

    principal: Principal
    until: float
    version: int


class Gatekeeper:
    """Answers who is calling; one per process."""

    def __init__(
        self,
        database: Database,
        keyring: Keyring,
        settings: Settings,
        clock: Clock,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._keyring = keyring
        self._clock = clock
        self._seconds = seconds
        self._token_life = timedelta(minutes=settings.security.access_token_minutes)
        self._known: OrderedDict[bytes, _Known] = OrderedDict()
        self._denials = Denials(frozenset(), frozenset(), {})
        self._denials_at = float("-inf")
        self._asking = asyncio.Lock()
        self.cookie_names = cookie_names(settings)

    def recall(self, credential: str) -> Principal | None:
        """The caller, when this process has checked the credential and the denials lately."""
        now = self._seconds()
        if now - self._denials_at > FRESH_SECONDS:
            return None
        known = self._known.get(_mark(credential))
        if known is None or known.until <= self._clock.now().timestamp() or self._is_denied(known):
            return None
        return known.principal

    async def identify(self, credential: str) -> Principal:
        """The caller; raises an error of status 401."""
        await self._refresh_denials()
        principal = self.recall(credential)
        if principal is not None:
            return principal
        is_key = credential.startswith(KEY_PREFIX)
        known = await (self._by_key(credential) if is_key else self._by_token(credential))
        if self._is_denied(known):
            raise KeyInvalid("the key was revoked") if is_key else SessionEnded()
        self._known[_mark(credential)] = known
        if len(self._known) > _MOST_REMEMBERED:
            self._known.popitem(last=False)
        return known.principal

    def deny_sessions(self, sessions: Iterable[UUID]) -> None:
        """These sessions have just been ended here."""
        now = self._denials
        self._denials = Denials(now.sessions | set(sessions), now.keys, now.versions)

    def deny_keys(self, keys: Iterable[UUID]) -> None:
        """These keys have just been revoked here."""
        now = self._denials
        self._denials = Denials(now.sessions, now.keys | set(keys), now.versions)

    def note_version(self, workspace_id: UUID, user_id: UUID, version: int) -> None:
        """A role has just been changed here."""
        now = self._denials
        versions = {**now.versions, (workspace_id, user_id): version}
        self._denials = Denials(now.sessions, now.keys, versions)

    def _is_denied(self, known: _Known) -> bool:
        who = known.principal
        if who.credential_id in self._denials.sessions or who.credential_id in self._denials.keys:
            return True
        newest = self._denials.versions.get((who.workspace_id, who.user_id), 0)
        return newest > known.version

    async def _refresh_denials(self) -> None:
        async with self._asking:
            if self._seconds() - self._denials_at <= FRESH_SECONDS:
                return
            now, before = self._clock.now(), self._denials
            async with self._database.system_work().transaction() as session:
                found = await Directory(session).denials(
                    now - self._token_life - _SLACK, now - timedelta(seconds=KEY_SECONDS) - _SLACK
                )
            self._denials = _merged(found, before, self._denials)
            self._denials_at = self._seconds()

    async def _by_token(self, token: str) -> _Known:
        claims = await self._keyring.verify(token)
        try:
            principal = _from_claims(claims)
        except (KeyError, ValueError, TypeError) as error:
            raise TokenInvalid("the token lacks a claim") from error
        return _Known(principal, float(claims["exp"]), int(claims.get("ver", 0)))

    async def _by_key(self, key: str) -> _Known:
        now = self._clock.now()
        async with self._database.system_work().transaction() as session:
            holder = await Directory(session).key_holder(stored_form(key))
            if holder is None or holder.key.revoked_at is not None or not holder.user.is_active:
                raise KeyInvalid("the key is unknown or was revoked")
            if holder.key.expires_at is not None and holder.key.expires_at <= now:
                raise KeyInvalid("the key has expired")
            holder.key.last_used_at = now
        until = now.timestamp() + KEY_SECONDS
        if holder.key.expires_at is not None:
            until = min(until, holder.key.expires_at.timestamp())
        return _Known(_from_holder(holder), until, holder.membership.version)


def cookie_names(settings: Settings) -> tuple[str, str]:
    """Names of the access and the refresh cookie.

    Browsers tell cookies of one host apart by name, not by port: two instances on one machine
    need different names.
    """
    if settings.security.secure_cookies:
        return "__Host-heliograph_access", "__Secure-heliograph_refresh"
    return f"heliograph_{settings.port}_access", f"heliograph_{settings.port}_refresh"


def _merged(found: Denials, before: Denials, after: Denials) -> Denials:
    """What was found, and what was denied here while the database was being asked."""
    versions = dict(found.versions)
    for who, version in after.versions.items():
        if before.versions.get(who) != version:
            versions[who] = max(version, versions.get(who, 0))
    return Denials(
        found.sessions | (after.sessions - before.sessions),
        found.keys | (after.keys - before.keys),
        versions,
    )


def _mark(credential: str) -> bytes:
    return sha256(credential.encode()).digest()


def _from_claims(claims: dict[str, Any]) -> Principal:
    return Principal(
        user_id=UUID(claims["sub"]),
        workspace_id=UUID(claims["org"]),
        role=str(claims["role"]),
        permissions=frozenset(str(claims["scope"]).split()),
        kind="token",
        credential_id=UUID(claims["sid"]),
    )


def _from_holder(holder: KeyHolder) -> Principal:
    return Principal(
        user_id=holder.user.id,
        workspace_id=holder.key.workspace_id,
        role=holder.membership.role,
        permissions=narrowed(permissions_of(holder.membership.role), holder.key.scopes),
        kind="key",
        credential_id=holder.key.id,
    )
