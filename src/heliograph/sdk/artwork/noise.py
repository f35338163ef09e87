"""Smooth randomness: octaves of resized grids, cheap enough to make for every picture."""

from __future__ import annotations

from math import ceil

import cv2
import numpy as np
import numpy.typing as npt

from heliograph.sdk.artwork.colour import Floats

Random = np.random.Generator


def _octave(random: Random, size: tuple[int, int], cells: tuple[float, float]) -> Floats:
    height, width = size
    rows, columns = ceil(cells[1]) + 1, ceil(cells[0]) + 1
    grid = random.random((rows, columns), dtype=np.float32)
    grown = cv2.resize(
        grid,
        (max(width, int(width * columns / cells[0])), max(height, int(height * rows / cells[1]))),
        interpolation=cv2.INTER_CUBIC,
    )
    return np.asarray(grown[:height, :width], dtype=np.float32)


def clouds(
    random: Random, size: tuple[int, int], cells: tuple[float, float], octaves: int = 5
) -> Floats:
    """Fractal noise around 0.5. `cells` is how many features lie across and down."""
    total: Floats = np.zeros(size, dtype=np.float32)
    weight, amount = 1.0, 0.0
    for octave in range(octaves):
        scale = 2.0**octave
        total += weight * _octave(random, size, (cells[0] * scale, cells[1] * scale))
        amount += weight
        weight *= 0.52
    return total / np.float32(amount)


def warp(field: Floats, shift_x: Floats, shift_y: Floats, amount: float) -> Floats:
    """Pull a field along two others: straight noise turns into smoke."""
    height, width = field.shape
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    reach = np.float32(amount * width)
    moved = cv2.remap(
        field,
        columns + (shift_x - 0.5) * reach,
        rows + (shift_y - 0.5) * reach,
        interpolation=cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REFLECT_101,
    )
    return np.asarray(moved, dtype=np.float32)


def smoke(
    random: Random, size: tuple[int, int], cells: tuple[float, float], amount: float = 0.25
) -> Floats:
    """Warped fractal noise, stretched to fill 0 to 1."""
    shift_x = clouds(random, size, (cells[0] * 0.7, cells[1] * 0.7), 3)
    shift_y = clouds(random, size, (cells[0] * 0.7, cells[1] * 0.7), 3)
    return stretch(warp(clouds(random, size, cells, 5), shift_x, shift_y, amount))


def relief(field: Floats, right: int, down: int) -> Floats:
    """How much a field falls away toward a direction: the lit sides of what it draws."""
    move = np.array([[1, 0, right], [0, 1, down]], dtype=np.float32)
    size = (field.shape[1], field.shape[0])
    moved = cv2.warpAffine(field, move, size, borderMode=cv2.BORDER_REPLICATE)
    return stretch(np.asarray(field - moved, dtype=np.float32))


def stretch(field: Floats) -> Floats:
    """Scale a field so that nearly all of it lies between 0 and 1."""
    low, high = np.percentile(field[::3, ::3], (1, 99))
    return np.asarray(np.clip((field - low) / max(float(high - low), 1e-6), 0, 1), dtype=np.float32)


def ridge_line(random: Random, length: int, roughness: float, features: float) -> Floats:
    """A mountain's edge from 0 to 1 along one line."""
    total: npt.NDArray[np.float32] = np.zeros(length, dtype=np.float32)
    weight = 1.0
    for octave in range(7):
        count = max(3, int(features * 2**octave) + 3)
        points = random.random((1, count), dtype=np.float32)
        way = cv2.INTER_CUBIC if octave < 3 else cv2.INTER_LINEAR
        total += weight * cv2.resize(points, (length, 1), interpolation=way)[0]
        weight *= roughness
    low, high = float(total.min()), float(total.max())
    return np.asarray((total - low) / max(high - low, 1e-6), dtype=np.float32)
