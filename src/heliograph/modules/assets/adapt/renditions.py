"""Makes renditions beside the event loop, and finds those that were made before."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from heliograph.kit.clock import Clock
from heliograph.kit.database import UnitOfWork
from heliograph.kit.ids import new_id
from heliograph.kit.pools import BlockingPool
from heliograph.kit.storage import Storage
from heliograph.modules.assets.adapt.making import CannotBeMade, Cut, Job, make
from heliograph.modules.assets.errors import CannotAdapt
from heliograph.modules.assets.facts import FileFacts, facts_of
from heliograph.modules.assets.repository import AssetRepository
from heliograph.sdk.adapting import Recipe

SOURCE = "rendition"
PIECE = 1 << 20


@dataclass(frozen=True)
class Rendition:
    """A made file: its row, and the part of the original that stays where it was cut."""

    asset: Mapping[str, Any]
    cut: Cut | None


class Renditions:
    """Forms of the files of one workspace, each made once for a content and a recipe."""

    def __init__(
        self, work: UnitOfWork, storage: Storage, pool: BlockingPool, clock: Clock
    ) -> None:
        self._work = work
        self._storage = storage
        self._pool = pool
        self._clock = clock

    async def of(self, original: Mapping[str, Any], recipe: Recipe) -> Rendition:
        """The rendition of a file, made if it is not there yet; raises `CannotAdapt`.

        Called with no transaction open: a video may take minutes.
        """
        found = await self.found(original["sha256"], recipe)
        return found or await self._made(original, recipe)

    async def found(self, sha256: str, recipe: Recipe) -> Rendition | None:
        """The rendition if it was made before."""
        async with self._work.transaction() as session:
            rows = AssetRepository(session, self._work.workspace_id)
            row = await rows.rendition(sha256, recipe.key)
        if row is None:
            return None
        return Rendition(row, Cut(**row["cut"]) if row["cut"] else None)

    async def _made(self, original: Mapping[str, Any], recipe: Recipe) -> Rendition:
        with self._storage.scratch() as source, self._storage.scratch() as target:
            await self._storage.fetch(original["stored_as"], source)
            try:
                cut = await self._pool.run(make, Job(source, target, recipe))
            except CannotBeMade as error:
                raise CannotAdapt(f"Of this file {error}") from error
            facts = await asyncio.to_thread(facts_of, target)
            stored_as = await self._storage.put(pieces_of(target))
        await self._keep(original, recipe, _Made(stored_as, facts, cut))
        found = await self.found(original["sha256"], recipe)
        if found is None:
            raise CannotAdapt("The rendition was removed while it was made")
        return found

    async def _keep(self, original: Mapping[str, Any], recipe: Recipe, made: _Made) -> None:
        now, asset_id = self._clock.now(), new_id()
        values = {
            "id": asset_id,
            "stored_as": made.stored_as,
            "sha256": made.stored_as,
            "alt": original["alt"],
            "origin": SOURCE,
            "source": SOURCE,
            "licence": original["licence"],
            "licences": dict(original["licences"]),
            "created_at": now,
            "updated_at": now,
            "looked_at": now,
        }
        note = {
            "sha256": original["sha256"],
            "recipe": recipe.key,
            "asset_id": asset_id,
            "cut": asdict(made.cut) if made.cut else None,
            "created_at": now,
        }
        async with self._work.transaction() as session:
            rows = AssetRepository(session, self._work.workspace_id)
            await rows.add(values | asdict(made.facts))
            await rows.add_rendition(note)


@dataclass(frozen=True)
class _Made:
    stored_as: str
    facts: FileFacts
    cut: Cut | None


async def pieces_of(path: Path) -> AsyncIterator[bytes]:
    """A file on this machine, piece by piece."""
    with path.open("rb") as file:
        while piece := await asyncio.to_thread(file.read, PIECE):
            yield piece
