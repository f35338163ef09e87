"""The arithmetic of the embedder without a model. It is loaded with the first text, because
numpy stays out of processes that never compare any."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from zlib import crc32

import numpy as np

from heliograph.kit.embeddings.embedder import DIMENSIONS, Vectors
from heliograph.kit.embeddings.mixing import SPREAD, mixed

_PLACES = 8
"""Dimensions that one feature points into."""
_SEEDS = np.arange(1, _PLACES + 1, dtype=np.uint64) * SPREAD


def folded(texts: Sequence[Mapping[str, float]]) -> Vectors:
    """One unit row for the weighted features of each text; zeros where there are none."""
    rows = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
    for place, features in enumerate(texts):
        if features:
            rows[place] = _summed(features)
    return unit(rows)


def unit(rows: Vectors) -> Vectors:
    """The same directions with length 1; a row of zeros stays."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    scaled: Vectors = (rows / np.where(lengths == 0, 1, lengths)).astype(np.float32)
    return scaled


def _summed(features: Mapping[str, float]) -> Vectors:
    """The sum of all directions, each as long as its feature's weight."""
    hashes = np.fromiter((crc32(name.encode()) for name in features), np.uint64, len(features))
    weights = np.fromiter(features.values(), np.float32, len(features))
    spread = mixed(hashes[:, None] + _SEEDS)
    places = (spread >> np.uint64(8)) % np.uint64(DIMENSIONS)
    signed = np.where(spread & np.uint64(1), 1.0, -1.0) * weights[:, None]
    summed = np.bincount(
        places.astype(np.int64).ravel(), weights=signed.ravel(), minlength=DIMENSIONS
    )
    row: Vectors = summed.astype(np.float32)
    return row
