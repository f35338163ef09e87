"""How large a picture is, by the first bytes of its file: nothing is unpacked."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import BinaryIO

_PNG = b"\x89PNG\r\n\x1a\n"
# Markers of a JPEG that begin a frame, and with it tell its size.
_FRAMES = frozenset((*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC)))


def size_by_head(file: Path) -> tuple[int, int] | None:
    """Width and height of a PNG, JPEG or WebP file; None for anything else."""
    with file.open("rb") as opened:
        head = opened.read(32)
        try:
            if head.startswith(_PNG):
                width, height = struct.unpack(">II", head[16:24])
                return (width, height)
            if head.startswith(b"\xff\xd8"):
                return _jpeg(opened)
            if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
                return _webp(head)
        except struct.error:
            return None
    return None


def _jpeg(opened: BinaryIO) -> tuple[int, int] | None:
    opened.seek(2)
    while True:
        start, marker, length = struct.unpack(">BBH", opened.read(4))
        if start != 0xFF:
            return None
        if marker in _FRAMES:
            height, width = struct.unpack(">xHH", opened.read(5))
            return (width, height)
        opened.seek(length - 2, 1)


def _webp(head: bytes) -> tuple[int, int] | None:
    kind = head[12:16]
    if kind == b"VP8X":
        return (
            int.from_bytes(head[24:27], "little") + 1,
            int.from_bytes(head[27:30], "little") + 1,
        )
    if kind == b"VP8L":
        bits = int.from_bytes(head[21:25], "little")
        return ((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    if kind == b"VP8 ":
        width, height = struct.unpack("<HH", head[26:30])
        return (width & 0x3FFF, height & 0x3FFF)
    return None
