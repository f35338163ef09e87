"""Pictures re-cut and saved anew. Loaded in a process of its own only.

OpenCV scales and encodes, and writes nothing but pixels: places, names and cameras stay behind.
"""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from heliograph.modules.assets.adapt.decoding import CannotDecode, Pixels, decoded
from heliograph.modules.assets.adapt.drawings import drawn
from heliograph.modules.assets.adapt.making import CannotBeMade, Cut, Job
from heliograph.modules.assets.cleaning.drawings import size_of
from heliograph.sdk.adapting import Recipe

WHITE = (255, 255, 255)
QUALITIES = (92, 86, 80, 74, 68, 60)
SHRINKING = (1.0, 0.85, 0.72, 0.6, 0.5, 0.4, 0.3)
DARKENED = 0.8
"""How much of its light a blurred background keeps, so that the picture stands out."""


def make(job: Job) -> Cut | None:
    """Write the rendition; raises `CannotBeMade`."""
    recipe = job.recipe
    pixels = _decoded(job)
    cut = None
    if recipe.width and recipe.height:
        if recipe.way == "pad":
            pixels = _padded(pixels, recipe)
        else:
            # What is only scaled may be a pixel off, and is cut by it: nothing is ever distorted.
            cut = best_cut(pixels, recipe.width / recipe.height)
            pixels = pixels[cut.y : cut.y + cut.height, cut.x : cut.x + cut.width]
            pixels = _resized(np.ascontiguousarray(pixels), recipe.width, recipe.height)
    job.target.write_bytes(_encoded(pixels, recipe))
    return cut if recipe.way == "crop" else None


def _decoded(job: Job) -> Pixels:
    """The picture as it is seen: turned, in sRGB, blue first, without transparency."""
    data = job.source.read_bytes()
    ground = _color(job.recipe.background) or WHITE
    if data.startswith(b"<svg"):
        return _flattened(_premultiplied(_drawn(data, job.recipe)), ground)
    try:
        pixels = decoded(data, premultiplied=True)
    except CannotDecode as error:
        raise CannotBeMade(str(error)) from error
    return _flattened(pixels, ground)


def _drawn(data: bytes, recipe: Recipe) -> Pixels:
    """A drawing, at the size at which it is needed."""
    wide, tall = size_of(data)
    factor = max((recipe.width or wide) / wide, (recipe.height or tall) / tall, 1.0)
    return drawn(data, round(wide * factor), round(tall * factor))


def _premultiplied(pixels: Pixels) -> Pixels:
    alpha = pixels[..., 3:].astype(np.uint16)
    pixels[..., :3] = (pixels[..., :3] * alpha + 127) // 255
    return pixels


def _flattened(pixels: Pixels, ground: tuple[int, int, int]) -> Pixels:
    """Transparent parts show the ground. What comes in is multiplied by its alpha already."""
    opaque = pixels[..., 2::-1]
    alpha = pixels[..., 3:]
    if alpha.min() == 255:
        return np.ascontiguousarray(opaque)
    rest = np.multiply(255 - alpha.astype(np.uint16), np.array(ground, np.uint16))
    return np.ascontiguousarray((opaque + (rest + 127) // 255).astype(np.uint8))


def best_cut(pixels: Pixels, ratio: float) -> Cut:
    """The part of that ratio with most to see in it; near the middle where nothing stands out."""
    height, width = pixels.shape[:2]
    if width / height > ratio:
        wide = max(min(round(height * ratio), width), 1)
        return Cut(_best_start(_detail(pixels, 0), wide), 0, wide, height)
    tall = max(min(round(width / ratio), height), 1)
    return Cut(0, _best_start(_detail(pixels, 1), tall), width, tall)


def _detail(pixels: Pixels, axis: int) -> NDArray[np.float64]:
    """How much there is to see in each column (axis 0) or row (axis 1)."""
    height, width = pixels.shape[:2]
    small = cv2.resize(
        pixels,
        (width, min(height, 256)) if axis == 0 else (min(width, 256), height),
        interpolation=cv2.INTER_AREA,
    )
    grey = cv2.cvtColor(small, cv2.COLOR_BGR2GRAY).astype(np.float32)
    edges = np.abs(cv2.Sobel(grey, cv2.CV_32F, 1, 0)) + np.abs(cv2.Sobel(grey, cv2.CV_32F, 0, 1))
    return np.asarray(edges.mean(axis=axis), dtype=np.float64)


def _best_start(detail: NDArray[np.float64], length: int) -> int:
    room = len(detail) - length
    if room <= 0:
        return 0
    sums = np.concatenate(([0.0], np.cumsum(detail)))
    seen = sums[length:] - sums[:-length]
    distance = np.abs(np.arange(room + 1) - room / 2) / (room / 2)
    # The middle wins unless a place elsewhere holds clearly more.
    return int(np.argmax((seen + 1.0) * (1.0 - 0.15 * distance)))


def _resized(pixels: Pixels, width: int, height: int) -> Pixels:
    if pixels.shape[:2] == (height, width):
        return pixels
    smaller = width * height < pixels.shape[0] * pixels.shape[1]
    how = cv2.INTER_AREA if smaller else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(pixels, (width, height), interpolation=how), dtype=np.uint8)


def _padded(pixels: Pixels, recipe: Recipe) -> Pixels:
    width, height = recipe.width or 1, recipe.height or 1
    color = _color(recipe.background)
    if color is None:
        canvas = _blurred(pixels, width, height)
    else:
        canvas = np.full((height, width, 3), color, np.uint8)
    factor = min(width / pixels.shape[1], height / pixels.shape[0])
    wide = min(max(round(pixels.shape[1] * factor), 1), width)
    tall = min(max(round(pixels.shape[0] * factor), 1), height)
    x, y = (width - wide) // 2, (height - tall) // 2
    canvas[y : y + tall, x : x + wide] = _resized(pixels, wide, tall)
    return canvas


def _blurred(pixels: Pixels, width: int, height: int) -> Pixels:
    """The picture itself, filling the canvas, out of focus and darker; made small, then spread."""
    small = max(width // 8, 8), max(height // 8, 8)
    cut = best_cut(pixels, width / height)
    inside = pixels[cut.y : cut.y + cut.height, cut.x : cut.x + cut.width]
    tiny = _resized(np.ascontiguousarray(inside), *small)
    soft = cv2.GaussianBlur(tiny, (0, 0), max(small) / 24)
    dark = (soft * DARKENED).astype(np.uint8)
    spread = cv2.resize(dark, (width, height), interpolation=cv2.INTER_CUBIC)
    return np.asarray(spread, dtype=np.uint8)


def _color(word: str) -> tuple[int, int, int] | None:
    """A colour written as #rrggbb, blue first; None for any other background."""
    if not word.startswith("#"):
        return None
    return int(word[5:7], 16), int(word[3:5], 16), int(word[1:3], 16)


def _encoded(pixels: Pixels, recipe: Recipe) -> bytes:
    """The best quality that is light enough; smaller where no quality is."""
    for size in _sizes(pixels, recipe):
        shown = _resized(pixels, *size)
        for data in _attempts(shown, recipe.mime):
            if len(data) <= recipe.max_bytes:
                return data
    raise CannotBeMade(f"no form of it is smaller than {recipe.max_bytes} bytes")


def _sizes(pixels: Pixels, recipe: Recipe) -> Iterator[tuple[int, int]]:
    height, width = pixels.shape[:2]
    for factor in SHRINKING:
        wide, tall = max(round(width * factor), 1), max(round(height * factor), 1)
        if factor == 1.0 or (wide >= recipe.min_width and tall >= recipe.min_height):
            yield wide, tall


def _attempts(pixels: Pixels, mime: str) -> Iterator[bytes]:
    if mime == "image/png":
        yield _written(pixels, ".png", [cv2.IMWRITE_PNG_COMPRESSION, 6])
        return
    for quality in QUALITIES:
        if mime == "image/webp":
            yield _written(pixels, ".webp", [cv2.IMWRITE_WEBP_QUALITY, quality])
        else:
            how = [cv2.IMWRITE_JPEG_QUALITY, quality, cv2.IMWRITE_JPEG_OPTIMIZE, 1]
            yield _written(pixels, ".jpg", how)


def _written(pixels: Pixels, ending: str, how: list[int]) -> bytes:
    made, data = cv2.imencode(ending, pixels, how)
    if not made:
        raise CannotBeMade(f"it cannot be saved as {ending[1:]}")
    return bytes(data.tobytes())
