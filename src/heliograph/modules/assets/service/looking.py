"""Looks at files beside the event loop, and understands what is said of them."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict
from pathlib import Path
from typing import Any
from uuid import UUID

from heliograph.kit.database import UnitOfWork
from heliograph.kit.ids import new_id
from heliograph.modules.assets.adapt.making import CannotBeMade
from heliograph.modules.assets.adapt.renditions import pieces_of
from heliograph.modules.assets.errors import AssetNotFound
from heliograph.modules.assets.facts import facts_of
from heliograph.modules.assets.library_repository import LibraryRepository
from heliograph.modules.assets.repository import AssetRepository
from heliograph.modules.assets.seeing import CannotSee, Look, Seen, look_at
from heliograph.modules.assets.service.tools import AssetTools
from heliograph.modules.assets.values import RENDITION

THUMBNAIL = "thumbnail-480"
"""Stands for the recipe of small pictures."""


class LookService:
    """Looks at the files of one workspace."""

    def __init__(self, work: UnitOfWork, tools: AssetTools) -> None:
        self._work = work
        self._tools = tools

    async def look(self, asset_id: UUID) -> None:
        """Make a file's small picture and hashes, once; call it with no transaction open."""
        async with self._work.transaction() as session:
            asset = await AssetRepository(session, self._work.workspace_id).get(asset_id)
        if asset is None or asset["looked_at"] is not None:
            return
        if asset["mime"].startswith("application/"):
            await self._note(asset, {})
            return
        with self._tools.storage.scratch() as source, self._tools.storage.scratch() as small:
            await self._tools.storage.fetch(asset["stored_as"], source)
            try:
                seen = await self._tools.pool.run(look_at, Look(source, asset["mime"], small))
            except (CannotSee, CannotBeMade, BrokenProcessPool):
                # It stays in the library without a small picture, and is not tried for ever.
                await self._note(asset, {})
                return
            await self._keep(asset, small, seen)
        await self.understand(asset)

    async def understand(self, asset: Mapping[str, Any]) -> None:
        """Store what is said of a file as a vector, for search by meaning."""
        said = " ".join((asset["title"], asset["alt"], " ".join(asset["tags"]))).strip()
        vectors = await asyncio.to_thread(self._tools.embedder.embed, [said])
        values = {
            "embedder": self._tools.embedder.id,
            "vector": vectors[0].astype("float16").tobytes(),
            "made_at": self._tools.clock.now(),
        }
        async with self._work.transaction() as session:
            rows = AssetRepository(session, self._work.workspace_id)
            if await rows.get(asset["id"]) is not None:
                library = LibraryRepository(session, self._work.workspace_id)
                await library.keep_meaning(asset["id"], values)

    async def _keep(self, asset: Mapping[str, Any], small: Path, seen: Seen) -> None:
        facts = await asyncio.to_thread(facts_of, small)
        stored_as = await self._tools.storage.put(pieces_of(small), lambda _: facts.mime)
        now, small_id = self._tools.clock.now(), new_id()
        values = {
            "id": small_id,
            "stored_as": stored_as,
            "sha256": stored_as,
            "origin": RENDITION,
            "source": RENDITION,
            "licence": asset["licence"],
            "created_at": now,
            "updated_at": now,
            "looked_at": now,
        }
        note = {"sha256": asset["sha256"], "recipe": THUMBNAIL, "cut": None, "created_at": now}
        async with self._work.transaction() as session:
            rows = AssetRepository(session, self._work.workspace_id)
            found = await rows.rendition(asset["sha256"], THUMBNAIL)
            if found is None:
                await rows.add(values | asdict(facts))
                await rows.add_rendition(note | {"asset_id": small_id})
                found = await rows.rendition(asset["sha256"], THUMBNAIL)
            if found is None:
                raise AssetNotFound("The small picture was removed while it was made")
            hashes = {"difference_hash": seen.difference, "frequency_hash": seen.frequency}
            await rows.change(asset["id"], hashes | {"thumbnail_id": found["id"], "looked_at": now})

    async def _note(self, asset: Mapping[str, Any], values: Mapping[str, Any]) -> None:
        async with self._work.transaction() as session:
            rows = AssetRepository(session, self._work.workspace_id)
            await rows.change(asset["id"], dict(values) | {"looked_at": self._tools.clock.now()})
        await self.understand(asset)
