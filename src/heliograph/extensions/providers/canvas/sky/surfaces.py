"""Quiet grounds for type: a gradient, a plain colour, paper. They keep the palette's lightness."""

from __future__ import annotations

import numpy as np

from heliograph.extensions.providers.canvas.sky.ground import Ground, Scene, blend, fade, tint
from heliograph.sdk.artwork import colour
from heliograph.sdk.artwork.colour import Floats
from heliograph.sdk.artwork.noise import clouds, relief, smoke, stretch


def gradient(ground: Ground) -> Scene:
    """Three soft lights of the palette that flow into one another."""
    random = ground.random
    base, support, accent = (ground.role(name) for name in ("background", "support", "accent"))
    dark = ground.is_dark
    drift = smoke(random, ground.coarse, (1.2, 1.2), 0.6)
    light = ground.flat(base)
    corner = (0.12 + 0.2 * random.random(), 0.02 + 0.1 * random.random())
    first = np.exp(-((ground.distance(*corner) / 0.75) ** 2)) * (0.55 + 0.6 * drift)
    second = np.exp(-((ground.distance(1.02, 0.98) / 0.62) ** 2)) * (0.5 + 0.6 * (1 - drift))
    light = blend(light, ground.flat(support), (0.55 if dark else 0.34) * first)
    light = blend(light, ground.flat(accent), (0.26 if dark else 0.20) * second)
    edge = fade(ground.distance(0.5, 0.5), 0.45, 0.95)
    return Scene(light * (1 - (0.30 if dark else 0.05) * edge[..., None]), is_flat=True)


def plain(ground: Ground) -> Scene:
    """One colour with the light a wall has: a little more near the focus."""
    base = ground.flat(ground.role("background"))
    near = np.exp(-((ground.distance(*ground.focus) / 0.7) ** 2))
    lift = (0.55 if ground.is_dark else 0.03) * near
    return Scene(base * (1 + lift[..., None]) * 0.98, is_flat=True)


def paper(ground: Ground) -> Scene:
    """Laid paper: fibres, a cloudy sheet and a slightly darker edge."""
    random = ground.random
    base = ground.flat(ground.role("background"))
    cloudy = clouds(random, ground.coarse, (3.0, 3.6), 5) - 0.5
    fibre = relief(clouds(random, ground.coarse, (90.0, 60.0), 3), 1, 1) - 0.5
    long = stretch(clouds(random, ground.coarse, (5.0, 130.0), 2)) - 0.5
    weave: Floats = 0.060 * cloudy + 0.030 * fibre + 0.016 * long
    edge = fade(ground.distance(0.5, 0.5), 0.48, 0.92)
    warm = ground.flat(colour.mix(ground.role("background"), ground.role("accent"), 0.10))
    light = blend(base, warm, 0.8 * edge)
    return Scene(light * (1 + weave[..., None] - 0.05 * edge[..., None]), is_flat=True)


def backlit(ground: Ground, strength: float = 1.0) -> Floats:
    """The ground patterns lie on: light behind the focus, dusk toward the edges."""
    base = ground.flat(ground.role("background"))
    near = np.exp(-((ground.distance(*ground.focus) / 0.55) ** 2))
    if not ground.is_dark:
        edge = fade(ground.distance(0.5, 0.5), 0.4, 0.95)
        return np.asarray(base * (1 - 0.05 * edge[..., None]), dtype=np.float32)
    light = base * np.float32(0.72)
    return light + tint(strength * 0.16 * near, ground.flat(ground.role("support"))[0, 0])
