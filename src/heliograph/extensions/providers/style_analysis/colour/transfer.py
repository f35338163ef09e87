"""A table that gives one set of colours the look of another.

First the straight map between both clouds that moves colours least (Monge and Kantorovich), then
what it misses, found by sorting along many directions; where no colour was seen, the straight map
alone, so that nothing tears.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import ndimage  # type: ignore[import-untyped]  # ships no types

from heliograph.extensions.providers.style_analysis.colour.samples import (
    lab_to_rgb,
    rgb_to_lab,
)
from heliograph.extensions.providers.style_analysis.colour.tables import SIDE, neutral
from heliograph.extensions.providers.style_analysis.reading import Floats

ROUNDS = 24
MOST = 9000
_FLOOR = 4.0
"""Variance added to both clouds: a cloud without breadth must not be stretched without end."""
_SMOOTH = 1.6
_MOST_STRETCH = 2.5
Matrix = npt.NDArray[np.float64]

# Of pictures nobody has graded: mean and covariance of LAB, as everyday photographs have them.
NEUTRAL_MEAN = (52.0, 1.0, 5.0)
NEUTRAL_COVARIANCE = (560.0, 0.0, 15.0, 0.0, 75.0, 20.0, 15.0, 20.0, 170.0)


def table_between(plain: Floats, wanted: Floats) -> Floats:
    """From colours (n, 3) in LAB as they are to colours as they shall be."""
    plain, wanted = _as_many(plain, wanted)
    matrix, shift = straight(
        plain.mean(axis=0), _covariance(plain), wanted.mean(axis=0), _covariance(wanted)
    )
    moved = (plain @ matrix.T + shift).astype(np.float32)
    fine = _sorted_over(moved, wanted)
    lab = rgb_to_lab(neutral().reshape(-1, 3))
    base = lab @ matrix.T + shift
    missed, weight = _spread_out(plain, fine - moved)
    known = weight / (weight + 0.4)
    made = base + missed * known[:, None]
    found: Floats = lab_to_rgb(made.astype(np.float32)).reshape(SIDE, SIDE, SIDE, 3)
    return found


def table_from_neutral(mean: tuple[float, ...], covariance: tuple[float, ...]) -> Floats:
    """From everyday colours to a film's, known by its mean and covariance alone."""
    matrix, shift = straight(
        np.array(NEUTRAL_MEAN),
        np.array(NEUTRAL_COVARIANCE).reshape(3, 3),
        np.array(mean),
        np.array(covariance).reshape(3, 3),
    )
    lab = rgb_to_lab(neutral().reshape(-1, 3)) @ matrix.T + shift
    found: Floats = lab_to_rgb(lab.astype(np.float32)).reshape(SIDE, SIDE, SIDE, 3)
    return found


def straight(
    mean: Matrix, covariance: Matrix, to_mean: Matrix, to: Matrix
) -> tuple[Matrix, Matrix]:
    """Matrix and shift between two clouds; no direction is stretched beyond measure."""
    floor = np.eye(3) * _FLOOR
    root = _root(covariance + floor)
    back = np.linalg.inv(root)
    matrix = back @ _root(root @ (to + floor) @ root) @ back
    values, vectors = np.linalg.eigh((matrix + matrix.T) / 2)
    kept = np.clip(values, 1 / _MOST_STRETCH, _MOST_STRETCH)
    matrix = vectors @ np.diag(kept) @ vectors.T
    return matrix, to_mean - matrix @ mean


def _as_many(first: Floats, second: Floats) -> tuple[Floats, Floats]:
    """As many colours of both, so that they can be matched one to one."""
    count = min(len(first), len(second), MOST)
    random = np.random.default_rng(19)
    chosen = [one[random.choice(len(one), count, replace=False)] for one in (first, second)]
    return chosen[0], chosen[1]


def _root(matrix: Matrix) -> Matrix:
    values, vectors = np.linalg.eigh(matrix)
    found: Matrix = vectors @ np.diag(np.sqrt(np.maximum(values, 0))) @ vectors.T
    return found


def _covariance(colours: Floats) -> Matrix:
    return np.cov(colours.T.astype(np.float64))


def _sorted_over(colours: Floats, wanted: Floats) -> Floats:
    """Move colours, direction by direction, to where as many of the wanted lie."""
    random = np.random.default_rng(17)
    made = colours.astype(np.float64).copy()
    for _ in range(ROUNDS):
        turned, _ = np.linalg.qr(random.normal(size=(3, 3)))
        have, want = made @ turned, wanted @ turned
        for axis in range(3):
            have[np.argsort(have[:, axis]), axis] = np.sort(want[:, axis])
        # Half a step each round: whole ones tear neighbours apart.
        made += 0.5 * (have @ turned.T - made)
    return made.astype(np.float32)


def _spread_out(colours: Floats, moves: Floats) -> tuple[Floats, Floats]:
    """What each step of the table has to move, from the colours near it, and how many there are."""
    places = np.rint(lab_to_rgb(colours)[:, ::-1] * (SIDE - 1)).astype(int)
    flat = np.ravel_multi_index(tuple(places.T), (SIDE, SIDE, SIDE))
    counts = np.bincount(flat, minlength=SIDE**3).astype(np.float64)
    weight = ndimage.gaussian_filter(counts.reshape(SIDE, SIDE, SIDE), _SMOOTH).reshape(-1)
    found = np.zeros((SIDE**3, 3))
    for axis in range(3):
        summed = np.bincount(flat, moves[:, axis], minlength=SIDE**3).reshape(SIDE, SIDE, SIDE)
        found[:, axis] = ndimage.gaussian_filter(summed, _SMOOTH).reshape(-1) / (weight + 1e-9)
    return found.astype(np.float32), weight.astype(np.float32)
