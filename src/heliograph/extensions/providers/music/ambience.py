"""The air of a place: noise shaped by slow movements. No instrument, no voice, no pitch."""

from __future__ import annotations

import numpy as np

from heliograph.sdk.sound import RATE
from heliograph.sdk.sound.dynamics import rise
from heliograph.sdk.sound.signals import Floats

_GRID = 0.05
_BLOCK = 1 << 18


def ambience(kind: str, frames: int, seed: int) -> Floats:
    """So many frames in two channels of one of the ambiences; same seed, same samples."""
    rng = np.random.default_rng([seed, 23])
    if kind == "wind":
        gusts = _wander(rng, frames, 7.0) * 0.75 + _wander(rng, frames, 1.7) * 0.25
        out = _air(rng, frames, 60, 420) * (0.25 + gusts)[:, None]
        out += 0.45 * _air(rng, frames, 350, 1500) * np.square(gusts)[:, None]
        return out + np.float32(0.05) * _air(rng, frames, 2000, 6000) * gusts[:, None]
    if kind == "sea":
        return _sea(rng, frames)
    if kind == "rain":
        return _rain(rng, frames)
    slow = 0.8 + 0.2 * _wander(rng, frames, 9.0)
    out = _air(rng, frames, 50, 300) * slow[:, None]
    return out + np.float32(0.12) * _air(rng, frames, 300, 2400)


def texture(frames: int, seed: int) -> Floats:
    """A breath of air for music: comes and goes, never quite away."""
    rng = np.random.default_rng([seed, 29])
    moving = 0.4 + 0.6 * _wander(rng, frames, 5.0)
    return _air(rng, frames, 500, 5000) * moving[:, None] * np.float32(0.25)


def _sea(rng: np.random.Generator, frames: int) -> Floats:
    out = 0.3 * _air(rng, frames, 50, 300)
    out *= (0.6 + 0.4 * _wander(rng, frames, 6.0))[:, None]
    hiss, roar = _air(rng, frames, 900, 7000), _air(rng, frames, 120, 900)
    at = -float(rng.uniform(0, 4)) * RATE
    while at < frames:
        length = float(rng.uniform(7.0, 11.0)) * RATE
        swell = _wave(frames, at, length)
        force = float(rng.uniform(0.6, 1.0))
        out += roar * np.float32(force) * swell[:, None]
        out += hiss * np.float32(0.28 * force) * (swell * swell)[:, None]
        at += length * float(rng.uniform(0.55, 0.8))
    return out


def _wave(frames: int, at: float, length: float) -> Floats:
    """Rises over a third of its length, runs out over the rest."""
    share = (np.arange(frames, dtype=np.float32) - np.float32(at)) / np.float32(length)
    up = np.clip(share * 3.0, 0.0, 1.0)
    down = np.clip((1.0 - share) * 1.5, 0.0, 1.0)
    return np.asarray(np.square(np.sin(up * np.pi / 2)) * down * down, dtype=np.float32)


def _rain(rng: np.random.Generator, frames: int) -> Floats:
    slow = 0.75 + 0.25 * _wander(rng, frames, 6.0)
    out = 0.5 * _air(rng, frames, 900, 9000) * slow[:, None]
    out += 0.25 * _air(rng, frames, 80, 500)
    length = round(0.02 * RATE)
    count = int(frames / RATE * 45)
    places = rng.integers(0, max(1, frames - length), count)
    for at, pitch, level, pan in zip(
        places.tolist(),
        rng.uniform(1200, 4200, count).tolist(),
        rng.exponential(0.18, count).tolist(),
        rng.uniform(0.15, 0.85, count).tolist(),
        strict=True,
    ):
        drop = _drop(round(pitch, -2), length) * np.float32(min(level, 0.7))
        piece = out[at : at + length]
        piece += drop[: len(piece), None] * np.array([1 - pan, pan], dtype=np.float32)
    return out


def _drop(pitch: float, length: int) -> Floats:
    times = np.arange(length) / RATE
    wave = np.sin(2 * np.pi * (pitch + 6000 * times) * times) * np.exp(-times / 0.004)
    wave[:96] *= rise(96)
    wave[-96:] *= rise(96)[::-1]
    return np.asarray(wave, dtype=np.float32)


def _air(rng: np.random.Generator, frames: int, low: float, high: float) -> Floats:
    """Noise of two channels between two corners in Hz with soft slopes, RMS near 0.1."""
    length = min(_BLOCK, 1 << max(12, (frames - 1).bit_length()))
    bins = np.fft.rfftfreq(length, 1 / RATE)
    shape = 1.0 / np.sqrt((1.0 + (low / np.maximum(bins, 1e-3)) ** 4) * (1.0 + (bins / high) ** 4))
    shape[bins < 20.0] = 0.0
    turns = rng.uniform(0, 2 * np.pi, (2, len(bins)))
    noise = np.fft.irfft(shape * np.exp(1j * turns), axis=1).T
    noise *= 0.1 / np.sqrt(np.square(noise).mean())
    # The block closes upon itself without a seam, so longer stretches walk round it; the second
    # channel walks a turn further, so that the two never meet the same way.
    return np.resize(noise.astype(np.float32), (frames, 2))


def _wander(rng: np.random.Generator, frames: int, seconds: float) -> Floats:
    """A smooth way between 0 and 1 that turns about every so many seconds."""
    steps = max(4, int(frames / RATE / seconds * 2) + 4)
    points = rng.uniform(0, 1, steps)
    grid = np.arange(0, frames / RATE + _GRID, _GRID) / (seconds / 2)
    index = np.minimum(grid.astype(np.int64), steps - 2)
    share = 0.5 - 0.5 * np.cos(np.pi * np.clip(grid - index, 0, 1))
    coarse = points[index] * (1 - share) + points[index + 1] * share
    at = np.arange(frames) / RATE
    way = np.interp(at, np.arange(len(coarse)) * _GRID, coarse)
    return np.asarray(way, dtype=np.float32)
