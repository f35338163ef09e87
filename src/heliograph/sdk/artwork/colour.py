"""Colours: reading, mixing in perceived steps, and contrast as the accessibility rules count it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float32]
Bytes: TypeAlias = npt.NDArray[np.uint8]
RGB: TypeAlias = tuple[float, float, float]

EMPTY: Bytes = np.zeros((1, 1, 4), dtype=np.uint8)
_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_TO_LMS = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)
_FROM_LMS = np.linalg.inv(_TO_LMS)
_FROM_LAB = np.linalg.inv(_TO_LAB)
_BYTE = np.arange(256) / 255.0
LINEAR_OF_BYTE: Floats = np.where(
    _BYTE <= 0.04045, _BYTE / 12.92, ((_BYTE + 0.055) / 1.055) ** 2.4
).astype(np.float32)

_WEIGHTS = (0.2126, 0.7152, 0.0722)
_SHARE_OF_BYTE = tuple(LINEAR_OF_BYTE * np.float32(weight) for weight in _WEIGHTS)
"""What each step of red, green and blue adds to the luminance."""


def parse(text: str) -> RGB:
    """`#rrggbb` as three numbers from 0 to 1; raises `ValueError` for anything else."""
    if not _HEX.fullmatch(text):
        raise ValueError(f"{text!r} is not a colour; write it as #rrggbb.")
    return (int(text[1:3], 16) / 255, int(text[3:5], 16) / 255, int(text[5:7], 16) / 255)


def text_of(colour: RGB) -> str:
    """A colour as `#rrggbb`."""
    return "#" + "".join(f"{round(max(0.0, min(1.0, part)) * 255):02x}" for part in colour)


def linear(colour: RGB) -> npt.NDArray[np.float64]:
    """Light itself, so that mixing adds up as light does."""
    value = np.asarray(colour, dtype=np.float64)
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def display(light: npt.NDArray[np.float64]) -> RGB:
    """Back from light to the numbers a screen is given."""
    value = np.clip(light, 0.0, 1.0)
    coded = np.where(value <= 0.0031308, value * 12.92, 1.055 * value ** (1 / 2.4) - 0.055)
    return (float(coded[0]), float(coded[1]), float(coded[2]))


def _oklab(colour: RGB) -> npt.NDArray[np.float64]:
    return np.asarray(_TO_LAB @ np.cbrt(_TO_LMS @ linear(colour)))


def _from_oklab(lab: npt.NDArray[np.float64]) -> RGB:
    return display(_FROM_LMS @ (_FROM_LAB @ lab) ** 3)


# One picture asks for the same few mixtures again and again.
@lru_cache(maxsize=1024)
def mix(one: RGB, other: RGB, share: float) -> RGB:
    """Between two colours in even perceived steps; `share` of the other."""
    return _from_oklab(_oklab(one) * (1 - share) + _oklab(other) * share)


def with_lightness(colour: RGB, lightness: float, chroma: float = 1.0) -> RGB:
    """The same hue at another lightness (0 to 1), its chroma scaled."""
    lab = _oklab(colour)
    return _from_oklab(np.array([lightness, lab[1] * chroma, lab[2] * chroma]))


def chroma(colour: RGB) -> float:
    """How far from grey, about 0 to 0.3."""
    lab = _oklab(colour)
    return float(np.hypot(lab[1], lab[2]))


def with_hue_turned(colour: RGB, degrees: float) -> RGB:
    """The same lightness and liveliness at another hue."""
    lab = _oklab(colour)
    angle = np.radians(degrees)
    a = lab[1] * np.cos(angle) - lab[2] * np.sin(angle)
    b = lab[1] * np.sin(angle) + lab[2] * np.cos(angle)
    return _from_oklab(np.array([lab[0], a, b]))


@lru_cache(maxsize=256)
def lightness(colour: RGB) -> float:
    """Perceived lightness from 0 to 1."""
    return float(_oklab(colour)[0])


@lru_cache(maxsize=256)
def luminance(colour: RGB) -> float:
    """Relative luminance as WCAG defines it."""
    return float(np.dot(linear(colour), _WEIGHTS))


def contrast(one: float, other: float) -> float:
    """Contrast ratio of two luminances."""
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def luminances(pixels: Bytes) -> Floats:
    """Relative luminance of every pixel of an RGB(A) picture."""
    red, green, blue = (
        table.take(pixels[..., channel]) for channel, table in enumerate(_SHARE_OF_BYTE)
    )
    return np.asarray(red + green + blue)
