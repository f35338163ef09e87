"""Marks of a video: hashes of its frames, of its lines of text and of its sound. Nothing can be
shown, read or heard from them; they only tell whether something is the same."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from heliograph.sdk.manifest import Frozen
from heliograph.sdk.style.errors import StyleBroken

_MOST_BYTES = 40_000_000


class Marks(Frozen):
    """`frames` are 144-bit hashes in hexadecimal, `views` the same of the frames as another camera
    would see them; `lines` how the ink of each line of text is
    spread along it, 0 to 9; `sound` landmark hashes with the time at which each is heard, in
    steps of about 23 ms."""

    version: Literal[1] = 1
    frames: tuple[str, ...] = ()
    views: tuple[str, ...] = ()
    lines: tuple[tuple[int, ...], ...] = ()
    sound: tuple[tuple[int, int], ...] = Field((), description="Hash and time.")


def write_marks(marks: Marks, path: Path) -> Path:
    """Write them as JSON; whole or not at all."""
    partial = path.with_name(f".{path.name}.part")
    try:
        partial.write_text(marks.model_dump_json(), "utf-8")
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return path


def read_marks(path: Path) -> Marks:
    """Read them; raises `StyleBroken` for a file that holds none."""
    if path.stat().st_size > _MOST_BYTES:
        raise StyleBroken(path.name, ("larger than 40 MB",))
    try:
        return Marks.model_validate_json(path.read_text("utf-8"))
    except (ValidationError, UnicodeDecodeError) as error:
        raise StyleBroken(path.name, ("it holds no marks of a reference",)) from error
