"""Colours sampled from all over a film."""

from __future__ import annotations

import numpy as np

from heliograph.extensions.providers.style_analysis.reading import Bytes, Floats
from heliograph.extensions.providers.style_analysis.thumbs import unpacked

FRAMES = 72
MOST = 24_000


def frames_across(thumbs: Bytes, most: int = FRAMES) -> Floats:
    """Up to `most` thumbnails as LAB, spread evenly over the film."""
    chosen = np.unique(np.linspace(0, len(thumbs) - 1, min(most, len(thumbs))).astype(int))
    return unpacked(np.asarray(thumbs[chosen]))


def colours_of(frames: Floats, most: int = MOST) -> Floats:
    """(colours, 3) LAB values out of thumbnails, the same ones for the same film."""
    flat = frames.reshape(-1, 3)
    if len(flat) <= most:
        return flat
    chosen = np.random.default_rng(7).choice(len(flat), most, replace=False)
    found: Floats = flat[chosen]
    return found


def to_hex(lab: Floats) -> str:
    """One LAB colour as #rrggbb."""
    red, green, blue = (round(255 * float(one)) for one in lab_to_rgb(lab.reshape(1, 3))[0])
    return f"#{red:02x}{green:02x}{blue:02x}"


def from_hex(colour: str) -> Floats:
    """#rrggbb as LAB."""
    rgb = np.array([[int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]], np.float32)
    found: Floats = rgb_to_lab(rgb)[0]
    return found


_TO_XYZ = np.array(
    [[0.412453, 0.357580, 0.180423], [0.212671, 0.715160, 0.072169], [0.019334, 0.119193, 0.950227]]
)
_WHITE = np.array([0.950456, 1.0, 1.088754])


def rgb_to_lab(rgb: Floats) -> Floats:
    """(colours, 3) sRGB between 0 and 1 as CIE LAB (D65)."""
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((np.maximum(rgb, 0) + 0.055) / 1.055) ** 2.4)
    xyz = linear @ _TO_XYZ.T / _WHITE
    cubed = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    x, y, z = cubed[:, 0], cubed[:, 1], cubed[:, 2]
    found: Floats = np.stack((116 * y - 16, 500 * (x - y), 200 * (y - z)), 1).astype(np.float32)
    return found


def lab_to_rgb(lab: Floats) -> Floats:
    """(colours, 3) CIE LAB as sRGB, cut to what can be shown."""
    y = (lab[:, 0] + 16) / 116
    cubed = np.stack((y + lab[:, 1] / 500, y, y - lab[:, 2] / 200), 1)
    xyz = np.where(cubed > 0.206893, cubed**3, (cubed - 16 / 116) / 7.787) * _WHITE
    linear = np.clip(xyz @ np.linalg.inv(_TO_XYZ).T, 0, 1)
    rgb = np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)
    found: Floats = np.clip(rgb, 0, 1).astype(np.float32)
    return found
