"""Eclipses as they look: a corona, a ring, a bitten Sun, a copper Moon."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np
import skia  # type: ignore[import-not-found,import-untyped,unused-ignore]  # ships no types

from heliograph.extensions.providers.canvas.layers import Eclipse, pick
from heliograph.extensions.providers.canvas.request import Request
from heliograph.extensions.providers.canvas.sheet import Sheet, fill
from heliograph.sdk.artwork.colour import Bytes
from heliograph.sdk.artwork.moon import moon_disc
from heliograph.sdk.artwork.noise import ridge_line

_KINDS = ("total", "annular", "partial", "penumbral", "hybrid")
_REACH = 3.2


def draw_eclipse(sheet: Sheet, canvas: skia.Canvas, layer: Eclipse, request: Request) -> None:
    """From a value such as `solar total` or `lunar partial`; raises `ValueError` for another."""
    words = request.text_of(layer.of).lower().split()
    if len(words) != 2 or words[0] not in ("solar", "lunar") or words[1] not in _KINDS:
        raise ValueError(
            f"The value {layer.of!r} must be solar or lunar and one of {', '.join(_KINDS)}, "
            f"such as 'solar total', not {request.text_of(layer.of)!r}."
        )
    centre = sheet.at(pick(layer.centre, sheet.form))
    radius = pick(layer.radius, sheet.form) * sheet.scale
    if words[0] == "lunar":
        _draw_image(canvas, lunar_disc(round(radius * 2), words[1]), centre)
        return
    _draw_solar(canvas, centre, radius, words[1])


def _draw_image(canvas: skia.Canvas, pixels: Bytes, centre: tuple[float, float]) -> None:
    height, width = pixels.shape[:2]
    image = skia.Image.fromarray(pixels, copy=False)
    canvas.drawImage(image, centre[0] - width / 2, centre[1] - height / 2)


def _draw_solar(canvas: skia.Canvas, centre: tuple[float, float], radius: float, kind: str) -> None:
    gold, black = (1.0, 0.86, 0.55), (0.02, 0.018, 0.03)
    if kind in ("total", "hybrid"):
        _draw_image(canvas, _corona(round(radius * 2 * _REACH)), centre)
        canvas.drawCircle(*centre, radius, fill(black))
        bead = (centre[0] + radius * 0.70, centre[1] - radius * 0.70)
        for share, strength in ((0.42, 0.35), (0.16, 0.8), (0.05, 1.0)):
            canvas.drawCircle(
                *bead, radius * share, fill((1.0, 0.97, 0.9), strength, radius * share * 0.7)
            )
        return
    for share, strength in ((0.9, 0.25), (0.3, 0.5)):
        canvas.drawCircle(*centre, radius, fill((1.0, 0.62, 0.22), strength, radius * share))
    canvas.drawCircle(*centre, radius, fill(gold))
    offset, share = ((0.0, 0.0), 0.90) if kind == "annular" else ((0.52, -0.40), 0.96)
    bite = skia.Path()
    bite.addCircle(centre[0] + offset[0] * radius, centre[1] + offset[1] * radius, radius * share)
    disc = skia.Path()
    disc.addCircle(*centre, radius * 1.004)
    canvas.drawPath(skia.Op(bite, disc, skia.PathOp.kIntersect_PathOp), fill(black))


@lru_cache(maxsize=4)
def _corona(size: int) -> Bytes:
    """Streamers of pale light, long at the Sun's equator, as premultiplied RGBA."""
    small = size // 2
    step = (np.arange(small, dtype=np.float32) + 0.5) / (small / 2) - 1
    x, y = np.meshgrid(step, step)
    far = np.hypot(x, y) * _REACH
    angle = np.arctan2(y, x)
    random = np.random.default_rng(1919)
    ring = np.linspace(-np.pi, np.pi, 720)
    broad = ridge_line(random, 720, 0.5, 5.0)
    fine = ridge_line(random, 720, 0.75, 22.0)
    line = broad * 0.6 + fine * 0.4
    line = line * np.linspace(1, 1, 720)
    line[-60:] = line[-60:] * np.linspace(1, 0, 60) + line[0] * np.linspace(0, 1, 60)
    rays = np.interp(angle, ring, line)
    wide = 0.28 + 0.75 * rays**1.4 * (0.55 + 0.45 * np.cos(angle + 0.35) ** 2)
    glow = np.exp(-np.maximum(far - 0.98, 0) / (wide * 0.62)) * (far > 0.9)
    near = np.exp(-np.maximum(far - 0.98, 0) / 0.07)
    reach = np.clip((_REACH - far) / 1.6, 0, 1)
    value = np.clip(0.95 * glow**0.8 * reach + 0.75 * near, 0, 1)
    tone = np.array([0.90, 0.94, 1.0], dtype=np.float32)
    whole = np.dstack((value[..., None] * tone, value))
    grown = cv2.resize((whole * 255).astype(np.uint8), (size, size), interpolation=cv2.INTER_CUBIC)
    return np.ascontiguousarray(grown)


@lru_cache(maxsize=8)
def lunar_disc(size: int, kind: str) -> Bytes:
    """A full Moon in the Earth's shadow, as premultiplied RGBA."""
    disc = moon_disc(size, 180.0, (1.0, 0.98, 0.94)).astype(np.float32) / 255
    step = (np.arange(size, dtype=np.float32) + 0.5) / (size / 2) - 1
    x, y = np.meshgrid(step, step)
    shadow = {"total": (0.35, -0.42, 2.66), "partial": (1.55, -1.35, 2.0)}
    across, down, reach = shadow.get(kind, (2.6, -1.4, 2.0))
    far = np.hypot(x - across, y - down) / reach
    dark = np.clip((1.03 - far) / 0.10, 0, 1)
    half = np.clip((1.75 - far) / 0.75, 0, 1) * 0.45
    copper = np.array([0.62, 0.22, 0.10], dtype=np.float32)
    if kind == "total":
        dark = np.ones_like(far)
        copper = copper * (0.55 + 0.95 * np.clip(far, 0, 1.1) ** 2.2)[..., None]
    if kind == "penumbral":
        dark = np.zeros_like(far)
    light = disc[..., :3] * (1 - half[..., None])
    red = disc[..., :3] * copper * 1.35
    disc[..., :3] = light * (1 - dark[..., None]) + red * dark[..., None]
    return np.ascontiguousarray((np.clip(disc, 0, 1) * 255).astype(np.uint8))
