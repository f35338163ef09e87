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

THUMBNAIL, PREVIEW = "thumbnail-480", "preview-320"
"""Stand for the recipes of small pictures and of moving ones."""


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
        scratch = self._tools.storage.scratch
        with scratch() as source, scratch() as small, scratch() as moving:
            await self._tools.storage.fetch(asset["stored_as"], source)
            look = Look(source, asset["mime"], small, moving)
            try:
                seen = await self._tools.pool.run(look_at, look)
            except (CannotSee, CannotBeMade, BrokenProcessPool):
                # It stays in the library without a small picture, and is not tried for ever.
                await self._note(asset, {})
                return
            await self._keep(asset, look, seen)
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

    async def _keep(self, asset: Mapping[str, Any], look: Look, seen: Seen) -> None:
        found = {
            "thumbnail_id": await self._stored(asset, look.thumbnail, THUMBNAIL),
            "difference_hash": seen.difference,
            "frequency_hash": seen.frequency,
            "looked_at": self._tools.clock.now(),
        }
        if seen.moves and look.preview is not None:
            found["preview_id"] = await self._stored(asset, look.preview, PREVIEW)
        async with self._work.transaction() as session:
            await AssetRepository(session, self._work.workspace_id).change(asset["id"], found)

    async def _stored(self, asset: Mapping[str, Any], file: Path, recipe: str) -> UUID:
        """Keep a small picture of a file, once for each content; gives its id."""
        facts = await asyncio.to_thread(facts_of, file)
        stored_as = await self._tools.storage.put(pieces_of(file), lambda _: facts.mime)
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
        note = {"sha256": asset["sha256"], "recipe": recipe, "cut": None, "created_at": now}
        async with self._work.transaction() as session:
            rows = AssetRepository(session, self._work.workspace_id)
            found = await rows.rendition(asset["sha256"], recipe)
            if found is None:
                await rows.add(values | asdict(facts))
                await rows.add_rendition(note | {"asset_id": small_id})
                found = await rows.rendition(asset["sha256"], recipe)
            if found is None:
                raise AssetNotFound("The small picture was removed while it was made")
            kept: UUID = found["id"]
        return kept

    async def _note(self, asset: Mapping[str, Any], values: Mapping[str, Any]) -> None:
        async with self._work.transaction() as session:
            rows = AssetRepository(session, self._work.workspace_id)
            await rows.change(asset["id"], dict(values) | {"looked_at": self._tools.clock.now()})
        await self.understand(asset)
