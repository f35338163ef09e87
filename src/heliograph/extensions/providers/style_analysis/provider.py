"""The provider itself. OpenCV and PyAV are loaded by the first analysis, not by the import."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Protocol, cast

from heliograph.sdk.manifest import load_provider_manifest
from heliograph.sdk.style.analysis import Analysis
from heliograph.sdk.style.document import Style
from heliograph.sdk.style.measuring import Told

FOLDER = Path(__file__).parent


class _Measuring(Protocol):
    def measured(self, path: Path, told: Told | None = None) -> Analysis: ...


class StyleAnalysis:
    """Measures the manner of a video on the CPU. Blocking: call it in a worker's pool."""

    def __init__(self) -> None:
        self.manifest = load_provider_manifest(FOLDER)

    def analyse(self, path: Path, told: Told | None = None) -> Analysis:
        """Everything measured of a file; raises `FileNotFoundError` and `CannotAnalyse`."""
        module = importlib.import_module(f"{__package__}.measuring")
        return cast("_Measuring", module).measured(path, told)

    def cube(self, style: Style, file: Path) -> Path:
        """Write the colour table of a style as a .cube file, whole or not at all."""
        tables = importlib.import_module(f"{__package__}.colour.tables")
        written: Path = tables.write_cube(tables.graded(style.look.grade), file, style.id)
        return written
