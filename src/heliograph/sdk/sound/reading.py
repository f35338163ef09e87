"""What can be read out of music: its tempo, its key, and how its energy goes.

Own measures in NumPy: onsets by spectral flux and their autocorrelation, pitch classes and the
profiles of Krumhansl and Kessler. Half and double tempo are named, because no listener is sure.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from heliograph.sdk.sound import Sound
from heliograph.sdk.sound.resampling import mono, resampled
from heliograph.sdk.sound.signals import Floats

NOTES = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")
_ONSET_RATE, _ONSET_WINDOW, _ONSET_HOP = 24_000, 1024, 240
_CHROMA_RATE, _CHROMA_WINDOW, _CHROMA_HOP = 12_000, 8192, 2048
_SLOWEST, _QUICKEST = 40.0, 220.0
_EASY = (60.0, 140.0)
_BANDS = 32
_HEARD, _BASS, _EDGE = (60.0, 2100.0), (60.0, 140.0), 0.08
_FAINTEST_ONSET = 0.02
"""Below this nothing begins: the analysis of a steady tone breathes by about a tenth of it."""
_LONGEST = 180.0
"""Seconds that are looked at: more of them make neither tempo nor key surer."""
_MAJOR = (6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88)
_MINOR = (6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17)

_Doubles = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Tempo:
    """Beats a minute and how sure that is (0 to 1); the same pulse counted at half and double
    speed with its own strength, the likelier first."""

    bpm: float
    confidence: float
    candidates: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Key:
    """A root's name, "major" or "minor", and how sure that is (0 to 1)."""

    root: str
    scale: str
    confidence: float


def tempo(sound: Sound) -> Tempo | None:
    """The tempo of music; None for silence, for less than three seconds, and where nothing
    returns."""
    onsets = onset_curve(sound)
    rate = _ONSET_RATE / _ONSET_HOP
    if len(onsets) < 3 * rate or float(onsets.max()) < _FAINTEST_ONSET:
        return None
    likeness = _autocorrelation(onsets)
    grid = np.exp(np.arange(np.log(_SLOWEST), np.log(_QUICKEST), 0.002))
    pulse = _comb(likeness, grid, rate)
    weighed = pulse * _prior(grid)
    best = int(weighed.argmax())
    if weighed[best] <= 0.0:
        return None
    bpm = _refined(likeness, float(grid[best]), rate)
    found = [(bpm * factor, _at(pulse, grid, bpm * factor)) for factor in (0.5, 2.0)]
    others = sorted(
        ((value, strength) for value, strength in found if _SLOWEST <= value <= _QUICKEST),
        key=lambda one: -one[1],
    )
    sure = float(np.clip(pulse[best] * 1.4, 0.0, 1.0))
    return Tempo(
        round(bpm, 2),
        round(sure, 3),
        tuple((round(value, 2), round(max(0.0, strength), 3)) for value, strength in others),
    )


def key(sound: Sound) -> Key | None:
    """The key of music; None for silence and for what has no pitches to speak of.

    Pitch classes alone cannot tell a key from its relatives: what the bass rests on at the end,
    and less so at the start, has a say. Old modes are told as the major or minor they lean to.
    """
    notes = _notes(sound)
    classes = _classes(notes, *_HEARD)
    if not classes.any() or classes.std() < 0.02:
        return None
    edge = max(1, round(len(notes) * _EDGE))
    home = 0.35 * _classes(notes[-edge:], *_BASS) + 0.2 * _classes(notes[:edge], *_BASS)
    scores = sorted(
        (
            (float(np.corrcoef(classes, np.roll(profile, root))[0, 1] + home[root]), root, scale)
            for scale, profile in (("major", _MAJOR), ("minor", _MINOR))
            for root in range(12)
        ),
        reverse=True,
    )
    best, root, scale = scores[0]
    sure = float(np.clip(0.4 * max(0.0, best) + 3.0 * (best - scores[1][0]), 0.0, 1.0))
    return Key(NOTES[root], scale, round(sure, 3))


def energy(sound: Sound, step: float = 0.5) -> list[float]:
    """How the energy goes: RMS of each `step` seconds beside the loudest of them, 0 to 1."""
    hop = max(1, round(step * sound.rate))
    steps = -(-len(sound.samples) // hop)
    if not steps:
        return []
    squares = np.square(sound.samples, dtype=np.float64).mean(axis=1)
    sums = np.add.reduceat(squares, np.arange(steps) * hop)
    lengths = np.minimum(hop, len(squares) - np.arange(steps) * hop)
    levels = np.sqrt(sums / lengths)
    loudest = float(levels.max())
    return [round(float(one) / loudest, 4) if loudest else 0.0 for one in levels]


def onset_curve(sound: Sound) -> _Doubles:
    """How much begins at each moment, 100 values a second, without its slow part."""
    samples = _head(sound, _ONSET_RATE)
    frames = _spectra(samples, _ONSET_WINDOW, _ONSET_HOP)
    if len(frames) < 2:
        return np.zeros(0)
    edges = np.unique(np.geomspace(2, frames.shape[1] - 1, _BANDS + 1).astype(int))
    bands = np.add.reduceat(frames, edges[:-1], axis=1)
    loud = np.log1p(1000.0 * bands / max(1e-12, float(bands.max())))
    rising = np.maximum(0.0, loud[2:] - loud[:-2]).mean(axis=1)
    curve = _smoothed(np.pad(rising, (1, 1)), np.hanning(7) / np.hanning(7).sum())
    return np.asarray(np.maximum(0.0, curve - _smoothed(curve, np.ones(81) / 81.0)), np.float64)


def _smoothed(curve: _Doubles, kernel: _Doubles) -> _Doubles:
    """The curve under a kernel of an odd length; as long as it was, however short that is."""
    reach = len(kernel) // 2
    return np.asarray(np.convolve(curve, kernel)[reach : reach + len(curve)], dtype=np.float64)


def pitch_classes(sound: Sound) -> _Doubles:
    """How present each of the twelve pitch classes is, from C on; they add up to one."""
    return _classes(_notes(sound), *_HEARD)


def _notes(sound: Sound) -> _Doubles:
    """Loudness of (moments, bins): the tops of the spectra, as far as they lie upon a note."""
    frames = _spectra(_head(sound, _CHROMA_RATE), _CHROMA_WINDOW, _CHROMA_HOP)
    bins = _pitch_bins()
    # Only the tops are notes; their flanks lie between two of them.
    tops = np.zeros_like(frames)
    middle = frames[:, 1:-1]
    tops[:, 1:-1] = np.where((middle > frames[:, :-2]) & (middle >= frames[:, 2:]), middle, 0.0)
    pitch = _pitch(bins)
    near = np.exp(-0.5 * np.square((pitch - np.round(pitch)) / 0.2))
    # High up there are more overtones than notes.
    overtones = np.minimum(1.0, (400.0 / np.maximum(bins, 60.0))) ** 0.7
    return np.asarray(np.sqrt(tops) * near * overtones, dtype=np.float64)


def _classes(notes: _Doubles, low: float, high: float) -> _Doubles:
    bins = _pitch_bins()
    kept = (bins > low) & (bins < high)
    loud = notes[:, kept].sum(axis=0)
    classes = np.bincount(np.round(_pitch(bins[kept])).astype(int) % 12, loud, minlength=12)
    total = float(classes.sum())
    return np.asarray(classes / total if total else np.zeros(12), dtype=np.float64)


def _pitch_bins() -> _Doubles:
    return np.arange(_CHROMA_WINDOW // 2 + 1) * _CHROMA_RATE / _CHROMA_WINDOW


def _pitch(hertz: _Doubles) -> _Doubles:
    return np.asarray(69.0 + 12.0 * np.log2(np.maximum(hertz, 1.0) / 440.0), dtype=np.float64)


def _head(sound: Sound, rate: int) -> Floats:
    piece = Sound(sound.samples[: round(_LONGEST * sound.rate)], sound.rate)
    return resampled(mono(piece), rate).samples[:, 0]


def _spectra(samples: Floats, window: int, hop: int) -> _Doubles:
    """Magnitudes of (frames, bins) under a Hann window."""
    if len(samples) < window:
        return np.zeros((0, window // 2 + 1))
    views = np.lib.stride_tricks.sliding_window_view(samples, window)[::hop]
    shape = np.hanning(window).astype(np.float32)
    parts = [
        np.abs(np.fft.rfft(views[at : at + 512] * shape, axis=1))
        for at in range(0, len(views), 512)
    ]
    return np.concatenate(parts).astype(np.float64)


def _autocorrelation(curve: _Doubles) -> _Doubles:
    """Likeness of the curve with itself by lag, 1 at lag nothing, fair to long lags."""
    size = 1 << (2 * len(curve) - 1).bit_length()
    centred = curve - curve.mean()
    power = np.abs(np.fft.rfft(centred, size)) ** 2
    likeness = np.fft.irfft(power)[: len(curve)]
    fair = likeness / (len(curve) - np.arange(len(curve)))
    return np.asarray(fair / max(1e-12, float(fair[0])), dtype=np.float64)


def _comb(likeness: _Doubles, grid: _Doubles, rate: float) -> _Doubles:
    """How well each tempo explains what returns: after one, two and four of its beats."""
    lags = 60.0 * rate / grid
    reach = len(likeness) * 0.7
    total, weights = np.zeros(len(grid)), np.zeros(len(grid))
    for beats, weight in ((1, 1.0), (2, 0.7), (4, 0.6), (8, 0.3)):
        at = lags * beats
        inside = at < reach
        total += np.where(inside, weight * np.interp(at, np.arange(len(likeness)), likeness), 0.0)
        weights += np.where(inside, weight, 0.0)
    return total / np.maximum(weights, 1e-9)


def _prior(grid: _Doubles) -> _Doubles:
    """Most music is counted between 60 and 140; what lies beyond must be clearer."""
    low, high = _EASY
    beyond = np.maximum(0.0, np.maximum(np.log2(low / grid), np.log2(grid / high)))
    centre = np.exp(-0.5 * np.square(np.log2(grid / 95.0) / 1.1))
    return np.asarray(np.exp(-0.5 * np.square(beyond / 0.25)) * centre, dtype=np.float64)


def _refined(likeness: _Doubles, bpm: float, rate: float) -> float:
    """A long lag tells the beat more finely than a short one: the peak near sixteen beats, or as
    many as there are."""
    lag = 60.0 * rate / bpm
    for beats in (1, 2, 4, 8, 16):
        at = lag * beats
        if at * 1.03 + 2 >= len(likeness) * 0.7:
            break
        reach = max(2, round(min(at * 0.02, lag * 0.12)))
        low = round(at) - reach
        piece = likeness[low : round(at) + reach + 1]
        top = int(piece.argmax())
        if 0 < top < len(piece) - 1 and piece[top] > 0.05:
            left, middle, right = piece[top - 1 : top + 2]
            bend = left - 2 * middle + right
            shift = 0.5 * (left - right) / bend if bend else 0.0
            lag = (low + top + float(shift)) / beats
    return 60.0 * rate / lag


def _at(values: _Doubles, grid: _Doubles, bpm: float) -> float:
    return float(np.interp(bpm, grid, values, left=0.0, right=0.0))
