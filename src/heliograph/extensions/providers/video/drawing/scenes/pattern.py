"""A pattern of stars that draws itself by its construction: first the compass, then the straps."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from math import cos, hypot, pi, sin, tau

import cv2
import numpy as np

from heliograph.extensions.providers.video.drawing.motion import smooth
from heliograph.extensions.providers.video.drawing.scenes.field import (
    Size,
    develop,
    fade,
    grid_of,
    light_of,
    tint,
    vignette,
)
from heliograph.extensions.providers.video.drawing.scenes.tracing import (
    Pen,
    Point,
    Stroke,
    Tracing,
)
from heliograph.extensions.providers.video.drawing.tones import argb, palette_of
from heliograph.extensions.providers.video.frames import Plane, Planes
from heliograph.sdk.artwork import colour
from heliograph.sdk.artwork.colour import Floats
from heliograph.sdk.artwork.geometry import (
    Polygon,
    crossings,
    dodecagons,
    octagons_and_squares,
    regular,
)
from heliograph.sdk.timeline import Look

_AT = (0.5, 0.42)
# Seconds: the compass draws, the straps follow, the compass fades.
_COMPASS, _STRAPS_FROM, _STRAPS, _FADING = 1.3, 0.6, 3.8, 1.6
_SLOWEST = 0.3
_DARK = 0.6
_LEAST, _MOST = 5, 24


class Pattern:
    """Eight and twelve fill the frame with their tiling; any other order is one great rosette.
    `begun` is how much of it is drawn in the first frame, from 0 to 1."""

    def __init__(
        self, size: Size, look: Look, form: tuple[int, float], times: tuple[int, int]
    ) -> None:
        (order, begun), (frames, fps) = form, times
        self._size, self._fps = size, fps
        self._grid = grid_of(size)
        palette = palette_of(look)
        ground, accent = palette["background"], palette["accent"]
        self._is_dark = colour.lightness(ground) < _DARK
        self._ground, self._support = light_of(ground), light_of(palette["support"])
        self._dim = vignette(self._grid, 0.4 if self._is_dark else 0.06)[..., None]
        short = min(size)
        width = max(1.8, 0.0092 * short)
        strap = colour.mix(ground, accent, 0.86 if self._is_dark else 0.62)
        groove = colour.mix(ground, accent, 0.22)
        middle = (_AT[0] * size[0], _AT[1] * size[1])
        pens = [Pen(argb(strap), width), Pen(argb(groove), width * 0.34)]
        order = min(max(order, _LEAST), _MOST)
        self._straps = Tracing(list(_strokes(size, order, middle)), pens, size)
        faint = argb(colour.mix(ground, palette["ink"], 0.55), 0.85)
        lines = list(_compass(middle, 0.36 * short, order))
        self._compass = Tracing(lines, [Pen(faint, max(1.0, width * 0.18))], size)
        # However long the scene, everything is drawn shortly before it ends: it never stands.
        self._ahead = min(max(begun, 0.0), 1.0) * (_STRAPS_FROM + _STRAPS + _FADING)
        left = max(1.0, _STRAPS_FROM + _STRAPS - self._ahead)
        self._pace = max(_SLOWEST, left / max(0.5, 0.8 * frames / fps))

    def frame(self, index: int) -> Planes:
        """The view at a frame."""
        time = index / self._fps
        planes = develop(self._behind(time), self._size, is_flat=True)
        drawn = self._ahead + time * self._pace
        leaving = 1 - smooth((drawn - _STRAPS_FROM - _STRAPS * 0.55) / _FADING)
        if leaving > 0:
            lit = np.uint8(round(255 * leaving))
            width, height = self._size
            flat = (
                np.full((height, width), lit, np.uint8),
                np.full((height // 2, width // 2), lit, np.uint8),
            )
            self._compass.draw(planes, drawn / _COMPASS, flat)
        part = smooth((drawn - _STRAPS_FROM) / _STRAPS)
        self._straps.draw(planes, part, self._lit(time))
        return planes

    def _behind(self, time: float) -> Floats:
        grid = self._grid
        near = np.exp(-((grid.away(*self._light_at(time)) / 0.62) ** 2))
        light = np.broadcast_to(self._ground, (*grid.shape, 3)) * (0.8 if self._is_dark else 1.0)
        if self._is_dark:
            light = light + tint(0.30 * near, self._support)
        return np.asarray(light * self._dim, dtype=np.float32)

    @staticmethod
    def _light_at(time: float) -> Point:
        """The light passes slowly from above on the left."""
        return (_AT[0] - 0.16 * cos(time * tau / 22), _AT[1] - 0.10 - 0.06 * sin(time * tau / 17))

    def _lit(self, time: float) -> tuple[Plane, Plane]:
        """How much of the line work is lit, full and half size."""
        near = np.exp(-((self._grid.away(*self._light_at(time)) / 0.72) ** 2))
        edge = fade(self._grid.away(*_AT), 1.30, 0.35)
        small = np.asarray((0.22 + 0.78 * near) * (0.30 + 0.70 * edge) * 255, dtype=np.float32)
        width, height = self._size
        full = cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR)
        half = cv2.resize(small, (width // 2, height // 2), interpolation=cv2.INTER_LINEAR)
        return _bytes(full), _bytes(half)


def _bytes(values: object) -> Plane:
    return np.asarray(cv2.convertScaleAbs(np.asarray(values)), dtype=np.uint8)


def _strokes(size: Size, order: int, middle: Point) -> Iterator[Stroke]:
    """The straps, each begun when the drawing has come to it from the middle."""
    far = (
        max(hypot(x - middle[0], y - middle[1]) for x in (0, size[0]) for y in (0, size[1])) * 0.92
    )
    timed = partial(_timed, middle=middle, far=far)
    if order in (8, 12):
        for polygon, contact in _tiling(size, order, middle):
            for start, turn, end in crossings(polygon, contact):
                yield timed(start, turn)
                yield timed(end, turn)
        return
    for start, end in _rosette(order, middle, 0.44 * min(size)):
        yield timed(start, end)


def _timed(start: Point, end: Point, middle: Point, far: float) -> Stroke:
    """A stroke from its inner end outward; the drawing comes on in rings."""
    away = [hypot(one[0] - middle[0], one[1] - middle[1]) for one in (start, end)]
    if away[0] > away[1]:
        start, end, away = end, start, away[::-1]
    begins, ends = (min(1.0, one / far) * 0.93 for one in away)
    return Stroke(start, end, begins, max(ends, begins + 0.05))


def _tiling(size: Size, order: int, middle: Point) -> Iterator[tuple[Polygon, float]]:
    frame = (float(size[0]), float(size[1]))
    if order == 8:
        edge = 0.150 * min(size)
        for polygon in octagons_and_squares(frame, edge, middle):
            yield polygon, 3 * pi / 8
        return
    for polygon in dodecagons(frame, 0.098 * min(size), middle):
        yield polygon, pi * 0.36


def _rosette(order: int, middle: Point, radius: float) -> Iterator[tuple[Point, Point]]:
    """Stars {n/k} within one another, and the ring of polygons that holds them."""
    turn = -pi / 2
    steps = range(max(2, order // 4), (order + 1) // 2)
    for step in steps:
        corners = regular(order, middle, radius, turn)
        for index in range(order):
            start, end = corners[index], corners[(index + step) % order]
            half = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
            yield half, start
            yield half, end
    rim = regular(order, middle, radius, turn)
    outer = regular(order, middle, radius / cos(pi / order), turn + pi / order)
    for index in range(order):
        yield rim[index], outer[index]
        yield rim[index], outer[index - 1]


def _compass(middle: Point, radius: float, order: int) -> Iterator[Stroke]:
    """Circles and spokes that carry the construction."""
    for number, share in enumerate((1.0, 0.62, 1.38)):
        points = regular(120, middle, radius * share, -pi / 2)
        start = 0.16 * number
        for index, point in enumerate(points):
            begins = start + 0.52 * index / 120
            yield Stroke(point, points[(index + 1) % 120], begins, begins + 0.006)
    for spoke in range(order):
        angle = -pi / 2 + tau * spoke / order + (pi / order if order in (8, 12) else 0.0)
        reach = radius * 1.38
        end = (middle[0] + cos(angle) * reach, middle[1] + sin(angle) * reach)
        begins = 0.45 + 0.3 * spoke / order
        yield Stroke(middle, end, begins, begins + 0.22)
