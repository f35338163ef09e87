"""The Moon from its angle to the Sun: a lit sphere with its seas where they are."""

from __future__ import annotations

from functools import lru_cache
from math import cos, pi, radians, sin

import cv2
import numpy as np

from heliograph.sdk.artwork.colour import Bytes, Floats
from heliograph.sdk.artwork.noise import clouds

# Seas of the near side: longitude and latitude of the middle, half widths in degrees, depth.
_SEAS = (
    (-16, 33, 18, 16, 1.0), (17, 28, 11, 10, 1.0), (31, 9, 13, 11, 1.0), (59, 17, 6.5, 5, 1.0),
    (51, -8, 8, 11, 0.95), (34, -15, 6, 6, 0.9), (-57, 18, 15, 26, 0.95), (-39, -24, 7, 7, 0.95),
    (-17, -20, 12, 9, 0.85), (-23, -10, 7, 6, 0.8), (0, 56, 32, 4.5, 0.7), (-38, 2, 13, 12, 0.8),
    (4, 13, 6, 4, 0.75), (-31, 45, 9, 6, 0.8),
)  # fmt: skip
# Young craters with rays: longitude, latitude, size in degrees, length of the rays in degrees.
_RAYED = ((-11, -43, 2.4, 42), (-20, 10, 2.0, 14), (-38, 8, 1.2, 8), (-47, 24, 1.4, 6))
_MAP = 640
_LIT = 1.02


# How far the ground leans the light where it is rough.
_ROUGH = 0.30


@lru_cache(maxsize=2)
def _albedo(rims: float = 1.0) -> Floats:
    """How bright the ground of the near side is, seen from straight above; `rims` is how much
    of the craters' pale rims is seen."""
    x, y, z = _sphere(_MAP)
    longitude, latitude = np.degrees(np.arctan2(x, z)), np.degrees(np.arcsin(np.clip(-y, -1, 1)))
    random = np.random.default_rng(1609)
    size = (_MAP, _MAP)
    shift = [(clouds(random, size, (9, 9), 5) - 0.5) * 26 for _ in range(2)]
    bright: Floats = 0.80 + 0.26 * (clouds(random, size, (16, 16), 5) - 0.5)
    dark = np.zeros(size, dtype=np.float32)
    for middle, up, across, down, depth in _SEAS:
        far = np.hypot(
            (longitude + shift[0] - middle) / (across / np.cos(np.radians(up))),
            (latitude + shift[1] - up) / down,
        )
        dark = np.maximum(dark, depth * np.clip(1.55 - far, 0, 0.62) / 0.62)
    bright = bright - (0.36 + 0.10 * (clouds(random, size, (7, 7), 4) - 0.5)) * dark
    bright += np.float32(rims) * _pits(random, longitude, latitude)
    for middle, up, wide, reach in _RAYED:
        bright += _rays(random, (longitude - middle, latitude - up), wide, reach)
    return np.asarray(np.clip(bright, 0.12, 1.15), dtype=np.float32)


def _pits(random: np.random.Generator, longitude: Floats, latitude: Floats) -> Floats:
    """Craters: a bright rim about a darker floor, thickest in the south."""
    total = np.zeros_like(longitude)
    for _ in range(170):
        middle, up = random.uniform(-78, 78), -90 + 150 * random.random() ** 1.35
        wide = 0.8 + 3.2 * random.random() ** 4
        part = _around(middle, up, wide)
        far = np.hypot((longitude[part] - middle) * cos(radians(up)), latitude[part] - up) / wide
        rim = 0.10 * np.exp(-(((far - 1) / 0.28) ** 2))
        total[part] += rim - 0.07 * np.exp(-((far / 0.7) ** 4))
    return total


def _around(middle: float, up: float, wide: float) -> tuple[slice, slice]:
    """The part of the map that a crater can reach; places and sizes in degrees."""
    x = (1 + cos(radians(up)) * sin(radians(middle))) * _MAP / 2
    y = (1 - sin(radians(up))) * _MAP / 2
    # Toward the poles degrees of longitude, by which craters are measured, run together.
    reach = radians(3 * wide) * _MAP / 2 + 3
    rows = slice(max(0, int(y - reach)), max(0, int(y + reach) + 1))
    return rows, slice(max(0, int(x - reach)), max(0, int(x + reach) + 1))


@lru_cache(maxsize=1)
def _slope() -> Floats:
    """How the ground falls away to the right, in units of what leans the light: bowls with
    rims, a few wide and very many small, on rolling hills; the seas are smoother."""
    x, y, z = _sphere(_MAP)
    longitude, latitude = np.degrees(np.arctan2(x, z)), np.degrees(np.arcsin(np.clip(-y, -1, 1)))
    random = np.random.default_rng(1610)
    height = 2.6 * (clouds(random, (_MAP, _MAP), (34, 34), 5) - 0.5)
    for _ in range(420):
        middle, up = random.uniform(-80, 80), -88 + 160 * random.random() ** 1.25
        wide = 0.7 + 4.6 * random.random() ** 5
        part = _around(middle, up, wide)
        across = (longitude[part] - middle) * cos(radians(up))
        far = np.hypot(across, latitude[part] - up) / wide
        bowl = 0.75 * np.exp(-(((far - 1) / 0.24) ** 2)) - 0.95 * np.exp(-((far / 0.78) ** 4))
        height[part] += bowl * wide**0.8
    rugged = np.clip((_albedo(0.0) - 0.45) / 0.3, 0.25, 1)
    slope = cv2.Sobel(cv2.GaussianBlur(height, (0, 0), 0.9), cv2.CV_32F, 1, 0, scale=1 / 8)
    return np.asarray(-slope * rugged, dtype=np.float32)


def _rays(
    random: np.random.Generator, away: tuple[Floats, Floats], wide: float, reach: float
) -> Floats:
    far = np.hypot(*away)
    angle = np.arctan2(away[1], away[0])
    line = np.interp(angle, np.linspace(-pi, pi, 64), random.random(64) ** 3)
    rays = 0.20 * line * np.exp(-far / (reach * 0.5)) * (far > wide * 0.8)
    rim = 0.22 * np.exp(-((far / (wide * 1.6)) ** 2))
    return np.asarray(rays + rim, dtype=np.float32)


def _sphere(size: int) -> tuple[Floats, Floats, Floats]:
    """The unit sphere seen from the front: x to the right, y down, z toward the eye."""
    step = (np.arange(size, dtype=np.float32) + 0.5) / (size / 2) - 1
    x, y = np.meshgrid(step * 1.0, step * 1.0)
    return x, y, np.sqrt(np.maximum(0.0, 1 - x**2 - y**2)).astype(np.float32)


@lru_cache(maxsize=24)
def moon_disc(
    size: int, phase: float, tone: tuple[float, float, float], is_rough: bool = False
) -> Bytes:
    """The disc as premultiplied RGBA; `phase` is the angle from the Sun in degrees. A rough one
    is for discs that fill the view: its craters are seen by their shadows."""
    x, y, z = _sphere(size)
    way = cv2.INTER_CUBIC if size > _MAP else cv2.INTER_AREA
    ground = cv2.resize(_albedo(0.3 if is_rough else 1.0), (size, size), interpolation=way)
    angle = radians(phase)
    facing = x * sin(angle) - z * cos(angle)
    if is_rough:
        slope = cv2.resize(_slope(), (size, size), interpolation=way)
        facing = facing + np.float32(_ROUGH * sin(angle)) * slope
    # The full Moon has no dark rim: dust throws light back to where it came from.
    lit = np.clip(facing, 0, None) / (np.clip(facing, 0, None) + z * 0.55 + 0.06) * 1.5
    lit = np.clip(lit, 0, 1) * np.clip(facing * 14, 0, 1)
    crescent = (1 + cos(angle)) / 2
    earthshine = 0.022 + 0.05 * crescent**2
    value = ground * (lit * _LIT + earthshine)
    shades = np.asarray(tone, dtype=np.float32) ** 2.2
    cool = np.array([0.55, 0.70, 1.0], dtype=np.float32)
    mixed = value[..., None] * np.where(lit[..., None] > 0.02, shades, shades * cool)
    coded = np.clip(mixed, 0, 1) ** (1 / 2.2)
    edge = np.clip((1 - np.hypot(x, y)) * size / 2 + 0.5, 0, 1)
    whole = np.dstack((coded * edge[..., None], edge))
    return np.ascontiguousarray(np.clip(whole * 255, 0, 255).astype(np.uint8))
