"""Every query of consents, bound to one workspace."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from heliograph.kit.database import Row
from heliograph.modules.channels.models import Consent


class ConsentRepository:
    """Consents of one workspace."""

    def __init__(self, session: AsyncSession, workspace_id: UUID) -> None:
        self._session = session
        self._workspace_id = workspace_id

    def add(self, values: Mapping[str, Any]) -> None:
        """Insert one consent."""
        self._session.add(Consent(workspace_id=self._workspace_id, **values))

    async def get(self, consent_id: UUID, user_id: UUID) -> Row | None:
        """One consent of one person."""
        return await self._one(Consent.id == consent_id, Consent.user_id == user_id)

    async def by_state(self, state_hash: bytes, user_id: UUID) -> Row | None:
        """The consent a state belongs to, if it is that person's."""
        return await self._one(Consent.state_hash == state_hash, Consent.user_id == user_id)

    async def take_turn(self, consent_id: UUID, now: datetime) -> bool:
        """Use the state up; False when it has served already or its time is over."""
        done = await self._session.execute(
            update(Consent)
            .where(
                Consent.workspace_id == self._workspace_id,
                Consent.id == consent_id,
                Consent.answered_at.is_(None),
                Consent.expires_at > now,
            )
            .values(answered_at=now)
            .returning(Consent.id)
        )
        return done.scalar_one_or_none() is not None

    async def change(self, consent_id: UUID, values: Mapping[str, Any]) -> None:
        """Update one consent."""
        await self._session.execute(
            update(Consent)
            .where(Consent.workspace_id == self._workspace_id, Consent.id == consent_id)
            .values(**values)
        )

    async def forget_before(self, moment: datetime) -> None:
        """Delete those whose time has long been over, with what they held."""
        await self._session.execute(
            delete(Consent).where(
                Consent.workspace_id == self._workspace_id, Consent.expires_at < moment
            )
        )

    async def _one(self, *conditions: Any) -> Row | None:
        query = select(Consent.__table__).where(
            Consent.workspace_id == self._workspace_id, *conditions
        )
        return (await self._session.execute(query)).mappings().one_or_none()
