"""Finding when a curve meets a line: coarse samples first, then many brackets narrowed at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Days = NDArray[np.float64]
Curve = Callable[[Days, NDArray[np.intp]], Days]

SECOND = 1 / 86400
LINE = 30.0  # every boundary and every aspect we look for is a multiple of this many degrees


@dataclass(frozen=True)
class Bracket:
    """Between `low` and `high` (days) the curve meets `target` (degrees) once."""

    low: float
    high: float
    target: float


def line_brackets(times: Days, curve: Days) -> list[Bracket]:
    """Where an unwrapped curve of degrees meets multiples of thirty.

    A curve that turns back between two samples can touch a line twice unseen; the vertex of the
    parabola through three samples shows those pairs.
    """
    floors = np.floor(curve / LINE)
    found = [
        Bracket(times[i], times[i + 1], LINE * max(floors[i], floors[i + 1]))
        for i in np.flatnonzero(floors[:-1] != floors[1:])
    ]
    for i in turning_samples(curve):
        if floors[i - 1] == floors[i] == floors[i + 1]:
            found += _grazed(times[i - 1 : i + 2], curve[i - 1 : i + 2])
    return found


def _grazed(times: Days, curve: Days) -> list[Bracket]:
    bend = curve[0] - 2 * curve[1] + curve[2]
    slope = (curve[2] - curve[0]) / 2
    vertex = curve[1] - slope**2 / (2 * bend)
    before, beyond = np.floor(curve[1] / LINE), np.floor(vertex / LINE)
    if before == beyond:
        return []
    turn = times[1] - slope / bend * (times[2] - times[1])
    target = LINE * max(before, beyond)
    return [Bracket(times[0], turn, target), Bracket(turn, times[2], target)]


def turning_samples(curve: Days) -> list[int]:
    """Indices of samples that are higher, or lower, than both neighbours."""
    steps = np.sign(np.diff(curve))
    return [int(i) + 1 for i in np.flatnonzero(steps[:-1] * steps[1:] < 0)]


def narrow(curve: Curve, low: Days, high: Days) -> Days:
    """The times at which `curve` is zero, each to well under a second; NaN where it has one sign.

    False position with halved weights: as safe as halving, in a third of the steps. The curve is
    asked only for the brackets that are still open, by their index.
    """
    everything = np.arange(len(low))
    low, high = low.copy(), high.copy()
    at_low, at_high = curve(low, everything), curve(high, everything)
    root = np.where(np.abs(at_low) < np.abs(at_high), low, high)
    side = np.zeros(len(low), dtype=int)
    root[at_low * at_high > 0] = np.nan
    is_open = (at_low * at_high < 0).nonzero()[0]
    for _ in range(60):
        if not len(is_open):
            break
        guess = _between(low, high, at_low, at_high, is_open)
        value = curve(guess, is_open)
        moved = np.abs(guess - root[is_open])
        root[is_open] = guess
        below = np.sign(value) == np.sign(at_low[is_open])
        _replace(is_open[below], guess[below], value[below], (low, at_low, at_high, side, 1))
        _replace(is_open[~below], guess[~below], value[~below], (high, at_high, at_low, side, -1))
        is_open = is_open[(moved > SECOND / 4) & (value != 0)]
    return root


def _between(low: Days, high: Days, at_low: Days, at_high: Days, index: NDArray[np.intp]) -> Days:
    a, b = low[index], high[index]
    share = at_low[index] / (at_low[index] - at_high[index])
    guess: Days = a + (b - a) * share
    return guess


End = tuple[Days, Days, Days, NDArray[np.int_], int]


def _replace(index: NDArray[np.intp], guess: Days, value: Days, end: End) -> None:
    """Move one end of the brackets; halve the weight of an end that stays for the second time."""
    edge, at_edge, at_other, side, mark = end
    edge[index], at_edge[index] = guess, value
    stale = index[side[index] == mark]
    at_other[stale] /= 2
    side[index] = mark
