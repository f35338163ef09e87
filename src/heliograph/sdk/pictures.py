"""What a picture provider is written against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TypeAlias, runtime_checkable

from heliograph.sdk.manifest import ProviderManifest

Edges: TypeAlias = tuple[float, float, float, float]
"""Left, top, right, bottom in pixels."""

PictureValue: TypeAlias = (
    str | float | int | bool | Sequence["PictureValue"] | Mapping[str, "PictureValue"] | None
)
"""What a design may be given besides words, as JSON knows it."""


@dataclass(frozen=True)
class PictureBrief:
    """What to draw. Same brief, same bytes.

    `design` names a design file of the pack (`templates/<design>.yaml`); `words` fills its text
    layers by name; `palette` holds colours by meaning as `#rrggbb` (background, support, accent,
    ink, paper); `symbol` names a drawn symbol ("leo"). Sizes are pixels; `size` names one of
    `picture_sizes.toml` and settles what must stay free of a network's own buttons.

    `values` is what is drawn rather than written: the Moon's phase in degrees, the longitudes of
    the planets, rows of a table. `photo` is a picture file to lie behind (a photograph, or one an
    image model made); `logo` is the brand's mark.
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
    size: str | None = None
    values: Mapping[str, PictureValue] = field(default_factory=dict)
    photo: Path | None = None
    logo: Path | None = None


@dataclass(frozen=True)
class TextBox:
    """Where the ink of one text layer really is, in pixels, and how well it stands out.

    `box` is the room the text was set in; the ink (`left` to `bottom`) lies inside it.
    """

    layer: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    lines: int
    contrast: float
    words: int
    text: str = ""
    box: Edges | None = None

    @property
    def ink_box(self) -> Edges:
        """Left, top, right and bottom of the ink."""
        return (self.left, self.top, self.right, self.bottom)


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


@dataclass(frozen=True)
class LogoKit:
    """A brand's look as its logo has it: a palette by roles (background, support, accent, ink,
    paper) in which text can be read, the logo's own colours from the most used on, and the
    contrast ratios by what stands on what ("ink on paper")."""

    palette: dict[str, str]
    colours: tuple[str, ...]
    contrast: dict[str, float]


@runtime_checkable
class KitReader(Protocol):
    """A picture provider that can read a brand's look from its logo."""

    def read_kit(self, logo: Path) -> LogoKit:
        """The look; blocking. Raises `ValueError` for a file that is no picture or that is
        empty."""
        ...
