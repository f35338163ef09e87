"""Star patterns by ruler and compass: tilings whose edges are crossed at their middles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import cos, gcd, hypot, pi, sin, sqrt, tan, tau

import skia  # type: ignore[import-not-found,import-untyped,unused-ignore]  # ships no types

Point = tuple[float, float]
Polygon = list[Point]


def regular(count: int, centre: Point, radius: float, turn: float = 0.0) -> Polygon:
    """The corners of a regular polygon; `turn` is the angle of the first."""
    return [
        (
            centre[0] + radius * cos(turn + tau * index / count),
            centre[1] + radius * sin(turn + tau * index / count),
        )
        for index in range(count)
    ]


def star_polygon(points: int, step: int, centre: Point, radius: float, turn: float) -> skia.Path:
    """The star {points/step}: every corner joined to the one `step` further on."""
    corners = regular(points, centre, radius, turn)
    path = skia.Path()
    for start in range(gcd(points, step)):
        index = start
        path.moveTo(*corners[index])
        while True:
            index = (index + step) % points
            if index == start:
                break
            path.lineTo(*corners[index])
        path.close()
    return path


def star_outline(points: int, centre: Point, radii: tuple[float, float], turn: float) -> skia.Path:
    """A star by its outer and inner corners."""
    path = skia.Path()
    for index in range(points * 2):
        radius = radii[index % 2]
        angle = turn + pi * index / points
        place = (centre[0] + radius * cos(angle), centre[1] + radius * sin(angle))
        if index:
            path.lineTo(*place)
        else:
            path.moveTo(*place)
    path.close()
    return path


def crossings(polygon: Sequence[Point], contact: float) -> Iterator[tuple[Point, Point, Point]]:
    """Rays leave the middle of every edge at the angle of contact on both sides; where the rays
    of neighbouring edges meet, the line turns: middle, turn, next middle."""
    count = len(polygon)
    middles, ways = [], []
    for index in range(count):
        (x1, y1), (x2, y2) = polygon[index], polygon[(index + 1) % count]
        middles.append(((x1 + x2) / 2, (y1 + y2) / 2))
        length = hypot(x2 - x1, y2 - y1)
        ways.append(((x2 - x1) / length, (y2 - y1) / length))
    for index in range(count):
        later = (index + 1) % count
        start = _turned(ways[index], contact)
        end = _turned(ways[later], pi - contact)
        turn = _meet(middles[index], start, middles[later], end)
        if turn is not None:
            yield middles[index], turn, middles[later]


def _turned(way: Point, angle: float) -> Point:
    return (way[0] * cos(angle) - way[1] * sin(angle), way[0] * sin(angle) + way[1] * cos(angle))


def _meet(one: Point, way: Point, other: Point, along: Point) -> Point | None:
    cross = way[0] * along[1] - way[1] * along[0]
    if abs(cross) < 1e-9:
        return None
    share = ((other[0] - one[0]) * along[1] - (other[1] - one[1]) * along[0]) / cross
    return (one[0] + way[0] * share, one[1] + way[1] * share)


def woven(polygons: Iterator[Polygon], contact: float) -> skia.Path:
    """The lines of a star pattern over a tiling."""
    path = skia.Path()
    for polygon in polygons:
        for start, turn, end in crossings(polygon, contact):
            path.moveTo(*start)
            path.lineTo(*turn)
            path.lineTo(*end)
    return path


def octagons_and_squares(size: tuple[float, float], edge: float, at: Point) -> Iterator[Polygon]:
    """The tiling 4.8.8, an octagon centred on `at`."""
    pitch = edge * (1 + sqrt(2))
    octagon, square = edge / (2 * sin(pi / 8)), edge / sqrt(2)
    for column, row in _cells(size, (pitch, pitch), at):
        centre = (at[0] + column * pitch, at[1] + row * pitch)
        yield regular(8, centre, octagon, pi / 8)
        yield regular(4, (centre[0] + pitch / 2, centre[1] + pitch / 2), square)


def dodecagons(size: tuple[float, float], edge: float, at: Point) -> Iterator[Polygon]:
    """The tiling 4.6.12, a dodecagon centred on `at`."""
    pitch = edge * (1 / tan(pi / 12) + 1)
    big, six, four = edge / (2 * sin(pi / 12)), edge, edge / sqrt(2)
    for column, row in _cells(size, (pitch, pitch * sqrt(3) / 2), at, 2):
        x = at[0] + (column + row / 2) * pitch
        centre = (x, at[1] + row * pitch * sqrt(3) / 2)
        yield regular(12, centre, big, pi / 12)
        for third in range(3):
            way = third * pi / 3
            middle = (centre[0] + pitch / 2 * cos(way), centre[1] + pitch / 2 * sin(way))
            yield regular(4, middle, four, way + pi / 4)
        for half in (pi / 6, pi / 2):
            reach = pitch / sqrt(3)
            middle = (centre[0] + reach * cos(half), centre[1] + reach * sin(half))
            yield regular(6, middle, six, 0.0)


def _cells(
    size: tuple[float, float], pitch: tuple[float, float], at: Point, slack: int = 1
) -> Iterator[tuple[int, int]]:
    """Rows and columns that cover a canvas; slanted rows need some more to the left."""
    top, bottom = -int(at[1] / pitch[1]) - 2, int((size[1] - at[1]) / pitch[1]) + 2
    left, right = -int(at[0] / pitch[0]) - 2, int((size[0] - at[0]) / pitch[0]) + 2
    for row in range(top, bottom + 1):
        shift = row // 2 if slack > 1 else 0
        for column in range(left - shift, right - shift + 1):
            yield column, row


def stars_and_crosses(size: tuple[float, float], pitch: float, at: Point) -> skia.Path:
    """Eight-pointed stars that touch by their tips; crosses are left between them."""
    path = skia.Path()
    radius = pitch / 2
    inner = radius * (sqrt(2) / 2) / cos(pi / 8)
    for column, row in _cells(size, (pitch, pitch), at):
        centre = (at[0] + column * pitch, at[1] + row * pitch)
        path.addPath(star_outline(8, centre, (radius, inner), 0.0))
    return path
