"""Every query of assets, bound to one workspace."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from heliograph.kit.database import Row
from heliograph.modules.assets.models import Asset, Folder, RenditionRow, Version
from heliograph.modules.assets.values import MOVING

FILE = (
    "file_id",
    "version",
    "stored_as",
    "sha256",
    "mime",
    "size",
    "width",
    "height",
    *MOVING,
)
"""What belongs to one version of a file, and is another for the next."""
COLUMNS = [column for column in Asset.__table__.c if column.name != "words"]
"""All that is known of a file but the index of its words, which only the database reads."""
_SHOWN = select(*COLUMNS)


class AssetRepository:
    """Files of one workspace."""

    def __init__(self, session: AsyncSession, workspace_id: UUID) -> None:
        self._session = session
        self._workspace_id = workspace_id
        self._mine = _SHOWN.where(Asset.workspace_id == workspace_id)

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

    async def with_content(self, sha256: str) -> list[UUID]:
        """Files of the library with a content, the oldest first."""
        query = (
            select(Asset.id)
            .where(
                Asset.workspace_id == self._workspace_id,
                Asset.sha256 == sha256,
                Asset.origin != "rendition",
                Asset.trashed_at.is_(None),
            )
            .order_by(Asset.created_at, Asset.id)
        )
        return list(await self._session.scalars(query))

    async def has_folder(self, folder_id: UUID) -> bool:
        """Whether the workspace has a folder."""
        query = select(Folder.id).where(
            Folder.workspace_id == self._workspace_id, Folder.id == folder_id
        )
        return (await self._session.scalars(query)).one_or_none() is not None

    async def change(self, asset_id: UUID, values: Mapping[str, Any]) -> None:
        """Change what is known of a file."""
        mine = (Asset.id == asset_id, Asset.workspace_id == self._workspace_id)
        await self._session.execute(update(Asset).where(*mine).values(**values))

    async def note_use(self, asset_ids: Sequence[UUID], at: datetime) -> None:
        """Remember that files were put into a post."""
        mine = (Asset.id.in_(asset_ids), Asset.workspace_id == self._workspace_id)
        await self._session.execute(update(Asset).where(*mine).values(used_at=at))

    async def earlier(self, file_id: UUID) -> Row | None:
        """A file that an asset had before, or has now, by the id of its address."""
        shared = [one.name for one in Version.__table__.c if one.name in FILE]
        kept = select(*(Version.__table__.c[name] for name in shared)).where(
            Version.workspace_id == self._workspace_id, Version.file_id == file_id
        )
        return (await self._session.execute(kept)).mappings().one_or_none()

    async def rendition(self, sha256: str, recipe: str) -> Row | None:
        """The file that was made of a content by a recipe, with the part that was cut out."""
        query = (
            select(*COLUMNS, RenditionRow.cut)
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
    async def anywhere(session: AsyncSession, file_id: UUID) -> Row | None:
        """One file of any workspace, for its signed public address; newer versions have other
        addresses."""
        here = select(Asset.stored_as, Asset.mime, Asset.size).where(_is_file(file_id))
        before = select(Version.stored_as, Version.mime, Version.size).where(
            Version.file_id == file_id
        )
        return (await session.execute(here.union_all(before).limit(1))).mappings().one_or_none()

    @staticmethod
    async def small_of(session: AsyncSession, file_id: UUID) -> UUID | None:
        """The small picture of such a file, once it was made."""
        query = select(Asset.thumbnail_id).where(_is_file(file_id)).limit(1)
        return (await session.execute(query)).scalar_one_or_none()


def _is_file(file_id: UUID) -> ColumnElement[bool]:
    """Whether a row is that file as it is now."""
    return or_(and_(Asset.id == file_id, Asset.file_id.is_(None)), Asset.file_id == file_id)
