"""The sky of a day: the wheel turns to its place, the planets come out where they stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import isfinite

import cv2
import numpy as np
import skia  # type: ignore[import-not-found,import-untyped,unused-ignore]  # ships no types

from heliograph.extensions.providers.video.drawing.motion import out, smooth
from heliograph.extensions.providers.video.drawing.places import focus, stage
from heliograph.extensions.providers.video.drawing.scenes.field import (
    Size,
    develop,
    fade,
    grid_of,
    tint,
    tones_of,
    vignette,
)
from heliograph.extensions.providers.video.drawing.scenes.labels import draw_labels
from heliograph.extensions.providers.video.drawing.scenes.points import Lamp, Points
from heliograph.extensions.providers.video.drawing.scenes.skies import starry
from heliograph.extensions.providers.video.drawing.scenes.wheel import (
    Wheel,
    draw_aspects,
    draw_planet,
    draw_wheel,
)
from heliograph.extensions.providers.video.drawing.sprites import (
    Pixels,
    blank,
    faded,
    sprite_of,
    surface_of,
)
from heliograph.extensions.providers.video.drawing.tones import palette_of
from heliograph.extensions.providers.video.frames import Planes, Sprite
from heliograph.extensions.providers.video.laying import lay
from heliograph.sdk.artwork import colour
from heliograph.sdk.artwork.colour import RGB, Floats
from heliograph.sdk.artwork.glyphs import SIGNS
from heliograph.sdk.artwork.noise import smoke
from heliograph.sdk.artwork.spreading import spread
from heliograph.sdk.artwork.symbols import ORDER
from heliograph.sdk.timeline import Look
from heliograph.sdk.timeline.document import Value

_RADIUS = 0.385
# Seconds: the wheel turns, planets come out one after another, then their angles are drawn.
_TURN, _DEGREES = 1.7, 75.0
_PLANETS, _EACH, _COMING = 0.9, 0.09, 0.35
_ASPECTS, _DRAWING = 1.9, 1.1
_LABELS = 1.7
_NIGHT = 0.6
# Signs of planets stand at least so many degrees from one another.
_APART = 10.5


def positions_of(values: Mapping[str, Value]) -> dict[str, float]:
    """The planets' longitudes in degrees: by their names, or under "positions"."""
    nested = values.get("positions")
    named = {**values, **nested} if isinstance(nested, dict) else dict(values)
    return {
        name: float(value) % 360
        for name, value in named.items()
        if name in SIGNS
        and isinstance(value, int | float)
        and not isinstance(value, bool)
        and isfinite(value)
    }


def focus_of(values: Mapping[str, Value], positions: Mapping[str, float]) -> tuple[str, ...]:
    """Which planets are named: those under "focus", else all of a few, else Sun and Moon."""
    asked = str(values.get("focus") or "").replace(",", " ").lower().split()
    chosen = tuple(name for name in asked if name in positions)
    if chosen:
        return chosen[:4]
    if len(positions) <= 4:
        return tuple(positions)
    return tuple(name for name in ("sun", "moon") if name in positions)


class SkyMap:
    """A wheel that turns in, over a night sky that drifts."""

    def __init__(
        self,
        size: Size,
        look: Look,
        seed: int,
        values: Mapping[str, Value],
        words: tuple[int, str, float],
    ) -> None:
        self._size, (self._fps, language, said) = size, words
        self._tones, self._grid = tones_of(look), grid_of(size)
        self._lamp = Lamp(size)
        random = np.random.default_rng(seed)
        self._haze = smoke(random, self._grid.shape, (1.8, 2.4), 0.5)
        self._stars = starry(random, size, 700)
        self._dim = vignette(self._grid)[..., None]
        self._positions = positions_of(values)
        self._at, radius = _place(size, said)
        self._wheel = _wheel(radius, look, values)
        self._disc = self._drawn(lambda canvas: draw_wheel(canvas, self._wheel))
        self._rested = self._sprite(self._disc)
        self._planets = [self._planet(name, at) for name, at in self._spread().items()]
        focus = focus_of(values, self._positions)
        self._labels = self._sprite(
            self._drawn(
                lambda canvas: draw_labels(canvas, self._wheel, self._shown(focus), language)
            )
        )
        self._angles: Sprite | None = None

    def _spread(self) -> dict[str, float]:
        """The planets in the order they come out: as their longitudes run."""
        return spread(self._positions, _APART)

    def _planet(self, name: str, drawn_at: float) -> Sprite | None:
        place = (self._positions[name], drawn_at)
        drawn = self._drawn(lambda canvas: draw_planet(canvas, self._wheel, name, place))
        return self._sprite(drawn)

    def _shown(self, focus: tuple[str, ...]) -> dict[str, tuple[float, float]]:
        places = self._spread()
        return {name: (self._positions[name], places[name]) for name in focus}

    def frame(self, index: int) -> Planes:
        """The view at a frame."""
        time = index / self._fps
        planes = develop(self._behind(time), self._size)
        self._lamp.add(planes, self._twinkling(time))
        over = (self._turned(time), *self._over(time))
        lay(planes, [sprite for sprite in over if sprite is not None])
        return planes

    def _behind(self, time: float) -> Floats:
        grid, tones = self._grid, self._tones
        rows, columns = grid.shape
        move = np.array([[1, 0, columns * 0.005 * time], [0, 1, 0]], dtype=np.float32)
        haze: Floats = np.asarray(
            cv2.warpAffine(self._haze, move, (columns, rows), borderMode=cv2.BORDER_REFLECT_101),
            dtype=np.float32,
        )
        near = np.exp(-((grid.away(*self._at) / 0.55) ** 2))
        light = tones.deep + tint(0.7 * fade(grid.y, -0.1, 1.1), tones.base - tones.deep)
        light = light + tint(0.34 * near * (0.35 + 0.65 * haze) + 0.16 * haze**2, tones.middle)
        return np.asarray(light * self._dim, dtype=np.float32)

    def _twinkling(self, time: float) -> Points:
        stars = self._stars
        x, y = (share * side for share, side in zip(self._at, self._size, strict=True))
        # Within the rings the stars give way, or a planet could be taken for one.
        inside = np.hypot(stars.x - x, stars.y - y) < self._wheel.radius * 1.02
        shown = np.where(inside, 0.30, 1.0) * (0.86 + 0.14 * np.sin(time * 2.7 + stars.y))
        strength = (stars.strength * shown).astype(np.float32)
        return Points(stars.x, stars.y, stars.radius, strength, stars.colour)

    def _turned(self, time: float) -> Sprite | None:
        part = out(time / _TURN)
        if part >= 1:
            return self._rested
        middle = (self._disc.shape[1] / 2 - 0.5, self._disc.shape[0] / 2 - 0.5)
        grown = 0.90 + 0.10 * part
        turn = cv2.getRotationMatrix2D(middle, -_DEGREES * (1 - part), grown)
        turned = cv2.warpAffine(self._disc, turn, self._disc.shape[1::-1], flags=cv2.INTER_LINEAR)
        sprite = self._sprite(np.asarray(turned, dtype=np.uint8))
        return None if sprite is None else faded(sprite, smooth(time / 0.5 + 0.15))

    def _over(self, time: float) -> list[Sprite | None]:
        """Planets, their angles and their names, as far as they have come."""
        found: list[Sprite | None] = [self._aspects(time)]
        for number, sprite in enumerate(self._planets):
            shown = smooth((time - _PLANETS - number * _EACH) / _COMING)
            if sprite is not None and shown > 0:
                found.append(faded(sprite, shown))
        named = smooth((time - _LABELS) / 0.5)
        if self._labels is not None and named > 0:
            found.append(faded(self._labels, named))
        return found

    def _aspects(self, time: float) -> Sprite | None:
        part = smooth((time - _ASPECTS) / _DRAWING)
        if part <= 0:
            return None
        if part < 1:
            return self._angles_at(part)
        if self._angles is None:
            self._angles = self._angles_at(1.0)
        return self._angles

    def _angles_at(self, part: float) -> Sprite | None:
        return self._sprite(
            self._drawn(lambda canvas: draw_aspects(canvas, self._wheel, self._positions, part))
        )

    def _corner(self) -> tuple[int, int]:
        reach = self._wheel.radius * 1.06
        x, y = (share * side for share, side in zip(self._at, self._size, strict=True))
        return (int(x - reach) // 2 * 2, int(y - reach) // 2 * 2)

    def _drawn(self, draw: Callable[[skia.Canvas], None]) -> Pixels:
        """The square around the wheel, drawn on in the wheel's own coordinates."""
        side = int(self._wheel.centre[0] * 2)
        pixels = blank(side, side)
        surface = surface_of(pixels)
        draw(surface.getCanvas())
        surface.flushAndSubmit()
        return pixels

    def _sprite(self, pixels: Pixels) -> Sprite | None:
        return sprite_of(pixels, *self._corner())


def _place(size: Size, said: float) -> tuple[tuple[float, float], float]:
    """The wheel's centre in shares of the frame and its radius in pixels: clear of words."""
    room = stage(size, said=said)
    return focus(size, said=said), min(_RADIUS * min(size), room.height / 2)


def _wheel(radius: float, look: Look, values: Mapping[str, Value]) -> Wheel:
    palette = palette_of(look)
    pale: RGB = max((palette["ink"], palette["paper"]), key=colour.lightness)
    accent = palette["accent"]
    if colour.lightness(accent) < _NIGHT:
        accent = colour.with_lightness(accent, 0.78)
    half = radius * 1.06
    sign = str(values.get("sign") or "").lower()
    return Wheel(
        (float(int(half) + 1), float(int(half) + 1)),
        radius,
        colour.mix(pale, accent, 0.22),
        accent,
        sign if sign in ORDER else None,
    )
