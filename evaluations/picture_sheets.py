"""Contact sheets for the documentation: every design of a pack in four forms, two in Arabic.

    python -m evaluations.picture_sheets [FOLDER]

Each sheet is a PNG of 256 colours, so that it stays small enough to be kept with the text.
"""

from __future__ import annotations

import struct
import sys
import zlib
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
from evaluations.pictures import all_designs

from heliograph.extensions.providers.canvas import CanvasProvider
from heliograph.extensions.providers.canvas.design import Design
from heliograph.extensions.providers.canvas.samples import sample_brief
from heliograph.sdk.artwork.symbols import ORDER
from heliograph.sdk.pictures import PictureBrief
from heliograph.sdk.sizes import PictureSize, size_named

Pixels = npt.NDArray[np.uint8]
ROOT = Path(__file__).parents[1]
SHOWN = (
    ("instagram_portrait", "en"),
    ("instagram_square", "ar"),
    ("instagram_story", "en"),
    ("x_landscape", "ar"),
    ("x_header", "en"),
)
HIGH, GAP, PER_ROW = 168, 6, 2
LARGEST = 600_000
_COLOURS = 255


def sheet_of(folder: Path, designs: list[Design]) -> Pixels:
    """All designs of a pack, two to a row."""
    provider = CanvasProvider()
    strips = []
    for number, design in enumerate(designs):
        shown = [
            (size_named(size), language)
            for size, language in SHOWN
            if size_named(size).form in design.forms and (size != "x_header" or number == 0)
        ]
        cells = [
            small(provider, brief_of(folder, design, size, language, number))
            for size, language in shown
        ]
        strips.append(joined(cells, across=True))
    widest = max(strip.shape[1] for strip in strips)
    strips = [padded(strip, (strip.shape[0], widest)) for strip in strips]
    while len(strips) % PER_ROW:
        strips.append(np.full_like(strips[0], 24))
    rows = [joined(strips[at : at + PER_ROW], across=True) for at in range(0, len(strips), PER_ROW)]
    return joined(rows, across=False)


def brief_of(
    folder: Path, design: Design, size: PictureSize, language: str, number: int
) -> PictureBrief:
    """The design's own sample; in the zodiac one that names no sign takes one in turn."""
    brief = replace(sample_brief(design, folder, size, language), mime="image/png")
    if folder.name != "zodiac" or brief.symbol is not None:
        return brief
    return replace(brief, symbol=ORDER[(number * 5) % 12])


def small(provider: CanvasProvider, brief: PictureBrief) -> Pixels:
    """One picture at the height of the sheet."""
    pixels = cv2.imdecode(np.frombuffer(provider.draw(brief).data, np.uint8), cv2.IMREAD_COLOR)
    if pixels is None:
        raise RuntimeError(f"{brief.design} could not be read back.")
    width = round(HIGH * pixels.shape[1] / pixels.shape[0])
    done = cv2.resize(pixels, (width, HIGH), interpolation=cv2.INTER_AREA)
    return np.asarray(done[..., ::-1], dtype=np.uint8)


def padded(cell: Pixels, size: tuple[int, int]) -> Pixels:
    """A cell on a dark ground of a size (rows, columns)."""
    ground = np.full((*size, 3), 24, dtype=np.uint8)
    ground[: cell.shape[0], : cell.shape[1]] = cell
    return ground


def joined(cells: list[Pixels], *, across: bool) -> Pixels:
    """Cells beside or below one another with a gap around each."""
    axis = 1 if across else 0
    rows = max(cell.shape[0] for cell in cells)
    columns = max(cell.shape[1] for cell in cells)
    parts = []
    for cell in cells:
        height = rows if across else cell.shape[0]
        width = cell.shape[1] if across else columns
        extra = (0, GAP) if across else (GAP, 0)
        parts.append(padded(cell, (height + extra[0], width + extra[1])))
    return np.concatenate(parts, axis=axis)


def indexed_png(pixels: Pixels) -> bytes:
    """A PNG with a palette found by clustering."""
    flat = pixels.reshape(-1, 3).astype(np.float32)
    some = flat[:: max(1, len(flat) // 40_000)]
    stop = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 14, 0.5)
    cv2.setRNGSeed(3)
    marks = np.zeros((len(some), 1), dtype=np.int32)
    palette = cv2.kmeans(some, _COLOURS, marks, stop, 1, cv2.KMEANS_PP_CENTERS)[2]
    matcher = cv2.BFMatcher(cv2.NORM_L2)
    found = matcher.match(flat, np.asarray(palette, dtype=np.float32))
    index = np.array([one.trainIdx for one in found], dtype=np.uint8).reshape(pixels.shape[:2])
    height, width = pixels.shape[:2]
    lines = b"".join(b"\x00" + index[row].tobytes() for row in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    colours = np.clip(np.asarray(palette), 0, 255).astype(np.uint8).tobytes()
    parts = (
        (b"IHDR", head),
        (b"PLTE", colours),
        (b"IDAT", zlib.compress(lines, 9)),
        (b"IEND", b""),
    )
    chunks = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def main() -> int:
    """Draw and write one sheet for each pack."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs/pictures"
    by_pack: dict[Path, list[Design]] = {}
    for folder, design in all_designs():
        by_pack.setdefault(folder, []).append(design)
    for folder, designs in by_pack.items():
        data = indexed_png(sheet_of(folder, designs))
        file = target / f"designs-{folder.name}.png"
        file.write_bytes(data)
        print(f"{file.name}: {len(designs)} designs, {len(data) // 1000} kB")
        if len(data) > LARGEST:
            print(f"{file.name} is larger than {LARGEST // 1000} kB.", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
