"""Colour tables: read from and written to .cube files, mixed with no change at all.

A table has the shape (size, size, size, 3), indexed by blue, green and red, with values for red,
green and blue; 0 to 1 is the usual range.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from heliograph.sdk.video import CannotRender

Values: TypeAlias = npt.NDArray[np.float32]
LARGEST = 65
_MOST_BYTES = 32 * 1024 * 1024
_DOMAIN = {"DOMAIN_MIN": (0.0, 0.0, 0.0), "DOMAIN_MAX": (1.0, 1.0, 1.0)}


@dataclass(frozen=True, eq=False)
class Table:
    """What every colour becomes."""

    values: Values
    title: str = ""

    @property
    def size(self) -> int:
        """Steps along one side."""
        return len(self.values)


def identity(size: int = 33) -> Table:
    """The table that changes nothing."""
    steps = np.linspace(0, 1, size, dtype=np.float32)
    blue, green, red = np.meshgrid(steps, steps, steps, indexing="ij")
    return Table(np.stack([red, green, blue], axis=-1))


def mixed(table: Table, strength: float) -> Table:
    """A table that does only a part of what the given one does."""
    neutral = identity(table.size).values
    return Table(neutral + (table.values - neutral) * np.float32(strength), table.title)


def read_cube(file: Path) -> Table:
    """A .cube file with a table of three dimensions; raises `CannotRender` with what is wrong."""
    if file.stat().st_size > _MOST_BYTES:
        raise _refused(file, "it is larger than 32 MB")
    words, rows = _parsed(file)
    size = words.get("LUT_3D_SIZE")
    if size is None:
        raise _refused(file, "LUT_3D_SIZE is missing (tables of one dimension are not used)")
    side = int(size[0])
    if not 2 <= side <= LARGEST:
        raise _refused(file, f"its size is {side}, not between 2 and {LARGEST}")
    for name, usual in _DOMAIN.items():
        if tuple(words.get(name, usual)) != usual:
            raise _refused(file, "its domain is not 0 to 1")
    if len(rows) != side**3:
        raise _refused(file, f"it has {len(rows)} colours, {side**3} belong to size {side}")
    return Table(rows.astype(np.float32).reshape(side, side, side, 3))


def as_cube(table: Table) -> bytes:
    """A table as what a .cube file holds."""
    lines = [f'TITLE "{table.title.replace(chr(34), "")}"'] if table.title else []
    lines += [f"LUT_3D_SIZE {table.size}", "DOMAIN_MIN 0 0 0", "DOMAIN_MAX 1 1 1", ""]
    # All at once: a table of usual size has a hundred thousand numbers.
    rows = "%.6f %.6f %.6f\n" * table.size**3 % tuple(table.values.ravel().tolist())
    return ("\n".join(lines) + rows).encode("ascii", "replace")


def write_cube(table: Table, file: Path) -> Path:
    """Write a .cube file that other programs read; whole or not at all."""
    partial = file.with_name(f".{file.name}.part")
    try:
        partial.write_bytes(as_cube(table))
        partial.replace(file)
    finally:
        partial.unlink(missing_ok=True)
    return file


def _parsed(file: Path) -> tuple[dict[str, list[float]], npt.NDArray[np.float64]]:
    words: dict[str, list[float]] = {}
    rows: list[list[str]] = []
    for line in _lines(file):
        first, *rest = parts = line.split()
        if first == "TITLE":
            continue
        if first[0].isalpha() and first.lower() not in {"nan", "inf"}:
            words[first] = _numbers(file, rest)
        elif len(parts) == 3 and len(rows) < LARGEST**3:
            rows.append(parts)
        else:
            raise _refused(file, f"the line {line[:40]!r} is not one colour of three numbers")
    return words, _colours(file, rows)


def _colours(file: Path, rows: list[list[str]]) -> npt.NDArray[np.float64]:
    try:
        found = np.array(rows, np.float64).reshape(-1, 3)
    except ValueError:
        found = None
    if found is None or not np.isfinite(found).all():
        found = np.array([_numbers(file, row) for row in rows])
    return found


def _lines(file: Path) -> Iterator[str]:
    text = file.read_bytes().decode("utf-8-sig", "replace")
    for line in text.splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            yield line.strip()


def _numbers(file: Path, words: list[str]) -> list[float]:
    try:
        numbers = [float(one) for one in words]
    except ValueError as error:
        raise _refused(file, f"{' '.join(words)[:40]!r} are not numbers") from error
    if not numbers or not all(math.isfinite(one) for one in numbers):
        raise _refused(file, "a number is missing or without bounds")
    return numbers


def _refused(file: Path, why: str) -> CannotRender:
    return CannotRender(f"{file.name} is no usable colour table: {why}. Export it as .cube again.")
