"""What a file really is, and how large its picture is, read from its first bytes."""

from __future__ import annotations

import struct
from dataclasses import dataclass

BY_MAGIC = (
    (b"\x1aE\xdf\xa3", "video/webm"), (b"OggS", "audio/ogg"), (b"fLaC", "audio/flac"),
    (b"II*\0", "image/tiff"), (b"MM\0*", "image/tiff"), (b"BM", "image/bmp"),
    (b"ID3", "audio/mpeg"), (b"\xff\xfb", "audio/mpeg"), (b"\xff\xf3", "audio/mpeg"),
)  # fmt: skip


@dataclass(frozen=True)
class Sniffed:
    """A file's true kind and, for pictures, its size in pixels."""

    mime: str
    width: int | None = None
    height: int | None = None
    is_multi_picture: bool = False


def sniff(data: bytes) -> Sniffed:
    """Look at the content, never at the name."""
    for magic, look in (
        (b"\xff\xd8\xff", _jpeg),
        (b"\x89PNG\r\n\x1a\n", _png),
        (b"GIF8", _gif),
        (b"RIFF", _riff),
    ):
        if data.startswith(magic):
            return look(data)
    return _boxed(data) if data[4:8] == b"ftyp" else _sound_or_other(data)


def _jpeg(data: bytes) -> Sniffed:
    position, multi = 2, False
    while position + 9 < len(data):
        if data[position] != 0xFF:
            break
        marker = data[position + 1]
        if marker == 0xFF or 0xD0 <= marker <= 0xD9:
            position += 1 if marker == 0xFF else 2
            continue
        (length,) = struct.unpack_from(">H", data, position + 2)
        multi = multi or (marker == 0xE2 and data[position + 4 : position + 8] == b"MPF\0")
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack_from(">HH", data, position + 5)
            return Sniffed("image/jpeg", width, height, multi)
        position += 2 + length
    # The start of a JPEG without a frame cannot be decoded by anyone.
    return Sniffed("application/octet-stream")


def _png(data: bytes) -> Sniffed:
    if len(data) < 24 or data[12:16] != b"IHDR":
        return Sniffed("application/octet-stream")
    width, height = struct.unpack_from(">II", data, 16)
    return Sniffed("image/png", width, height)


def _gif(data: bytes) -> Sniffed:
    if len(data) < 10:
        return Sniffed("application/octet-stream")
    width, height = struct.unpack_from("<HH", data, 6)
    return Sniffed("image/gif", width, height)


def _riff(data: bytes) -> Sniffed:
    if data[8:12] == b"WAVE":
        return Sniffed("audio/wav")
    if data[8:12] == b"AVI ":
        return Sniffed("video/x-msvideo")
    if data[8:12] != b"WEBP" or len(data) < 30:
        return Sniffed("application/octet-stream")
    if data[12:16] == b"VP8X":
        width = 1 + int.from_bytes(data[24:27], "little")
        return Sniffed("image/webp", width, 1 + int.from_bytes(data[27:30], "little"))
    if data[12:16] == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return Sniffed("image/webp", 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF))
    width, height = struct.unpack_from("<HH", data, 26)
    return Sniffed("image/webp", width & 0x3FFF, height & 0x3FFF)


def _boxed(data: bytes) -> Sniffed:
    brand = data[8:12]
    if brand in {b"avif", b"avis"}:
        return Sniffed("image/avif")
    if brand in {b"heic", b"heix", b"mif1"}:
        return Sniffed("image/heic")
    if brand == b"M4A ":
        return Sniffed("audio/mp4")
    return Sniffed("video/quicktime" if brand == b"qt  " else "video/mp4")


def _sound_or_other(data: bytes) -> Sniffed:
    known = (mime for magic, mime in BY_MAGIC if data.startswith(magic))
    return Sniffed(next(known, "application/octet-stream"))
