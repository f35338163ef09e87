"""Files named by their content, in a local folder or in an S3 bucket.

A file appears whole or not at all: bytes go to a draft first, whose hash becomes the name. The
same content stored twice is one file.
"""

from __future__ import annotations

import asyncio
import errno
import hashlib
import os
import re
import secrets
from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import FileIO
from pathlib import Path

import obstore
from obstore.exceptions import BaseError
from obstore.store import LocalStore, ObjectStore, S3Store, from_url

from heliograph.kit.errors import AppError, NotFound

_NAME = re.compile(r"[0-9a-f]{64}")
_PART = re.compile(r"part-[0-9a-f]{32}")
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_CHUNK = 1 << 18
FOR_EVER = "public, max-age=31536000, immutable"
"""How long caches may keep a file whose name changes with its content."""


class StorageFull(AppError):
    """There is no room for the file."""

    code = "storage.full"
    status = 507
    title = "The disk is full"
    remedy = "Free some space where Heliograph keeps its files and send it again; nothing was lost."


class StorageTrouble(AppError):
    """The place where files are kept does not answer."""

    code = "storage.unreachable"
    status = 503
    title = "The file storage cannot be reached"
    remedy = "Check the storage address and its credentials, then try again."


class FileMissing(NotFound):
    """No file of that name is stored."""

    code = "storage.missing"
    title = "No such file"


@dataclass(frozen=True)
class StoredFile:
    """A file that lies in storage, whoever it belongs to."""

    name: str
    size: int
    modified_at: datetime


class Storage:
    """Stored files of one instance. Names are the SHA-256 of the content, in hexadecimal.

    `folder` is where local files and drafts live; `url` (`s3://bucket/prefix`) keeps the files
    themselves in a bucket instead.
    """

    def __init__(self, folder: Path, url: str = "") -> None:
        self._folder = folder
        self._drafts = folder / ".drafts"
        self._drafts.mkdir(parents=True, exist_ok=True)
        self._local = not url
        self._store: ObjectStore = from_url(url) if url else LocalStore(folder)

    async def put(
        self, data: bytes | AsyncIterable[bytes], look: Callable[[Path], str | None] | None = None
    ) -> str:
        """Store bytes or a stream and return the name; raises `StorageFull`.

        `look` is given the whole file, in a thread, before it is kept; what it raises is raised
        here, and then nothing is kept. The type it returns is what a bucket serves the file as.
        """
        with self.scratch() as draft:
            name = await self._write_draft(draft, data)
            mime = await asyncio.to_thread(look, draft) if look is not None else None
            with _plain_words():
                await self._settle(draft, name, mime)
        return name

    async def put_part(self, data: bytes) -> str:
        """Store a piece of a file that has not arrived whole, and return the piece's name. It is
        read and deleted like a file; raises `StorageFull`."""
        name = f"part-{secrets.token_hex(16)}"
        with self.scratch() as draft:
            await self._write_draft(draft, data)
            with _plain_words():
                await self._settle(draft, name, None)
        return name

    async def stored(self) -> AsyncIterator[StoredFile]:
        """Every file and piece that lies here, in no order; for clean-ups."""
        with _plain_words():
            async for page in obstore.list(self._store):
                for one in page:
                    name = one["path"].rpartition("/")[2]
                    if _NAME.fullmatch(name) or _PART.fullmatch(name):
                        yield StoredFile(name, one["size"], one["last_modified"])

    async def link(self, name: str, seconds: int) -> str | None:
        """An address at the bucket itself under which anybody can read the file for a while; None
        for local files."""
        place = _place(name)
        if self._local or not isinstance(self._store, S3Store):
            return None
        with _plain_words():
            return str(
                await obstore.sign_async(self._store, "GET", place, timedelta(seconds=seconds))
            )

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """A place for a file while it is made; what lies there afterwards is removed."""
        draft = self._drafts / secrets.token_hex(16)
        try:
            yield draft
        finally:
            draft.unlink(missing_ok=True)

    async def fetch(self, name: str, place: Path) -> None:
        """Write a stored file to a place on this machine, for tools that want a path; a local
        file is linked there, not copied. Raises `FileMissing`."""
        stored = self.local_path(name)
        if stored is not None:
            with _plain_words():
                await asyncio.to_thread(_link, place, stored)
            return
        await self._write_draft(place, self.stream(name))

    async def stream(self, name: str) -> AsyncIterator[bytes]:
        """The content in pieces; raises `FileMissing` before the first one."""
        place = _place(name)
        with _plain_words():
            answer = await obstore.get_async(self._store, place)
            async for chunk in answer.stream(min_chunk_size=_CHUNK):
                yield bytes(chunk)

    async def stream_range(self, name: str, start: int, length: int) -> AsyncIterator[bytes]:
        """`length` bytes from `start` in pieces; raises `FileMissing` before the first one."""
        place = _place(name)
        with _plain_words():
            span = {"range": (start, start + length)}
            answer = await obstore.get_async(self._store, place, options=span)  # type: ignore[arg-type]  # reason: a TypedDict with one key
            async for chunk in answer.stream(min_chunk_size=_CHUNK):
                yield bytes(chunk)

    async def read(self, name: str) -> bytes:
        """The whole content, for files that are known to be small."""
        return b"".join([chunk async for chunk in self.stream(name)])

    async def size(self, name: str) -> int:
        """Bytes of a file; raises `FileMissing`."""
        with _plain_words():
            return int((await obstore.head_async(self._store, _place(name)))["size"])

    async def exists(self, name: str) -> bool:
        """Whether a file of that name is stored."""
        try:
            await self.size(name)
        except FileMissing:
            return False
        return True

    async def delete(self, name: str) -> None:
        """Remove a file; no error when it is already gone."""
        place = _place(name)
        try:
            with _plain_words():
                await obstore.delete_async(self._store, place)
        except FileMissing:
            return

    def local_path(self, name: str) -> Path | None:
        """Where the file lies on this machine, for tools that want a path; None in a bucket."""
        return self._folder / _place(name) if self._local else None

    def sweep_drafts(self, older_than_seconds: float, now: float) -> int:
        """Remove drafts that a killed process left; returns how many."""
        left = [file for file in self._drafts.iterdir() if _is_older(file, now, older_than_seconds)]
        for file in left:
            file.unlink(missing_ok=True)
        return len(left)

    async def _write_draft(self, draft: Path, data: bytes | AsyncIterable[bytes]) -> str:
        digest = hashlib.sha256()
        chunks = _single(data) if isinstance(data, bytes) else data
        with _plain_words():
            file = draft.open("wb", buffering=0)
        with file:
            # Only our own writing is put in plain words: what the source raises is its own.
            async for chunk in chunks:
                with _plain_words():
                    await asyncio.to_thread(_write, file, digest, chunk)
            with _plain_words():
                await asyncio.to_thread(os.fsync, file.fileno())
        return digest.hexdigest()

    async def _settle(self, draft: Path, name: str, mime: str | None) -> None:
        if not self._local:
            # Behind the bucket a CDN may stand: it must know what it has and that it may keep it.
            told = {"Cache-Control": FOR_EVER} | ({"Content-Type": mime} if mime else {})
            attributes = None if _PART.fullmatch(name) else told
            await obstore.put_async(self._store, _place(name), draft, attributes=attributes)
            return
        final = self._folder / _place(name)
        await asyncio.to_thread(_rename, draft, final)


async def _single(data: bytes) -> AsyncIterator[bytes]:
    yield data


def _write(file: FileIO, digest: hashlib._Hash, chunk: bytes) -> None:
    digest.update(chunk)
    left = memoryview(chunk)
    while left:
        left = left[file.write(left) :]


def _link(place: Path, stored: Path) -> None:
    place.symlink_to(stored.resolve(strict=True))


def _rename(draft: Path, final: Path) -> None:
    final.parent.mkdir(parents=True, exist_ok=True)
    draft.replace(final)
    # A row may name this file at once: the name must survive a power cut like the row does.
    folder = os.open(final.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _place(name: str) -> str:
    if _PART.fullmatch(name):
        return f"parts/{name[5:7]}/{name}"
    if not _NAME.fullmatch(name):
        raise FileMissing(f"{name[:80]!r} is not the name of a stored file")
    return f"{name[:2]}/{name[2:4]}/{name}"


def _is_older(file: Path, now: float, seconds: float) -> bool:
    try:
        return now - file.stat().st_mtime > seconds
    except FileNotFoundError:
        return False


@contextmanager
def _plain_words() -> Iterator[None]:
    """Turn the operating system's and the bucket's errors into ours."""
    try:
        yield
    except FileNotFoundError as error:
        raise FileMissing("the file is not stored here") from error
    except OSError as error:
        if error.errno in _FULL:
            raise StorageFull("there is no room left for the file") from error
        raise StorageTrouble(f"the file could not be stored or read: {error.strerror}") from error
    except BaseError as error:
        raise StorageTrouble("the bucket refused or did not answer") from error
