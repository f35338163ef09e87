"""Richer skies: a nebula with its lanes of dust, and an aurora hung in curtains."""

from __future__ import annotations

import numpy as np

from heliograph.extensions.providers.canvas.sky.ground import (
    Ground,
    Scene,
    blend,
    fade,
    shade,
    tint,
)
from heliograph.sdk.artwork.colour import Floats
from heliograph.sdk.artwork.noise import clouds, ridge_line, smoke, stretch
from heliograph.sdk.artwork.stars import star_field


def nebula(ground: Ground) -> Scene:
    """Gas lit from within about the focus, cut by dark lanes; thick with stars."""
    random, tones = ground.random, ground.tones
    wide = smoke(random, ground.coarse, (1.7, 2.1), 0.55)
    fine = smoke(random, ground.coarse, (3.4, 4.2), 0.45)
    dust = smoke(random, ground.coarse, (2.6, 3.0), 0.60)
    near = np.exp(-((ground.distance(*ground.focus, 0.8) / 0.50) ** 2))
    far = np.exp(-((ground.distance(1 - ground.focus[0] * 0.7, 0.05) / 0.45) ** 2))
    body = (0.30 + 0.9 * near + 0.35 * far) * fade(wide, 0.25, 0.95)
    lanes = 1 - 0.85 * fade(dust, 0.52, 0.86)
    light = blend(tones.base, tones.deep, fade(ground.distance(*ground.focus), 0.15, 0.95))
    light = shade(light, 0.65 + 0.35 * wide)
    light = light + tint(1.05 * body * lanes * (0.4 + 0.6 * fine), tones.middle)
    light = light + tint(0.85 * body**2 * lanes * fine**1.3 * near, tones.glow)
    light = light + tint(0.42 * (near * lanes) ** 3 * fine**3, tones.spark)
    density = (0.25 + 0.75 * wide) * lanes
    stars = star_field(random, (ground.height, ground.width), density, 900)
    return Scene(light, (stars,))


def aurora(ground: Ground) -> Scene:
    """Curtains of light with sharp feet and rays that fade upward, over a dark horizon."""
    random, tones = ground.random, ground.tones
    light = blend(tones.base, tones.deep, fade(ground.y, 0.9, 0.1)) * 0.8
    rays = stretch(clouds(random, ground.coarse, (26.0, 1.2), 4))
    glow_all: Floats = np.zeros(ground.coarse, dtype=np.float32)
    columns = ground.coarse[1]
    for depth, strength in ((0.0, 0.55), (0.5, 0.8), (1.0, 1.0)):
        line = ridge_line(random, columns, 0.30, 1.1)
        bend = ridge_line(random, columns, 0.40, 3.0)
        foot = ground.focus[1] + 0.20 - 0.16 * depth + 0.26 * (line - 0.5) + 0.03 * bend
        above = foot[None, :] - ground.y
        tall = (0.10 + 0.34 * strength) * (0.55 + 0.75 * rays)
        rise = fade(above, -0.006, 0.03) * np.exp(-np.maximum(above, 0) / tall)
        veil = (0.35 + 0.65 * rays) * strength * (0.55 + 0.45 * bend[None, :])
        glow_all += rise * veil
        light = light + tint(0.42 * rise**2 * veil * fade(above, 0.10, 0.0), tones.spark)
    light = light + tint(0.62 * glow_all, tones.glow) + tint(0.25 * glow_all**0.6, tones.middle)
    density = np.clip(1 - 0.6 * glow_all, 0.1, 1) * fade(ground.y, 1.05, 0.55)
    stars = star_field(random, (ground.height, ground.width), density, 560)
    return Scene(light, (stars,))
