"""A photograph, or a picture a model made, as the ground of a card: checked, cut and graded."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from heliograph.extensions.providers.canvas.design import Grade
from heliograph.extensions.providers.canvas.heads import size_by_head
from heliograph.sdk.artwork import colour
from heliograph.sdk.artwork.colour import Bytes, Floats

_MOST_PIXELS = 50_000_000
_MOST_BYTES = 60 * 1024 * 1024
# Of each grade: how dark, how much of its own colour, how much of the palette's, contrast.
_GRADES: dict[str, tuple[float, float, float, float]] = {
    "night": (0.78, 0.65, 0.32, 1.06),
    "deep": (0.60, 0.55, 0.40, 1.05),
    "warm": (0.80, 0.90, 0.18, 1.04),
    "cool": (0.78, 0.75, 0.25, 1.04),
    "mono": (0.70, 0.0, 0.55, 1.10),
    "soft": (0.92, 0.85, 0.12, 0.96),
}


@dataclass(frozen=True)
class Photo:
    """A picture file as a ground; `changed` makes a file that was replaced another photo."""

    file: Path
    changed: int
    grade: Grade


def photo_of(file: Path, grade: Grade) -> Photo:
    """Check a file before anything is unpacked; raises `ValueError` with the remedy."""
    read_size(file)
    return Photo(file, file.stat().st_mtime_ns, grade)


def read_size(file: Path) -> tuple[int, int]:
    """Width and height by the file's head; raises `ValueError` for what cannot be used."""
    if not file.is_file():
        raise ValueError(f"There is no picture {file}; check the path.")
    if file.stat().st_size > _MOST_BYTES:
        raise ValueError(f"{file.name} is larger than 60 MB; save it smaller and try again.")
    found = size_by_head(file)
    if found is None:
        raise ValueError(f"{file.name} is no JPEG, PNG or WebP picture; convert it.")
    width, height = found
    if width * height > _MOST_PIXELS:
        raise ValueError(
            f"{file.name} has {width} x {height} pixels; at most 50 million can be used."
        )
    return (width, height)


def covered(file: Path, size: tuple[int, int], up: float = 0.42) -> Bytes:
    """The picture cut to fill a size (width, height), as RGB; more is cut below than above."""
    read_size(file)
    found = cv2.imread(str(file), cv2.IMREAD_COLOR)
    if found is None:
        raise ValueError(f"{file.name} is damaged; save it again from where it came.")
    height, width = found.shape[:2]
    grow = max(size[0] / width, size[1] / height)
    cut_w, cut_h = min(width, round(size[0] / grow)), min(height, round(size[1] / grow))
    left, top = (width - cut_w) // 2, round((height - cut_h) * up)
    part = found[top : top + cut_h, left : left + cut_w]
    way = cv2.INTER_AREA if grow < 1 else cv2.INTER_CUBIC
    return np.asarray(
        cv2.cvtColor(cv2.resize(part, size, interpolation=way), cv2.COLOR_BGR2RGB), dtype=np.uint8
    )


def developed(photo: Photo, size: tuple[int, int], palette: dict[str, str]) -> Bytes:
    """The graded photograph as RGBA: toned toward the palette, quieter than it was taken."""
    dark, own, tone, punch = _GRADES[photo.grade]
    value: Floats = covered(photo.file, size).astype(np.float32) / np.float32(255)
    grey = value @ np.array([0.2126, 0.7152, 0.0722], dtype=np.float32)
    shadows, lights = _ends(palette)
    toned = shadows + (lights - shadows) * grey[..., None]
    mixed = value * own + grey[..., None] * (1 - own)
    mixed = mixed * (1 - tone) + toned * tone
    mixed = ((mixed - 0.5) * punch + 0.5) * dark
    rows = np.linspace(-1, 1, size[1], dtype=np.float32)[:, None]
    columns = np.linspace(-1, 1, size[0], dtype=np.float32)[None, :]
    vignette = 1 - 0.22 * np.clip((rows**2 + columns**2) / 2, 0, 1)
    bytes_ = cv2.convertScaleAbs(mixed * vignette[..., None] * 255)
    return np.asarray(cv2.cvtColor(bytes_, cv2.COLOR_RGB2RGBA), dtype=np.uint8)


def _ends(palette: dict[str, str]) -> tuple[Floats, Floats]:
    background, accent = colour.parse(palette["background"]), colour.parse(palette["accent"])
    dark = colour.with_lightness(background, 0.16)
    light = colour.with_lightness(colour.mix(background, accent, 0.75), 0.92, 0.6)
    return np.asarray(dark, dtype=np.float32), np.asarray(light, dtype=np.float32)
