"""Every query of this module."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, case, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from heliograph.kit.database import Table
from heliograph.modules.workspaces.models import (
    APIKey,
    Membership,
    RefreshToken,
    Session,
    SignInFailures,
    SigningKey,
    SignInLink,
    User,
    Workspace,
)

_SETUP_LOCK = 0x6865_6C69


@dataclass(frozen=True)
class KeyHolder:
    """An API key with the person and the role behind it."""

    key: APIKey
    user: User
    membership: Membership


@dataclass(frozen=True)
class Denials:
    """What was taken back lately and may still be in somebody's hands."""

    sessions: frozenset[UUID]
    keys: frozenset[UUID]
    versions: dict[tuple[UUID, UUID], int]


class Directory:
    """People and their credentials across all workspaces; only for signing in and setting up."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, *rows: Table) -> None:
        """Keep new rows."""
        self._session.add_all(rows)

    async def flush(self) -> None:
        """Write what was added so far, for rows that refer to it."""
        await self._session.flush()

    async def lock_setup(self) -> None:
        """Let one process at a time set the instance up."""
        await self._session.execute(select(func.pg_advisory_xact_lock(_SETUP_LOCK)))

    async def user_by_email(self, email: str) -> User | None:
        """The person with an e-mail address, in lower case."""
        return (await self._session.scalars(select(User).where(User.email == email))).first()

    async def user(self, user_id: UUID) -> User | None:
        """One person."""
        return await self._session.get(User, user_id)

    async def workspace(self, workspace_id: UUID) -> Workspace | None:
        """One workspace."""
        return await self._session.get(Workspace, workspace_id)

    async def workspaces(self) -> Sequence[Workspace]:
        """All workspaces, the oldest first."""
        return (await self._session.scalars(select(Workspace).order_by(Workspace.id))).all()

    async def has_slug(self, slug: str) -> bool:
        """Whether a workspace has this short name."""
        found = await self._session.scalar(select(Workspace.id).where(Workspace.slug == slug))
        return found is not None

    async def membership(self, workspace_id: UUID, user_id: UUID) -> Membership | None:
        """A person's place in a workspace."""
        return await self._session.get(Membership, (workspace_id, user_id))

    async def memberships(self, user_id: UUID) -> Sequence[Membership]:
        """A person's places, the oldest first."""
        query = select(Membership).where(Membership.user_id == user_id)
        return (await self._session.scalars(query.order_by(Membership.created_at))).all()

    async def take_refresh_token(self, token_hash: bytes, now: datetime) -> RefreshToken | None:
        """Use a refresh token up; only one caller ever gets it."""
        query = (
            update(RefreshToken)
            .where(RefreshToken.token_hash == token_hash, RefreshToken.used_at.is_(None))
            .values(used_at=now)
            .returning(RefreshToken)
        )
        return (await self._session.scalars(query)).first()

    async def refresh_token(self, token_hash: bytes) -> RefreshToken | None:
        """A refresh token, used or not."""
        return await self._session.get(RefreshToken, token_hash)

    async def session_for_update(self, session_id: UUID) -> Session | None:
        """A session, locked until the end of the transaction."""
        query = select(Session).where(Session.id == session_id).with_for_update()
        return (await self._session.scalars(query)).first()

    async def end_sessions(
        self, sessions: Select[UUID], because: str, now: datetime
    ) -> Sequence[UUID]:
        """End the chosen sessions that are still open; returns which."""
        query = (
            update(Session)
            .where(Session.id.in_(sessions), Session.revoked_at.is_(None))
            .values(revoked_at=now, revoked_because=because)
            .returning(Session.id)
        )
        return (await self._session.scalars(query)).all()

    async def forget_sessions_before(self, moment: datetime) -> None:
        """Remove sessions that ended long ago, with their refresh tokens."""
        await self._session.execute(delete(Session).where(Session.expires_at < moment))

    async def take_link(self, token_hash: bytes, now: datetime) -> SignInLink | None:
        """Use a sign-in link up; only one caller ever gets it."""
        query = (
            update(SignInLink)
            .where(
                SignInLink.token_hash == token_hash,
                SignInLink.used_at.is_(None),
                SignInLink.expires_at > now,
            )
            .values(used_at=now)
            .returning(SignInLink)
        )
        return (await self._session.scalars(query)).first()

    async def key_holder(self, key_hash: bytes) -> KeyHolder | None:
        """Who stands behind an API key."""
        query = (
            select(APIKey, User, Membership)
            .join(User, User.id == APIKey.user_id)
            .join(
                Membership,
                (Membership.user_id == APIKey.user_id)
                & (Membership.workspace_id == APIKey.workspace_id),
            )
            .where(APIKey.key_hash == key_hash)
        )
        row = (await self._session.execute(query)).first()
        return KeyHolder(row[0], row[1], row[2]) if row else None

    async def signing_keys(self, retired_after: datetime) -> Sequence[SigningKey]:
        """Keys in use and keys whose tokens may still be alive, the newest first."""
        query = select(SigningKey).where(
            SigningKey.retired_at.is_(None) | (SigningKey.retired_at > retired_after)
        )
        return (await self._session.scalars(query.order_by(SigningKey.created_at.desc()))).all()

    async def retire_signing_keys(self, now: datetime) -> None:
        """Sign nothing more with the present keys."""
        query = update(SigningKey).where(SigningKey.retired_at.is_(None)).values(retired_at=now)
        await self._session.execute(query)

    async def count_failure(self, subject: bytes, now: datetime, window: timedelta) -> int:
        """Count one attempt; a new window begins when the last one is over."""
        fresh = insert(SignInFailures).values(subject=subject, failures=1, began_at=now)
        is_over = SignInFailures.began_at < now - window
        query = fresh.on_conflict_do_update(
            index_elements=[SignInFailures.subject],
            set_={
                "failures": case((is_over, 1), else_=SignInFailures.failures + 1),
                "began_at": case((is_over, now), else_=SignInFailures.began_at),
            },
        ).returning(SignInFailures.failures)
        return int(await self._session.scalar(query) or 1)

    async def forgive(self, subjects: Iterable[bytes]) -> None:
        """Forget the failures of these accounts and addresses."""
        gone = delete(SignInFailures).where(SignInFailures.subject.in_(list(subjects)))
        await self._session.execute(gone)

    async def denials(self, tokens_after: datetime, keys_after: datetime) -> Denials:
        """What was revoked or changed since these moments."""
        sessions = await self._session.scalars(
            select(Session.id).where(Session.revoked_at > tokens_after)
        )
        keys = await self._session.scalars(select(APIKey.id).where(APIKey.revoked_at > keys_after))
        changed = await self._session.execute(
            select(Membership.workspace_id, Membership.user_id, Membership.version).where(
                Membership.changed_at > tokens_after, Membership.version > 1
            )
        )
        versions = {(row[0], row[1]): row[2] for row in changed}
        return Denials(frozenset(sessions), frozenset(keys), versions)


class MemberRepository:
    """Members of one workspace."""

    def __init__(self, session: AsyncSession, workspace_id: UUID) -> None:
        self._session = session
        self._workspace_id = workspace_id
        self._mine = select(Membership).where(Membership.workspace_id == workspace_id)

    async def all(self) -> Sequence[tuple[Membership, User]]:
        """Every member, the oldest first."""
        query = (
            select(Membership, User)
            .join(User, User.id == Membership.user_id)
            .where(Membership.workspace_id == self._workspace_id)
            .order_by(Membership.created_at, User.id)
        )
        return [(row[0], row[1]) for row in await self._session.execute(query)]

    async def one(self, user_id: UUID) -> tuple[Membership, User] | None:
        """One member."""
        query = (
            select(Membership, User)
            .join(User, User.id == Membership.user_id)
            .where(Membership.workspace_id == self._workspace_id, Membership.user_id == user_id)
        )
        row = (await self._session.execute(query)).first()
        return (row[0], row[1]) if row else None

    async def lock_admins(self) -> Sequence[UUID]:
        """Who the admins are; nobody else can change that until the end of the transaction."""
        query = self._mine.where(Membership.role == "admin").with_for_update()
        return [member.user_id for member in await self._session.scalars(query)]

    async def remove(self, user_id: UUID) -> None:
        """Take a person out of the workspace."""
        await self._session.execute(
            delete(Membership).where(
                Membership.workspace_id == self._workspace_id, Membership.user_id == user_id
            )
        )


class KeyRepository:
    """API keys of one workspace that are not revoked."""

    def __init__(self, session: AsyncSession, workspace_id: UUID) -> None:
        self._session = session
        self._mine = select(APIKey).where(
            APIKey.workspace_id == workspace_id, APIKey.revoked_at.is_(None)
        )

    def add(self, key: APIKey) -> None:
        """Keep a new key."""
        self._session.add(key)

    async def of_user(self, user_id: UUID) -> Sequence[APIKey]:
        """A person's keys, the newest first."""
        query = self._mine.where(APIKey.user_id == user_id).order_by(APIKey.id.desc())
        return (await self._session.scalars(query)).all()

    async def one(self, key_id: UUID) -> APIKey | None:
        """One key."""
        return (await self._session.scalars(self._mine.where(APIKey.id == key_id))).first()


def open_sessions(
    workspace_id: UUID | None = None,
    user_id: UUID | None = None,
    but: UUID | None = None,
    one: UUID | None = None,
) -> Select[UUID]:
    """Which sessions to end: of a person, in a workspace, all but one, or just one."""
    conditions: list[Any] = []
    if workspace_id is not None:
        conditions.append(Session.workspace_id == workspace_id)
    if user_id is not None:
        conditions.append(Session.user_id == user_id)
    if but is not None:
        conditions.append(Session.id != but)
    if one is not None:
        conditions.append(Session.id == one)
    return select(Session.id).where(*conditions)
