"""The few operations of signal processing that everything here is built of.

SciPy is named in this file alone, so that the rest is typed to the end. All arrays are float32 of
shape (frames, channels); every function returns a fresh array.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from scipy import ndimage, signal  # type: ignore[import-untyped]  # SciPy ships no types.

Floats: TypeAlias = npt.NDArray[np.float32]
Sections: TypeAlias = npt.NDArray[np.float64]
"""Second-order sections, as (sections, 6)."""


_SLICE = 1 << 20


def filtered(samples: Floats, sections: Sections) -> Floats:
    """Through second-order sections along time, computed in double precision."""
    # Low corners need more than float32 has: their poles lie too near to the circle. By slices,
    # or half an hour would be held three times over in doubles.
    out = np.empty(samples.shape, dtype=np.float32)
    state = np.zeros((len(sections), 2, samples.shape[1]))
    for start in range(0, len(samples), _SLICE):
        part = samples[start : start + _SLICE].astype(np.float64)
        out[start : start + _SLICE], state = signal.sosfilt(sections, part, axis=0, zi=state)
    return out


def low_pass(samples: Floats, rate: int, corner: float, order: int = 2) -> Floats:
    """Butterworth low-pass with its corner in Hz."""
    return filtered(samples, _butter(order, corner, rate, "lowpass"))


def high_pass(samples: Floats, rate: int, corner: float, order: int = 2) -> Floats:
    """Butterworth high-pass with its corner in Hz."""
    return filtered(samples, _butter(order, corner, rate, "highpass"))


def band_pass(samples: Floats, rate: int, low: float, high: float) -> Floats:
    """Butterworth band-pass of fourth order between two corners in Hz."""
    wanted = signal.butter(2, [low, min(high, rate * 0.49)], "bandpass", fs=rate, output="sos")
    return filtered(samples, np.asarray(wanted, dtype=np.float64))


def polyphase(samples: Floats, up: int, down: int) -> Floats:
    """Resampled by a whole ratio through a windowed sinc."""
    if not len(samples):
        return samples.copy()
    return np.asarray(signal.resample_poly(samples, up, down, axis=0), dtype=np.float32)


def convolved(samples: Floats, response: Floats) -> Floats:
    """Each channel with the same channel of a response, cut to the length of the samples."""
    whole = signal.oaconvolve(samples, response, mode="full", axes=0)
    return np.asarray(whole[: len(samples)], dtype=np.float32)


def recursive(values: Floats, forward: list[float], back: list[float]) -> Floats:
    """A recursive filter by its coefficients along time, in double precision."""
    out = signal.lfilter(forward, back, values.astype(np.float64), axis=0)
    return np.asarray(out, dtype=np.float32)


def lowest_around(values: Floats, reach: int) -> Floats:
    """The smallest of the values within `reach` frames on both sides, for each frame."""
    return np.asarray(
        ndimage.minimum_filter1d(values, 2 * reach + 1, axis=0, mode="nearest"), dtype=np.float32
    )


def mean_around(values: Floats, reach: int) -> Floats:
    """The mean of the values within `reach` frames on both sides, for each frame."""
    # float32 drifts in a running sum over millions of frames.
    out = ndimage.uniform_filter1d(values, 2 * reach + 1, axis=0, mode="nearest", output=np.float64)
    return np.asarray(out, dtype=np.float32)


def power(db: float) -> float:
    """The factor of amplitudes that a gain in dB stands for."""
    return float(10.0 ** (db / 20.0))


def decibels(amplitude: float) -> float:
    """An amplitude in dB; nothing at all is -200."""
    return float(20.0 * np.log10(max(amplitude, 1e-10)))


def _butter(order: int, corner: float, rate: int, kind: str) -> Sections:
    wanted = signal.butter(order, min(corner, rate * 0.49), kind, fs=rate, output="sos")
    return np.asarray(wanted, dtype=np.float64)
