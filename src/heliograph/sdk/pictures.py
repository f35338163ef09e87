"""What a picture provider is written against."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from heliograph.sdk.manifest import ProviderManifest


@dataclass(frozen=True)
class PictureBrief:
    """What to draw. Same brief, same bytes.

    `design` names a design file of the pack (`templates/<design>.yaml`); `words` fills its text
    layers by name; `palette` holds colours by meaning as `#rrggbb` (background, support, accent,
    ink, paper); `symbol` names a drawn symbol ("leo"). Sizes are pixels.
    """

    design: str
    pack_folder: Path
    width: int
    height: int
    palette: dict[str, str]
    words: dict[str, str]
    seed: int
    symbol: str | None = None
    language: str = "en"
    mime: str = "image/jpeg"


@dataclass(frozen=True)
class TextBox:
    """Where the ink of one text layer really is, in pixels, and how well it stands out."""

    layer: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    lines: int
    contrast: float
    words: int


@dataclass(frozen=True)
class PictureReport:
    """What the gate judges: ink boxes, the safe area (left, top, right, bottom) and overflow."""

    boxes: tuple[TextBox, ...]
    safe_area: tuple[float, float, float, float]
    overflowing: tuple[str, ...] = ()
    missing_glyphs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Picture:
    """A drawn file with its report."""

    data: bytes
    mime: str
    width: int
    height: int
    report: PictureReport
    licences: dict[str, str] = field(default_factory=dict)
    """Every font or asset that went in, with its licence."""


class PictureProvider(Protocol):
    """Draws a brief. Called in a worker's process pool: blocking, no event loop."""

    manifest: ProviderManifest

    def draw(self, brief: PictureBrief) -> Picture:
        """One picture; raises `ValueError` for a design or symbol that does not exist."""
        ...
