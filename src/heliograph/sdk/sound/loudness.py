"""How loud a sound is to people (ITU-R BS.1770-4), and how high it rises between its samples."""

from __future__ import annotations

import math

import numpy as np

from heliograph.sdk.sound import Sound
from heliograph.sdk.sound.signals import Floats, Sections, decibels, filtered, polyphase, power

_BLOCK = 0.4
_STEPS = 4
_ABSOLUTE = -70.0
_RELATIVE = -10.0
_OFFSET = -0.691
_SLICE = 1 << 20
"""Frames oversampled at a time: half an hour at once would need gigabytes."""


def integrated(sound: Sound) -> float | None:
    """Gated loudness of the whole in LUFS; None for silence or less than 0.4 seconds.

    One channel counts once: the same sound in both channels is 3 LU louder.
    """
    energies = _block_energies(sound)
    loud = energies[_loudness(energies) > _ABSOLUTE]
    if not len(loud):
        return None
    gate = float(_loudness(loud.mean(keepdims=True))[0]) + _RELATIVE
    kept = loud[_loudness(loud) > gate]
    return float(_loudness(kept.mean(keepdims=True))[0])


def momentary(sound: Sound) -> Floats:
    """Loudness in LUFS of overlapping blocks of 0.4 s, one every 0.1 s; silence is -200."""
    return np.asarray(_loudness(_block_energies(sound)), dtype=np.float32)


def true_peak_db(sound: Sound) -> float:
    """The highest point of the curve through the samples, oversampled four times, in dBTP."""
    samples, highest = sound.samples, 0.0
    for start in range(0, len(samples), _SLICE):
        # Slices overlap, so that no peak falls into the ends of the filter.
        part = samples[max(0, start - 64) : start + _SLICE + 64]
        highest = max(highest, float(np.abs(polyphase(part, 4, 1)).max()))
    peak = float(np.abs(samples).max()) if len(samples) else 0.0
    return decibels(max(highest, peak))


def brought_to(sound: Sound, lufs: float, most_gain: float = 30.0) -> Sound:
    """The same sound at this loudness; silence stays, and nothing is raised by more than
    `most_gain` dB. May exceed full scale: a limiter follows."""
    found = integrated(sound)
    if found is None:
        return sound
    gain = power(min(lufs - found, most_gain))
    return Sound(sound.samples * np.float32(gain), sound.rate)


def _block_energies(sound: Sound) -> Floats:
    """Mean squares of the weighted channels together, by blocks of 0.4 s in steps of 0.1 s."""
    hop = round(sound.rate * _BLOCK / _STEPS)
    steps = len(sound.samples) // hop
    if steps < _STEPS:
        return np.zeros(0, dtype=np.float32)
    weighted = filtered(sound.samples, _weighting(sound.rate))
    sums = np.zeros(steps)
    for channel in range(weighted.shape[1]):
        parts = weighted[: steps * hop, channel].reshape(steps, hop)
        sums += np.square(parts).sum(axis=1, dtype=np.float64)
    blocks = np.convolve(sums, np.ones(_STEPS), "valid") / (hop * _STEPS)
    return np.asarray(blocks, dtype=np.float32)


def _loudness(energies: Floats) -> Floats:
    return np.asarray(_OFFSET + 10.0 * np.log10(np.maximum(energies, 1e-20)), dtype=np.float32)


def _weighting(rate: int) -> Sections:
    """The two filters of the standard for any rate: a shelf for the head, a high-pass."""
    return np.array([_shelf(rate), _rumble(rate)], dtype=np.float64)


def _shelf(rate: int) -> list[float]:
    corner, gain, quality = 1681.974450955533, 3.999843853973347, 0.7071752369554196
    k = math.tan(math.pi * corner / rate)
    high = 10.0 ** (gain / 20.0)
    band = high**0.4996667741545416
    scale = 1.0 + k / quality + k * k
    return [
        (high + band * k / quality + k * k) / scale,
        2.0 * (k * k - high) / scale,
        (high - band * k / quality + k * k) / scale,
        1.0,
        2.0 * (k * k - 1.0) / scale,
        (1.0 - k / quality + k * k) / scale,
    ]


def _rumble(rate: int) -> list[float]:
    corner, quality = 38.13547087602444, 0.5003270373238773
    k = math.tan(math.pi * corner / rate)
    scale = 1.0 + k / quality + k * k
    return [
        1.0,
        -2.0,
        1.0,
        1.0,
        2.0 * (k * k - 1.0) / scale,
        (1.0 - k / quality + k * k) / scale,
    ]
