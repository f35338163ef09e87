"""The picture that stands for a video until it plays: Reddit takes no video without one."""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import AsyncIterator

from heliograph.sdk.connectors import MediaFile, OutgoingPost

WIDTH, HEIGHT = 640, 360
TOP, BOTTOM = (38, 42, 58), (12, 14, 22)


def poster_of(post: OutgoingPost) -> MediaFile:
    """The post's own cover, else a quiet dusk of our own making."""
    return post.cover or _dusk(post)


def _dusk(post: OutgoingPost) -> MediaFile:
    body = _png()

    async def read() -> AsyncIterator[bytes]:
        yield body

    return MediaFile(
        id=post.id,
        mime="image/png",
        size=len(body),
        sha256=hashlib.sha256(body).hexdigest(),
        read=read,
        public_url="",
        width=WIDTH,
        height=HEIGHT,
    )


def _png() -> bytes:
    """Rows that go from one colour to the other, in the smallest form the format knows."""
    rows = b"".join(b"\0" + bytes(_shade(row)) * WIDTH for row in range(HEIGHT))
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_part(name, content) for name, content in parts)


def _shade(row: int) -> list[int]:
    return [
        round(top + (bottom - top) * row / HEIGHT) for top, bottom in zip(TOP, BOTTOM, strict=True)
    ]


def _part(name: bytes, content: bytes) -> bytes:
    check = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)
