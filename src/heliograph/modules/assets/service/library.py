"""The library: what is said of files, where they lie, and how they are found again."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement

from heliograph.kit.database import UnitOfWork
from heliograph.kit.embeddings import DIMENSIONS
from heliograph.modules.assets.library_repository import LibraryRepository
from heliograph.modules.assets.licences import checked
from heliograph.modules.assets.models import Asset as AssetTable
from heliograph.modules.assets.repository import AssetRepository
from heliograph.modules.assets.service.files import AssetsService
from heliograph.modules.assets.service.folders import FolderService
from heliograph.modules.assets.service.tools import AssetTools
from heliograph.modules.assets.values import Asset, AssetWish, tidied

MOST_ALIKE_BITS = 10
"""Of 64, in both ways of looking: what differs in more is another picture."""
MOST_ALIKE = 12
MOST_MEANINGS = 20_000
DEEP = 60
"""So many of each list count when the two are joined."""
LEAST_LIKENESS = 0.18
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Search:
    """What is looked for, and where."""

    query: str
    kind: str | None = None
    folder_id: UUID | None = None
    tag: str | None = None
    count: int = 20


class LibraryService:
    """The library of one workspace."""

    def __init__(self, work: UnitOfWork, tools: AssetTools) -> None:
        self._work = work
        self._tools = tools
        self._files = AssetsService(work, tools)
        self._folders = FolderService(work, tools)

    async def change(self, asset_id: UUID, wish: AssetWish, by: UUID | None) -> Asset:
        """Say anew what is given of a file; raises `AssetNotFound`, `FolderNotFound`."""
        await self._files.get(asset_id)
        if wish.moves and wish.folder_id is not None:
            await self._folders.get(wish.folder_id)
        now = self._tools.clock.now()
        values: dict[str, Any] = {"updated_at": now}
        if wish.alt is not None:
            values["alt"] = wish.alt
        if wish.title is not None:
            values["title"] = wish.title
        if wish.tags is not None:
            values["tags"] = tidied(wish.tags)
        if wish.licence is not None:
            licence = checked(wish.licence)
            values |= {"licence": licence.kind, "licence_note": licence.noted(by, now)}
        if wish.moves:
            values["folder_id"] = wish.folder_id
        return await self._set(asset_id, values)

    async def trash(self, asset_id: UUID) -> Asset:
        """Take a file out of the library; posts that use it keep it. It can be brought back."""
        await self._files.get(asset_id)
        return await self._set(asset_id, {"trashed_at": self._tools.clock.now()})

    async def bring_back(self, asset_id: UUID) -> Asset:
        """Put a file from the trash into the library again."""
        await self._files.get(asset_id)
        return await self._set(asset_id, {"trashed_at": None})

    async def alike(self, asset_id: UUID) -> list[tuple[Asset, float]]:
        """Pictures that look like one, with how much; none while nobody has looked at it."""
        asset = await self._files.get(asset_id)
        if asset["difference_hash"] is None:
            return []
        async with self._work.transaction() as session:
            rows = LibraryRepository(session, self._work.workspace_id)
            found = await rows.alike(asset, MOST_ALIKE_BITS, MOST_ALIKE)
            near = {one["id"]: 1 - (one["difference"] + one["frequency"]) / 128 for one in found}
            many = AssetRepository(session, self._work.workspace_id)
            by_id = {row["id"]: row for row in await many.many(list(near))}
        return [(self._files.with_address(by_id[one]), likeness) for one, likeness in near.items()]

    async def duplicates(self) -> list[dict[str, Any]]:
        """Contents that the library holds several times."""
        async with self._work.transaction() as session:
            rows = await LibraryRepository(session, self._work.workspace_id).same()
        return [dict(row) for row in rows]

    async def tags(self) -> list[dict[str, Any]]:
        """Tags with how many files carry them, the most used first."""
        async with self._work.transaction() as session:
            rows = await LibraryRepository(session, self._work.workspace_id).tags()
        return [dict(row) for row in rows]

    async def usage(self) -> dict[str, Any]:
        """How much room the workspace takes, and how much it has."""
        async with self._work.transaction() as session:
            rows = LibraryRepository(session, self._work.workspace_id)
            used = await rows.used_bytes(self._tools.clock.now())
            kinds = {row["kind"]: row["count"] for row in await rows.totals()}
        most = self._tools.settings.workspace_bytes
        names = {"image": "images", "video": "videos", "application": "documents"}
        return {"used_bytes": used, "limit_bytes": most or None} | {
            name: kinds.get(kind, 0) for kind, name in names.items()
        }

    async def search(self, search: Search) -> list[Asset]:
        """Files by words and by meaning, the best first."""
        limits = _limits(search)
        vector = await asyncio.to_thread(self._tools.embedder.embed, [search.query])
        async with self._work.transaction() as session:
            rows = LibraryRepository(session, self._work.workspace_id)
            words = words_of(search.query)
            by_words = await rows.by_words(words, limits, DEEP) if words else []
            known = await rows.meanings(self._tools.embedder.id, limits, MOST_MEANINGS)
            by_meaning = await asyncio.to_thread(_nearest, vector[0], known)
            best = joined(by_words, by_meaning)
            many = await AssetRepository(session, self._work.workspace_id).many(best)
        found = {row["id"]: row for row in many if row["trashed_at"] is None}
        best = [one for one in best if one in found][: search.count]
        return [self._files.with_address(found[one]) for one in best]

    async def _set(self, asset_id: UUID, values: Mapping[str, Any]) -> Asset:
        async with self._work.transaction() as session:
            rows = AssetRepository(session, self._work.workspace_id)
            await rows.change(asset_id, values)
        return await self._files.get(asset_id)


def words_of(query: str) -> str:
    """What is looked for, in PostgreSQL's words: every word, or what begins like it."""
    return " & ".join(f"{word}:*" for word in _WORD.findall(query.lower())[:20])


def joined(*lists: Sequence[UUID]) -> list[UUID]:
    """Several orders as one: what stands high in many stands highest (reciprocal ranks)."""
    score: dict[UUID, float] = {}
    for one in lists:
        for rank, asset_id in enumerate(one):
            score[asset_id] = score.get(asset_id, 0.0) + 1 / (60 + rank)
    return sorted(score, key=lambda asset_id: -score[asset_id])


def _nearest(vector: Any, known: tuple[list[UUID], bytes]) -> list[UUID]:
    ids, vectors = known
    import numpy as np  # noqa: PLC0415 - the API loads it with the first search by meaning

    rows = np.frombuffer(vectors, np.float16).reshape(-1, DIMENSIONS)
    likeness = rows.astype(np.float32) @ vector
    order = np.argsort(-likeness)[:DEEP]
    return [ids[at] for at in order if likeness[at] >= LEAST_LIKENESS]


def _limits(search: Search) -> list[ColumnElement[bool]]:
    limits: list[ColumnElement[bool]] = []
    if search.kind:
        limits.append(kind_is(search.kind))
    if search.folder_id:
        limits.append(AssetTable.folder_id == search.folder_id)
    if search.tag:
        limits.append(AssetTable.tags.op("?")(search.tag))
    return limits


def kind_is(kind: str) -> ColumnElement[bool]:
    """Whether a file is of a kind: image, video or document."""
    start = "application" if kind == "document" else kind
    return AssetTable.mime.startswith(f"{start}/")
