"""What an analyser of videos is written against."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from heliograph.sdk.manifest import ProviderManifest
from heliograph.sdk.style.analysis import Analysis
from heliograph.sdk.style.document import Style

Told = Callable[[float, float], None]
"""Seconds of the video that are read, and how many there are; 0 where that is not known."""


class StyleAnalyser(Protocol):
    """Measures the manner of videos. Called in a worker's pool: blocking."""

    manifest: ProviderManifest

    def analyse(self, path: Path, told: Told | None = None) -> Analysis:
        """Everything measured of a file; raises `FileNotFoundError` and `CannotAnalyse`."""
        ...

    def remember(self, reference: Path, file: Path) -> Path:
        """Write the marks of a reference, by which it is known again, into a .json file: hashes
        of which nothing can be seen, read or heard. Raises as `analyse` does."""
        ...

    def copied(self, made: Path, reference: Path) -> dict[str, int]:
        """How many frames, lines of text and landmarks of sound of a reference are in a video;
        `reference` is the video itself, or the file that `remember` wrote of it."""
        ...

    def cube(self, style: Style, file: Path, pictures: Sequence[Path] = ()) -> Path:
        """Write the colour table of a style as a .cube file: its own where it has one (raises
        `StyleBroken` where that is no table), else its grade's; a learned grade is made to fit the
        pictures and clips that it is for."""
        ...

    def ungraded(self, file: Path, colours: Mapping[str, str]) -> dict[str, str]:
        """Colours (#rrggbb, by name) that a computed table makes into the given ones."""
        ...
