"""Where somebody speaks, and how far everything else gives way there."""

from __future__ import annotations

import itertools

import numpy as np
import numpy.typing as npt

from heliograph.sdk.sound import Sound
from heliograph.sdk.sound.signals import Floats

HOLD = 0.25
RAMP = 0.30
_STEP = 0.01
_SLICE = 1 << 20
_FLOOR_DB = -55.0
_BELOW_PEAK_DB = 34.0


def speaking(voice: Sound) -> npt.NDArray[np.bool_]:
    """For each hundredth of a second, whether somebody speaks there."""
    hop = round(voice.rate * _STEP)
    steps = -(-len(voice.samples) // hop)
    if not steps:
        return np.zeros(0, dtype=np.bool_)
    squares = np.square(voice.samples).mean(axis=1)
    means = np.pad(squares, (0, steps * hop - len(squares))).reshape(steps, hop).mean(axis=1)
    levels = 10.0 * np.log10(np.maximum(means, 1e-12))
    return np.asarray(levels > max(_FLOOR_DB, float(levels.max()) - _BELOW_PEAK_DB))


def envelope(voice: Sound, duck_db: float) -> Floats:
    """Gain for each frame of what lies under a voice.

    It is down by `duck_db` when a word begins (it began to fall 300 ms before), stays down for
    250 ms after the last sound, and comes back within 300 ms. Pauses too short to come back in
    stay down: nothing pumps.
    """
    speaks = speaking(voice)
    frames = len(voice.samples)
    if not speaks.any() or duck_db <= 0:
        return np.ones(frames, dtype=np.float32)
    held = _joined(_held(speaks, round(HOLD / _STEP)), round(2 * RAMP / _STEP))
    share = np.clip(1.0 - _distance(held) * _STEP / RAMP, 0.0, 1.0)
    share = 0.5 - 0.5 * np.cos(np.pi * share)
    centres = (np.arange(len(share)) + 0.5) * round(voice.rate * _STEP)
    gain = np.empty(frames, dtype=np.float32)
    for start in range(0, frames, _SLICE):
        at = np.arange(start, min(frames, start + _SLICE))
        lowering = np.interp(at, centres, share) * -duck_db
        gain[start : start + _SLICE] = 10.0 ** (lowering / 20.0)
    return gain


def _held(speaks: npt.NDArray[np.bool_], steps: int) -> npt.NDArray[np.bool_]:
    """True for some steps longer, and one step earlier."""
    last = np.where(speaks, np.arange(len(speaks)), -steps - 1)
    since = np.arange(len(speaks)) - np.maximum.accumulate(last)
    held = since <= steps
    held[:-1] |= speaks[1:]
    return np.asarray(held)


def _joined(held: npt.NDArray[np.bool_], gap: int) -> npt.NDArray[np.bool_]:
    """Gaps between two passages that are shorter than this are filled."""
    places = np.flatnonzero(held)
    out = held.copy()
    for before, after in itertools.pairwise(places.tolist()):
        if 1 < after - before <= gap:
            out[before:after] = True
    return out


def _distance(held: npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
    """Steps to the nearest passage, for each step."""
    places = np.flatnonzero(held)
    at = np.arange(len(held))
    following = places[np.clip(np.searchsorted(places, at), 0, len(places) - 1)]
    before = places[np.clip(np.searchsorted(places, at, side="right") - 1, 0, len(places) - 1)]
    nearest = np.minimum(np.abs(following - at), np.abs(at - before))
    return np.asarray(nearest, dtype=np.float64)
