"""What every scene stands on: coordinates, tones from the palette, and the finished parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import cv2
import numpy as np

from heliograph.sdk.artwork import colour
from heliograph.sdk.artwork.colour import RGB, Floats
from heliograph.sdk.artwork.noise import Random
from heliograph.sdk.artwork.stars import Dots

# Soft light is worked out on a canvas this many times smaller and then enlarged.
COARSE = 4


@dataclass(frozen=True)
class Tones:
    """The palette as light of a night: hues are the brand's, depths are the scene's."""

    deep: Floats
    base: Floats
    middle: Floats
    glow: Floats
    spark: Floats


@dataclass(frozen=True)
class Ground:
    """A canvas about to be painted. `x` and `y` run from 0 to 1; `across` is the width in units
    of the height, so that circles stay round. `focus` is where the eye should rest."""

    width: int
    height: int
    x: Floats
    y: Floats
    focus: tuple[float, float]
    quiet: tuple[float, float, float, float]
    random: Random
    tones: Tones
    palette: Mapping[str, str] = field(default_factory=dict)

    @property
    def coarse(self) -> tuple[int, int]:
        """Rows and columns of the small canvas."""
        return (self.x.shape[0], self.x.shape[1])

    @property
    def is_wide(self) -> bool:
        """Whether words stand beside the focus instead of below it."""
        return self.width > 1.3 * self.height

    @property
    def is_dark(self) -> bool:
        """Whether the palette's ground is dark."""
        return colour.lightness(self.role("background")) < 0.6

    def role(self, name: str) -> RGB:
        """A colour of the palette as it is."""
        return colour.parse(self.palette[name])

    def flat(self, value: RGB) -> Floats:
        """One colour as light, over the whole small canvas."""
        light = colour.linear(value).astype(np.float32)
        return np.broadcast_to(light, (*self.coarse, 3)).copy()

    def distance(self, x: float, y: float, stretch: float = 1.0) -> Floats:
        """How far every point lies from a place, in widths; `stretch` flattens the circles."""
        tall = self.height / self.width
        return np.sqrt((self.x - x) ** 2 + ((self.y - y) * tall * stretch) ** 2)


@dataclass(frozen=True)
class Ridge:
    """One line of hills: its edge in pixels for every column, its colour above and below."""

    edge: Floats
    crest: RGB
    foot: RGB
    depth: float


@dataclass(frozen=True)
class Pattern:
    """Straps along a path (one of skia's): two tones, and how much of it is seen where."""

    path: object
    weight: float
    strap: RGB
    core: RGB
    seen: Floats


@dataclass(frozen=True)
class Scene:
    """A painted ground: soft light on the small canvas; points of light, hills and patterns on
    the large. A flat one keeps the palette's lightness, as no camera saw it."""

    light: Floats
    dots: tuple[Dots, ...] = ()
    ridges: tuple[Ridge, ...] = field(default=())
    pattern: Pattern | None = None
    is_flat: bool = False


def tones_of(palette: dict[str, str]) -> Tones:
    """Night tones of any palette; a pale background keeps its hue and gives up its lightness."""
    background = colour.parse(palette["background"])
    support = colour.parse(palette["support"])
    accent = colour.parse(palette["accent"])
    return Tones(
        deep=_light(colour.with_lightness(background, 0.135, 0.9)),
        base=_light(colour.with_lightness(background, 0.24)),
        middle=_light(colour.with_lightness(colour.mix(background, support, 0.65), 0.38, 1.12)),
        glow=_light(colour.with_lightness(support, 0.60, 1.12)),
        spark=_light(colour.with_lightness(accent, 0.80)),
    )


def _light(value: RGB) -> Floats:
    return colour.linear(value).astype(np.float32)


def fade(value: Floats, start: float, end: float) -> Floats:
    """0 before `start`, 1 after `end`, smooth between; runs backward when `start` is larger."""
    share: Floats = np.clip((value - np.float32(start)) / np.float32(end - start), 0, 1)
    return np.asarray(share * share * (3 - 2 * share), dtype=np.float32)


def tint(amount: Floats, tone: Floats) -> Floats:
    """A field as light of one tone."""
    # Channel by channel: NumPy takes four times as long to stretch a field over a last axis of 3.
    light = np.empty((*amount.shape, 3), np.float32)
    for channel in range(3):
        np.multiply(amount, tone[channel], out=light[..., channel])
    return light


def shade(light: Floats, share: Floats) -> Floats:
    """Light of which only a share comes through."""
    return light * np.asarray(cv2.merge((share, share, share)), dtype=np.float32)


def blend(below: Floats, above: Floats, share: Floats) -> Floats:
    """One light over another; each may be one tone."""
    light = np.empty((*share.shape, 3), np.float32)
    for channel in range(3):
        first, second = below[..., channel], above[..., channel]
        light[..., channel] = first + (second - first) * share
    return light
