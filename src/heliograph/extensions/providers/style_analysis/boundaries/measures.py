"""Distances between thumbnails that shrug off captions, small moving things and noise."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from heliograph.extensions.providers.style_analysis.reading import Bytes, Floats
from heliograph.extensions.providers.style_analysis.thumbs import unpacked

KEPT = 0.85
"""The share of cells, those that changed least, over which a distance is taken."""


def pooled(packed: Bytes) -> Floats:
    """Kept thumbnails (frames, rows, columns, 3) at half their size, as LAB."""
    frames, rows, columns, _ = packed.shape
    shape = (frames, rows // 2, 2, columns // 2, 2, 3)
    halved = packed.reshape(shape).astype(np.float32).mean(axis=(2, 4))
    return unpacked(halved)


def softened(lab: Floats) -> Floats:
    """Every thumbnail blurred by about a cell, so that slow camera moves change little."""
    return np.stack([cv2.GaussianBlur(one, (0, 0), 0.8) for one in lab])


def trimmed(difference: Floats) -> Floats:
    """Mean over the least changed cells of the length of (..., rows, columns, 3)."""
    length = np.sqrt((difference**2).sum(axis=-1))
    flat = length.reshape(*length.shape[:-2], -1)
    kept = max(1, int(flat.shape[-1] * KEPT))
    found: Floats = np.partition(flat, kept - 1, axis=-1)[..., :kept].mean(axis=-1)
    return found


def apart(lab: Floats, first: npt.NDArray[np.intp], second: npt.NDArray[np.intp]) -> Floats:
    """Distances between pairs of frames, given as two lists of numbers."""
    found = np.empty(len(first), np.float32)
    for at in range(0, len(first), 512):
        part = slice(at, at + 512)
        found[part] = trimmed(lab[first[part]] - lab[second[part]])
    return found


def running_median(values: Floats, half: int) -> Floats:
    """Median of the neighbours within `half`, without the value itself and those beside it."""
    padded = np.pad(values, half, mode="reflect" if len(values) > half else "edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * half + 1)
    others = np.delete(windows, [half - 1, half, half + 1], axis=1)
    found: Floats = np.median(others, axis=1)
    return found
