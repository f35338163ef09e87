"""Stored media: keep, find, and show to platforms under a signed address."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from heliograph.kit.clock import Clock
from heliograph.kit.database import Database, UnitOfWork
from heliograph.kit.ids import new_id
from heliograph.kit.storage import Storage
from heliograph.modules.assets.errors import AssetNotFound, FileRefused, FileTooLarge
from heliograph.modules.assets.probe import probe
from heliograph.modules.assets.repository import AssetRepository
from heliograph.modules.assets.sniff import EXTENSIONS, HEAD_BYTES, kind_of
from heliograph.sdk.connectors import MediaFile

MAX_BYTES = 200_000_000
MAX_PIXELS = 60_000_000
MOVING = ("duration_ms", "fps", "video_codec", "audio_codec")
Asset = dict[str, Any]


@dataclass(frozen=True)
class AssetTools:
    """What every assets service works with, and how one is made for a unit of work."""

    storage: Storage
    clock: Clock
    media_url: str
    signing_key: bytes

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

    async def open_public(
        self, database: Database, asset_id: UUID, signature: str
    ) -> tuple[str, int, AsyncIterator[bytes]]:
        """Type, size and bytes of a signed asset; raises `AssetNotFound` for a wrong signature."""
        if not hmac.compare_digest(signature.encode(), self.signature(asset_id).encode()):
            raise AssetNotFound("There is no such file")
        work = database.system_work()
        async with work.transaction() as session:
            row = await AssetRepository.anywhere(session, asset_id)
        if row is None:
            raise AssetNotFound("There is no such file")
        return row["mime"], row["size"], self.storage.stream(row["stored_as"])


@dataclass(frozen=True)
class Origin:
    """Where a file comes from and under which terms."""

    source: str
    licences: Mapping[str, str]
    alt: str = ""


class AssetsService:
    """Files of one workspace."""

    def __init__(self, work: UnitOfWork, tools: AssetTools) -> None:
        self._work = work
        self._tools = tools

    async def keep(self, data: bytes, origin: Origin) -> Asset:
        """Store a file; raises `FileRefused`, `FileTooLarge`, `StorageFull`."""
        kind = kind_of(data[:HEAD_BYTES])
        if kind is None:
            raise FileRefused("The file is no picture or video that is known here")
        if len(data) > MAX_BYTES:
            raise FileTooLarge(f"{len(data)} bytes, allowed {MAX_BYTES}")
        if (kind.width or 0) * (kind.height or 0) > MAX_PIXELS:
            raise FileTooLarge(f"{kind.width} × {kind.height} pixels, allowed {MAX_PIXELS}")
        video = await asyncio.to_thread(probe, data) if kind.mime == "video/mp4" else None
        stored_as = await self._tools.storage.put(data)
        asset_id = new_id()
        async with self._work.transaction() as session:
            await AssetRepository(session, self._work.workspace_id).add(
                {
                    "id": asset_id,
                    "stored_as": stored_as,
                    "sha256": hashlib.sha256(data).hexdigest(),
                    "mime": kind.mime,
                    "size": len(data),
                    "width": video.width if video else kind.width,
                    "height": video.height if video else kind.height,
                    "duration_ms": video.duration_ms if video else None,
                    "fps": video.fps if video else None,
                    "video_codec": video.video_codec if video else None,
                    "audio_codec": video.audio_codec if video else None,
                    "alt": origin.alt,
                    "source": origin.source,
                    "licences": dict(origin.licences),
                    "created_at": self._tools.clock.now(),
                }
            )
        return await self.get(asset_id)

    async def get(self, asset_id: UUID) -> Asset:
        """One file's particulars with its address; raises `AssetNotFound`."""
        async with self._work.transaction() as session:
            row = await AssetRepository(session, self._work.workspace_id).get(asset_id)
        if row is None:
            raise AssetNotFound(f"There is no file {asset_id}")
        return dict(row) | {"url": self._tools.path(asset_id, row["mime"])}

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
            self._media_file(by_id[asset_id], one) for asset_id, one in zip(ids, media, strict=True)
        )

    def _media_file(self, row: Mapping[str, Any], wanted: Mapping[str, Any]) -> MediaFile:
        return MediaFile(
            id=row["id"],
            mime=row["mime"],
            size=row["size"],
            sha256=row["sha256"],
            read=_reader(self._tools.storage, row["stored_as"]),
            public_url=self._tools.url(row["id"], row["mime"]),
            width=row["width"],
            height=row["height"],
            alt=wanted.get("alt") or row["alt"],
            read_range=_range_reader(self._tools.storage, row["stored_as"]),
            **{name: row[name] for name in MOVING},
        )


def _range_reader(storage: Storage, name: str) -> Callable[[int, int], AsyncIterator[bytes]]:
    return lambda start, length: storage.stream_range(name, start, length)


def _reader(storage: Storage, name: str) -> Callable[[], AsyncIterator[bytes]]:
    return lambda: storage.stream(name)
