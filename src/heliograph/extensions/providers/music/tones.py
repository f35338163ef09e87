"""How notes sound: wave tables without anything above hearing, struck and plucked strings, bells.

Every function returns float32 of shape (frames,) or (frames, 2), which begins and ends at nothing.
"""

from __future__ import annotations

from functools import cache, lru_cache

import numpy as np

from heliograph.extensions.providers.music.theory import hertz
from heliograph.sdk.sound import RATE
from heliograph.sdk.sound.dynamics import rise
from heliograph.sdk.sound.signals import Floats

_TABLE = 1 << 14
_HIGHEST = 15_000.0
_DETUNE = ((-7.0, -0.7), (0.0, 0.0), (6.0, 0.7))
"""Cents, and place between left and right, of the three players of a pad."""

# How quickly overtones fall, attack and release in seconds, and how far the light opens.
_PADS = {
    "warm": (2.1, 1.6, 0.9, 1.4),
    "strings": (1.55, 1.1, 0.45, 1.0),
    "glass": (2.8, 1.3, 0.6, 1.6),
}
# Overtones and their loudness, decay of the body and of the bright part in seconds at 220 Hz.
_STRUCK = {
    "felt": ((1.0, 0.5, 0.24, 0.1, 0.05, 0.03), (0.3, 0.5, 0.45, 0.3, 0.2, 0.14, 0.1), 1.5, 0.28),
    "marimba": (
        (1.0, 0.0, 0.0, 0.22),
        (0.4, 0.1, 0.0, 0.6, 0.0, 0.0, 0.0, 0.0, 0.0, 0.4),
        0.55,
        0.06,
    ),
    "kalimba": ((1.0, 0.1, 0.04), (0.3, 0.1, 0.0, 0.0, 0.0, 0.4, 0.2), 0.9, 0.12),
    "brass": (
        (1.0, 0.8, 0.6, 0.42, 0.3, 0.2, 0.13, 0.08),
        (0.3, 0.4, 0.5, 0.5, 0.4, 0.3),
        9.0,
        0.5,
    ),
}


def pad(tone: str, pitch: int, seconds: float, brightness: float) -> Floats:
    """Three players a few cents apart, who begin softly and go on a little after their time."""
    fall, brighter, attack, release = _PADS[tone]
    frequency = hertz(pitch)
    frames = round((seconds + release) * RATE)
    times = np.arange(frames, dtype=np.float64)
    dark = _table(frequency, fall, tone == "glass")
    light = _table(frequency, max(0.9, brighter - 0.5 * brightness), tone == "glass")
    rng = np.random.default_rng(pitch)
    out = np.zeros((frames, 2), dtype=np.float32)
    for cents, pan in _DETUNE:
        step = frequency * 2.0 ** (cents / 1200.0) / RATE * _TABLE
        place = (times * step + rng.uniform(0, _TABLE)).astype(np.int64) & (_TABLE - 1)
        speed, turn = rng.uniform(0.07, 0.16), rng.uniform(0, 2 * np.pi)
        # A slow swell between two colours; computed on a coarse grid, for nobody hears the rest.
        open_ = _slow(frames, speed, turn) * np.float32(0.25 + 0.5 * brightness)
        wave = dark[place]
        wave += open_ * (light[place] - wave)
        out[:, 0] += wave * np.float32(np.sqrt(0.5 * (1 - pan)))
        out[:, 1] += wave * np.float32(np.sqrt(0.5 * (1 + pan)))
    out *= _envelope(frames, min(attack, seconds * 0.6), min(release, seconds))[:, None]
    return out * np.float32(0.16)


def struck(tone: str, pitch: int, seconds: float) -> Floats:
    """A key, a bar or a tongue: bright at first, then its body alone."""
    if tone == "harp":
        return plucked(pitch)
    if tone == "bell":
        return bell(pitch)
    body, strike, long, short = _STRUCK[tone]
    frequency = hertz(pitch)
    lower = (220.0 / frequency) ** 0.45
    length = min(5.0, long * lower * 4.5) if tone != "brass" else seconds + 0.35
    frames = round(length * RATE)
    times = np.arange(frames, dtype=np.float64)
    place = (times * (frequency / RATE * _TABLE)).astype(np.int64) & (_TABLE - 1)
    decay = np.exp(times * (-1.0 / (long * lower * RATE))).astype(np.float32)
    quick = np.exp(times * (-1.0 / (short * lower * RATE))).astype(np.float32)
    wave = _mixture(frequency, body)[place] * decay
    wave += _mixture(frequency, strike)[place] * quick * decay * np.float32(0.55)
    attack, release = (0.07, 0.3) if tone == "brass" else (0.004, 0.25)
    return np.asarray(wave * _envelope(frames, attack, release) * np.float32(0.34))


def plucked(pitch: int) -> Floats:
    """A string after Karplus and Strong: a burst of noise that runs round and loses its edge."""
    frequency = hertz(pitch)
    period = max(8, round(RATE / frequency))
    frames = round(min(3.2, 2.4 * (220.0 / frequency) ** 0.35 + 0.6) * RATE)
    turn = np.random.default_rng(pitch).uniform(-1, 1, period)
    # A finger is softer than noise.
    for _ in range(4):
        turn = 0.5 * turn + 0.25 * (np.roll(turn, 1) + np.roll(turn, -1))
    turn -= turn.mean()
    turn /= np.abs(turn).max()
    keep = 0.001 ** (period / (2.2 * (220.0 / frequency) ** 0.5 * RATE))
    turns = np.arange(-(-frames // period) + 2)[:, None]
    # Each turn goes through the same filter, so in the spectrum it is a power of it: all at once.
    loss = keep * (0.75 + 0.25 * np.cos(2 * np.pi * np.arange(period // 2 + 1) / period))
    rounds = np.fft.irfft(np.fft.rfft(turn) * loss**turns, period, axis=1)
    # The length of a turn is a whole number of frames, the pitch is not: play it back in tune.
    at = np.arange(frames) * (frequency * period / RATE)
    wave = np.interp(at, np.arange(rounds.size), rounds.ravel()).astype(np.float32)
    return wave * _envelope(frames, 0.002, 0.3) * np.float32(0.38)


def bell(pitch: int) -> Floats:
    """Frequency modulation whose index falls: metal that rings itself clear."""
    frequency = hertz(pitch)
    frames = round(3.6 * RATE)
    times = np.arange(frames) / RATE
    ratio = 3.0
    # Deeper, and the fifth overtone, a major third, would rub against every minor chord.
    deepest = min(1.0, (_HIGHEST / frequency - 1.0) / ratio - 1.0)
    index = max(0.0, deepest) * np.exp(-times / 0.35)
    turn = np.sin(2 * np.pi * frequency * ratio * times)
    wave = np.sin(2 * np.pi * frequency * times + index * turn) * np.exp(-times / 0.95)
    wave += 0.25 * np.sin(2 * np.pi * frequency * 2.0 * times) * np.exp(-times / 0.5)
    return wave.astype(np.float32) * _envelope(frames, 0.003, 0.5) * np.float32(0.26)


def bass(pitch: int, seconds: float) -> Floats:
    """Nearly a sine, with just enough above it to be heard from a telephone."""
    frequency = hertz(pitch)
    frames = round((seconds + 0.18) * RATE)
    place = (np.arange(frames) * (frequency / RATE * _TABLE)).astype(np.int64) & (_TABLE - 1)
    wave = _mixture(frequency, (1.0, 0.34, 0.16, 0.08, 0.03))[place]
    sinking = np.exp(np.arange(frames) * (-1.0 / (4.0 * RATE))).astype(np.float32)
    return np.asarray(wave * sinking * _envelope(frames, 0.03, 0.18) * np.float32(0.30))


@cache
def drum(tone: str) -> Floats:
    """One stroke on skin, wood or seeds."""
    if tone in ("kick", "boom", "tom"):
        return _skin(
            *{"kick": (46.0, 60.0, 0.38), "boom": (38.0, 40.0, 1.3), "tom": (84.0, 60.0, 0.5)}[tone]
        )
    low, high, decay = {
        "shaker": (5200, 11_000, 0.045),
        "hat": (7000, 13_000, 0.03),
        "rim": (900, 2600, 0.05),
    }[tone]
    frames = round(decay * 8 * RATE)
    spectrum = np.fft.rfft(np.random.default_rng(len(tone)).standard_normal(frames))
    bins = np.fft.rfftfreq(frames, 1 / RATE)
    spectrum *= np.exp(
        -((np.log(np.maximum(bins, 1) / np.sqrt(low * high)) / np.log(high / low) * 2.0) ** 2)
    )
    wave = np.fft.irfft(spectrum, frames)
    wave *= np.exp(-np.arange(frames) / (decay * RATE)) / np.abs(wave).max()
    soft = 0.012 if tone == "shaker" else 0.002
    return wave.astype(np.float32) * _envelope(frames, soft, decay) * np.float32(0.22)


def _skin(low: float, above: float, decay: float) -> Floats:
    frames = round(decay * 3.0 * RATE)
    times = np.arange(frames) / RATE
    phase = 2 * np.pi * np.cumsum(low + above * np.exp(-times / 0.045)) / RATE
    wave = np.sin(phase) * np.exp(-times / (decay * 0.55))
    skin = np.random.default_rng(round(low)).standard_normal(frames)
    skin = np.convolve(skin, np.hanning(64) / 32.0, "same") * np.exp(-times / 0.02)
    wave += 0.25 * skin
    return wave.astype(np.float32) * _envelope(frames, 0.003, 0.1) * np.float32(0.5)


@lru_cache(maxsize=128)
def _table(frequency: float, fall: float, is_odd: bool) -> Floats:
    """One turn of a wave whose overtones fall with a power, none of them above hearing."""
    count = int(min(64, _HIGHEST // frequency))
    numbers = np.arange(1, count + 1, dtype=np.float64)
    loudness = numbers**-fall
    if is_odd:
        loudness[1::2] *= 0.35
    return _turn(loudness, np.random.default_rng(count).uniform(0, 2 * np.pi, count))


@lru_cache(maxsize=128)
def _mixture(frequency: float, loudness: tuple[float, ...]) -> Floats:
    count = max(1, min(len(loudness), int(_HIGHEST // frequency)))
    return _turn(np.array(loudness[:count]), np.zeros(count))


def _turn(loudness: np.ndarray[tuple[int], np.dtype[np.float64]], phases: object) -> Floats:
    spectrum = np.zeros(_TABLE // 2 + 1, dtype=np.complex128)
    # Sines, not cosines: a wave that starts at nothing has no edge.
    spectrum[1 : len(loudness) + 1] = -1j * loudness * np.exp(1j * np.asarray(phases))
    wave = np.fft.irfft(spectrum) * _TABLE / 2
    return np.asarray(wave / np.sqrt(np.square(wave).mean()) * 0.7, dtype=np.float32)


def _slow(frames: int, speed: float, turn: float) -> Floats:
    grid = np.arange(0, frames + 512, 512)
    wave = 0.5 + 0.5 * np.sin(2 * np.pi * speed * grid / RATE + turn)
    return np.interp(np.arange(frames), grid, wave).astype(np.float32)


def _envelope(frames: int, attack: float, release: float) -> Floats:
    out = np.ones(frames, dtype=np.float32)
    up, down = min(frames, round(attack * RATE)), min(frames, round(release * RATE))
    out[:up] *= rise(up)
    out[frames - down :] *= rise(down)[::-1]
    return out
