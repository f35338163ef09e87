"""Takes out of a photograph what its audience must not learn: place, time, camera, names.

JPEG only, without touching a pixel: of the segments before the picture itself those go that
describe it, and what is left of EXIF is how the camera was held. Pure functions.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from heliograph.modules.assets.sniff import orientation_of

START_OF_SCAN = 0xDA
EXIF = 0xE1
DESCRIBING = (EXIF, 0xED, 0xFE)
"""EXIF and XMP, Photoshop's notes with names and captions, comments."""


def stripped(head: bytes) -> bytes:
    """The beginning of a file, without what describes a JPEG; anything else as it is."""
    if not head.startswith(b"\xff\xd8\xff"):
        return head
    kept, place = [head[:2]], 2
    held = 1
    for start, end in _segments(head):
        place = end
        if head[start + 1] not in DESCRIBING:
            kept.append(head[start:end])
        elif head[start + 1] == EXIF:
            held = max(held, orientation_of(head[start + 4 : end]))
    if held != 1:
        # After the first segment, which readers expect to be JFIF's where there is one.
        kept.insert(2 if head[3:4] == b"\xe0" else 1, _how_held(held))
    return b"".join(kept) + head[place:]


def _segments(head: bytes) -> Iterator[tuple[int, int]]:
    """Where the segments before the picture begin and end, as far as they are there whole."""
    at = 2
    while at + 4 <= len(head) and head[at] == 0xFF and head[at + 1] != START_OF_SCAN:
        end = at + 2 + int(struct.unpack(">H", head[at + 2 : at + 4])[0])
        if end > len(head):
            return
        yield at, end
        at = end


def _how_held(orientation: int) -> bytes:
    """EXIF that says nothing else (TIFF 6.0: one directory with one entry)."""
    tiff = b"MM\0*\0\0\0\x08\0\x01" + struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0)
    body = b"Exif\0\0" + tiff + b"\0\0\0\0"
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
