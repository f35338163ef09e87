"""Line work that draws itself: what is there, and when each of its pixels is reached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot

import cv2
import numpy as np
import skia  # type: ignore[import-not-found,import-untyped,unused-ignore]  # ships no types

from heliograph.extensions.providers.video.drawing.sprites import (
    blank,
    sprite_of,
    surface_of,
)
from heliograph.extensions.providers.video.frames import Plane, Planes, Sprite

Point = tuple[float, float]
# The last step of time is kept for what is never reached.
_STEPS = 254


@dataclass(frozen=True)
class Stroke:
    """A straight piece, drawn from one end to the other between two times from 0 to 1."""

    start: Point
    end: Point
    begins: float
    ends: float

    @property
    def length(self) -> float:
        """How long it is, in pixels."""
        return hypot(self.end[0] - self.start[0], self.end[1] - self.start[1])


@dataclass(frozen=True)
class Pen:
    """A line's colour as skia takes it, and its width in pixels."""

    colour: int
    width: float


class Tracing:
    """Strokes of some pens that appear along their ways. Drawn once; each frame only decides,
    for every pixel, whether its time has come."""

    def __init__(self, strokes: Sequence[Stroke], pens: Sequence[Pen], size: tuple[int, int]):
        self._size = size
        ink = self._ink(strokes, pens)
        times = self._times(strokes, max((pen.width for pen in pens), default=1.0))
        self._sprite = ink
        self._full = self._half = times[:2, :2]
        if ink is not None:
            tall, wide = ink.y.shape
            # The sprite is cropped to its ink; the times are cut alike, and padded where the ink
            # was made even.
            grown = np.pad(times, ((0, 2), (0, 2)), mode="edge")
            self._full = np.ascontiguousarray(
                grown[ink.top : ink.top + tall, ink.left : ink.left + wide]
            )
            self._half = np.ascontiguousarray(self._full[::2, ::2])

    def _ink(self, strokes: Sequence[Stroke], pens: Sequence[Pen]) -> Sprite | None:
        pixels = blank(*self._size)
        surface = surface_of(pixels)
        path = skia.Path()
        for stroke in strokes:
            path.moveTo(*stroke.start)
            path.lineTo(*stroke.end)
        for pen in pens:
            surface.getCanvas().drawPath(path, _line(pen.colour, pen.width))
        surface.flushAndSubmit()
        return sprite_of(pixels)

    def _times(self, strokes: Sequence[Stroke], width: float) -> Plane:
        """For every pixel when it is reached, in steps; what no stroke reaches, never."""
        times: Plane = np.full(self._size[::-1], 255, dtype=np.uint8)
        # The latest first: where lines cross, the earlier one lies on top.
        for stroke in sorted(strokes, key=lambda one: -one.begins):
            pieces = max(1, round(stroke.length / 10))
            for piece in range(pieces - 1, -1, -1):
                share = piece / pieces, (piece + 1) / pieces
                time = stroke.begins + (stroke.ends - stroke.begins) * share[1]
                ends = [_along(stroke, one) for one in share]
                cv2.line(times, ends[0], ends[1], round(min(time, 1.0) * _STEPS), round(width) + 3)
        return times

    def draw(self, planes: Planes, part: float, seen: tuple[Plane, Plane] | None = None) -> None:
        """Draw what has been reached, `part` from 0 to 1. `seen` says for the frame's full and
        half size how much of the line work is lit, from 0 to 255."""
        sprite = self._sprite
        if sprite is None or part <= 0:
            return
        table = _reached(part)
        masks = [cv2.LUT(times, table) for times in (self._full, self._half)]
        if seen is not None:
            masks = [
                cv2.multiply(mask, _cut(lit, sprite, step), scale=1 / 255)
                for mask, lit, step in zip(masks, seen, (1, 2), strict=True)
            ]
        full, half = (np.asarray(mask, dtype=np.uint8) for mask in masks)
        _blend(planes.y, (sprite.y, sprite.alpha), full, (sprite.left, sprite.top))
        corner = (sprite.left // 2, sprite.top // 2)
        _blend(planes.u, (sprite.u, sprite.half), half, corner)
        _blend(planes.v, (sprite.v, sprite.half), half, corner)


def _reached(part: float) -> Plane:
    steps = np.arange(256, dtype=np.float32) / _STEPS
    # A soft front, so that the line does not jump from piece to piece.
    shown = np.clip((part * 1.04 - steps) / 0.025, 0, 1)
    shown[255] = 0
    return np.asarray(np.rint(shown * 255), dtype=np.uint8)


def _cut(plane: Plane, sprite: Sprite, step: int) -> Plane:
    top, left = sprite.top // step, sprite.left // step
    tall, wide = sprite.y.shape[0] // step, sprite.y.shape[1] // step
    part = plane[top : top + tall, left : left + wide]
    missing = ((0, tall - part.shape[0]), (0, wide - part.shape[1]))
    return np.pad(part, missing, mode="edge")


def _blend(plane: Plane, ink: tuple[Plane, Plane], mask: Plane, corner: Point) -> None:
    x, y = int(corner[0]), int(corner[1])
    tall, wide = min(plane.shape[0] - y, mask.shape[0]), min(plane.shape[1] - x, mask.shape[1])
    colour, alpha = (
        cv2.multiply(one[:tall, :wide], mask[:tall, :wide], scale=1 / 255) for one in ink
    )
    below = plane[y : y + tall, x : x + wide]
    seen = cv2.multiply(below, cv2.bitwise_not(alpha), scale=1 / 255)
    plane[y : y + tall, x : x + wide] = cv2.add(seen, colour)


def _along(stroke: Stroke, share: float) -> tuple[int, int]:
    return (
        round(stroke.start[0] + (stroke.end[0] - stroke.start[0]) * share),
        round(stroke.start[1] + (stroke.end[1] - stroke.start[1]) * share),
    )


def _line(colour: int, width: float) -> skia.Paint:
    return skia.Paint(
        AntiAlias=True,
        Color=colour,
        Style=skia.Paint.kStroke_Style,
        StrokeWidth=width,
        StrokeCap=skia.Paint.kRound_Cap,
        StrokeJoin=skia.Paint.kRound_Join,
    )
