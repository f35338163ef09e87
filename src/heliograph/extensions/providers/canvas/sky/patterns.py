"""Geometric grounds: star patterns built on their tilings, quiet where words stand."""

from __future__ import annotations

from math import pi

import numpy as np

from heliograph.extensions.providers.canvas.sky.ground import Ground, Pattern, Scene, fade
from heliograph.extensions.providers.canvas.sky.surfaces import backlit
from heliograph.sdk.artwork import colour, geometry
from heliograph.sdk.artwork.colour import RGB, Floats

_QUIET = 0.10


def khatam(ground: Ground) -> Scene:
    """Octagons and squares crossed at 67.5 degrees: the star {8/3} and its neighbours."""
    edge = 0.098 * min(ground.width, ground.height * 1.1)
    polygons = geometry.octagons_and_squares(_size(ground), edge, _at(ground))
    path = geometry.woven(polygons, 3 * pi / 8)
    return Scene(backlit(ground), pattern=_pattern(ground, path, edge * 0.060), is_flat=True)


def girih(ground: Ground) -> Scene:
    """Dodecagons, hexagons and squares: twelve-pointed stars among six-pointed ones."""
    edge = 0.066 * min(ground.width, ground.height * 1.1)
    polygons = geometry.dodecagons(_size(ground), edge, _at(ground))
    path = geometry.woven(polygons, pi * 0.36)
    return Scene(backlit(ground), pattern=_pattern(ground, path, edge * 0.075), is_flat=True)


def lattice(ground: Ground) -> Scene:
    """Stars and crosses, as on the tiles of a wall."""
    pitch = 0.165 * min(ground.width, ground.height * 1.1)
    path = geometry.stars_and_crosses(_size(ground), pitch, _at(ground))
    return Scene(backlit(ground), pattern=_pattern(ground, path, pitch * 0.030), is_flat=True)


def _size(ground: Ground) -> tuple[float, float]:
    return (float(ground.width), float(ground.height))


def _at(ground: Ground) -> tuple[float, float]:
    return (ground.focus[0] * ground.width, ground.focus[1] * ground.height)


def _pattern(ground: Ground, path: object, weight: float) -> Pattern:
    lead, edge = _tones(ground)
    return Pattern(path, weight, lead, edge, _hush(ground))


def _tones(ground: Ground) -> tuple[RGB, RGB]:
    """The strap and the line along its middle."""
    background, accent = ground.role("background"), ground.role("accent")
    if ground.is_dark:
        return colour.mix(background, accent, 0.42), colour.mix(background, accent, 0.10)
    return colour.mix(background, accent, 0.40), colour.mix(background, accent, 0.06)


def _hush(ground: Ground) -> Floats:
    """1 where the pattern may be seen in full, little where words stand."""
    left, top, right, bottom = ground.quiet
    tall = ground.height / ground.width
    away_x = np.maximum(np.maximum(left - ground.x, ground.x - right), 0)
    away_y = np.maximum(np.maximum(top - ground.y, ground.y - bottom), 0) * tall
    away = np.sqrt(away_x**2 + away_y**2)
    seen = _QUIET + (1 - _QUIET) * fade(away, -0.01, 0.11)
    light = 0.45 + 0.55 * np.exp(-((ground.distance(*ground.focus) / 0.75) ** 2))
    return np.asarray(seen * light, dtype=np.float32)
