"""Colour tables of 33 steps a side, in and out of .cube files.

A table has the shape (33, 33, 33, 3), indexed by blue, green and red, with sRGB values between 0
and 1 for red, green and blue: the order of .cube files.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from scipy import ndimage  # type: ignore[import-untyped]  # ships no types

from heliograph.extensions.providers.style_analysis.colour.clouds import carried
from heliograph.extensions.providers.style_analysis.colour.samples import (
    from_hex,
    lab_to_rgb,
    rgb_to_lab,
)
from heliograph.extensions.providers.style_analysis.reading import Floats
from heliograph.sdk.style.document import GradeStyle, Style

SIDE = 33


def neutral() -> Floats:
    """The table that changes nothing."""
    steps = np.linspace(0, 1, SIDE, dtype=np.float32)
    blue, green, red = np.meshgrid(steps, steps, steps, indexing="ij")
    found: Floats = np.stack((red, green, blue), axis=-1)
    return found


def graded(grade: GradeStyle) -> Floats:
    """The table of a grade."""
    lab = rgb_to_lab(neutral().reshape(-1, 3))
    if grade.is_learned:
        lab = lab + grade.pull * (carried(lab, grade.mean, grade.covariance) - lab)
    light = lab[:, 0]
    pivot = 50.0
    light = pivot + (light - pivot) * grade.contrast + grade.brightness
    # A soft knee at both ends: contrast must not crush blacks nor clip whites.
    light = _kneed(light)
    light = grade.lift + light * (100.0 - grade.lift - grade.roll) / 100.0
    made = np.stack((light, lab[:, 1] * grade.saturation, lab[:, 2] * grade.saturation), axis=1)
    made[:, 1] += grade.tint
    made[:, 2] += grade.temperature
    for colour, weight in (
        (grade.shadows, np.clip(1 - light / 55, 0, 1)),
        (grade.lights, np.clip((light - 45) / 55, 0, 1)),
    ):
        if colour:
            toward = from_hex(colour)
            much = (grade.toning * weight)[:, None]
            made[:, 1:] += (toward[1:] - made[:, 1:]) * much
    found: Floats = lab_to_rgb(made.astype(np.float32)).reshape(SIDE, SIDE, SIDE, 3)
    return found


def _kneed(light: Floats) -> Floats:
    low = np.where(light < 8, 8 * np.exp((light - 8) / 8), light)
    found: Floats = np.where(low > 92, 100 - 8 * np.exp((92 - low) / 8), low)
    return found


def applied(table: Floats, rgb: Floats) -> Floats:
    """Colours (n, 3) sRGB, carried through a table."""
    places = np.clip(rgb, 0, 1)[:, ::-1].T * (SIDE - 1)
    channels = [
        ndimage.map_coordinates(table[..., one], places, order=1, mode="nearest")
        for one in range(3)
    ]
    found: Floats = np.stack(channels, axis=1).astype(np.float32)
    return found


def write_style_cube(style: Style, path: Path) -> Path:
    """Write the table of a style's grade."""
    return write_cube(graded(style.look.grade), path, style.id)


def write_cube(table: Floats, path: Path, title: str) -> Path:
    """Write a .cube file; whole or not at all."""
    lines = [f'TITLE "{title}"', f"LUT_3D_SIZE {SIDE}", "DOMAIN_MIN 0 0 0", "DOMAIN_MAX 1 1 1"]
    lines += [f"{r:.5f} {g:.5f} {b:.5f}" for r, g, b in table.reshape(-1, 3)]
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.part")
    try:
        partial.write_text("\n".join(lines) + "\n", "ascii", "replace")
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return path
