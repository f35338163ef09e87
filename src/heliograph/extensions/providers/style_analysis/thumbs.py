"""Frames as thumbnails of about 2,300 cells in CIE LAB, kept in a file, not in memory."""

from __future__ import annotations

import tempfile
from typing import IO

import cv2
import numpy as np
import numpy.typing as npt

from heliograph.extensions.providers.style_analysis.reading import Bytes, Floats, Small

CELLS = 2304
SIDE = 48
_TOGETHER = 32
_STRETCH = np.array((2.55, 1.0, 1.0), np.float32)
_SHIFT = np.array((0.0, 128.0, 128.0), np.float32)


def grid_of(width: int, height: int) -> tuple[int, int]:
    """Rows and columns of the thumbnails of frames of a size: even, about `CELLS` cells."""
    columns = max(8, round(SIDE * (width / height) ** 0.5 / 2) * 2)
    columns = min(columns, 128)
    rows = max(8, round(CELLS / columns / 2) * 2)
    return rows, columns


def to_rgb(small: Small, size: tuple[int, int]) -> Floats:
    """The frame at a size (width, height), as RGB between 0 and 1."""
    return _rgb(_resized(small, size), small.full, small.bt601)


def _resized(small: Small, size: tuple[int, int]) -> list[Bytes]:
    return [
        np.asarray(cv2.resize(plane, size, interpolation=cv2.INTER_AREA), np.uint8)
        for plane in (small.y, small.u, small.v)
    ]


def _rgb(planes: list[Bytes], full: bool, bt601: bool) -> Floats:
    luma, chroma = (255.0, 255.0) if full else (219.0, 224.0)
    y, u, v = (plane.astype(np.float32) for plane in planes)
    y = (y - (0.0 if full else 16.0)) / luma
    u, v = (u - 128.0) / chroma, (v - 128.0) / chroma
    if bt601:
        red, green, blue = y + 1.402 * v, y - 0.344136 * u - 0.714136 * v, y + 1.772 * u
    else:
        red, green, blue = y + 1.5748 * v, y - 0.187324 * u - 0.468124 * v, y + 1.8556 * u
    found: Floats = np.clip(np.dstack((red, green, blue)), 0.0, 1.0)
    return found


def to_lab(rgb: Floats) -> Floats:
    """RGB between 0 and 1 as CIE LAB: L 0 to 100."""
    return np.asarray(cv2.cvtColor(np.ascontiguousarray(rgb), cv2.COLOR_RGB2LAB), np.float32)


class Thumbs:
    """Collects thumbnails while a film is read. L is kept at 2.55 and a, b moved by 128."""

    def __init__(self) -> None:
        # Closed by `close`: it outlives this call.
        self._file: IO[bytes] = tempfile.TemporaryFile(prefix="heliograph-thumbs-")  # noqa: SIM115
        self.grid = (0, 0)
        self.count = 0
        self._waiting: list[list[Bytes]] = []
        self._kind = (False, False)

    def see(self, small: Small) -> None:
        """Keep one frame."""
        if not self.count:
            self.grid = grid_of(small.y.shape[1], small.y.shape[0])
        kind = (small.full, small.bt601)
        if kind != self._kind or len(self._waiting) == _TOGETHER:
            self._write()
        self._kind = kind
        self._waiting.append(_resized(small, (self.grid[1], self.grid[0])))
        self.count += 1

    def _write(self) -> None:
        """Colours are reckoned of many frames at once: one alone would mostly be calls."""
        if not self._waiting:
            return
        planes = [np.concatenate(several) for several in zip(*self._waiting, strict=True)]
        self._waiting = []
        packed = to_lab(_rgb(planes, *self._kind)) * _STRETCH + _SHIFT
        self._file.write(np.clip(np.rint(packed), 0, 255).astype(np.uint8).tobytes())

    def whole(self) -> Bytes:
        """All thumbnails, (frames, rows, columns, 3), read from the disk as they are touched."""
        self._write()
        self._file.flush()
        shape = (self.count, *self.grid, 3)
        return np.memmap(self._file, np.uint8, "r", shape=shape)

    def close(self) -> None:
        """Remove the file."""
        self._file.close()


def unpacked(packed: npt.NDArray[np.uint8]) -> Floats:
    """Kept thumbnails as LAB."""
    found: Floats = packed.astype(np.float32)
    found[..., 0] /= 2.55
    found[..., 1:] -= 128.0
    return found
