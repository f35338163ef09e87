"""Straight maps between clouds of colours, known by their means and covariances alone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from heliograph.extensions.providers.style_analysis.reading import Floats

Matrix = npt.NDArray[np.float64]
_FLOOR = 4.0
"""Variance added to both clouds: a cloud without breadth must not be stretched without end."""
_MOST_STRETCH = 2.5

# Of pictures nobody has graded: mean and covariance of LAB, as everyday photographs have them.
NEUTRAL_MEAN = (52.0, 1.0, 5.0)
NEUTRAL_COVARIANCE = (560.0, 0.0, 15.0, 0.0, 75.0, 20.0, 15.0, 20.0, 170.0)


def carried(lab: Floats, mean: Sequence[float], covariance: Sequence[float]) -> Floats:
    """Everyday colours (n, 3) in LAB, carried to a film's cloud."""
    matrix, shift = straight(
        np.array(NEUTRAL_MEAN),
        np.array(NEUTRAL_COVARIANCE).reshape(3, 3),
        np.array(mean),
        np.array(covariance).reshape(3, 3),
    )
    found: Floats = (lab @ matrix.T + shift).astype(np.float32)
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


def _root(matrix: Matrix) -> Matrix:
    values, vectors = np.linalg.eigh(matrix)
    found: Matrix = vectors @ np.diag(np.sqrt(np.maximum(values, 0))) @ vectors.T
    return found
