"""Clean-up: old renditions, the trash, uploads nobody went on with, files nobody owns."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from heliograph.kit.database import Database, UnitOfWork
from heliograph.kit.storage import StoredFile
from heliograph.modules.assets.clearing_repository import ClearingRepository, KnownContents
from heliograph.modules.assets.service.looking import PREVIEW, THUMBNAIL
from heliograph.modules.assets.service.tools import AssetTools
from heliograph.modules.assets.service.uploads import UploadService
from heliograph.modules.assets.upload_repository import UploadRepository

GRACE = timedelta(days=1)
"""A file younger than this may belong to somebody whose row is not written yet."""
BATCH = 500


@dataclass
class Cleared:
    """What was removed, or would be: how many things of each kind and their bytes."""

    is_rehearsal: bool
    found: dict[str, dict[str, int]] = field(default_factory=dict)

    def add(self, kind: str, sizes: Sequence[int]) -> None:
        """Count some more."""
        told = self.found.setdefault(kind, {"count": 0, "bytes": 0})
        told["count"] += len(sizes)
        told["bytes"] += sum(sizes)

    def shown(self) -> dict[str, Any]:
        """For an answer."""
        return {"dry_run": self.is_rehearsal, **self.found}


class ClearingService:
    """Cleans up in one workspace."""

    def __init__(self, work: UnitOfWork, tools: AssetTools) -> None:
        self._work = work
        self._tools = tools

    async def clear(self, *, rehearse: bool) -> Cleared:
        """Remove what nobody needs; with `rehearse` only count it."""
        cleared = Cleared(rehearse)
        now = self._tools.clock.now()
        before = now - timedelta(days=self._tools.settings.keep_days)
        async with self._work.transaction() as session:
            rows = ClearingRepository(session, self._work.workspace_id)
            for kind, found in (
                ("renditions", await rows.renditions(before, (THUMBNAIL, PREVIEW))),
                ("trash", await rows.trash(before)),
            ):
                cleared.add(kind, [row["size"] for row in found])
                if found and not rehearse:
                    await rows.remove([row["id"] for row in found])
            uploads = await UploadRepository(session, self._work.workspace_id).open()
        over = [one for one in uploads if one["expires_at"] <= now]
        cleared.add("uploads", [one["received"] for one in over])
        for one in [] if rehearse else over:
            await UploadService(self._work, self._tools).remove(one["id"])
        return cleared


class Sweeper:
    """Removes stored files that nobody owns, over all workspaces."""

    def __init__(self, database: Database, tools: AssetTools) -> None:
        self._database = database
        self._tools = tools

    async def sweep(self, *, rehearse: bool) -> Cleared:
        """Remove them; with `rehearse` only count them."""
        cleared = Cleared(rehearse)
        cleared.add("unowned", [])
        young = self._tools.clock.now() - GRACE
        async for batch in _batches(self._tools.storage.stored()):
            old = [one for one in batch if one.modified_at < young]
            unowned = await self._unowned(old)
            cleared.add("unowned", [one.size for one in unowned])
            for one in [] if rehearse else unowned:
                await self._tools.storage.delete(one.name)
        if not rehearse:
            now = self._tools.clock.now().timestamp()
            self._tools.storage.sweep_drafts(GRACE.total_seconds(), now)
        return cleared

    async def _unowned(self, files: Sequence[StoredFile]) -> list[StoredFile]:
        if not files:
            return []
        async with self._database.system_work().transaction() as session:
            names = [one.name for one in files]
            owned = await KnownContents(session).among(names)
            for owner in self._tools.owners:
                owned |= await owner(session, names)
        return [one for one in files if one.name not in owned]

    async def workspaces(self) -> Sequence[UUID]:
        """Every workspace that has files."""
        async with self._database.system_work().transaction() as session:
            return await KnownContents(session).workspaces()


async def _batches(files: AsyncIterator[StoredFile]) -> AsyncIterator[list[StoredFile]]:
    batch: list[StoredFile] = []
    async for one in files:
        batch.append(one)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
