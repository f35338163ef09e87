"""Queries of uploads, bound to one workspace."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from heliograph.kit.database import Row
from heliograph.modules.assets.models import UploadPart, UploadRow


class UploadRepository:
    """Uploads of one workspace and the pieces of them that have come."""

    def __init__(self, session: AsyncSession, workspace_id: UUID) -> None:
        self._session = session
        self._workspace_id = workspace_id

    async def add(self, values: Mapping[str, Any]) -> None:
        """Remember an upload that begins."""
        await self._session.execute(
            insert(UploadRow).values(workspace_id=self._workspace_id, **values)
        )

    async def get(self, upload_id: UUID, *, locked: bool = False) -> Row | None:
        """One upload; `locked` until the transaction ends."""
        query = select(UploadRow.__table__).where(*self._one(upload_id))
        if locked:
            query = query.with_for_update()
        return (await self._session.execute(query)).mappings().one_or_none()

    async def open(self) -> Sequence[Row]:
        """Uploads that have not become a file yet, the newest first."""
        query = (
            select(UploadRow.__table__)
            .where(UploadRow.workspace_id == self._workspace_id, UploadRow.asset_id.is_(None))
            .order_by(UploadRow.created_at.desc())
        )
        return (await self._session.execute(query)).mappings().all()

    async def add_part(self, upload_id: UUID, part: Mapping[str, Any], until: datetime) -> bool:
        """Remember a piece, if it follows the last one; False when another came first."""
        moved = await self._session.execute(
            update(UploadRow)
            .where(*self._one(upload_id), UploadRow.received == part["start"])
            .values(received=part["start"] + part["size"], expires_at=until)
            .returning(UploadRow.id)
        )
        if moved.scalar_one_or_none() is None:
            return False
        await self._session.execute(
            insert(UploadPart).values(workspace_id=self._workspace_id, upload_id=upload_id, **part)
        )
        return True

    async def parts(self, upload_id: UUID) -> Sequence[Row]:
        """The pieces in their order."""
        query = (
            select(UploadPart.__table__)
            .where(UploadPart.workspace_id == self._workspace_id, UploadPart.upload_id == upload_id)
            .order_by(UploadPart.start)
        )
        return (await self._session.execute(query)).mappings().all()

    async def finish(self, upload_id: UUID, asset_id: UUID) -> None:
        """Remember which file it became; its pieces are not needed any more."""
        await self._session.execute(
            update(UploadRow).where(*self._one(upload_id)).values(asset_id=asset_id)
        )
        await self._session.execute(
            delete(UploadPart).where(
                UploadPart.workspace_id == self._workspace_id, UploadPart.upload_id == upload_id
            )
        )

    async def remove(self, upload_id: UUID) -> None:
        """Forget an upload and its pieces."""
        await self._session.execute(delete(UploadRow).where(*self._one(upload_id)))

    def _one(self, upload_id: UUID) -> tuple[Any, ...]:
        return UploadRow.workspace_id == self._workspace_id, UploadRow.id == upload_id


class LeftUploads:
    """Uploads of all workspaces that somebody must end; for system work."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def expired(self, now: datetime) -> Sequence[Row]:
        """Uploads whose time is over."""
        return await self._found(UploadRow.expires_at <= now)

    async def whole(self) -> Sequence[Row]:
        """Uploads of which everything has come and nothing was made."""
        return await self._found(
            UploadRow.received == UploadRow.length, UploadRow.asset_id.is_(None)
        )

    async def _found(self, *conditions: Any) -> Sequence[Row]:
        query = select(UploadRow.__table__).where(*conditions).limit(500)
        return (await self._session.execute(query)).mappings().all()
