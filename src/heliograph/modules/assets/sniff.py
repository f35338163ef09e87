"""What a file is, read from its first bytes. Pure functions; nothing is decoded."""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass

HEAD_BYTES = 262_144
EXTENSIONS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/svg+xml": "svg",
    "video/mp4": "mp4",
    "video/quicktime": "mov",
    "video/webm": "webm",
    "video/x-matroska": "mkv",
    "video/x-msvideo": "avi",
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
}

OFFICE = {
    b"word/": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    b"ppt/": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
"""What the first folders of a zipped document are called (ECMA-376)."""
ZIP_ENTRY = b"PK\x03\x04"


_DRAWING = re.compile(
    rb"(?:<\?xml[^>]{0,200}\?>|<!--.{0,2000}?-->|<!DOCTYPE\s+svg[^>\[]{0,300}(?:\[|>)|\s)*"
    rb"(?:<svg[\s>/]|<!ENTITY)",
    re.S,
)

EBML = b"\x1a\x45\xdf\xa3"
_DOCUMENT_TYPE = re.compile(rb"\x42\x82[\x84\x88](webm|matroska)")
"""Which of the two a file of the Matroska family is (RFC 8794, 11.2.7)."""
BARE_BOXES = (b"moov", b"mdat", b"wide")
"""How a QuickTime film begins that does not say what it is."""

STILL_BRANDS = (b"heic", b"heix", b"mif1", b"msf1", b"avif", b"avis")
"""Pictures that come in a video's box; nothing here reads them."""

TURNED = range(5, 9)
"""The ways to hold a camera that make a picture stand where its pixels lie (EXIF orientation)."""


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
    return _other_kind(head)


def _other_kind(head: bytes) -> Kind | None:
    """Films, drawings and documents, whose size their beginning does not say."""
    if film := _film_kind(head):
        return film
    if _is_drawing(head):
        return Kind("image/svg+xml")
    return _document_kind(head)


def _film_kind(head: bytes) -> Kind | None:
    """MP4, QuickTime, WebM, Matroska or AVI."""
    if head[4:8] == b"ftyp" and head[8:12] not in STILL_BRANDS:
        return Kind("video/quicktime" if head[8:12] == b"qt  " else "video/mp4")
    if head[4:8] in BARE_BOXES and len(head) >= 16:
        return Kind("video/quicktime")
    if head[:4] == b"RIFF" and head[8:12] == b"AVI ":
        return Kind("video/x-msvideo")
    if head.startswith(EBML) and (found := _DOCUMENT_TYPE.search(head[:128])):
        return Kind("video/webm" if found[1] == b"webm" else "video/x-matroska")
    return None


def _is_drawing(head: bytes) -> bool:
    """Whether XML begins here whose first element is a drawing."""
    text = head[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    return text.startswith(b"<") and _DRAWING.match(text) is not None


def _document_kind(head: bytes) -> Kind | None:
    """PDF, or a document or slides by the names of the files packed at its beginning."""
    if head.startswith(b"%PDF-"):
        return Kind("application/pdf")
    if not head.startswith(ZIP_ENTRY) or b"[Content_Types].xml" not in head:
        return None
    return next((Kind(mime) for folder, mime in OFFICE.items() if folder in head), None)


def _jpeg_size(head: bytes) -> tuple[int | None, int | None]:
    """Walk the segments to the frame header (ITU T.81, B.2); the size is that of the picture as
    it is seen."""
    at, is_turned = 2, False
    while at + 9 < len(head) and head[at] == 0xFF:
        marker = head[at + 1]
        length = struct.unpack(">H", head[at + 2 : at + 4])[0]
        if marker == 0xE1:
            is_turned = is_turned or orientation_of(head[at + 4 : at + 2 + length]) in TURNED
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", head[at + 5 : at + 9])
            return (height, width) if is_turned else (width, height)
        at += 2 + length
    return None, None


def orientation_of(segment: bytes) -> int:
    """How the camera was held, from the first directory of EXIF (TIFF 6.0); 1 where nothing is
    said of it."""
    if segment[:6] != b"Exif\0\0":
        return 1
    tiff = segment[6:]
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None or len(tiff) < 10:
        return 1
    at = struct.unpack(order + "I", tiff[4:8])[0]
    entries = tiff[at + 2 :]
    count = struct.unpack(order + "H", tiff[at : at + 2])[0] if len(tiff) >= at + 2 else 0
    for start in range(0, min(count * 12, len(entries) - 11), 12):
        tag, _, _, value = struct.unpack(order + "HHIH", entries[start : start + 10])
        if tag == 0x0112:
            return int(value)
    return 1


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
