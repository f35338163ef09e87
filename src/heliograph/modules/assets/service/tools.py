"""What every service of assets works with."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from heliograph.kit.clock import Clock
from heliograph.kit.database import Database, Row, UnitOfWork
from heliograph.kit.embeddings import Embedder, HashedEmbedder
from heliograph.kit.http import HTTPClient
from heliograph.kit.jobs import JobQueue
from heliograph.kit.pools import BlockingPool
from heliograph.kit.settings import UploadSettings
from heliograph.kit.storage import Storage
from heliograph.modules.assets.errors import AssetNotFound
from heliograph.modules.assets.repository import AssetRepository
from heliograph.modules.assets.sniff import EXTENSIONS

if TYPE_CHECKING:
    from heliograph.modules.assets.service.files import AssetsService

LINK_SECONDS = 3600
Owner = Callable[[AsyncSession, Sequence[str]], Awaitable[frozenset[str]]]
"""Tells which of these stored files belong to somebody else than the library, such as a cache;
asked in system work, so over all workspaces."""


@dataclass(frozen=True)
class AssetTools:
    """What every assets service works with, and how one is made for a unit of work."""

    storage: Storage
    clock: Clock
    media_url: str
    signing_key: bytes
    pool: BlockingPool = field(default_factory=lambda: BlockingPool(0))
    settings: UploadSettings = field(default_factory=UploadSettings)
    queue: JobQueue = field(default_factory=JobQueue)
    http: HTTPClient = field(default_factory=HTTPClient)
    embedder: Embedder = field(default_factory=HashedEmbedder)
    owners: tuple[Owner, ...] = ()

    def service(self, work: UnitOfWork) -> AssetsService:
        """The service over one unit of work."""
        # Files know their tools, and tools make services of files: one of the two comes late.
        from heliograph.modules.assets.service.files import AssetsService  # noqa: PLC0415

        return AssetsService(work, self)

    def path(self, file_id: UUID, mime: str) -> str:
        """The path under which the API serves a file; its signature cannot be guessed."""
        return f"/media/{file_id}/{self.signature(file_id)}.{EXTENSIONS.get(mime, 'bin')}"

    def url(self, file_id: UUID, mime: str) -> str:
        """The whole address, for platforms that fetch."""
        return self.media_url + self.path(file_id, mime)

    def signature(self, file_id: UUID) -> str:
        """What makes a file's address unguessable."""
        return hmac.new(self.signing_key, file_id.bytes, hashlib.sha256).hexdigest()[:32]

    def thumbnail(self, row: Row) -> str | None:
        """The path of a file's small picture, once it was made."""
        return self.path(row["thumbnail_id"], "image/webp") if row["thumbnail_id"] else None

    def preview(self, row: Row) -> str | None:
        """The path of a video's moving preview, once it was made."""
        return self.path(row["preview_id"], "image/webp") if row["preview_id"] else None

    def shown(self, row: Row) -> dict[str, str | None]:
        """The paths under which a file and its small pictures are served."""
        return {
            "url": self.path(file_id_of(row), row["mime"]),
            "thumbnail_url": self.thumbnail(row),
            "preview_url": self.preview(row),
        }

    async def find_public(
        self, database: Database, file_id: UUID, signature: str, *, small: bool = False
    ) -> PublicFile:
        """A file under its signed address, or its small picture once that was made; raises
        `AssetNotFound` for a wrong signature."""
        if not hmac.compare_digest(signature.encode(), self.signature(file_id).encode()):
            raise AssetNotFound("There is no such file")
        work = database.system_work()
        async with work.transaction() as session:
            found = await AssetRepository.small_of(session, file_id) if small else None
            row = await AssetRepository.anywhere(session, found or file_id)
        if row is None:
            raise AssetNotFound("There is no such file")
        is_whole = found is None
        return PublicFile(row["mime"], row["size"], row["stored_as"], self.storage, is_whole)

    async def link(self, file: PublicFile) -> str | None:
        """Where a reader may be sent instead, when the bytes lie in a bucket and a setting says
        so."""
        if not self.settings.bucket_links:
            return None
        return await self.storage.link(file.name, LINK_SECONDS)


@dataclass(frozen=True)
class PublicFile:
    """A file as anyone sees it who has its address. `name` changes with its content."""

    mime: str
    size: int
    name: str
    storage: Storage = field(repr=False)
    is_whole: bool = True
    """Whether it is the file itself, and not its small picture."""

    def part(self, start: int, length: int) -> AsyncIterator[bytes]:
        """Some of its bytes, streamed."""
        if (start, length) == (0, self.size):
            return self.storage.stream(self.name)
        return self.storage.stream_range(self.name, start, length)


def file_id_of(row: Row) -> UUID:
    """What a file's public address is made from."""
    found: UUID = row.get("file_id") or row["id"]
    return found
