"""The provider itself. OpenCV and PyAV are loaded by the first analysis, not by the import."""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol, cast

from heliograph.extensions.providers.style_analysis.guarding.marks import (
    Marks,
    read_marks,
    write_marks,
)
from heliograph.sdk.manifest import load_provider_manifest
from heliograph.sdk.style.analysis import Analysis
from heliograph.sdk.style.document import Style
from heliograph.sdk.style.measuring import Told

FOLDER = Path(__file__).parent


class _Tables(Protocol):
    def write_style_cube(self, style: Style, path: Path, pictures: Sequence[Path] = ()) -> Path: ...

    def ungraded(self, file: Path, colours: Mapping[str, str]) -> dict[str, str]: ...


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

    def cube(self, style: Style, file: Path, pictures: Sequence[Path] = ()) -> Path:
        """Write the colour table of a style as a .cube file: its own where it has one, else one of
        33 steps a side for its grade; a learned grade fits `pictures` (and clips) that it is for.
        The same in gives the same bytes. Raises `StyleBroken` for an own table that is no table."""
        return self._tables().write_style_cube(style, file, pictures)

    def ungraded(self, file: Path, colours: Mapping[str, str]) -> dict[str, str]:
        """Colours (#rrggbb, by name) that a table which `cube` computed makes into the given."""
        return self._tables().ungraded(file, colours)

    def _tables(self) -> _Tables:
        return cast("_Tables", importlib.import_module(f"{__package__}.colour.styled"))

    def marks(self, path: Path) -> Marks:
        """Marks of a video by which it is known again; raises as `analyse` does."""
        module = importlib.import_module(f"{__package__}.guarding.marking")
        return cast("_Guarding", module).marks_of(path)

    def remember(self, reference: Path, file: Path) -> Path:
        """Write the marks of a reference into a .json file; raises as `analyse` does."""
        return write_marks(self.marks(reference), file)

    def copied(self, made: Path, reference: Path) -> dict[str, int]:
        """How many frames, lines of text and landmarks of sound of a reference are in a video
        that was made in its style; all 0 for a clean one. A reference is a video, or the .json
        file of its marks. Raises as `analyse` does, and `StyleBroken` for no marks."""
        module = importlib.import_module(f"{__package__}.guarding.checking")
        is_kept = reference.suffix == ".json"
        known = read_marks(reference) if is_kept else self.marks(reference)
        found = module.copied_in(self.marks(made), known)
        return {"frames": found.frames, "lines": found.lines, "sound": found.sound}
