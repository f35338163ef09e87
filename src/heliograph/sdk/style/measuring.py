"""What an analyser of videos is written against."""

from __future__ import annotations

from collections.abc import Callable
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

    def copied(self, made: Path, reference: Path) -> dict[str, int]:
        """How many frames, lines of text and landmarks of sound of a reference are in a video."""
        ...

    def cube(self, style: Style, file: Path) -> Path:
        """Write the colour table of a style as a .cube file."""
        ...
