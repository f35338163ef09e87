"""The provider itself. Drawing libraries are loaded by the first `draw`, not by the import."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Protocol, cast

from heliograph.sdk.manifest import load_provider_manifest
from heliograph.sdk.pictures import LogoKit, Picture, PictureBrief

FOLDER = Path(__file__).parent


class _Drawing(Protocol):
    def draw(self, brief: PictureBrief) -> Picture: ...


class _Kits(Protocol):
    def kit_of(self, logo: Path) -> LogoKit: ...


class CanvasProvider:
    """Draws a brief on the CPU. Blocking: call it in a worker's process pool."""

    def __init__(self) -> None:
        self.manifest = load_provider_manifest(FOLDER)

    def draw(self, brief: PictureBrief) -> Picture:
        """One picture; raises `ValueError` for an unknown design, symbol or file type, and
        `FontsMissing` when the typefaces are not installed."""
        # The API only reads the manifest; it must not pay for skia and OpenCV.
        module = importlib.import_module(f"{__package__}.drawing")
        return cast("_Drawing", module).draw(brief)

    def read_kit(self, logo: Path) -> LogoKit:
        """A brand's look from its logo; raises `ValueError` for a file that is no picture or that
        is empty."""
        module = importlib.import_module(f"{__package__}.kit")
        found = cast("_Kits", module).kit_of(logo)
        return LogoKit(dict(found.palette), tuple(found.colours), dict(found.contrast))
