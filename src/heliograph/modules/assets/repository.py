"""Every query of assets, bound to one workspace."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from heliograph.kit.database import Row
from heliograph.modules.assets.models import Asset, RenditionRow


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

    async def describe(self, asset_id: UUID, alt: str) -> None:
        """Change the words for those who cannot see the file."""
        mine = (Asset.id == asset_id, Asset.workspace_id == self._workspace_id)
        await self._session.execute(update(Asset).where(*mine).values(alt=alt))

    async def rendition(self, sha256: str, recipe: str) -> Row | None:
        """The file that was made of a content by a recipe, with the part that was cut out."""
        query = (
            select(Asset.__table__, RenditionRow.cut)
            .join(RenditionRow, RenditionRow.asset_id == Asset.id)
            .where(
                RenditionRow.workspace_id == self._workspace_id,
                RenditionRow.sha256 == sha256,
                RenditionRow.recipe == recipe,
            )
        )
        return (await self._session.execute(query)).mappings().one_or_none()

    async def add_rendition(self, values: Mapping[str, Any]) -> None:
        """Note of what a file was made; the first note stands where two were made at once."""
        note = insert(RenditionRow).values(workspace_id=self._workspace_id, **values)
        await self._session.execute(note.on_conflict_do_nothing())

    @staticmethod
    async def anywhere(session: AsyncSession, asset_id: UUID) -> Row | None:
        """One file of any workspace, for its signed public address."""
        query = select(Asset.stored_as, Asset.mime, Asset.size).where(Asset.id == asset_id)
        return (await session.execute(query)).mappings().one_or_none()
