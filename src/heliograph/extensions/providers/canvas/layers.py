"""The kinds of layers a design may name. Places are shares of the safe area, lengths are pixels
on a canvas 1080 wide; any of them may differ by form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from heliograph.sdk.sizes import Form

FormKey = Literal["any", "tall", "portrait", "square", "wide", "banner"]
Role = Literal["ink", "paper", "accent", "support", "background"]
FaceRole = Literal["display", "text", "italic", "sans", "strong", "heavy", "quran"]
Point = tuple[float, float]
Box = tuple[float, float, float, float]
T = TypeVar("T")


class Part(BaseModel):
    """A part of a design: read once, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def pick(value: T | Mapping[FormKey, T], form: Form) -> T:
    """The value for this form, else the one for `any`."""
    if not isinstance(value, Mapping):
        return value
    return value[form] if form in value else value["any"]


class Placed(Part):
    """What every layer has: a name, and the forms it is drawn in."""

    name: str
    forms: tuple[Form, ...] = Field((), description="Only in these forms; all when empty.")
    when: str = Field("", description="Only when this word or value is given.")
    unless: str = Field("", description="Only when this word or value is not given.")


class TextStyle(Part):
    """How a text is set. `size` is (smallest, largest); the largest that fits is used."""

    face: FaceRole = "text"
    size: tuple[float, float] | dict[FormKey, tuple[float, float]]
    leading: float = 1.28
    tracking: float = Field(0.0, description="In em; kept only when the text is all capitals.")
    capitals: bool = False
    ink: Role = "ink"
    strength: float = Field(1.0, ge=0.3, le=1.0, description="1 is the full ink; less is quieter.")
    max_lines: int = 1
    outline: float = Field(0.0, description="A dark edge around every letter, in em.")
    pill: Role | None = Field(None, description="Fill a rounded band behind the line.")


class TextItem(Part):
    """A text in a column; `text` names words in braces: `{title}`."""

    kind: Literal["text"]
    name: str
    text: str | dict[FormKey, str]
    style: TextStyle
    gap: float | dict[FormKey, float] = 0.0


class RuleItem(Part):
    """A fine rule, plain or with an ornament at its middle."""

    kind: Literal["rule"]
    name: str
    length: float | dict[FormKey, float]
    weight: float = 1.6
    ink: Role = "accent"
    mark: Literal["lozenge", "star", "none"] = "lozenge"
    gap: float | dict[FormKey, float] = 0.0


ColumnItem = Annotated[TextItem | RuleItem, Field(discriminator="kind")]


class Column(Placed):
    """Items under one another; the whole block is placed in the box."""

    kind: Literal["column"]
    box: Box | dict[FormKey, Box]
    align: Literal["start", "center", "end"] | dict[FormKey, Literal["start", "center", "end"]] = (
        "center"
    )
    valign: (
        Literal["top", "middle", "bottom"] | dict[FormKey, Literal["top", "middle", "bottom"]]
    ) = "middle"
    items: tuple[ColumnItem, ...]


class Listing(Placed):
    """The texts of a value, one under another, numbered or with a mark before each."""

    kind: Literal["list"]
    rows: str = Field("items", description="The value that holds the texts.")
    box: Box | dict[FormKey, Box]
    style: TextStyle
    mark: Literal["number", "dot", "star", "none"] = "number"
    gap: float | dict[FormKey, float] = 26.0


class Table(Placed):
    """Rows of a label and a value; one of them may be marked as the one that matters now."""

    kind: Literal["table"]
    rows: str = Field("rows", description="The value that holds them: pairs of texts.")
    marked: str = Field("marked", description="The value that holds the marked row's number.")
    box: Box | dict[FormKey, Box]
    label: TextStyle
    value: TextStyle
    rule: Role | None = "accent"


class Circular(Placed):
    """What is drawn about a centre."""

    centre: Point | dict[FormKey, Point]
    radius: float | dict[FormKey, float] = Field(description="In pixels at 1080 wide.")


class Dial(Circular):
    """The wheel of twelve signs, turned so that this picture's sign stands at the top."""

    kind: Literal["dial"]


class Constellation(Circular):
    """The stick figure of the sign's stars, fitted into a circle."""

    kind: Literal["constellation"]
    of: str = Field("symbol", description="`symbol`, or the value that names the sign.")


class Symbol(Placed):
    """The sign's symbol, drawn with a broad pen."""

    kind: Literal["symbol"]
    centre: Point | dict[FormKey, Point]
    size: float | dict[FormKey, float]
    pen: float = Field(9.0, description="Width of the nib on the symbol's square of 100.")
    of: str = Field("symbol", description="`symbol`, or the value that names the sign.")
    glow: float = Field(1.0, ge=0.0, le=1.0)
    ink: Role | None = Field(None, description="One flat colour instead of light and shade.")


class Glyph(Placed):
    """A planet's sign or a mark of quotation, large and as an ornament: not there to be read."""

    kind: Literal["glyph"]
    sign: str = Field(description="A character, or a value in braces that names a planet.")
    centre: Point | dict[FormKey, Point]
    size: float | dict[FormKey, float]
    face: FaceRole = "display"
    ink: Role = "accent"
    strength: float = 1.0
    glow: float = Field(1.0, ge=0.0, le=1.0)


class Moon(Circular):
    """The Moon as it stands: `phase` is the value with its angle from the Sun in degrees."""

    kind: Literal["moon"]
    phase: str = "phase"


class MoonRow(Circular):
    """Eight phases on an arc or a line, ours marked; `radius` is that of one small disc."""

    kind: Literal["moons"]
    phase: str = "phase"
    reach: float | dict[FormKey, float] = Field(description="From the first disc to the last.")


class Eclipse(Circular):
    """An eclipse by its value: `solar` or `lunar`, and `total`, `annular`, `partial` or
    `penumbral`."""

    kind: Literal["eclipse"]
    of: str = "eclipse"


class SkyMap(Circular):
    """The wheel of the day: planets where they stand, from a value of longitudes in degrees."""

    kind: Literal["skymap"]
    positions: str = "positions"
    retrograde: str = "retrograde"


class Rosette(Circular):
    """A star rosette by ruler and compass."""

    kind: Literal["rosette"]
    points: Literal[8, 10, 12, 16] = 8
    ink: Role = "accent"
    strength: float = 0.8
    filled: float = 0.0


class Panel(Placed):
    """A raised surface. `bleed` counts its box on the whole canvas instead of the safe area."""

    kind: Literal["panel"]
    box: Box | dict[FormKey, Box]
    fill: Role = "paper"
    strength: float = 0.9
    corner: float = 28.0
    border: float = 0.0
    ink: Role = "accent"
    shadow: float = 0.0
    bleed: bool = False
    shape: Literal["box", "arch", "disc"] = "box"


class Frame(Placed):
    """Lines around a box: plain, doubled with turned corners, or a pointed arch."""

    kind: Literal["frame"]
    box: Box | dict[FormKey, Box]
    style: Literal["line", "double", "corners", "arch", "khatam"] = "double"
    ink: Role = "accent"
    strength: float = 0.8
    weight: float = 2.0
    bleed: bool = False


class PhotoWindow(Placed):
    """The brief's photograph in a box of its own."""

    kind: Literal["photo"]
    box: Box | dict[FormKey, Box]
    corner: float = 28.0
    shape: Literal["box", "arch", "disc"] = "box"
    bleed: bool = False


class Shade(Placed):
    """Darkness or light drawn over one side, so that words stand out over a picture."""

    kind: Literal["shade"]
    side: Literal["top", "bottom", "start", "end", "all"] = "bottom"
    reach: float = 0.6
    fill: Role = "background"
    strength: float = 0.85


class Logo(Placed):
    """The brand's mark, kept in proportion; nothing when the brief has none."""

    kind: Literal["logo"]
    box: Box | dict[FormKey, Box]
    strength: float = 1.0
    align: Literal["start", "center", "end"] = "center"


class Pages(Placed):
    """Where in a carousel this slide stands: from the values `page` and `pages`."""

    kind: Literal["pages"]
    centre: Point | dict[FormKey, Point]
    ink: Role = "accent"


Layer = Annotated[
    Column
    | Listing
    | Table
    | Dial
    | Constellation
    | Symbol
    | Glyph
    | Moon
    | MoonRow
    | Eclipse
    | SkyMap
    | Rosette
    | Panel
    | Frame
    | PhotoWindow
    | Shade
    | Logo
    | Pages,
    Field(discriminator="kind"),
]
