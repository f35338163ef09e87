"""Colour tables of 33 steps a side, in and out of .cube files.

A table has the shape (33, 33, 33, 3), indexed by blue, green and red, with sRGB values between 0
and 1 for red, green and blue: the order of .cube files.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from scipy import ndimage  # type: ignore[import-untyped]  # ships no types

from heliograph.extensions.providers.style_analysis.reading import Floats

SIDE = 33


def neutral() -> Floats:
    """The table that changes nothing."""
    steps = np.linspace(0, 1, SIDE, dtype=np.float32)
    blue, green, red = np.meshgrid(steps, steps, steps, indexing="ij")
    found: Floats = np.stack((red, green, blue), axis=-1)
    return found


def applied(table: Floats, rgb: Floats) -> Floats:
    """Colours (n, 3) sRGB, carried through a table."""
    places = np.clip(rgb, 0, 1)[:, ::-1].T * (SIDE - 1)
    channels = [
        ndimage.map_coordinates(table[..., one], places, order=1, mode="nearest")
        for one in range(3)
    ]
    found: Floats = np.stack(channels, axis=1).astype(np.float32)
    return found


def read_table(path: Path) -> Floats:
    """A table that `write_cube` wrote."""
    lines = path.read_text("ascii").splitlines()
    rows = [line.split() for line in lines if line and not line[0].isalpha()]
    found: Floats = np.array(rows, np.float32).reshape(SIDE, SIDE, SIDE, 3)
    return found


def write_cube(table: Floats, path: Path, title: str) -> Path:
    """Write a .cube file; whole or not at all."""
    head = f'TITLE "{title}"\nLUT_3D_SIZE {SIDE}\nDOMAIN_MIN 0 0 0\nDOMAIN_MAX 1 1 1\n'
    rows = "%.5f %.5f %.5f\n" * SIDE**3 % tuple(table.ravel().tolist())
    return write_bytes((head + rows).encode("ascii", "replace"), path)


def write_bytes(content: bytes, path: Path) -> Path:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.part")
    try:
        partial.write_bytes(content)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return path
