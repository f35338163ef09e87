"""A table that gives one set of colours the look of another.

First the straight map between both clouds that moves colours least (Monge and Kantorovich), then
what it misses, found by sorting along many directions; where no colour was seen, the straight map
alone, so that nothing tears.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import ndimage  # type: ignore[import-untyped]  # ships no types

from heliograph.extensions.providers.style_analysis.colour.clouds import straight
from heliograph.extensions.providers.style_analysis.colour.samples import (
    lab_to_rgb,
    rgb_to_lab,
)
from heliograph.extensions.providers.style_analysis.colour.tables import SIDE, neutral
from heliograph.extensions.providers.style_analysis.reading import Floats

ROUNDS = 24
MOST = 9000
_SMOOTH = 1.6
Matrix = npt.NDArray[np.float64]


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


def _as_many(first: Floats, second: Floats) -> tuple[Floats, Floats]:
    """As many colours of both, so that they can be matched one to one."""
    count = min(len(first), len(second), MOST)
    random = np.random.default_rng(19)
    chosen = [one[random.choice(len(one), count, replace=False)] for one in (first, second)]
    return chosen[0], chosen[1]


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
