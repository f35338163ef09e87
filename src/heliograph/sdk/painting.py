"""What a painter is written against: a model that makes background pictures.

Backgrounds only: words and symbols are set over them by the picture provider, so a painter is
never asked for lettering.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from heliograph.sdk.generating import AnswerUnusable, Model, Usage

ONE_PICTURE = Usage(pictures=1)
MOST_PIXELS = 4096 * 4096
MOST_BYTES = 20_000_000
_JPEG_SIZES = frozenset({*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC)})


@dataclass(frozen=True)
class PaintOrder:
    """A background to be painted. `avoid` names what must not be seen in it."""

    prompt: str
    width: int
    height: int
    seed: int = 0
    avoid: str = ""


@dataclass(frozen=True)
class Painting:
    """A painted file. Its size is the model's own choice near the one that was asked for."""

    data: bytes = field(repr=False)
    mime: str
    width: int
    height: int
    usage: Usage = ONE_PICTURE


class Painter(Model, Protocol):
    """Paints backgrounds."""

    async def paint(self, order: PaintOrder) -> Painting:
        """One picture; raises the errors of `heliograph.sdk.generating`."""
        ...


def painting_of(data: bytes, usage: Usage = ONE_PICTURE) -> Painting:
    """The file as a painting; `AnswerUnusable` unless it is a PNG, JPEG or WebP of a fair size.

    Only the header is read, so that a file made to burst is refused before anyone decodes it.
    """
    if len(data) > MOST_BYTES:
        raise AnswerUnusable("The picture is larger than 20 MB.", usage)
    try:
        mime, width, height = _header(data)
    except (struct.error, IndexError) as error:
        raise AnswerUnusable("The picture's file is damaged.", usage) from error
    if not 1 <= width * height <= MOST_PIXELS:
        raise AnswerUnusable(f"The picture has {width} × {height} pixels.", usage)
    return Painting(data, mime, width, height, usage)


def nearest_ratio(width: int, height: int, ratios: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Which of the ratios or sizes that a service knows is most like the one asked for."""
    wanted = width / height

    def distance(one: tuple[int, int]) -> float:
        ratio = one[0] / one[1]
        return max(ratio, wanted) / min(ratio, wanted)

    return min(ratios, key=distance)


def fitted(width: int, height: int, step: int, most: int) -> tuple[int, int]:
    """The size in whole steps, with the longer side at most `most` and the ratio kept."""
    scale = min(1.0, most / max(width, height))

    def side(length: int) -> int:
        return max(step, round(length * scale / step) * step)

    return min(side(width), most), min(side(height), most)


def _header(data: bytes) -> tuple[str, int, int]:
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        width, height = struct.unpack(">II", data[16:24])
        return "image/png", width, height
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg", *_jpeg_size(data)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp", *_webp_size(data)
    raise AnswerUnusable("What came is no PNG, JPEG or WebP picture.")


def _jpeg_size(data: bytes) -> tuple[int, int]:
    at = 2
    while data[at] == 0xFF:
        marker, length = struct.unpack(">BH", data[at + 1 : at + 4])
        if marker in _JPEG_SIZES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + length
    raise IndexError("no frame header")


def _webp_size(data: bytes) -> tuple[int, int]:
    kind = data[12:16]
    if kind == b"VP8X":
        return (
            1 + int.from_bytes(data[24:27], "little"),
            1 + int.from_bytes(data[27:30], "little"),
        )
    if kind == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    width, height = struct.unpack("<HH", data[26:30])
    return width & 0x3FFF, height & 0x3FFF
