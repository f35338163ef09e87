"""The sheet being drawn on: its pixels, its measures and its colours."""

from __future__ import annotations

from dataclasses import dataclass

import skia  # type: ignore[import-not-found,import-untyped,unused-ignore]  # ships no types

from heliograph.extensions.providers.canvas import colour
from heliograph.extensions.providers.canvas.colour import RGB, Bytes
from heliograph.extensions.providers.canvas.design import Shape

# Where the light of each scene comes from, as seen from the middle (x to the right, y down).
LIGHT = {
    "fire": (0.15, 1.0),
    "earth": (-1.0, 0.25),
    "air": (1.0, 0.45),
    "water": (-0.45, -1.0),
    "night": (-0.6, -0.8),
}


@dataclass(frozen=True)
class Sheet:
    """What every layer needs to draw itself. `pixels` is the picture so far (RGBA)."""

    pixels: Bytes
    shape: Shape
    palette: dict[str, RGB]
    scene: str
    sign: str | None

    @property
    def width(self) -> int:
        """Pixels across."""
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        """Pixels down."""
        return int(self.pixels.shape[0])

    @property
    def scale(self) -> float:
        """Pixels for one unit of a design."""
        return self.width / 1080

    def at(self, point: tuple[float, float]) -> tuple[float, float]:
        """A place given in fractions, in pixels."""
        return (point[0] * self.width, point[1] * self.height)

    def box(self, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        """A box given in fractions, in pixels."""
        return (*self.at((box[0], box[1])), *self.at((box[2], box[3])))

    def lit(self, centre: tuple[float, float], reach: float, near: int, far: int) -> skia.Shader:
        """A gradient across a thing, brightest on the side of the scene's light."""
        x, y = LIGHT[self.scene]
        length = (x * x + y * y) ** 0.5
        x, y = x / length * reach, y / length * reach
        points = [(centre[0] + x, centre[1] + y), (centre[0] - x, centre[1] - y)]
        return skia.GradientShader.MakeLinear(points=points, colors=[near, far])


def argb(value: RGB, strength: float = 1.0) -> int:
    """A colour as skia takes it."""
    red, green, blue = (round(channel * 255) for channel in value)
    return int(skia.Color(red, green, blue, round(strength * 255)))


def hairline(weight: float, shader: skia.Shader | None = None, ink: int = 0) -> skia.Paint:
    """A paint for fine lines."""
    paint = skia.Paint(
        AntiAlias=True,
        Style=skia.Paint.kStroke_Style,
        StrokeWidth=weight,
        StrokeCap=skia.Paint.kRound_Cap,
        StrokeJoin=skia.Paint.kRound_Join,
        Color=ink or skia.ColorBLACK,
    )
    if shader is not None:
        paint.setShader(shader)
    return paint


def pale(sheet: Sheet) -> RGB:
    """The lighter of ink and paper: what line work is drawn in on a night sky."""
    return max((sheet.palette["ink"], sheet.palette["paper"]), key=colour.lightness)
