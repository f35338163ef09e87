"""A new file for the same asset: the old one stays, and can be brought back."""

from __future__ import annotations

from collections.abc import AsyncIterable, Mapping
from dataclasses import asdict
from typing import Any
from uuid import UUID

from heliograph.kit.database import UnitOfWork
from heliograph.kit.ids import new_id
from heliograph.modules.assets.errors import AssetNotFound, FileRefused, VersionNotFound
from heliograph.modules.assets.repository import AssetRepository
from heliograph.modules.assets.service.files import LOOK_JOB, AssetsService
from heliograph.modules.assets.service.room import check_room
from heliograph.modules.assets.service.tools import AssetTools, file_id_of
from heliograph.modules.assets.values import Asset, Stored
from heliograph.modules.assets.version_repository import FILE, VersionRepository


class VersionService:
    """The files that assets had and have, in one workspace."""

    def __init__(self, work: UnitOfWork, tools: AssetTools) -> None:
        self._work = work
        self._tools = tools
        self._files = AssetsService(work, tools)

    async def all(self, asset_id: UUID) -> list[Asset]:
        """Every version of a file, the newest first; raises `AssetNotFound`."""
        asset = await self._files.get(asset_id)
        async with self._work.transaction() as session:
            rows = await VersionRepository(session, self._work.workspace_id).of(asset_id)
        now = {name: asset[name] for name in FILE} | {
            "file_id": file_id_of(asset),
            "created_at": asset["updated_at"] if rows else asset["created_at"],
            "created_by": asset["created_by"],
            "is_current": True,
        }
        if rows:
            now["created_at"] = rows[0]["replaced_at"]
        earlier = [dict(row) | {"is_current": False} for row in rows]
        return [
            one | {"url": self._tools.path(one["file_id"], one["mime"])} for one in (now, *earlier)
        ]

    async def replace(
        self, asset_id: UUID, data: bytes | AsyncIterable[bytes], by: UUID | None
    ) -> Asset:
        """Give an asset another file; raises as keeping one does, and `FileRefused` when a
        picture would become a film."""
        before = await self._files.get(asset_id)
        stored = await self._files.store(data)
        kinds = [mime.partition("/")[0] for mime in (before["mime"], stored.facts.mime)]
        if kinds[0] != kinds[1]:
            raise FileRefused(f"The new version is {kinds[1]}, and the file is {kinds[0]}")
        return await self._settle(asset_id, stored_values(stored), by, stored.facts.size)

    async def restore(self, asset_id: UUID, version: int, by: UUID | None) -> Asset:
        """Let an earlier file stand again, as the newest version; raises `VersionNotFound`."""
        await self._files.get(asset_id)
        async with self._work.transaction() as session:
            rows = await VersionRepository(session, self._work.workspace_id).of(asset_id)
        found = next((row for row in rows if row["version"] == version), None)
        if found is None:
            raise VersionNotFound(f"There is no earlier version {version} of this file")
        values = {name: found[name] for name in FILE if name != "version"}
        return await self._settle(asset_id, values, by, 0)

    async def renditions(self, asset_id: UUID) -> list[Asset]:
        """The forms that were made of a file in any of its versions, the newest first."""
        contents = [one["sha256"] for one in await self.all(asset_id)]
        async with self._work.transaction() as session:
            rows = VersionRepository(session, self._work.workspace_id)
            return [dict(row) for row in await rows.renditions(contents)]

    async def _settle(
        self, asset_id: UUID, values: Mapping[str, Any], by: UUID | None, more: int
    ) -> Asset:
        now = self._tools.clock.now()
        async with self._work.transaction() as session:
            versions = VersionRepository(session, self._work.workspace_id)
            if more:
                await check_room(session, self._work.workspace_id, self._tools, more)
            asset = await versions.lock(asset_id)
            if asset is None:
                raise AssetNotFound(f"There is no file {asset_id}")
            kept = {name: asset[name] for name in FILE} | {
                "file_id": file_id_of(asset),
                "asset_id": asset_id,
                "created_by": asset["created_by"],
                "created_at": await versions.begun(asset),
                "replaced_at": now,
            }
            await versions.keep(kept)
            fresh = dict(values) | {
                "file_id": new_id(),
                "version": asset["version"] + 1,
                "created_by": by,
                "updated_at": now,
                "looked_at": None,
                "thumbnail_id": None,
                "preview_id": None,
                "difference_hash": None,
                "frequency_hash": None,
            }
            rows = AssetRepository(session, self._work.workspace_id)
            await rows.change(asset_id, fresh)
            args = {"workspace_id": str(self._work.workspace_id), "asset_id": str(asset_id)}
            await self._tools.queue.enqueue(session, LOOK_JOB, args, key=f"look:{new_id()}")
        return await self._files.get(asset_id)


def stored_values(stored: Stored) -> dict[str, Any]:
    """What a stored file puts into an asset's row."""
    return {"stored_as": stored.name, "sha256": stored.name} | asdict(stored.facts)
