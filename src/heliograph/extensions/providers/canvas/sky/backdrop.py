"""A finished background as pixels, kept for the next picture of the same kind."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

import cv2
import numpy as np
import skia  # type: ignore[import-not-found,import-untyped,unused-ignore]  # ships no types

from heliograph.extensions.providers.canvas.design import SceneName
from heliograph.extensions.providers.canvas.sky.ground import (
    COARSE,
    Ground,
    Pattern,
    Ridge,
    Scene,
    shade,
    tones_of,
)
from heliograph.extensions.providers.canvas.sky.heavens import aurora, nebula
from heliograph.extensions.providers.canvas.sky.patterns import girih, khatam, lattice
from heliograph.extensions.providers.canvas.sky.photo import Photo, developed
from heliograph.extensions.providers.canvas.sky.scenes import SCENES as SKIES
from heliograph.extensions.providers.canvas.sky.surfaces import gradient, paper, plain
from heliograph.sdk.artwork.colour import RGB, Bytes, Floats
from heliograph.sdk.artwork.stars import Dots, add_dots

SCENES = {
    **SKIES,
    "nebula": nebula,
    "aurora": aurora,
    "gradient": gradient,
    "plain": plain,
    "paper": paper,
    "khatam": khatam,
    "girih": girih,
    "lattice": lattice,
}
_KEPT = 6
_TILE = 512


@dataclass(frozen=True)
class Order:
    """Everything a background depends on; also its key in the store."""

    scene: SceneName
    width: int
    height: int
    seed: int
    focus: tuple[float, float]
    quiet: tuple[float, float, float, float]
    palette: tuple[tuple[str, str], ...]
    photo: Photo | None = None


class Store:
    """The last few backgrounds of this process."""

    def __init__(self, kept: int = _KEPT) -> None:
        self._kept = kept
        self._pictures: OrderedDict[Order, Bytes] = OrderedDict()
        self._lock = Lock()

    def get(self, order: Order) -> Bytes:
        """A copy of the background (height, width, RGBA), painted when it is not kept."""
        with self._lock:
            found = self._pictures.get(order)
            if found is not None:
                self._pictures.move_to_end(order)
                return found.copy()
        painted = paint(order)
        with self._lock:
            self._pictures[order] = painted
            while len(self._pictures) > self._kept:
                self._pictures.popitem(last=False)
        return painted.copy()

    def last_order(self) -> Order:
        """What was asked for last; raises `LookupError` before the first."""
        with self._lock:
            if not self._pictures:
                raise LookupError("No background has been painted yet.")
            return next(reversed(self._pictures))

    def clear(self) -> None:
        """Forget everything; the next picture is painted anew."""
        with self._lock:
            self._pictures.clear()


def paint(order: Order) -> Bytes:
    """Paint a background; the same order gives the same pixels."""
    if order.photo is not None:
        return developed(order.photo, (order.width, order.height), dict(order.palette))
    random = np.random.default_rng(order.seed)
    rows, columns = -(-order.height // COARSE), -(-order.width // COARSE)
    y, x = np.mgrid[0:rows, 0:columns].astype(np.float32)
    ground = Ground(
        width=order.width,
        height=order.height,
        x=(x + 0.5) / columns,
        y=(y + 0.5) / rows,
        focus=order.focus,
        quiet=order.quiet,
        random=random,
        tones=tones_of(dict(order.palette)),
        palette=dict(order.palette),
    )
    scene = SCENES[order.scene](ground)
    pixels = _develop(ground, scene)
    for ridge in scene.ridges:
        _draw_ridge(pixels, ridge)
    if scene.pattern is not None:
        _draw_pattern(pixels, scene.pattern)
    return pixels


def _develop(ground: Ground, scene: Scene) -> Bytes:
    """Light to pixels: vignette, tone curve, enlargement, stars, grain."""
    soft = scene.light if scene.is_flat else _exposed(ground, scene.light)
    coded = np.power(np.clip(soft, 0, 1), 1 / 2.2, dtype=np.float32) * np.float32(255)
    full = cv2.resize(coded, (ground.width, ground.height), interpolation=cv2.INTER_CUBIC)
    canvas: Floats = np.asarray(full, dtype=np.float32)
    for dots in scene.dots:
        add_dots(canvas, _hushed(ground, dots), 255.0)
    canvas += _grain(ground.height, ground.width)
    # The grain dithers: it must be added before the light is cut into 256 steps.
    bytes_ = cv2.convertScaleAbs(canvas)
    return np.asarray(cv2.cvtColor(bytes_, cv2.COLOR_RGB2RGBA), dtype=np.uint8)


def _exposed(ground: Ground, light: Floats) -> Floats:
    radius = ground.distance(0.5, 0.45) / float(np.hypot(0.5, 0.5 * ground.height / ground.width))
    vignette = 1 - 0.34 * np.clip(radius, 0, 1.2) ** 2.4
    soft = shade(light, vignette)
    return np.asarray(soft / (1 + 0.25 * soft), dtype=np.float32)


def _hushed(ground: Ground, dots: Dots) -> Dots:
    """Points of light behind the words are dimmed, so that no letter meets a star."""
    left, top, right, bottom = ground.quiet
    x, y = dots.x / ground.width, dots.y / ground.height
    inside = (x > left) & (x < right) & (y > top) & (y < bottom)
    return dots.where(~inside | (dots.radius < 0.75 * ground.width / 1080))


@lru_cache(maxsize=3)
def _grain(height: int, width: int) -> Floats:
    """Film grain that also dithers: triangular noise of about one and a half steps."""
    random = np.random.default_rng(1851)
    tile = random.random((_TILE, _TILE), dtype=np.float32)
    tile = (tile + random.random((_TILE, _TILE), dtype=np.float32) - 1) * 2.6
    times = (-(-height // _TILE), -(-width // _TILE))
    grain = np.tile(tile, times)[:height, :width]
    return np.ascontiguousarray(np.repeat(grain[..., None], 3, axis=2))


def _draw_ridge(pixels: Bytes, ridge: Ridge) -> None:
    height, width = pixels.shape[:2]
    path = skia.Path()
    path.moveTo(-2, height + 2)
    path.lineTo(-2, float(ridge.edge[0]))
    for column in range(0, width, 2):
        path.lineTo(column, float(ridge.edge[column]))
    path.lineTo(width + 2, float(ridge.edge[-1]))
    path.lineTo(width + 2, height + 2)
    path.close()
    top = float(ridge.edge.min())
    paint = skia.Paint(AntiAlias=True, Dither=True)
    paint.setShader(
        skia.GradientShader.MakeLinear(
            points=[(0, top), (0, top + ridge.depth)],
            colors=[_argb(ridge.crest), _argb(ridge.foot)],
        )
    )
    surface = skia.Surface(pixels)
    with surface as canvas:
        canvas.drawPath(path, paint)


def _draw_pattern(pixels: Bytes, pattern: Pattern) -> None:
    """Straps with a groove along their middle, faded by how much may be seen."""
    height, width = pixels.shape[:2]
    seen = cv2.resize(pattern.seen, (width, height), interpolation=cv2.INTER_LINEAR)
    veil = cv2.convertScaleAbs(seen, alpha=255)
    faded = skia.Paint(BlendMode=skia.BlendMode.kDstIn)
    with skia.Surface(pixels) as canvas:
        canvas.saveLayer()
        for weight, tone in ((pattern.weight, pattern.strap), (pattern.weight / 3, pattern.core)):
            paint = skia.Paint(
                AntiAlias=True,
                Style=skia.Paint.kStroke_Style,
                StrokeWidth=max(weight, 1.0),
                StrokeJoin=skia.Paint.kMiter_Join,
                StrokeCap=skia.Paint.kRound_Cap,
                Color=_argb(tone),
            )
            canvas.drawPath(pattern.path, paint)
        shape = skia.Image.fromarray(veil, skia.kAlpha_8_ColorType)
        canvas.drawImage(shape, 0, 0, skia.SamplingOptions(), faded)
        canvas.restore()


def _argb(value: RGB) -> int:
    red, green, blue = (round(channel * 255) for channel in value)
    return int(skia.Color(red, green, blue))
