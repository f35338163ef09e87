"""Pictures as sources: decoded upright in sRGB, cut to what the camera sees, graded, and turned
into planes once for a whole scene."""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt
import skia  # type: ignore[import-not-found,import-untyped,unused-ignore]  # ships no types

from heliograph.extensions.providers.video import cameras
from heliograph.extensions.providers.video.fitting import fit
from heliograph.extensions.providers.video.frames import Planes
from heliograph.extensions.providers.video.grades import Grade
from heliograph.extensions.providers.video.planes import copied, planes_of
from heliograph.sdk.timeline import Camera
from heliograph.sdk.video import CannotRender

Pixels: TypeAlias = npt.NDArray[np.uint8]
MOST_PIXELS = 64_000_000
MOST_BYTES = 200_000_000
_PLENTY = 16_000_000
"""Pixels of which a frame of 1080 x 1920 never needs more."""


class StillGround:
    """A picture under a moving camera."""

    def __init__(self, planes: Planes, path: cameras.Path, size: cameras.Size) -> None:
        self._planes, self._path, self._size = planes, path, size

    def frame(self, index: int) -> Planes:
        """The picture as the camera sees it at a frame of the scene."""
        if self._path.is_still:
            return copied(self._planes)
        return cameras.filmed(self._planes, self._path.view(index), self._size)


def open_still(
    file: Path, camera: Camera | None, size: cameras.Size, frames: int, grade: Grade | None
) -> StillGround:
    """A picture made ready for a camera's move over so many frames of a size."""
    pixels = read_picture(file)
    found = fit((pixels.shape[1], pixels.shape[0]), camera, size, frames)
    left, top, right, bottom = found.edges
    kept = _resized(pixels[top:bottom, left:right], found.kept)
    if grade is not None:
        kept = grade.applied(kept)
    return StillGround(planes_of(kept), found.path, size)


def check_picture(file: Path) -> None:
    """Raises `CannotRender` for what is no picture, or too large a one; does not decode it."""
    _codec(file, _content(file))


def read_picture(file: Path) -> Pixels:
    """Blue, green and red, upright, in sRGB; what is transparent lies on black."""
    # The codec reads from the bytes for as long as it lives, and does not hold them itself.
    data = _content(file)
    codec = _codec(file, data)
    size = codec.dimensions()
    if size.width() * size.height() > _PLENTY:
        # JPEG files can be read at a part of their size, for a part of the memory.
        size = codec.getScaledDimensions((_PLENTY / (size.width() * size.height())) ** 0.5)
    width, height = size.width(), size.height()
    pixels = np.zeros((height, width, 4), np.uint8)
    info = skia.ImageInfo.Make(
        width,
        height,
        skia.kBGRA_8888_ColorType,
        skia.kPremul_AlphaType,
        skia.ColorSpace.MakeSRGB(),
    )
    if codec.getPixels(info, pixels, pixels.strides[0]) != skia.Codec.kSuccess:
        raise CannotRender(f"{file.name} is damaged: it ends too early. Give a whole file.")
    return _turned(pixels[:, :, :3], int(codec.getOrigin()))


def _content(file: Path) -> bytes:
    size = file.stat().st_size
    if size > MOST_BYTES:
        raise CannotRender(
            f"{file.name} has {size // 1_000_000} MB; give a picture of at most "
            f"{MOST_BYTES // 1_000_000} MB."
        )
    return file.read_bytes()


def _codec(file: Path, data: bytes) -> skia.Codec:
    try:
        codec = skia.Codec.MakeFromData(data)
    except RuntimeError as error:
        raise CannotRender(
            f"{file.name} is no picture that can be read. Give a whole PNG, JPEG or WebP file."
        ) from error
    size = codec.dimensions()
    width, height = size.width(), size.height()
    if width * height > MOST_PIXELS:
        raise CannotRender(
            f"{file.name} has {width} x {height} pixels; give one of at most "
            f"{MOST_PIXELS // 1_000_000} million."
        )
    return codec


def _turned(pixels: Pixels, origin: int) -> Pixels:
    """The picture as its camera was held: EXIF counts from 1, upright, to 8."""
    if origin > 4:
        pixels = pixels.transpose(1, 0, 2)
    if origin in (2, 3, 6, 7):
        pixels = pixels[:, ::-1]
    if origin in (3, 4, 7, 8):
        pixels = pixels[::-1]
    return np.ascontiguousarray(pixels)


def _resized(pixels: Pixels, size: cameras.Size) -> Pixels:
    if (pixels.shape[1], pixels.shape[0]) == size:
        return np.ascontiguousarray(pixels)
    way = cv2.INTER_AREA if size[0] < pixels.shape[1] else cv2.INTER_CUBIC
    made = cv2.resize(pixels, size, interpolation=way)
    return np.asarray(made, np.uint8)
