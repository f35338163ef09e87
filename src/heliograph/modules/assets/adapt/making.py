"""The work of a process of its own: heavy libraries are loaded here and nowhere else."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from pathlib import Path

from heliograph.sdk.adapting import FILM, Recipe


@dataclass(frozen=True)
class Job:
    """From which file which other is made."""

    source: Path
    target: Path
    recipe: Recipe


@dataclass(frozen=True)
class Cut:
    """The part of the original that stays, in its pixels."""

    x: int
    y: int
    width: int
    height: int


class CannotBeMade(Exception):
    """The file cannot be read, or nothing that fits can be made of it."""


def make(job: Job) -> Cut | None:
    """Write the rendition to its place; raises `CannotBeMade`."""
    name = "films" if job.recipe.mime == FILM else "pictures"
    cut: Cut | None = importlib.import_module(f"{__package__}.{name}").make(job)
    return cut
