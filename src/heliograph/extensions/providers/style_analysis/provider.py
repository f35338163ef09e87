"""The provider itself. OpenCV and PyAV are loaded by the first analysis, not by the import."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Protocol, cast

from heliograph.extensions.providers.style_analysis.guarding.marks import Marks
from heliograph.sdk.manifest import load_provider_manifest
from heliograph.sdk.style.analysis import Analysis
from heliograph.sdk.style.document import Style
from heliograph.sdk.style.measuring import Told

FOLDER = Path(__file__).parent


class _Tables(Protocol):
    def write_style_cube(self, style: Style, path: Path) -> Path: ...


class _Guarding(Protocol):
    def marks_of(self, path: Path) -> Marks: ...


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
        """Write the colour table of a style's grade as a .cube file of 33 steps a side; the same
        grade gives the same bytes."""
        module = importlib.import_module(f"{__package__}.colour.tables")
        return cast("_Tables", module).write_style_cube(style, file)

    def marks(self, path: Path) -> Marks:
        """Marks of a video by which it is known again; raises as `analyse` does."""
        module = importlib.import_module(f"{__package__}.guarding.marking")
        return cast("_Guarding", module).marks_of(path)

    def copied(self, made: Path, reference: Path) -> dict[str, int]:
        """How many frames, lines of text and landmarks of sound of a reference are in a video
        that was made in its style; all 0 for a clean one. Raises as `analyse` does."""
        module = importlib.import_module(f"{__package__}.guarding.checking")
        found = module.copied_in(self.marks(made), self.marks(reference))
        return {"frames": found.frames, "lines": found.lines, "sound": found.sound}
