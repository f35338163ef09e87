"""Gain over time: compressor, limiter, ramps; and the finish of a synthetic voice."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from heliograph.sdk.sound import Sound
from heliograph.sdk.sound.loudness import brought_to, integrated
from heliograph.sdk.sound.signals import (
    Floats,
    Sections,
    convolved,
    filtered,
    high_pass,
    low_pass,
    lowest_around,
    mean_around,
    polyphase,
    power,
)

VOICE_LUFS = -16.0
VOICE_PEAK_DB = -1.5
_LOOK_AHEAD = 0.015
_TRIES = 6
_CLOSE = 0.05
_SLICE, _BLOCK, _MARGIN = 1 << 20, 1 << 11, 64
_FAR_BELOW = 0.5
"""Between two samples no curve rises to twice their height unless both stand near to its top."""


def polish(sound: Sound) -> Sound:
    """A synthetic voice made pleasant: rumble and boxiness out, air in, its level evened, a short
    room around it; -16 LUFS, true peak at most -1.5 dBTP. Same rate, length and channels."""
    samples = high_pass(sound.samples, sound.rate, 70.0)
    samples = filtered(samples, peaking(sound.rate, 320.0, -2.5, 0.9))
    voice = Sound(high_shelf(samples, sound.rate, 3200.0, 4.0), sound.rate)
    voice = compressed(brought_to(voice, VOICE_LUFS), threshold=-24.0, ratio=2.2)
    voice = roomy(voice, wet=0.10)
    return levelled(voice, VOICE_LUFS, VOICE_PEAK_DB)


def levelled(sound: Sound, lufs: float, peak_db: float) -> Sound:
    """At this loudness with no true peak above `peak_db`: what the limiter takes is given back
    by more gain before it. Silence stays silence."""
    raised = brought_to(sound, lufs)
    done = limited(raised, peak_db)
    for _ in range(_TRIES):
        found = integrated(done)
        if found is None or done is raised or lufs - found < _CLOSE:
            break
        raised = Sound(raised.samples * np.float32(power(lufs - found)), raised.rate)
        done = limited(raised, peak_db)
    return done


def limited(sound: Sound, peak_db: float) -> Sound:
    """No true peak above `peak_db`: the gain has already fallen when a peak comes, and rises
    softly after it. What is below the ceiling is untouched."""
    ceiling = power(peak_db - 0.02)
    peaks = _peaks(sound.samples, ceiling)
    if not len(peaks) or float(peaks.max()) <= ceiling:
        return sound
    reach = max(1, round(sound.rate * _LOOK_AHEAD))
    wanted = np.minimum(1.0, ceiling / np.maximum(peaks, 1e-9)).astype(np.float32)
    # The smallest gain of the neighbourhood, averaged over the same neighbourhood twice as short,
    # is never above what its centre asks for.
    gain = mean_around(mean_around(lowest_around(wanted, reach), reach // 2), reach // 2)
    return Sound(sound.samples * gain[:, None], sound.rate)


def compressed(
    sound: Sound, threshold: float, ratio: float, attack: float = 0.012, release: float = 0.14
) -> Sound:
    """Gentle compression with a soft knee of 6 dB: levels above `threshold` dB rise only by the
    `ratio`th part. All channels share one gain."""
    hop = max(1, round(sound.rate * 0.004))
    steps = -(-len(sound.samples) // hop)
    if not steps:
        return sound
    highest = np.pad(loudest(sound.samples), (0, steps * hop - len(sound.samples)))
    blocks = highest.reshape(steps, hop).max(axis=1)
    over = 20.0 * np.log10(np.maximum(blocks, 1e-6)) - threshold
    knee = np.clip(over + 3.0, 0.0, 6.0) ** 2 / 12.0
    lowering = np.where(over > 3.0, over, knee) * (1.0 / ratio - 1.0)
    smooth = _ballistics(lowering, hop / sound.rate, attack, release)
    at = (np.arange(steps) + 0.5) * hop
    gain_db = np.interp(np.arange(len(sound.samples)), at, smooth)
    gain = (10.0 ** (gain_db / 20.0)).astype(np.float32)
    return Sound(sound.samples * gain[:, None], sound.rate)


def roomy(sound: Sound, wet: float, seconds: float = 0.16, seed: int = 7) -> Sound:
    """A short, bright room around the sound; `wet` is its share in amplitude. Same length."""
    frames = round(seconds * sound.rate)
    grains = np.random.default_rng(seed).standard_normal((frames, sound.samples.shape[1]))
    fall = np.exp(-6.9 * np.arange(frames) / frames)[:, None]
    fall[: round(0.009 * sound.rate)] = 0.0
    tail = low_pass((grains * fall).astype(np.float32), sound.rate, 5200.0)
    tail = high_pass(tail, sound.rate, 220.0)
    tail /= max(1e-9, float(np.sqrt(np.square(tail).sum(axis=0)).max()))
    return Sound(sound.samples + np.float32(wet) * convolved(sound.samples, tail), sound.rate)


def high_shelf(samples: Floats, rate: int, corner: float, gain_db: float) -> Floats:
    """Everything above the corner in Hz raised or lowered by `gain_db`."""
    level = 10.0 ** (gain_db / 40.0)
    angle = 2.0 * math.pi * min(corner, rate * 0.4) / rate
    cosine, slope = math.cos(angle), math.sin(angle) / math.sqrt(2.0) * 2.0 * math.sqrt(level)
    up, down = level + 1.0, level - 1.0
    below = up - down * cosine + slope
    section = [
        level * (up + down * cosine + slope) / below,
        -2.0 * level * (down + up * cosine) / below,
        level * (up + down * cosine - slope) / below,
        1.0,
        2.0 * (down - up * cosine) / below,
        (up - down * cosine - slope) / below,
    ]
    return filtered(samples, np.array([section]))


def peaking(rate: int, centre: float, gain_db: float, quality: float) -> Sections:
    """One section that raises or lowers a band around its centre in Hz."""
    level = 10.0 ** (gain_db / 40.0)
    angle = 2.0 * math.pi * centre / rate
    width, cosine = math.sin(angle) / (2.0 * quality), math.cos(angle)
    below = 1.0 + width / level
    return np.array(
        [
            (1.0 + width * level) / below,
            -2.0 * cosine / below,
            (1.0 - width * level) / below,
            1.0,
            -2.0 * cosine / below,
            (1.0 - width / level) / below,
        ],
        ndmin=2,
    )


def faded(samples: Floats, fade_in: int, fade_out: int) -> Floats:
    """Raised-cosine ramps of so many frames at both ends; ramps that meet are shortened."""
    out = samples.copy()
    fade_in, fade_out = min(fade_in, len(out)), min(fade_out, len(out))
    if fade_in:
        out[:fade_in] *= rise(fade_in)[:, None]
    if fade_out:
        out[len(out) - fade_out :] *= rise(fade_out)[::-1][:, None]
    return out


def rise(frames: int) -> Floats:
    """From nothing to one along a raised cosine."""
    phase = (np.arange(frames, dtype=np.float64) + 0.5) / max(1, frames)
    return np.asarray(0.5 - 0.5 * np.cos(np.pi * phase), dtype=np.float32)


def _peaks(samples: Floats, ceiling: float) -> Floats:
    """For each frame, the highest point of the curve around it in any channel."""
    found = loudest(samples)
    for start, end in _stretches(found > ceiling * _FAR_BELOW):
        begin, stop = max(0, start - _MARGIN), min(len(samples), end + _MARGIN)
        finer = loudest(polyphase(samples[begin:stop], 4, 1))
        frame = np.maximum(
            np.maximum(finer[0::4], finer[1::4]), np.maximum(finer[2::4], finer[3::4])
        )
        # A point between two frames counts for both of them.
        frame[1:] = np.maximum(frame[1:], finer[3:-4:4])
        part = found[start:end]
        np.maximum(part, frame[start - begin : end - begin], out=part)
    return found


def loudest(samples: Floats) -> Floats:
    """The larger of all channels' amplitudes, for each frame."""
    # Columns one by one: a reduction over so short an axis is many times slower.
    found = np.abs(samples[:, 0])
    for channel in range(1, samples.shape[1]):
        np.maximum(found, np.abs(samples[:, channel]), out=found)
    return found


def _stretches(loud: npt.NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """From and to which frame there is something loud, in whole blocks, no stretch too long."""
    starts = np.arange(0, len(loud), _BLOCK)
    if not len(starts):
        return
    flags = np.logical_or.reduceat(loud, starts)
    edges = np.flatnonzero(np.diff(np.concatenate(([False], flags, [False])).astype(np.int8)))
    for first, last in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        for block in range(first, last, _SLICE // _BLOCK):
            until = min(last, block + _SLICE // _BLOCK)
            yield block * _BLOCK, min(len(loud), until * _BLOCK)


def _ballistics(lowering: Floats, step: float, attack: float, release: float) -> Floats:
    """Falls quickly, recovers slowly."""
    quick, slow = math.exp(-step / attack), math.exp(-step / release)
    out = np.empty(len(lowering), dtype=np.float32)
    level = 0.0
    for index, wanted in enumerate(lowering.tolist()):
        keep = quick if wanted < level else slow
        level = wanted + (level - wanted) * keep
        out[index] = level
    return out
