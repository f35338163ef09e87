"""From one rate to another, and between one channel and two."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from heliograph.sdk.sound import Sound
from heliograph.sdk.sound.signals import Floats, polyphase

_FINEST = 200
"""Speeds are rounded to a fraction of this denominator, or filters would be endless."""


def resampled(sound: Sound, rate: int) -> Sound:
    """The same sound at another rate; the very same object where nothing is to be done."""
    if sound.rate == rate:
        return sound
    ratio = Fraction(rate, sound.rate)
    wanted = round(len(sound.samples) * ratio)
    return Sound(fitted(polyphase(sound.samples, *ratio.as_integer_ratio()), wanted), rate)


def faster(sound: Sound, speed: float) -> Sound:
    """Played `speed` times as fast; its pitch rises with it, as on a tape."""
    ratio = 1 / Fraction(speed).limit_denominator(_FINEST)
    if ratio == 1:
        return sound
    return Sound(polyphase(sound.samples, *ratio.as_integer_ratio()), sound.rate)


def stereo(sound: Sound) -> Sound:
    """Two channels: one is heard in the middle; of more than two the first two are kept."""
    channels = sound.samples.shape[1]
    if channels == 2:
        return sound
    if channels == 1:
        return Sound(np.repeat(sound.samples, 2, axis=1), sound.rate)
    return Sound(np.ascontiguousarray(sound.samples[:, :2]), sound.rate)


def mono(sound: Sound) -> Sound:
    """One channel: the mean of all."""
    if sound.samples.shape[1] == 1:
        return sound
    mixed = sound.samples.mean(axis=1, keepdims=True, dtype=np.float32)
    return Sound(np.asarray(mixed, dtype=np.float32), sound.rate)


def fitted(samples: Floats, frames: int) -> Floats:
    """Exactly this many frames: cut, or followed by silence."""
    if len(samples) >= frames:
        return samples[:frames]
    return np.pad(samples, ((0, frames - len(samples)), (0, 0)))
