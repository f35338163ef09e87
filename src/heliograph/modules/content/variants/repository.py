"""Queries of variants, bound to one workspace."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from heliograph.kit.database import Row
from heliograph.modules.content.models import Variant


class VariantRepository:
    """Variants of one workspace."""

    def __init__(self, session: AsyncSession, workspace_id: UUID) -> None:
        self._session = session
        self._workspace_id = workspace_id
        self._mine = select(Variant.__table__).where(Variant.workspace_id == workspace_id)

    async def add(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert variants."""
        mine = {"workspace_id": self._workspace_id}
        if rows:
            await self._session.execute(insert(Variant), [{**row, **mine} for row in rows])

    async def of(self, content_id: UUID) -> Sequence[Row]:
        """The variants of a content, in the order they were made."""
        query = self._mine.where(Variant.content_id == content_id)
        rows = await self._session.execute(query.order_by(Variant.created_at, Variant.id))
        return rows.mappings().all()

    async def get(self, content_id: UUID, variant_id: UUID) -> Row | None:
        """One variant of a content."""
        query = self._mine.where(Variant.content_id == content_id, Variant.id == variant_id)
        return (await self._session.execute(query)).mappings().one_or_none()

    async def choose(self, variant: Mapping[str, Any]) -> None:
        """Mark a variant as chosen; of one kind and platform only one is."""
        same = (
            Variant.workspace_id == self._workspace_id,
            Variant.content_id == variant["content_id"],
            Variant.kind == variant["kind"],
            Variant.platform.is_not_distinct_from(variant["platform"]),
        )
        await self._session.execute(update(Variant).where(*same).values(chosen_at=None))
        mine = (Variant.workspace_id == self._workspace_id, Variant.id == variant["id"])
        chosen = update(Variant).where(*mine).values(chosen_at=func.clock_timestamp())
        await self._session.execute(chosen)

    async def remove(self, content_id: UUID, variant_id: UUID) -> bool:
        """Take one away; False when there is none."""
        done = await self._session.execute(
            delete(Variant)
            .where(
                Variant.workspace_id == self._workspace_id,
                Variant.content_id == content_id,
                Variant.id == variant_id,
            )
            .returning(Variant.id)
        )
        return done.scalar_one_or_none() is not None

    async def chosen_forms(self, content_id: UUID) -> dict[str, Row]:
        """By platform, the form that was chosen for it."""
        query = self._mine.where(
            Variant.content_id == content_id,
            Variant.kind == "platform",
            Variant.chosen_at.is_not(None),
        )
        rows = (await self._session.execute(query)).mappings().all()
        return {str(row["platform"]): row for row in rows}
