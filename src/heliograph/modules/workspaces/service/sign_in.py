"""Signing in: with a password, or with a one-time link."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from uuid import UUID

import structlog

from heliograph.kit.clock import Clock
from heliograph.kit.database import Database
from heliograph.modules.workspaces.errors import CredentialsWrong, LinkUsedUp, SignInBlocked
from heliograph.modules.workspaces.models import SignInLink
from heliograph.modules.workspaces.passwords import Passwords
from heliograph.modules.workspaces.repository import Directory
from heliograph.modules.workspaces.schemas import SignedIn
from heliograph.modules.workspaces.service.credentials import (
    LINK_PREFIX,
    new_credential,
    stored_form,
)
from heliograph.modules.workspaces.service.sessions import Device, SessionService

log = structlog.get_logger("heliograph.workspaces")
WINDOW = timedelta(minutes=15)
LINK_LIFE = timedelta(minutes=30)
TRIES_PER_ACCOUNT_AND_ADDRESS = 10
TRIES_PER_ACCOUNT = 50
TRIES_PER_ADDRESS = 50


class SignInService:
    """Checks who somebody is and opens their session."""

    def __init__(
        self, database: Database, passwords: Passwords, sessions: SessionService, clock: Clock
    ) -> None:
        self._database = database
        self._passwords = passwords
        self._sessions = sessions
        self._clock = clock

    async def with_password(self, email: str, password: str, device: Device) -> SignedIn:
        """A session; raises `CredentialsWrong` or `SignInBlocked`."""
        plain = email.strip().lower()
        # Counted before the password is looked at, so that parallel guesses are counted too.
        await self._count_try(plain, device.address)
        async with self._database.system_work().transaction() as session:
            user = await Directory(session).user_by_email(plain)
        stored = user.password_hash if user is not None and user.is_active else None
        if not await self._passwords.matches(password, stored) or user is None:
            log.info("sign_in.refused", address=device.address)
            raise CredentialsWrong()
        await self._forgive(plain, device.address)
        if stored is not None and self._passwords.needs_rehash(stored):
            await self._rehash(user.id, password)
        return await self._sessions.open(user.id, None, device)

    async def with_link(self, token: str, device: Device) -> SignedIn:
        """A session for a link that was not used before; raises `LinkUsedUp`."""
        async with self._database.system_work().transaction() as session:
            link = await Directory(session).take_link(stored_form(token), self._clock.now())
        if link is None:
            raise LinkUsedUp()
        return await self._sessions.open(link.user_id, link.workspace_id, device)

    async def _count_try(self, email: str, address: str) -> None:
        limits = _limits(email, address)
        async with self._database.system_work().transaction() as session:
            directory = Directory(session)
            now = self._clock.now()
            counts = [
                await directory.count_failure(subject, now, WINDOW) for subject in sorted(limits)
            ]
        for subject, count in zip(sorted(limits), counts, strict=True):
            if count > limits[subject]:
                log.warning("sign_in.blocked", address=address)
                raise SignInBlocked(int(WINDOW.total_seconds()))

    async def _forgive(self, email: str, address: str) -> None:
        async with self._database.system_work().transaction() as session:
            await Directory(session).forgive(_limits(email, address))

    async def _rehash(self, user_id: UUID, password: str) -> None:
        fresh = await self._passwords.hashed(password)
        async with self._database.system_work().transaction() as session:
            user = await Directory(session).user(user_id)
            if user is not None:
                user.password_hash = fresh


def new_link(user_id: UUID, workspace_id: UUID, clock: Clock) -> tuple[SignInLink, str]:
    """A row to store, and the token that is shown once."""
    token = new_credential(LINK_PREFIX)
    now = clock.now()
    row = SignInLink(
        token_hash=stored_form(token),
        workspace_id=workspace_id,
        user_id=user_id,
        created_at=now,
        expires_at=now + LINK_LIFE,
    )
    return row, token


def link_address(base_url: str, token: str) -> str:
    """Where a link leads. Behind the `#`, so that no server or proxy ever logs it."""
    return f"{base_url.rstrip('/')}/sign-in#token={token}"


def _limits(email: str, address: str) -> dict[bytes, int]:
    """Whose failures are counted, and how many are allowed. Only hashes are stored."""
    return {
        _subject("account at address", f"{email}\n{address}"): TRIES_PER_ACCOUNT_AND_ADDRESS,
        _subject("account", email): TRIES_PER_ACCOUNT,
        _subject("address", address): TRIES_PER_ADDRESS,
    }


def _subject(kind: str, value: str) -> bytes:
    return hashlib.sha256(f"{kind}\n{value}".encode()).digest()
