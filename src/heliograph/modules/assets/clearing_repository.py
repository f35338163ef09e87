"""What can be removed, as the database knows it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from heliograph.kit.database import Row
from heliograph.modules.assets.models import Asset

# A rendition can be made again; a small picture goes only with what it shows.
_RENDITIONS = text(
    "SELECT file.id, file.size FROM assets_renditions AS note"
    " JOIN assets_assets AS file ON file.id = note.asset_id"
    " WHERE note.workspace_id = :workspace AND"
    " ((note.created_at < :before AND note.recipe <> ALL(:small)) OR NOT EXISTS"
    "  (SELECT FROM assets_assets AS kept WHERE kept.workspace_id = note.workspace_id"
    "   AND kept.sha256 = note.sha256 AND kept.origin <> 'rendition')"
    "  AND NOT EXISTS (SELECT FROM assets_versions AS kept"
    "   WHERE kept.workspace_id = note.workspace_id AND kept.sha256 = note.sha256)) LIMIT 10000"
)
_KNOWN = text(
    "SELECT stored_as FROM assets_assets WHERE stored_as = ANY(:names)"
    " UNION SELECT stored_as FROM assets_versions WHERE stored_as = ANY(:names)"
    " UNION SELECT stored_as FROM assets_upload_parts WHERE stored_as = ANY(:names)"
)


class ClearingRepository:
    """Files of one workspace that nobody needs any more."""

    def __init__(self, session: AsyncSession, workspace_id: UUID) -> None:
        self._session = session
        self._workspace_id = workspace_id

    async def renditions(self, before: datetime, small: Sequence[str]) -> Sequence[Row]:
        """Renditions that are old, or of what is gone."""
        values = {"workspace": self._workspace_id, "before": before, "small": list(small)}
        return (await self._session.execute(_RENDITIONS, values)).mappings().all()

    async def trash(self, before: datetime) -> Sequence[Row]:
        """Files long in the trash that no post and no content ever took."""
        query = select(Asset.id, Asset.size).where(
            Asset.workspace_id == self._workspace_id,
            Asset.trashed_at < before,
            Asset.used_at.is_(None),
            Asset.origin.in_(("upload", "url")),
        )
        return (await self._session.execute(query.limit(10_000))).mappings().all()

    async def remove(self, asset_ids: Sequence[UUID]) -> None:
        """Remove files with their versions and notes."""
        await self._session.execute(
            delete(Asset).where(Asset.workspace_id == self._workspace_id, Asset.id.in_(asset_ids))
        )


class KnownContents:
    """Which stored contents somebody owns, over all workspaces; for system work."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def among(self, names: Sequence[str]) -> frozenset[str]:
        """Those of the names that some file, version or upload is made of."""
        rows = await self._session.scalars(_KNOWN, {"names": list(names)})
        return frozenset(rows)

    async def workspaces(self) -> Sequence[UUID]:
        """Every workspace that has files."""
        return list(await self._session.scalars(select(Asset.workspace_id).distinct()))
