"""Every query of assets, bound to one workspace."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from heliograph.kit.database import Row
from heliograph.modules.assets.models import Asset


class AssetRepository:
    """Files of one workspace."""

    def __init__(self, session: AsyncSession, workspace_id: UUID) -> None:
        self._session = session
        self._workspace_id = workspace_id
        self._mine = select(Asset.__table__).where(Asset.workspace_id == workspace_id)

    async def add(self, values: Mapping[str, Any]) -> None:
        """Insert one file."""
        self._session.add(Asset(workspace_id=self._workspace_id, **values))
        await self._session.flush()

    async def get(self, asset_id: UUID) -> Row | None:
        """One file."""
        rows = await self._session.execute(self._mine.where(Asset.id == asset_id))
        return rows.mappings().one_or_none()

    async def many(self, asset_ids: Sequence[UUID]) -> Sequence[Row]:
        """Several files, in no order."""
        rows = await self._session.execute(self._mine.where(Asset.id.in_(asset_ids)))
        return rows.mappings().all()

    @staticmethod
    async def anywhere(session: AsyncSession, asset_id: UUID) -> Row | None:
        """One file of any workspace, for its signed public address."""
        query = select(Asset.stored_as, Asset.mime, Asset.size).where(Asset.id == asset_id)
        return (await session.execute(query)).mappings().one_or_none()
