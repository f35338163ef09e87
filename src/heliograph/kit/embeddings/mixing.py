"""Hashes of hashes: one number in, as many unrelated ones out as there are seeds."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

SPREAD = np.uint64(0x9E3779B97F4A7C15)
"""Its multiples, added to a hash, make seeds that lie far apart."""


def mixed(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Every number scrambled (the finishing steps of splitmix64): neighbours become strangers."""
    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    scrambled: NDArray[np.uint64] = numbers ^ (numbers >> np.uint64(31))
    return scrambled


def least(hashes: Sequence[int], count: int) -> list[int]:
    """MinHash: for each of `count` orders of all numbers, which of the hashes comes first."""
    seeds = np.arange(1, count + 1, dtype=np.uint64) * SPREAD
    orders = mixed(np.array(hashes, dtype=np.uint64)[:, None] + seeds)
    found: list[int] = orders.min(axis=0).tolist()
    return found
