"""The work of a process of its own: heavy libraries are loaded here and nowhere else."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Look:
    """Which file is looked at, and where its small pictures go."""

    source: Path
    mime: str
    thumbnail: Path
    preview: Path | None = None
    """Where the moving preview of a video goes."""


@dataclass(frozen=True)
class Seen:
    """Two hashes of a picture, as signed 64-bit numbers; None where there is too little to see."""

    difference: int | None
    frequency: int | None
    moves: bool = False
    """Whether a moving preview was written."""


class CannotSee(Exception):
    """The file cannot be decoded."""


def look_at(look: Look) -> Seen:
    """Write the small picture and hash what is seen; raises `CannotSee`."""
    seen: Seen = importlib.import_module(f"{__package__}.looking").look_at(look)
    return seen
