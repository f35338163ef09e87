"""Bytes on their way into storage: judged as soon as enough of them are there."""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator

from heliograph.modules.assets.errors import FileRefused, FileTooLarge
from heliograph.modules.assets.facts import known_kind
from heliograph.modules.assets.sniff import HEAD_BYTES
from heliograph.modules.assets.strip import stripped

MAX_BYTES = 4_000_000_000
MAX_PICTURE_BYTES = 200_000_000
PIECE = 1 << 20


async def watched(data: bytes | AsyncIterable[bytes], most: int) -> AsyncIterator[bytes]:
    """The same bytes in pieces of about a megabyte, without what a photograph tells of its
    author. Raises `FileRefused` before the first piece for what is not known here, and
    `FileTooLarge` when more come than are allowed."""
    held, seen, limit = bytearray(), 0, most
    is_known = False
    async for chunk in _chunks(data):
        seen += len(chunk)
        if seen > limit:
            raise FileTooLarge(f"more than {limit} bytes")
        held += chunk
        if not is_known and len(held) >= HEAD_BYTES:
            limit, is_known = _limit_for(held, most), True
            held = bytearray(stripped(bytes(held)))
        if is_known and len(held) >= PIECE:
            yield bytes(held)
            held.clear()
    if not seen:
        raise FileRefused("The file is empty")
    if not is_known:
        _limit_for(held, most)
    yield bytes(held) if is_known else stripped(bytes(held))


def _limit_for(head: bytearray, most: int) -> int:
    kind = known_kind(bytes(head[:HEAD_BYTES]))
    return most if kind.mime == "video/mp4" else min(most, MAX_PICTURE_BYTES)


async def _chunks(data: bytes | AsyncIterable[bytes]) -> AsyncIterator[bytes]:
    if isinstance(data, bytes):
        yield data
        return
    async for chunk in data:
        yield chunk
