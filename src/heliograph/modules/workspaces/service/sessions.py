"""Sessions: an access token for an hour, a refresh token that works once, a family that can end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from heliograph.kit.clock import Clock
from heliograph.kit.database import Database
from heliograph.kit.ids import new_id
from heliograph.kit.settings import Settings
from heliograph.modules.workspaces.errors import SessionEnded
from heliograph.modules.workspaces.models import Membership, RefreshToken, Session, User
from heliograph.modules.workspaces.repository import Directory, open_sessions
from heliograph.modules.workspaces.roles import permissions_of
from heliograph.modules.workspaces.schemas import Person, SignedIn, Theme, WorkspaceOut
from heliograph.modules.workspaces.service.credentials import (
    REFRESH_PREFIX,
    new_credential,
    stored_form,
)
from heliograph.modules.workspaces.service.gatekeeper import Gatekeeper
from heliograph.modules.workspaces.service.keyring import Keyring

log = structlog.get_logger("heliograph.workspaces")
LONGEST_SESSION = timedelta(days=30)
THEMES: dict[str, Theme] = {"light": "light", "dark": "dark"}
_KEPT_AFTER_END = timedelta(days=7)


@dataclass(frozen=True)
class Device:
    """Where somebody signs in from."""

    address: str
    agent: str


@dataclass(frozen=True)
class _Grant:
    """What a new pair of tokens is made from."""

    person: Person
    version: int
    session_id: UUID
    refresh_token: str


class SessionService:
    """Opens, renews and ends sessions."""

    def __init__(
        self,
        database: Database,
        keyring: Keyring,
        gatekeeper: Gatekeeper,
        settings: Settings,
        clock: Clock,
    ) -> None:
        self._database = database
        self._keyring = keyring
        self._gatekeeper = gatekeeper
        self._clock = clock
        self._access_life = timedelta(minutes=settings.security.access_token_minutes)
        self._refresh_life = timedelta(days=settings.security.refresh_token_days)

    async def open(self, user_id: UUID, workspace_id: UUID | None, device: Device) -> SignedIn:
        """A new session of a person, in the given workspace or in their first one."""
        now = self._clock.now()
        async with self._database.system_work().transaction() as session:
            directory = Directory(session)
            user, membership = await _place_of(directory, user_id, workspace_id)
            await directory.forget_sessions_before(now - _KEPT_AFTER_END)
            row = Session(
                id=new_id(),
                workspace_id=membership.workspace_id,
                user_id=user.id,
                address=device.address[:64],
                agent=device.agent[:200],
                created_at=now,
                expires_at=now + LONGEST_SESSION,
                last_used_at=now,
            )
            directory.add(row)
            await directory.flush()
            grant = await self._grant(directory, row, user, membership)
        log.info("session.opened", user=str(user.id), session=str(row.id))
        return await self._signed_in(grant)

    async def renew(self, refresh_token: str) -> SignedIn:
        """A new pair of tokens for a refresh token; a second use of one ends the whole session."""
        now = self._clock.now()
        grant: _Grant | None = None
        async with self._database.system_work().transaction() as session:
            directory = Directory(session)
            token = await directory.take_refresh_token(stored_form(refresh_token), now)
            if token is None:
                ended = await self._punish_reuse(directory, refresh_token)
            else:
                ended = []
                grant = await self._next_grant(directory, session, token)
        # The ending is committed before the refusal is raised: it must not be rolled back.
        self._gatekeeper.deny_sessions(ended)
        if grant is None:
            raise SessionEnded()
        return await self._signed_in(grant)

    async def end(self, session_id: UUID, because: str = "signed out") -> None:
        """End one session at once."""
        async with self._database.system_work().transaction() as session:
            ended = await Directory(session).end_sessions(
                open_sessions(one=session_id), because, self._clock.now()
            )
        self._gatekeeper.deny_sessions(ended)

    async def end_by_refresh_token(self, refresh_token: str) -> None:
        """End the session a refresh token belongs to; no error when there is none."""
        async with self._database.system_work().transaction() as session:
            token = await Directory(session).refresh_token(stored_form(refresh_token))
        if token is not None:
            await self.end(token.session_id)

    async def _punish_reuse(self, directory: Directory, refresh_token: str) -> list[UUID]:
        """Somebody showed a used token: it was stolen from them, or by them."""
        used = await directory.refresh_token(stored_form(refresh_token))
        if used is None:
            return []
        ended = await directory.end_sessions(
            open_sessions(one=used.session_id), "refresh token used twice", self._clock.now()
        )
        log.warning("session.refresh_reused", session=str(used.session_id))
        return list(ended)

    async def _next_grant(
        self, directory: Directory, session: AsyncSession, token: RefreshToken
    ) -> _Grant | None:
        now = self._clock.now()
        row = await directory.session_for_update(token.session_id)
        if (
            row is None
            or row.revoked_at is not None
            or min(token.expires_at, row.expires_at) <= now
        ):
            return None
        user = await directory.user(row.user_id)
        membership = await directory.membership(row.workspace_id, row.user_id)
        if user is None or membership is None or not user.is_active:
            return None
        row.last_used_at = now
        grant = await self._grant(directory, row, user, membership)
        await session.flush()
        return grant

    async def _grant(
        self, directory: Directory, row: Session, user: User, membership: Membership
    ) -> _Grant:
        now = self._clock.now()
        refresh_token = new_credential(REFRESH_PREFIX)
        directory.add(
            RefreshToken(
                token_hash=stored_form(refresh_token),
                session_id=row.id,
                workspace_id=row.workspace_id,
                created_at=now,
                expires_at=now + self._refresh_life,
            )
        )
        person = await person_of(directory, user, membership)
        return _Grant(person, membership.version, row.id, refresh_token)

    async def _signed_in(self, grant: _Grant) -> SignedIn:
        person = grant.person
        access_token = await self._keyring.sign(
            {
                "sub": str(person.id),
                "org": str(person.workspace.id),
                "role": person.role,
                "scope": " ".join(person.permissions),
                "sid": str(grant.session_id),
                "ver": grant.version,
                "jti": new_id().hex,
            }
        )
        return SignedIn(
            access_token=access_token,
            refresh_token=grant.refresh_token,
            expires_in=int(self._access_life.total_seconds()),
            user=person,
        )


async def person_of(directory: Directory, user: User, membership: Membership) -> Person:
    """A person as the API shows them, in one workspace."""
    workspace = await directory.workspace(membership.workspace_id)
    if workspace is None:
        raise SessionEnded()
    return Person(
        id=user.id,
        email=user.email,
        name=user.name,
        language="ar" if user.language == "ar" else "en",
        time_zone=user.time_zone,
        theme=THEMES.get(user.theme, "system"),
        role=membership.role,
        permissions=sorted(permissions_of(membership.role)),
        workspace=WorkspaceOut(
            id=workspace.id,
            name=workspace.name,
            slug=workspace.slug,
            time_zone=workspace.time_zone,
        ),
    )


async def _place_of(
    directory: Directory, user_id: UUID, workspace_id: UUID | None
) -> tuple[User, Membership]:
    user = await directory.user(user_id)
    places = await directory.memberships(user_id)
    chosen = [one for one in places if workspace_id in {None, one.workspace_id}]
    if user is None or not user.is_active or not chosen:
        raise SessionEnded("this account does not belong to a workspace any more")
    return user, chosen[0]
