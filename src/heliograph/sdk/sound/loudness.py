"""How loud a sound is to people (ITU-R BS.1770-4), and how high it rises between its samples."""

from __future__ import annotations

import math

import numpy as np
import pyloudnorm  # type: ignore[import-untyped]  # ships no types

from heliograph.sdk.sound import Sound
from heliograph.sdk.sound.signals import decibels, polyphase, power

# The library's name for the standard's own coefficients; its usual ones are up to 0.05 LU off.
_STANDARD = "DeMan"
_SHORTEST = 0.4
"""Seconds of a block, below which the standard knows no loudness."""
_SLICE = 1 << 20
"""Frames oversampled at a time: half an hour at once would need gigabytes."""


def integrated(sound: Sound) -> float | None:
    """Gated loudness of the whole in LUFS; None for silence or less than 0.4 seconds.

    One channel counts once: the same sound in both channels is 3 LU louder.
    """
    if sound.seconds < _SHORTEST:
        return None
    meter = pyloudnorm.Meter(sound.rate, _STANDARD, block_size=_SHORTEST)
    found = float(meter.integrated_loudness(sound.samples))
    return found if math.isfinite(found) else None


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
