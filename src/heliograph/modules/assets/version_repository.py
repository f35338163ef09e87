"""Queries of versions, bound to one workspace."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from heliograph.kit.database import Row
from heliograph.modules.assets.models import Asset, RenditionRow, Version
from heliograph.modules.assets.repository import COLUMNS
from heliograph.modules.assets.repository import FILE as WITH_ADDRESS

FILE = tuple(name for name in WITH_ADDRESS if name != "file_id")
"""What belongs to one version of a file besides its address."""


class VersionRepository:
    """Earlier files of one workspace's assets."""

    def __init__(self, session: AsyncSession, workspace_id: UUID) -> None:
        self._session = session
        self._workspace_id = workspace_id

    async def of(self, asset_id: UUID) -> Sequence[Row]:
        """Earlier files of an asset, the newest first."""
        query = (
            select(Version.__table__)
            .where(Version.workspace_id == self._workspace_id, Version.asset_id == asset_id)
            .order_by(Version.version.desc())
        )
        return (await self._session.execute(query)).mappings().all()

    async def lock(self, asset_id: UUID) -> Row | None:
        """An asset that nobody else changes until the transaction ends."""
        query = (
            select(*COLUMNS)
            .where(Asset.workspace_id == self._workspace_id, Asset.id == asset_id)
            .with_for_update()
        )
        return (await self._session.execute(query)).mappings().one_or_none()

    async def begun(self, asset: Mapping[str, Any]) -> datetime:
        """Since when an asset has its present file."""
        query = select(func.max(Version.replaced_at)).where(Version.asset_id == asset["id"])
        found: datetime | None = await self._session.scalar(query)
        begun: datetime = found or asset["created_at"]
        return begun

    async def keep(self, values: Mapping[str, Any]) -> None:
        """Remember a file that is about to be replaced."""
        await self._session.execute(
            insert(Version).values(workspace_id=self._workspace_id, **values)
        )

    async def renditions(self, contents: Sequence[str]) -> Sequence[Row]:
        """What was made of these contents."""
        query = (
            select(*COLUMNS, RenditionRow.recipe, RenditionRow.cut, RenditionRow.sha256.label("of"))
            .join(RenditionRow, RenditionRow.asset_id == Asset.id)
            .where(
                RenditionRow.workspace_id == self._workspace_id,
                RenditionRow.sha256.in_(contents),
            )
            .order_by(Asset.created_at.desc(), Asset.id)
        )
        return (await self._session.execute(query)).mappings().all()
