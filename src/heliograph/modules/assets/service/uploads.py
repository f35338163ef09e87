"""Uploads that go on after a break: pieces are kept as they come, the file is made at the end."""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from heliograph.kit.database import UnitOfWork
from heliograph.kit.errors import AppError, InvalidInput
from heliograph.kit.ids import new_id
from heliograph.kit.storage import FileMissing
from heliograph.modules.assets.errors import (
    FileRefused,
    FileTooLarge,
    FolderNotFound,
    OffsetWrong,
    UploadExpired,
    UploadNotFound,
)
from heliograph.modules.assets.facts import known_kind
from heliograph.modules.assets.licences import Licence, checked
from heliograph.modules.assets.service.files import AssetsService
from heliograph.modules.assets.service.folders import FolderService
from heliograph.modules.assets.service.room import check_room
from heliograph.modules.assets.service.tools import AssetTools
from heliograph.modules.assets.sniff import HEAD_BYTES
from heliograph.modules.assets.upload_repository import UploadRepository
from heliograph.modules.assets.values import UPLOAD, Asset, Origin

Upload = dict[str, Any]


@dataclass(frozen=True)
class Announced:
    """A file that somebody is about to send in pieces."""

    length: int
    origin: Origin


class UploadService:
    """The uploads of one workspace."""

    def __init__(self, work: UnitOfWork, tools: AssetTools) -> None:
        self._work = work
        self._tools = tools
        self._files = AssetsService(work, tools)

    async def begin(self, announced: Announced, by: UUID) -> Upload:
        """Make room for a file; raises `FileTooLarge`, `QuotaReached`, `FileRefused`."""
        settings, now = self._tools.settings, self._tools.clock.now()
        if announced.length <= 0:
            raise FileRefused("The file is empty")
        if announced.length > settings.max_bytes:
            raise FileTooLarge(f"{announced.length} bytes, allowed {settings.max_bytes}")
        if announced.origin.licence is not None:
            checked(announced.origin.licence)
        if announced.origin.folder_id is not None:
            await FolderService(self._work, self._tools).get(announced.origin.folder_id)
        upload = {
            "id": new_id(),
            "created_by": by,
            "length": announced.length,
            "received": 0,
            "about": _about(announced.origin),
            "created_at": now,
            "expires_at": now + timedelta(hours=settings.keep_hours),
        }
        async with self._work.transaction() as session:
            await check_room(session, self._work.workspace_id, self._tools, announced.length)
            await UploadRepository(session, self._work.workspace_id).add(upload)
        return upload | {"asset_id": None}

    async def get(self, upload_id: UUID) -> Upload:
        """One upload; raises `UploadNotFound`, `UploadExpired`."""
        async with self._work.transaction() as session:
            row = await UploadRepository(session, self._work.workspace_id).get(upload_id)
        if row is None:
            raise UploadNotFound(f"There is no upload {upload_id}")
        if row["expires_at"] <= self._tools.clock.now():
            raise UploadExpired(f"The upload {upload_id} was left for too long")
        return dict(row)

    async def open(self) -> list[Upload]:
        """Uploads on their way."""
        async with self._work.transaction() as session:
            rows = await UploadRepository(session, self._work.workspace_id).open()
        return [dict(row) for row in rows]

    async def append(
        self, upload: Mapping[str, Any], offset: int, data: AsyncIterable[bytes]
    ) -> Upload:
        """Keep the next bytes, as many as come; the last ones make the file. Raises
        `OffsetWrong` when they do not follow what has come, `FileTooLarge` for more than was
        announced, and what keeping a file raises: then the upload is over."""
        if offset != upload["received"]:
            raise OffsetWrong(f"{upload['received']} bytes have arrived, these begin at {offset}")
        held, at, size = bytearray(), offset, self._tools.settings.part_bytes
        async for chunk in data:
            if at + len(held) + len(chunk) > upload["length"]:
                raise FileTooLarge(f"{upload['length']} bytes were announced and more were sent")
            held += chunk
            while len(held) >= size:
                at = await self._keep(upload, at, bytes(held[:size]))
                del held[:size]
        if held:
            at = await self._keep(upload, at, bytes(held))
        if at == upload["length"]:
            await self.finish(upload["id"])
        return await self.get(upload["id"])

    async def finish(self, upload_id: UUID) -> Asset:
        """Make the file of an upload that has come whole; once, however often it is called."""
        upload = await self.get(upload_id)
        if upload["asset_id"] is not None:
            return await self._files.get(upload["asset_id"])
        async with self._work.transaction() as session:
            parts = await UploadRepository(session, self._work.workspace_id).parts(upload_id)
        try:
            stored = await self._files.store(self._joined(parts))
            async with self._work.transaction() as session:
                rows = UploadRepository(session, self._work.workspace_id)
                locked = await rows.get(upload_id, locked=True)
                if locked is None:
                    raise UploadNotFound(f"There is no upload {upload_id}")
                if locked["asset_id"] is not None:
                    return await self._files.get(locked["asset_id"])
                # Its own room was set aside when it began, and must not be asked for twice.
                await rows.remove(upload_id)
                asset = await self._files.add(stored, await self._origin(upload))
                await rows.add({name: upload[name] for name in KEPT} | {"asset_id": asset["id"]})
        except (FileRefused, FileTooLarge, InvalidInput):
            await self.remove(upload_id)
            raise
        await self._drop(parts)
        return asset

    async def remove(self, upload_id: UUID) -> None:
        """Forget an upload and what has come of it; a file that was made of it stays."""
        async with self._work.transaction() as session:
            rows = UploadRepository(session, self._work.workspace_id)
            if await rows.get(upload_id, locked=True) is None:
                raise UploadNotFound(f"There is no upload {upload_id}")
            parts = await rows.parts(upload_id)
            await rows.remove(upload_id)
        await self._drop(parts)

    async def _keep(self, upload: Mapping[str, Any], at: int, data: bytes) -> int:
        """Store a piece; where it ends."""
        if at == 0:
            await self._look_at_beginning(upload, data)
        name = await self._tools.storage.put_part(data)
        until = self._tools.clock.now() + timedelta(hours=self._tools.settings.keep_hours)
        part = {"start": at, "size": len(data), "stored_as": name}
        async with self._work.transaction() as session:
            rows = UploadRepository(session, self._work.workspace_id)
            is_next = await rows.add_part(upload["id"], part, until)
        if not is_next:
            await self._tools.storage.delete(name)
            raise OffsetWrong("Another request has sent these bytes meanwhile")
        return at + len(data)

    async def _look_at_beginning(self, upload: Mapping[str, Any], data: bytes) -> None:
        """Refuse what cannot be used before the rest of it is sent."""
        if len(data) < min(HEAD_BYTES, upload["length"]):
            return
        try:
            known_kind(data[:HEAD_BYTES])
        except AppError:
            await self.remove(upload["id"])
            raise

    async def _origin(self, upload: Mapping[str, Any]) -> Origin:
        """What was said at the beginning; a folder that is gone by now is the library itself."""
        origin = _origin(upload)
        if origin.folder_id is None:
            return origin
        try:
            await FolderService(self._work, self._tools).get(origin.folder_id)
        except FolderNotFound:
            return replace(origin, folder_id=None)
        return origin

    async def _joined(self, parts: Sequence[Mapping[str, Any]]) -> AsyncIterator[bytes]:
        for part in parts:
            async for chunk in self._tools.storage.stream(part["stored_as"]):
                yield chunk

    async def _drop(self, parts: Sequence[Mapping[str, Any]]) -> None:
        for part in parts:
            try:
                await self._tools.storage.delete(part["stored_as"])
            except FileMissing:
                continue


KEPT = ("id", "created_by", "length", "received", "about", "created_at", "expires_at")


def _about(origin: Origin) -> dict[str, Any]:
    """What was said of a file when its upload began."""
    licence = origin.licence
    return {
        "alt": origin.alt,
        "title": origin.title,
        "tags": list(origin.tags),
        "folder_id": str(origin.folder_id) if origin.folder_id else None,
        "licence": asdict(licence) if licence else None,
    }


def _origin(upload: Mapping[str, Any]) -> Origin:
    about = upload["about"]
    return Origin(
        UPLOAD,
        {},
        alt=about["alt"],
        title=about["title"],
        tags=tuple(about["tags"]),
        folder_id=UUID(about["folder_id"]) if about["folder_id"] else None,
        licence=Licence(**about["licence"]) if about["licence"] else None,
        by=upload["created_by"],
    )
