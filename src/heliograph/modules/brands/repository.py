"""Every query of brands, bound to one workspace."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from heliograph.kit.database import Row
from heliograph.modules.brands.models import Brand


class BrandRepository:
    """Brands of one workspace."""

    def __init__(self, session: AsyncSession, workspace_id: UUID) -> None:
        self._session = session
        self._workspace_id = workspace_id
        self._mine = select(Brand.__table__).where(Brand.workspace_id == workspace_id)

    async def add(self, values: Mapping[str, Any]) -> None:
        """Insert one brand."""
        self._session.add(Brand(workspace_id=self._workspace_id, **values))
        await self._session.flush()

    async def get(self, brand_id: UUID) -> Row | None:
        """One brand."""
        rows = await self._session.execute(self._mine.where(Brand.id == brand_id))
        return rows.mappings().one_or_none()

    async def find(self, pack: str, subject: str) -> Row | None:
        """The oldest brand for a subject of a pack."""
        query = self._mine.where(Brand.pack == pack, Brand.subject == subject)
        rows = await self._session.execute(query.order_by(Brand.created_at).limit(1))
        return rows.mappings().one_or_none()

    async def page(self, limit: int, offset: int) -> tuple[Sequence[Row], int]:
        """One page of brands in the order they were made, and how many there are."""
        total = await self._session.scalar(
            select(func.count()).where(Brand.workspace_id == self._workspace_id)
        )
        rows = await self._session.execute(
            self._mine.order_by(Brand.created_at, Brand.id).limit(limit).offset(offset)
        )
        return rows.mappings().all(), total or 0

    async def with_packs(self, packs: Sequence[str]) -> Sequence[Row]:
        """All brands with one of these packs: `id`, `name`, `pack` and `options`."""
        query = select(Brand.id, Brand.name, Brand.pack, Brand.options).where(
            Brand.workspace_id == self._workspace_id, Brand.pack.in_(packs)
        )
        rows = await self._session.execute(query)
        return rows.mappings().all()

    async def known(self, brand_ids: Sequence[UUID]) -> set[UUID]:
        """Those of the ids that are brands here."""
        query = select(Brand.id).where(
            Brand.workspace_id == self._workspace_id, Brand.id.in_(brand_ids)
        )
        return set((await self._session.scalars(query)).all())

    async def names(self, brand_ids: Collection[UUID]) -> dict[UUID, str]:
        """What each of the ids is called."""
        query = select(Brand.id, Brand.name).where(
            Brand.workspace_id == self._workspace_id, Brand.id.in_(brand_ids)
        )
        return {row.id: row.name for row in await self._session.execute(query)}

    async def change(self, brand_id: UUID, values: Mapping[str, Any]) -> bool:
        """Update one brand; False when there is none."""
        done = await self._session.execute(
            update(Brand)
            .where(Brand.workspace_id == self._workspace_id, Brand.id == brand_id)
            .values(**values, updated_at=func.clock_timestamp())
            .returning(Brand.id)
        )
        return done.scalar_one_or_none() is not None

    async def delete(self, brand_id: UUID) -> bool:
        """Remove one brand; False when there is none."""
        done = await self._session.execute(
            delete(Brand)
            .where(Brand.workspace_id == self._workspace_id, Brand.id == brand_id)
            .returning(Brand.id)
        )
        return done.scalar_one_or_none() is not None
