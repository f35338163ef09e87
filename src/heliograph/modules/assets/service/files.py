"""Stored media: keep, find, and show to platforms under a signed address."""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator, Callable, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any
from uuid import UUID

from heliograph.kit.database import UnitOfWork
from heliograph.kit.ids import new_id
from heliograph.kit.storage import Storage
from heliograph.modules.assets.adapt import Renditions
from heliograph.modules.assets.errors import AssetNotFound, CannotAdapt, FolderNotFound
from heliograph.modules.assets.facts import FileFacts, facts_of
from heliograph.modules.assets.incoming import watched
from heliograph.modules.assets.licences import checked, credit_of
from heliograph.modules.assets.repository import AssetRepository
from heliograph.modules.assets.service.room import check_room
from heliograph.modules.assets.service.tools import AssetTools, file_id_of
from heliograph.modules.assets.values import GENERATED, MOVING, Asset, Origin, Stored, tidied
from heliograph.sdk.adapting import FilePlan, Wish, plan_file, plan_piece
from heliograph.sdk.connectors import MediaFile, OutgoingPost
from heliograph.sdk.errors import ContentRefused
from heliograph.sdk.manifest import ConnectorManifest
from heliograph.sdk.problems import Problem
from heliograph.sdk.rules import facts_of as facts_of_media
from heliograph.sdk.rules import piece_of

LOOK_JOB = "assets.look"


class AssetsService:
    """Files of one workspace."""

    def __init__(self, work: UnitOfWork, tools: AssetTools) -> None:
        self._work = work
        self._tools = tools
        self.renditions = Renditions(work, tools.storage, tools.pool, tools.clock)

    async def keep(self, data: bytes | AsyncIterable[bytes], origin: Origin) -> Asset:
        """Store a file; raises `FileRefused`, `FileTooLarge`, `QuotaReached`, `StorageFull`."""
        return await self.add(await self.store(data), origin)

    async def store(self, data: bytes | AsyncIterable[bytes], most: int | None = None) -> Stored:
        """Write a file's bytes as they come, never holding them; raises as `keep` does."""
        found: list[FileFacts] = []

        def look(path: Path) -> str:
            found.append(facts_of(path))
            return found[0].mime

        limit = most or self._tools.settings.max_bytes
        name = await self._tools.storage.put(watched(data, limit), look)
        return Stored(name, found[0])

    async def add(self, stored: Stored, origin: Origin) -> Asset:
        """Make a stored file one of the workspace's."""
        now, asset_id = self._tools.clock.now(), new_id()
        licence = checked(origin.licence_or(own_work=self._tools.settings.own_work))
        values = {
            "id": asset_id,
            "stored_as": stored.name,
            # Storage names a file by this very hash.
            "sha256": stored.name,
            "alt": origin.alt,
            "title": origin.title[:300],
            "tags": tidied(origin.tags),
            "folder_id": origin.folder_id,
            "origin": origin.kind,
            "source": origin.source,
            "source_url": origin.url,
            "licence": licence.kind,
            "licence_note": licence.noted(origin.by, now),
            "licences": dict(origin.licences),
            "created_by": origin.by,
            "created_at": now,
            "updated_at": now,
        }
        async with self._work.transaction() as session:
            rows = AssetRepository(session, self._work.workspace_id)
            if origin.folder_id is not None and not await rows.has_folder(origin.folder_id):
                raise FolderNotFound(f"There is no folder {origin.folder_id}")
            if origin.kind != GENERATED:
                await check_room(session, self._work.workspace_id, self._tools, stored.facts.size)
            await rows.add(values | asdict(stored.facts))
            if origin.kind != GENERATED:
                # What was generated here is many and known; it waits for a quiet minute.
                await self._look_soon(asset_id)
        return await self.get(asset_id)

    async def get(self, asset_id: UUID) -> Asset:
        """One file's particulars with its address; raises `AssetNotFound`."""
        async with self._work.transaction() as session:
            row = await AssetRepository(session, self._work.workspace_id).get(asset_id)
        if row is None:
            raise AssetNotFound(f"There is no file {asset_id}")
        return self.with_address(row)

    async def same_as(self, asset: Mapping[str, Any]) -> list[UUID]:
        """Other files of the library with the very same content, the oldest first."""
        async with self._work.transaction() as session:
            rows = AssetRepository(session, self._work.workspace_id)
            return [one for one in await rows.with_content(asset["sha256"]) if one != asset["id"]]

    async def describe(self, asset_id: UUID, alt: str) -> Asset:
        """Say what is to be seen on a file; raises `AssetNotFound`."""
        async with self._work.transaction() as session:
            rows = AssetRepository(session, self._work.workspace_id)
            await rows.change(asset_id, {"alt": alt, "updated_at": self._tools.clock.now()})
        return await self.get(asset_id)

    async def unlicensed(self, asset_ids: Sequence[UUID]) -> list[str]:
        """The names of those files whose licence nobody has stated, in their order; nothing is
        published with them. A file that is not there counts as one, and comes first."""
        rows = await self._many(asset_ids)
        missing = [f"the missing file {one}" for one in asset_ids if one not in rows]
        there = [rows[one] for one in dict.fromkeys(asset_ids) if one in rows]
        unknown = [row for row in there if row["licence"] == "unknown"]
        return missing + [row["title"] or row["alt"][:60] or str(row["id"]) for row in unknown]

    async def credits(self, asset_ids: Sequence[UUID]) -> list[str]:
        """The lines of thanks that the licences of these files ask for."""
        rows = await self._many(asset_ids)
        lines = (credit_of(rows[one]) for one in asset_ids if one in rows)
        return list(dict.fromkeys(line for line in lines if line))

    async def references(self, asset_ids: Sequence[UUID]) -> tuple[dict[str, Any], ...]:
        """What a post keeps of its media; raises `AssetNotFound`. A post keeps the version that
        was looked at, whatever becomes of the file afterwards."""
        found = [await self.get(asset_id) for asset_id in asset_ids]
        kept = ("mime", "size", "width", "height", "alt", *MOVING)
        return tuple(
            {"asset_id": str(asset["id"]), "file_id": str(file_id_of(asset))}
            | {name: asset[name] for name in kept}
            for asset in found
        )

    async def note_use(self, asset_ids: Sequence[UUID]) -> None:
        """Remember that a post took these files."""
        if not asset_ids:
            return
        async with self._work.transaction() as session:
            rows = AssetRepository(session, self._work.workspace_id)
            await rows.note_use(asset_ids, self._tools.clock.now())

    async def file_of(self, kept: Mapping[str, Any]) -> Asset:
        """The version of a file that a post keeps; raises `AssetNotFound`."""
        return (await self._files([kept]))[0]

    async def media_files(self, media: Sequence[Mapping[str, Any]]) -> tuple[MediaFile, ...]:
        """A post's media ready to be sent; raises `AssetNotFound`."""
        rows = await self._files(media)
        return tuple(
            self._media_file(row, one.get("alt") or "")
            for row, one in zip(rows, media, strict=True)
        )

    async def fitted(
        self, post: OutgoingPost, manifest: ConnectorManifest, extras: Mapping[str, Any]
    ) -> OutgoingPost:
        """The post with its files in a form the platform takes, made where they are not there
        yet; call it with no transaction open. Raises `ContentRefused` where nothing can be made."""
        wish = wish_of(extras)
        plan = plan_piece(manifest, piece_of(post), wish)
        media = [
            await self._fitted(file, one, f"media[{index}]")
            for index, (file, one) in enumerate(zip(post.media, plan.files, strict=True))
        ]
        cover = post.cover
        if cover is not None and manifest.cover is not None:
            facts = facts_of_media(cover)
            one = plan_file(manifest.name, manifest.cover.file, facts, "cover", wish)
            cover = await self._fitted(cover, one, "cover")
        return replace(post, media=tuple(media), cover=cover)

    async def _fitted(self, file: MediaFile, plan: FilePlan, place: str) -> MediaFile:
        if plan.recipe is None:
            return replace(file, alt=plan.facts.alt)
        try:
            made = await self.renditions.of(await self._original(file), plan.recipe)
        except CannotAdapt as error:
            problem = Problem(place, "media.adapt", file.mime, plan.recipe.mime, error.remedy)
            raise ContentRefused(error.sentence(), [problem]) from error
        return self._media_file(made.asset, plan.facts.alt)

    async def _original(self, file: MediaFile) -> Asset:
        """What a rendition of this very content is made from."""
        asset = await self.get(file.id)
        if asset["sha256"] == file.sha256:
            return asset
        # The file has a newer version by now; storage names contents by their hash.
        return asset | {"sha256": file.sha256, "stored_as": file.sha256}

    async def _many(self, asset_ids: Sequence[UUID]) -> dict[UUID, Asset]:
        if not asset_ids:
            return {}
        async with self._work.transaction() as session:
            rows = await AssetRepository(session, self._work.workspace_id).many(asset_ids)
        return {row["id"]: dict(row) for row in rows}

    async def _files(self, media: Sequence[Mapping[str, Any]]) -> list[Asset]:
        """The files that a post keeps, each in its version."""
        current = await self._many([UUID(one["asset_id"]) for one in media])
        found = []
        for one in media:
            row = current.get(UUID(one["asset_id"]))
            if row is None:
                raise AssetNotFound(f"There is no file {one['asset_id']}")
            wanted = UUID(one.get("file_id") or one["asset_id"])
            if wanted != file_id_of(row):
                row = row | await self._earlier(wanted)
            found.append(self.with_address(row))
        return found

    async def _earlier(self, file_id: UUID) -> Asset:
        async with self._work.transaction() as session:
            row = await AssetRepository(session, self._work.workspace_id).earlier(file_id)
        if row is None:
            raise AssetNotFound(f"There is no file {file_id}")
        return dict(row)

    async def _look_soon(self, asset_id: UUID) -> None:
        args = {"workspace_id": str(self._work.workspace_id), "asset_id": str(asset_id)}
        await self._tools.queue.enqueue(
            self._work.session, LOOK_JOB, args, key=f"look:{asset_id}:{new_id()}"
        )

    def with_address(self, row: Mapping[str, Any]) -> Asset:
        """A file's row with the paths under which it and its small pictures are served."""
        return dict(row) | self._tools.shown(row)

    def _media_file(self, row: Mapping[str, Any], alt: str) -> MediaFile:
        return MediaFile(
            id=row["id"],
            mime=row["mime"],
            size=row["size"],
            sha256=row["sha256"],
            read=_reader(self._tools.storage, row["stored_as"]),
            public_url=self._tools.url(file_id_of(row), row["mime"]),
            width=row["width"],
            height=row["height"],
            alt=alt or row["alt"],
            read_range=_range_reader(self._tools.storage, row["stored_as"]),
            **{name: row[name] for name in MOVING},
        )


def wish_of(extras: Mapping[str, Any]) -> Wish:
    """How the author of a post wants its files adapted, from what the post keeps."""
    usual = Wish()
    return Wish(extras.get("fit") or usual.fit, extras.get("background") or usual.background)


def _range_reader(storage: Storage, name: str) -> Callable[[int, int], AsyncIterator[bytes]]:
    return lambda start, length: storage.stream_range(name, start, length)


def _reader(storage: Storage, name: str) -> Callable[[], AsyncIterator[bytes]]:
    return lambda: storage.stream(name)
