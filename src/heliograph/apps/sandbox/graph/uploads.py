"""The upload host of the Graph API: bytes of a video, at once or in pieces, or from an address."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import ClientDisconnect, Request

from heliograph.apps.sandbox.answers import Refusal
from heliograph.apps.sandbox.graph.fetching import FetchFailed, fetch_file
from heliograph.apps.sandbox.media import Stored
from heliograph.apps.sandbox.store import JSON
from heliograph.apps.sandbox.world import World

DONE: dict[str, JSON] = {"success": True, "message": "Upload successful."}


def upload_refused(kind: str, message: str, *, retriable: bool = False) -> Refusal:
    """The upload host has an error body of its own."""
    info = {"retriable": retriable, "type": kind, "message": message}
    return Refusal(400, {"debug_info": info})


def token_of(request: Request) -> str:
    """The token in `Authorization: OAuth …`."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "oauth" else ""


@dataclass(frozen=True)
class Received:
    """How much of the file is there now, and the file once it is whole."""

    bytes: int
    stored: Stored | None = None


class UploadShelf:
    """Unfinished uploads, each a file that grows until all of it has come."""

    def __init__(self, world: World, name: str) -> None:
        self._world = world
        self._folder = world.media.folder / "uploads" / name

    def size(self, upload_id: str) -> int:
        """How many bytes have come."""
        path = self._path(upload_id)
        return path.stat().st_size if path.exists() else 0

    async def receive(self, request: Request, upload_id: str) -> Received:
        """One request to an upload's address."""
        url = request.headers.get("file_url")
        if url:
            try:
                stored = await fetch_file(self._world, url)
            except FetchFailed:
                words = "The file could not be fetched from file_url."
                raise upload_refused("ProcessingFailedError", words) from None
            return Received(stored.size, stored)
        offset, size = _number(request, "offset"), _number(request, "file_size")
        there = self.size(upload_id)
        # Only offset 0 may begin anew; every other must go on where the last piece ended.
        if offset not in (0, there):
            words = f"The offset must be {there}, not {offset}."
            raise upload_refused("OffsetInvalidError", words, retriable=True)
        try:
            await self._write(upload_id, offset, request.stream())
        except ClientDisconnect:
            # What has come is kept: the caller may go on behind it.
            raise upload_refused("PartialRequestError", "Broken off.", retriable=True) from None
        there = self.size(upload_id)
        if there > size:
            raise upload_refused("ProcessingFailedError", "More came than file_size says.")
        if there < size:
            return Received(there)
        return Received(there, await self.whole(upload_id))

    def append(self, upload_id: str, piece: bytes) -> int:
        """Lay one more piece behind what there is; how many bytes have come now."""
        path = self._path(upload_id)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as file:
            file.write(piece)
        return self.size(upload_id)

    async def whole(self, upload_id: str) -> Stored:
        """The upload as a file; its pieces are gone then."""
        data = await asyncio.to_thread(self._path(upload_id).read_bytes)
        stored = await asyncio.to_thread(self._world.media.keep, data)
        self._path(upload_id).unlink()
        return stored

    async def _write(self, upload_id: str, offset: int, stream: AsyncIterator[bytes]) -> None:
        path = self._path(upload_id)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab" if offset else "wb") as file:
            async for piece in stream:
                file.write(piece)

    def _path(self, upload_id: str) -> Path:
        return self._folder / f"{int(upload_id)}.part"


def _number(request: Request, header: str) -> int:
    value = request.headers.get(header, "")
    if not value.isdigit():
        raise upload_refused("HeadersError", f"The header {header} must be a number.")
    return int(value)
