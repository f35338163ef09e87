"""Bytes on their way into storage: judged as soon as enough of them are there."""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator

from heliograph.modules.assets.cleaning import Cleaner, cleaner_for
from heliograph.modules.assets.containers import is_film
from heliograph.modules.assets.errors import FileRefused, FileTooLarge
from heliograph.modules.assets.facts import known_kind
from heliograph.modules.assets.sniff import HEAD_BYTES

MAX_BYTES = 4_000_000_000
MAX_PICTURE_BYTES = 200_000_000
PIECE = 1 << 20


async def watched(data: bytes | AsyncIterable[bytes], most: int) -> AsyncIterator[bytes]:
    """The same bytes in pieces of about a megabyte, without what they tell of their author and
    without what could act. Raises `FileRefused` before the first piece for what is not known
    here, and `FileTooLarge` when more come than are allowed."""
    held, seen, limit = bytearray(), 0, most
    cleaner: Cleaner | None = None
    async for chunk in _chunks(data):
        seen += len(chunk)
        if seen > limit:
            raise FileTooLarge(f"more than {limit} bytes")
        held += chunk
        if cleaner is None and len(held) >= HEAD_BYTES:
            limit, cleaner = _begun(held, most)
        if cleaner is not None and len(held) >= PIECE:
            yield cleaner.feed(bytes(held))
            held.clear()
    if not seen:
        raise FileRefused("The file is empty")
    if cleaner is None:
        _, cleaner = _begun(held, most)
    yield cleaner.feed(bytes(held))
    yield cleaner.end()


def _begun(head: bytearray, most: int) -> tuple[int, Cleaner]:
    """How large a file of this kind may be, and who cleans it."""
    kind = known_kind(bytes(head[:HEAD_BYTES]))
    limit = most if is_film(kind.mime) else min(most, MAX_PICTURE_BYTES)
    return limit, cleaner_for(kind.mime)


async def _chunks(data: bytes | AsyncIterable[bytes]) -> AsyncIterator[bytes]:
    if isinstance(data, bytes):
        yield data
        return
    async for chunk in data:
        yield chunk
