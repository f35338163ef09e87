"""The layout language: what a design file may say, and how one design serves every shape.

Places are fractions of the canvas (x of its width, y of its height). Lengths of type, lines and
gaps are pixels on a canvas 1080 wide and grow with the width. Any value may differ by shape:
`{any: 40, wide: 36}`. Shapes by width over height: tall < 0.65 <= portrait < 0.9 <= square < 1.3
<= wide.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

Shape = Literal["tall", "portrait", "square", "wide"]
ShapeKey = Literal["any", "tall", "portrait", "square", "wide"]
Role = Literal["ink", "paper", "accent", "support", "background"]
FaceRole = Literal["display", "text", "italic"]
Point = tuple[float, float]
Box = tuple[float, float, float, float]
T = TypeVar("T")


class Part(BaseModel):
    """A part of a design: read once, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class TextStyle(Part):
    """How a text is set. `size` is (smallest, largest); the largest that fits is used."""

    face: FaceRole = "text"
    size: tuple[float, float] | dict[ShapeKey, tuple[float, float]]
    leading: float = 1.28
    tracking: float = Field(0.0, description="In em; kept only when the text is all capitals.")
    capitals: bool = False
    ink: Role = "ink"
    strength: float = Field(1.0, ge=0.3, le=1.0, description="1 is the full ink; less is quieter.")
    max_lines: int = 1


class TextItem(Part):
    """A text in a column; `text` names words in braces: `{title}`."""

    kind: Literal["text"]
    name: str
    text: str | dict[ShapeKey, str]
    style: TextStyle
    gap: float | dict[ShapeKey, float] = 0.0


class RuleItem(Part):
    """A fine rule with a lozenge at its middle."""

    kind: Literal["rule"]
    name: str
    length: float | dict[ShapeKey, float]
    weight: float = 1.6
    ink: Role = "accent"
    gap: float | dict[ShapeKey, float] = 0.0


ColumnItem = Annotated[TextItem | RuleItem, Field(discriminator="kind")]


class Column(Part):
    """Items under one another; the whole block is placed in the box."""

    kind: Literal["column"]
    name: str
    box: Box | dict[ShapeKey, Box]
    align: Literal["start", "center"] = "center"
    valign: Literal["top", "middle", "bottom"] = "middle"
    items: tuple[ColumnItem, ...]


class Dial(Part):
    """The wheel of twelve signs, turned so that this picture's sign stands at the top."""

    kind: Literal["dial"]
    name: str
    centre: Point | dict[ShapeKey, Point]
    radius: float | dict[ShapeKey, float] = Field(description="In pixels at 1080 wide.")


class Constellation(Part):
    """The stick figure of the sign's stars, fitted into a circle."""

    kind: Literal["constellation"]
    name: str
    centre: Point | dict[ShapeKey, Point]
    radius: float | dict[ShapeKey, float] = Field(description="In pixels at 1080 wide.")


class Symbol(Part):
    """The sign's symbol, drawn with a broad pen."""

    kind: Literal["symbol"]
    name: str
    centre: Point | dict[ShapeKey, Point]
    size: float | dict[ShapeKey, float]
    pen: float = Field(9.0, description="Width of the nib on the symbol's square of 100.")


Layer = Annotated[Column | Dial | Constellation | Symbol, Field(discriminator="kind")]
SceneName = Literal["fire", "earth", "air", "water", "night"]


class Background(Part):
    """Which procedural sky, where its light gathers and where it must stay quiet for type."""

    scene: SceneName = "night"
    scenes: dict[str, SceneName] = Field(default_factory=dict, description="By symbol.")
    focus: Point | dict[ShapeKey, Point]
    quiet: Box | dict[ShapeKey, Box]


class Design(Part):
    """One design file."""

    id: str
    name: str
    safe: Box | dict[ShapeKey, Box]
    min_contrast: float = Field(4.5, ge=4.5)
    background: Background
    layers: tuple[Layer, ...]


def shape_of(width: int, height: int) -> Shape:
    """The shape class of a canvas."""
    ratio = width / height
    if ratio < 0.65:
        return "tall"
    if ratio < 0.9:
        return "portrait"
    return "square" if ratio < 1.3 else "wide"


def pick(value: T | dict[ShapeKey, T], shape: Shape) -> T:
    """The value for this shape, else the one for `any`."""
    if not isinstance(value, dict):
        return value
    return value[shape] if shape in value else value["any"]


def load_design(pack_folder: Path, design_id: str) -> Design:
    """Read `templates/<design_id>.yaml`; raises `ValueError` naming the designs there are."""
    folder = pack_folder / "templates"
    file = folder / f"{design_id}.yaml"
    if file.parent != folder or not file.is_file():
        known = ", ".join(sorted(path.stem for path in folder.glob("*.yaml"))) or "none"
        raise ValueError(f"There is no design {design_id!r} in {folder.name}; it has: {known}.")
    return _read(file, file.stat().st_mtime_ns)


@lru_cache(maxsize=32)
def _read(file: Path, _changed: int) -> Design:
    try:
        return Design.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))
    except (ValidationError, yaml.YAMLError) as fault:
        raise ValueError(f"The design {file.name} is not valid: {fault}") from fault
