"""Stored media: keep, find, and show to platforms under a signed address."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import AsyncIterable, AsyncIterator, Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any
from uuid import UUID

from heliograph.kit.clock import Clock
from heliograph.kit.database import Database, UnitOfWork
from heliograph.kit.ids import new_id
from heliograph.kit.pools import BlockingPool
from heliograph.kit.storage import Storage
from heliograph.modules.assets.adapt import Renditions
from heliograph.modules.assets.errors import AssetNotFound, CannotAdapt
from heliograph.modules.assets.facts import FileFacts, facts_of
from heliograph.modules.assets.incoming import MAX_BYTES, watched
from heliograph.modules.assets.repository import AssetRepository
from heliograph.modules.assets.sniff import EXTENSIONS
from heliograph.sdk.adapting import FilePlan, Wish, plan_file, plan_piece
from heliograph.sdk.connectors import MediaFile, OutgoingPost
from heliograph.sdk.errors import ContentRefused
from heliograph.sdk.manifest import ConnectorManifest
from heliograph.sdk.problems import Problem
from heliograph.sdk.rules import facts_of as facts_of_media
from heliograph.sdk.rules import piece_of

MOVING = ("duration_ms", "fps", "video_codec", "audio_codec")
Asset = dict[str, Any]


@dataclass(frozen=True)
class AssetTools:
    """What every assets service works with, and how one is made for a unit of work."""

    storage: Storage
    clock: Clock
    media_url: str
    signing_key: bytes
    pool: BlockingPool = field(default_factory=lambda: BlockingPool(0))
    max_bytes: int = MAX_BYTES

    def service(self, work: UnitOfWork) -> AssetsService:
        """The service over one unit of work."""
        return AssetsService(work, self)

    def path(self, asset_id: UUID, mime: str) -> str:
        """The path under which the API serves an asset; its signature cannot be guessed."""
        return f"/media/{asset_id}/{self.signature(asset_id)}.{EXTENSIONS.get(mime, 'bin')}"

    def url(self, asset_id: UUID, mime: str) -> str:
        """The whole address, for platforms that fetch."""
        return self.media_url + self.path(asset_id, mime)

    def signature(self, asset_id: UUID) -> str:
        """What makes an asset's address unguessable."""
        return hmac.new(self.signing_key, asset_id.bytes, hashlib.sha256).hexdigest()[:32]

    async def find_public(self, database: Database, asset_id: UUID, signature: str) -> PublicFile:
        """A file under its signed address; raises `AssetNotFound` for a wrong signature."""
        if not hmac.compare_digest(signature.encode(), self.signature(asset_id).encode()):
            raise AssetNotFound("There is no such file")
        work = database.system_work()
        async with work.transaction() as session:
            row = await AssetRepository.anywhere(session, asset_id)
        if row is None:
            raise AssetNotFound("There is no such file")
        return PublicFile(row["mime"], row["size"], row["stored_as"], self.storage)


@dataclass(frozen=True)
class PublicFile:
    """A file as anyone sees it who has its address. `name` changes with its content."""

    mime: str
    size: int
    name: str
    storage: Storage = field(repr=False)

    def part(self, start: int, length: int) -> AsyncIterator[bytes]:
        """Some of its bytes, streamed."""
        if (start, length) == (0, self.size):
            return self.storage.stream(self.name)
        return self.storage.stream_range(self.name, start, length)


@dataclass(frozen=True)
class Origin:
    """Where a file comes from and under which terms."""

    source: str
    licences: Mapping[str, str]
    alt: str = ""


@dataclass(frozen=True)
class Stored:
    """A file that lies in storage and is nobody's yet."""

    name: str
    facts: FileFacts


class AssetsService:
    """Files of one workspace."""

    def __init__(self, work: UnitOfWork, tools: AssetTools) -> None:
        self._work = work
        self._tools = tools
        self.renditions = Renditions(work, tools.storage, tools.pool, tools.clock)

    async def keep(self, data: bytes | AsyncIterable[bytes], origin: Origin) -> Asset:
        """Store a file; raises `FileRefused`, `FileTooLarge`, `StorageFull`."""
        return await self.add(await self.store(data), origin)

    async def store(self, data: bytes | AsyncIterable[bytes]) -> Stored:
        """Write a file's bytes as they come, never holding them; raises as `keep` does."""
        found: list[FileFacts] = []

        def look(path: Path) -> None:
            found.append(facts_of(path))

        name = await self._tools.storage.put(watched(data, self._tools.max_bytes), look)
        return Stored(name, found[0])

    async def add(self, stored: Stored, origin: Origin) -> Asset:
        """Make a stored file one of the workspace's."""
        asset_id = new_id()
        values = {
            "id": asset_id,
            "stored_as": stored.name,
            # Storage names a file by this very hash.
            "sha256": stored.name,
            "alt": origin.alt,
            "source": origin.source,
            "licences": dict(origin.licences),
            "created_at": self._tools.clock.now(),
        }
        async with self._work.transaction() as session:
            rows = AssetRepository(session, self._work.workspace_id)
            await rows.add(values | asdict(stored.facts))
        return await self.get(asset_id)

    async def get(self, asset_id: UUID) -> Asset:
        """One file's particulars with its address; raises `AssetNotFound`."""
        async with self._work.transaction() as session:
            row = await AssetRepository(session, self._work.workspace_id).get(asset_id)
        if row is None:
            raise AssetNotFound(f"There is no file {asset_id}")
        return dict(row) | {"url": self._tools.path(asset_id, row["mime"])}

    async def describe(self, asset_id: UUID, alt: str) -> Asset:
        """Say what is to be seen on a file; raises `AssetNotFound`."""
        async with self._work.transaction() as session:
            await AssetRepository(session, self._work.workspace_id).describe(asset_id, alt)
        return await self.get(asset_id)

    async def references(self, asset_ids: Sequence[UUID]) -> tuple[dict[str, Any], ...]:
        """What a post keeps of its media; raises `AssetNotFound`."""
        found = [await self.get(asset_id) for asset_id in asset_ids]
        kept = ("mime", "size", "width", "height", "alt", *MOVING)
        return tuple(
            {"asset_id": str(asset["id"])} | {name: asset[name] for name in kept} for asset in found
        )

    async def media_files(self, media: Sequence[Mapping[str, Any]]) -> tuple[MediaFile, ...]:
        """A post's media ready to be sent; raises `AssetNotFound`."""
        if not media:
            return ()
        ids = [UUID(one["asset_id"]) for one in media]
        async with self._work.transaction() as session:
            rows = await AssetRepository(session, self._work.workspace_id).many(ids)
        by_id = {row["id"]: row for row in rows}
        if missing := [asset_id for asset_id in ids if asset_id not in by_id]:
            raise AssetNotFound(f"There is no file {missing[0]}")
        return tuple(
            self._media_file(by_id[asset_id], one.get("alt") or "")
            for asset_id, one in zip(ids, media, strict=True)
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
            made = await self.renditions.of(await self.get(file.id), plan.recipe)
        except CannotAdapt as error:
            problem = Problem(place, "media.adapt", file.mime, plan.recipe.mime, error.remedy)
            raise ContentRefused(error.sentence(), [problem]) from error
        return self._media_file(made.asset, plan.facts.alt)

    def _media_file(self, row: Mapping[str, Any], alt: str) -> MediaFile:
        return MediaFile(
            id=row["id"],
            mime=row["mime"],
            size=row["size"],
            sha256=row["sha256"],
            read=_reader(self._tools.storage, row["stored_as"]),
            public_url=self._tools.url(row["id"], row["mime"]),
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
