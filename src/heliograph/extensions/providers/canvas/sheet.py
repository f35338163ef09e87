"""The sheet being drawn on: its pixels, its measures and its colours."""

from __future__ import annotations

from dataclasses import dataclass

import skia  # type: ignore[import-not-found,import-untyped,unused-ignore]  # ships no types

from heliograph.sdk.artwork import colour
from heliograph.sdk.artwork.colour import RGB, Bytes
from heliograph.sdk.sizes import Form, PictureSize

# Where the light of each scene comes from, as seen from the middle (x to the right, y down).
LIGHT = {
    "fire": (0.15, 1.0),
    "earth": (-1.0, 0.25),
    "air": (1.0, 0.45),
    "water": (-0.45, -1.0),
}
_NIGHT_LIGHT = (-0.6, -0.8)
# The room a canvas 1080 wide leaves inside its safe area; lengths grow with the room there is.
_USUAL_ROOM = {
    "tall": (918.0, 1344.0),
    "portrait": (939.6, 1221.75),
    "square": (939.6, 977.4),
    "wide": (993.6, 534.6),
    "banner": (907.2, 223.2),
}
SMALLEST_TYPE = 34.0
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Sheet:
    """What every layer needs to draw itself. `pixels` is the picture so far (RGBA)."""

    pixels: Bytes
    size: PictureSize
    palette: dict[str, RGB]
    scene: str
    sign: str | None = None
    is_mirrored: bool = False

    @property
    def form(self) -> Form:
        """Which arrangement of the design is drawn."""
        return self.size.form

    @property
    def width(self) -> int:
        """Pixels across."""
        return self.size.width

    @property
    def height(self) -> int:
        """Pixels down."""
        return self.size.height

    @property
    def scale(self) -> float:
        """Pixels for one unit of a design: by the room inside the safe area."""
        left, top, right, bottom = self.size.safe
        across, down = _USUAL_ROOM[self.form]
        return min((right - left) / across, (bottom - top) / down)

    @property
    def smallest_type(self) -> float:
        """No text is set smaller: on a phone the whole width of a picture is one hand wide."""
        if self.form == "banner":
            return SMALLEST_TYPE * self.scale
        return SMALLEST_TYPE * self.width / 1080

    def at(self, point: tuple[float, float]) -> tuple[float, float]:
        """A place given in shares of the safe area, in pixels."""
        left, top, right, bottom = self.size.safe
        x = 1 - point[0] if self.is_mirrored else point[0]
        return (left + x * (right - left), top + point[1] * (bottom - top))

    def box(self, box: Box) -> Box:
        """A box given in shares of the safe area, in pixels."""
        (x1, top), (x2, bottom) = self.at((box[0], box[1])), self.at((box[2], box[3]))
        return (min(x1, x2), top, max(x1, x2), bottom)

    def bled(self, box: Box) -> Box:
        """A box given in shares of the whole canvas, in pixels."""
        x1, x2 = (1 - box[2], 1 - box[0]) if self.is_mirrored else (box[0], box[2])
        return (x1 * self.width, box[1] * self.height, x2 * self.width, box[3] * self.height)

    def lit(self, centre: tuple[float, float], reach: float, near: int, far: int) -> skia.Shader:
        """A gradient across a thing, brightest on the side of the scene's light."""
        x, y = LIGHT.get(self.scene, _NIGHT_LIGHT)
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
    """What line work is drawn in: the lighter of ink and paper on a dark ground, else the ink."""
    pair = (sheet.palette["ink"], sheet.palette["paper"])
    if colour.lightness(sheet.palette["background"]) > 0.6:
        return sheet.palette["ink"]
    return max(pair, key=colour.lightness)


def fill(tone: RGB, strength: float = 1.0, blur: float = 0.0) -> skia.Paint:
    """A paint for surfaces, soft at its edges when blurred."""
    paint = skia.Paint(AntiAlias=True, Color=argb(tone, strength))
    if blur:
        paint.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, blur))
    return paint


def rect(box: Box) -> skia.Rect:
    """A box as skia takes it."""
    return skia.Rect(*box)
