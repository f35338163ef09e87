"""What a file is, read from its first bytes. Pure functions; nothing is decoded."""

from __future__ import annotations

import struct
from dataclasses import dataclass

HEAD_BYTES = 65_536
EXTENSIONS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "image/webp": "webp",
    "video/mp4": "mp4",
}


@dataclass(frozen=True)
class Kind:
    """A file's real type, and its size in pixels where the header says it."""

    mime: str
    width: int | None = None
    height: int | None = None


def kind_of(head: bytes) -> Kind | None:
    """What the first bytes say; None for anything that is not used here."""
    if head.startswith(b"\x89PNG\r\n\x1a\n") and len(head) >= 24:
        return Kind("image/png", *struct.unpack(">II", head[16:24]))
    if head.startswith(b"\xff\xd8\xff"):
        return Kind("image/jpeg", *_jpeg_size(head))
    if head[:6] in (b"GIF87a", b"GIF89a") and len(head) >= 10:
        return Kind("image/gif", *struct.unpack("<HH", head[6:10]))
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Kind("image/webp", *_webp_size(head))
    if head[4:8] == b"ftyp":
        return Kind("video/mp4")
    return None


def _jpeg_size(head: bytes) -> tuple[int | None, int | None]:
    """Walk the segments to the frame header (ITU T.81, B.2)."""
    at = 2
    while at + 9 < len(head) and head[at] == 0xFF:
        marker = head[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", head[at + 5 : at + 9])
            return width, height
        at += 2 + struct.unpack(">H", head[at + 2 : at + 4])[0]
    return None, None


def _webp_size(head: bytes) -> tuple[int | None, int | None]:
    """The three WebP layouts (RFC 9649)."""
    if head[12:16] == b"VP8X" and len(head) >= 30:
        return 1 + int.from_bytes(head[24:27], "little"), 1 + int.from_bytes(head[27:30], "little")
    if head[12:16] == b"VP8L" and len(head) >= 25:
        bits = int.from_bytes(head[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + ((bits >> 14) & 0x3FFF)
    if head[12:16] == b"VP8 " and len(head) >= 30:
        width, height = struct.unpack("<HH", head[26:30])
        return width & 0x3FFF, height & 0x3FFF
    return None, None
