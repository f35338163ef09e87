"""One scene for each element, and a plain night. Each has one source of light."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from heliograph.extensions.providers.canvas.sky.ground import (
    Ground,
    Ridge,
    Scene,
    blend,
    fade,
    shade,
    tint,
)
from heliograph.sdk.artwork import colour
from heliograph.sdk.artwork.noise import (
    clouds,
    relief,
    ridge_line,
    smoke,
    stretch,
)
from heliograph.sdk.artwork.stars import Dots, star_field

Floats = colour.Floats


def fire(ground: Ground) -> Scene:
    """Ember glow: a bed of heat below the picture, smoke above it lit from underneath, sparks."""
    random, tones = ground.random, ground.tones
    rise = smoke(random, ground.coarse, (2.6, 1.8), 0.55)
    veil = smoke(random, ground.coarse, (2.2, 3.0), 0.40)
    middle = 0.5 + (random.random() - 0.5) * 0.24
    spread = np.exp(-(((ground.x - middle) / 0.62) ** 2))
    bed = np.exp((ground.y - 1.035) / 0.080) * spread
    plume = np.exp((ground.y - 1.05) / 0.30) * spread * rise**2
    heart = np.exp(-((ground.distance(*ground.focus) / 0.27) ** 2))
    light = blend(tones.base, tones.deep, fade(ground.y, 0.15, 0.55)) * 0.75
    light = shade(light, 0.45 + 0.55 * veil)
    light = light + tint(heart * (0.10 + 0.75 * veil**1.4), tones.middle)
    light = light + tint(0.16 * heart**2 * (0.4 + 0.6 * veil), tones.glow)
    light = light + tint(0.50 * plume, tones.middle) + tint(0.62 * plume**1.5, tones.glow)
    light = light + tint(bed * (0.30 + 0.80 * rise), tones.glow)
    light = light + tint(0.90 * bed**1.8 * (0.15 + 0.85 * rise), tones.spark)
    density = fade(ground.y, 0.70, 0.15) * (0.35 + 0.65 * (1 - veil))
    stars = star_field(random, (ground.height, ground.width), density, 420)
    return Scene(light, (stars, _embers(ground)))


def _embers(ground: Ground) -> Dots:
    random = ground.random
    count = 230
    height = 1.01 - random.random(count, dtype=np.float32) ** 1.7
    spread = 0.5 + (random.random(count, dtype=np.float32) - 0.5) * (1.05 - 0.25 * (1 - height))
    power = random.random(count, dtype=np.float32) ** 5
    scale = ground.width / 1080
    hue = random.random((count, 1), dtype=np.float32)
    warm = ground.tones.spark * (1 - 0.6 * hue) + ground.tones.glow * 0.9 * hue
    coloured = np.sqrt(warm / warm.max(axis=1, keepdims=True)).astype(np.float32)
    return Dots(
        x=(spread * ground.width).astype(np.float32),
        y=(height * ground.height).astype(np.float32),
        strength=((0.24 + 0.76 * power) * (0.35 + 0.65 * height)).astype(np.float32),
        colour=coloured,
        radius=((0.8 + 2.4 * power) * scale).astype(np.float32),
    )


def earth(ground: Ground) -> Scene:
    """Strata: hills behind hills under a clear night, first light behind them at one side."""
    random, tones = ground.random, ground.tones
    side = 0.24
    horizon = _horizon(ground)
    above = np.exp(-np.abs(ground.y - horizon) / 0.16)
    sideways = np.exp(-((ground.x - side) ** 2) / 0.30)
    veil = smoke(random, ground.coarse, (2.4, 3.2), 0.3)
    halo = np.exp(-((ground.distance(*ground.focus) / 0.36) ** 2))
    light = blend(tones.base, tones.deep, fade(ground.y, horizon, 0.02))
    light = light + tint(0.40 * halo * (0.35 + 0.9 * veil), tones.middle)
    light = light + tint(above * (0.25 + 0.75 * sideways) * 0.75, tones.middle)
    light = light + tint(above**2.2 * sideways * 0.40, tones.glow)
    light = light + tint(above**3.5 * sideways**2 * 0.50, tones.spark)
    density = fade(ground.y, horizon, horizon - 0.3) * (0.35 + 0.65 * veil)
    stars = star_field(random, (ground.height, ground.width), density, 620)
    return Scene(light, (stars,), _ridges(ground, horizon))


def _horizon(ground: Ground) -> float:
    """Where sky meets land: under the focus, above the words when words lie below."""
    if ground.is_wide:
        return 0.80
    return ground.focus[1] + 0.245 * min(1.0, ground.width / ground.height * 1.25)


def _ridges(ground: Ground, horizon: float) -> tuple[Ridge, ...]:
    """Hills paler with distance: the air between them holds the light."""
    count = 7
    hue = colour.display(ground.tones.middle.astype(np.float64))
    haze = colour.with_lightness(hue, 0.325, 0.85)
    dark = colour.display(ground.tones.deep.astype(np.float64))
    found = []
    for index in range(count):
        share = index / (count - 1)
        base = horizon + (1.01 - horizon) * share**1.1
        swing = 0.042 + 0.060 * share
        line = ridge_line(ground.random, ground.width, 0.44 + 0.07 * share, 1.7 + 1.4 * share)
        edge = (base + 0.012 - swing * line) * ground.height
        crest = colour.mix(haze, dark, 0.12 + 0.88 * share**0.75)
        foot = colour.mix(haze, dark, 0.78 * share**0.6)
        found.append(Ridge(edge.astype(np.float32), crest, foot, 0.13 * ground.height))
    return tuple(found)


def air(ground: Ground) -> Scene:
    """High dawn: a band of first light over a sea of cloud, cirrus combed by the wind."""
    random, tones = ground.random, ground.tones
    horizon = _horizon(ground)
    comb = stretch(clouds(random, ground.coarse, (1.6, 9.0), 5))
    sea = _cloud_sea(ground, horizon)
    source = (0.22 if ground.is_wide else 0.74, horizon)
    near = np.exp(-ground.distance(*source, 1.9) / 0.34)
    band = np.exp(-np.abs(ground.y - horizon) / 0.10)
    upper = fade(ground.y, horizon + 0.015, horizon - 0.02)
    light = blend(tones.base, tones.deep, fade(ground.y, horizon, -0.05))
    wisps = comb * fade(ground.y, 0.02, horizon) * upper
    light = light + tint(0.55 * wisps**1.6 * (0.5 + near), tones.middle)
    light = light + tint((0.50 * band + 0.55 * near) * (0.4 + 0.6 * upper), tones.middle)
    light = light + tint(0.55 * near * band * (0.35 + 0.65 * upper), tones.glow)
    light = light + tint(0.55 * near**2.4 * band**1.5, tones.spark)
    below = fade(ground.y, horizon - 0.005, horizon + 0.02)
    depth = fade(ground.y, 1.0, horizon)
    floor = tones.deep + tint(sea**1.4 * (0.14 + 0.95 * depth * (0.35 + near)), tones.middle)
    floor = floor + tint(sea**3 * depth**2 * near * 0.6, tones.glow)
    light = blend(light, floor + tint(band * near * 0.5, tones.middle), below * 0.92)
    density = fade(ground.y, horizon - 0.04, horizon - 0.34)
    stars = star_field(random, (ground.height, ground.width), density, 380)
    return Scene(light, (stars,))


def _cloud_sea(ground: Ground, horizon: float) -> Floats:
    """Cloud tops seen from above: banks behind banks, finer and flatter toward the horizon."""
    depth = np.clip((ground.y - horizon) / max(1 - horizon, 0.1), 0, 1)
    total: Floats = np.zeros(ground.coarse, dtype=np.float32)
    for cells, start, peak, end in (
        ((9.0, 30.0), 0.0, 0.06, 0.26),
        ((5.0, 14.0), 0.04, 0.24, 0.60),
        ((2.8, 6.5), 0.22, 0.60, 1.3),
    ):
        bank = smoke(ground.random, ground.coarse, cells, 0.20)
        # The side of a cloud that faces the light is where it grows brighter toward it.
        slope = relief(bank, -3, 3)
        shown = np.minimum(fade(depth, start, peak), fade(depth, end, peak))
        total += shown * fade(bank, 0.25, 0.85) * (0.25 + 0.75 * slope)
    return total


def water(ground: Ground) -> Scene:
    """Deep shimmer: light enters from above, breaks into shafts and a net, and is lost below."""
    random, tones = ground.random, ground.tones
    origin = (0.36, -0.42)
    tall = ground.height / ground.width
    angle = np.arctan2(ground.x - origin[0], (ground.y - origin[1]) * tall)
    shafts = _shafts(ground, angle)
    net = 1 - np.abs(smoke(random, ground.coarse, (3.0, 8.0), 0.16) * 2 - 1)
    web = np.asarray(np.clip(net, 0, 1) ** 5, dtype=np.float32)
    depth: Floats = np.exp(-ground.y / np.float32(0.30))
    veil = smoke(random, ground.coarse, (2.2, 2.6), 0.35)
    halo = np.exp(-((ground.distance(*ground.focus) / 0.38) ** 2))
    light = blend(tones.base, tones.deep, fade(ground.y, 0.10, 0.80))
    light = light + tint(depth * (0.30 + 0.8 * shafts), tones.middle)
    light = light + tint(0.42 * depth**1.5 * shafts**2, tones.glow)
    light = light + tint(0.30 * depth**1.3 * web * shafts, tones.glow)
    light = light + tint(0.40 * halo * (0.3 + 0.9 * veil), tones.middle)
    density = fade(ground.y, 1.05, 0.25) * (0.3 + 0.7 * veil)
    motes = star_field(random, (ground.height, ground.width), density, 300)
    return Scene(light, (motes,))


def _shafts(ground: Ground, angle: Floats) -> Floats:
    line = ridge_line(ground.random, 512, 0.62, 7.0)
    places = (angle - float(angle.min())) / max(float(np.ptp(angle)), 1e-6) * 511
    found = np.interp(places, np.arange(512), line**1.6)
    return np.asarray(found, dtype=np.float32)


def night(ground: Ground) -> Scene:
    """A plain clear night for a picture without an element."""
    random, tones = ground.random, ground.tones
    veil = smoke(random, ground.coarse, (2.2, 2.8), 0.4)
    halo = np.exp(-((ground.distance(*ground.focus) / 0.42) ** 2))
    light = blend(tones.base, tones.deep, fade(ground.distance(0.5, 0.3), 0.1, 0.9))
    light = light + tint((0.25 + 0.5 * halo) * veil**1.5, tones.middle)
    density = 0.3 + 0.7 * veil
    stars = star_field(random, (ground.height, ground.width), density, 620)
    return Scene(light, (stars,))


SCENES: dict[str, Callable[[Ground], Scene]] = {
    "fire": fire,
    "earth": earth,
    "air": air,
    "water": water,
    "night": night,
}
