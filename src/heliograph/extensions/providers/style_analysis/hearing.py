"""What is heard: whether there is music, its tempo, key, energy and mood, and how much is said."""

from __future__ import annotations

import numpy as np
from scipy import ndimage, signal  # type: ignore[import-untyped]  # ships no types

from heliograph.extensions.providers.style_analysis.moods import mood_of
from heliograph.extensions.providers.style_analysis.reading import SOUND_RATE, Film, Floats
from heliograph.sdk.sound import Sound
from heliograph.sdk.sound.loudness import integrated
from heliograph.sdk.sound.reading import Tempo, key, tempo
from heliograph.sdk.style.analysis import MusicFound

LONGEST = 180
"""Seconds of sound that are listened to; a longer film is heard in its middle."""
TONAL = 0.3
SPOKEN = 0.25
UNSURE = 0.3
LEAST_SECONDS, LEAST_FOR_KEY = 4.0, 1.5
_REST_DB, _FAINT_DB = 5.0, -55.0
SLOW = 60.0
_SILENT = 10 ** (-55 / 20)
_BLOCK = 0.05


def music_of(film: Film) -> MusicFound:
    """Everything heard; a film without sound, or with silence, has no music."""
    samples = np.concatenate(film.sound) if film.sound else np.zeros(0, np.float32)
    if len(samples) < SOUND_RATE or float(np.abs(samples).max()) < _SILENT:
        return MusicFound(confidence=0.95)
    most = LONGEST * SOUND_RATE
    start = max(0, (len(samples) - most) // 2)
    heard = samples[start : start + most]
    return _heard(Sound(heard[:, None].astype(np.float32), SOUND_RATE))


def _heard(sound: Sound) -> MusicFound:
    mono = sound.samples[:, 0]
    speech = speech_share(mono)
    under = Sound(between_words(mono)[:, None], SOUND_RATE) if speech > SPOKEN else sound
    enough = under.seconds >= LEAST_FOR_KEY
    rest = under.samples[:, 0] if enough else mono
    energy = energy_of(rest, onset_rate(rest))
    loudness = integrated(sound)
    found = MusicFound(
        energy=round(energy, 3),
        loudness=None if loudness is None else round(loudness, 2),
        speech=round(speech, 3),
        confidence=0.6,
    )
    tones = key(under) if enough else None
    pulse = _pulse(sound, under)
    if tones is None or tonality(rest) < TONAL:
        return found
    beats = None if pulse is None else round(pulse.bpm, 2)
    sure = tones.confidence if pulse is None else (pulse.confidence + tones.confidence) / 2
    return found.model_copy(
        update={
            "present": True,
            "tempo": beats,
            "candidates": () if pulse is None else _others(pulse),
            "root": tones.root,
            "scale": tones.scale,
            "mood": mood_of(beats or SLOW, tones.scale, energy),
            "confidence": round(sure, 3),
        }
    )


def _pulse(sound: Sound, under: Sound) -> Tempo | None:
    """The tempo of the whole; where a voice covers it, of what is heard between its words."""
    heard = [one for one in (sound, under) if one.seconds >= LEAST_SECONDS]
    readings = [one for one in map(tempo, heard) if one is not None]
    return next((one for one in readings if one.confidence >= UNSURE), None)


def _others(pulse: Tempo) -> tuple[float, ...]:
    return tuple(round(bpm, 2) for bpm, _ in pulse.candidates)


def _spectrum(mono: Floats) -> tuple[Floats, Floats]:
    frequencies, _, spectrum = signal.stft(mono, SOUND_RATE, nperseg=2048, noverlap=1024)
    return frequencies.astype(np.float32), np.abs(spectrum).astype(np.float32)


def between_words(mono: Floats) -> Floats:
    """What is heard where nobody speaks, pieced together: music under a voice."""
    size = int(_BLOCK * SOUND_RATE)
    count = len(mono) // size
    blocks = mono[: count * size].reshape(count, size)
    level = 20 * np.log10(np.sqrt((blocks**2).mean(axis=1)) + 1e-9)
    quiet = (level < np.median(level) - _REST_DB) & (level > _FAINT_DB)
    # A lone quiet block is a consonant, not a rest.
    rests = ndimage.binary_opening(quiet, np.ones(3))
    found: Floats = blocks[rests].reshape(-1)
    return found


def tonality(mono: Floats) -> float:
    """How much of the sound is steady tones: 0 for noise and silence, near 1 for chords."""
    _, spectrum = _spectrum(mono)
    power = spectrum[4:400] ** 2 + 1e-12
    flatness = np.exp(np.log(power).mean(axis=0)) / power.mean(axis=0)
    loud = power.sum(axis=0) > 0.05 * np.percentile(power.sum(axis=0), 90)
    return float(1.0 - np.clip(np.median(flatness[loud]) / 0.5, 0, 1)) if loud.any() else 0.0


def onset_rate(mono: Floats) -> float:
    """How many sounds begin in a second."""
    _, spectrum = _spectrum(mono)
    rise = np.maximum(0, np.diff(np.log1p(100 * spectrum), axis=1)).mean(axis=0)
    peaks, _ = signal.find_peaks(rise, height=rise.mean() + rise.std(), distance=3)
    return len(peaks) / (len(mono) / SOUND_RATE)


def energy_of(mono: Floats, onsets: float) -> float:
    """0 for a quiet pad, 1 for a loud and busy beat."""
    level = float(np.sqrt(np.mean(mono**2)))
    loud = np.clip((20 * np.log10(level + 1e-9) + 45) / 35, 0, 1)
    _, spectrum = _spectrum(mono)
    bright = float(spectrum[190:].sum() / (spectrum.sum() + 1e-9))
    busy = np.clip(onsets / 5.0, 0, 1)
    return float(np.clip(0.35 * loud + 0.45 * busy + 0.8 * bright, 0, 1))


def speech_share(mono: Floats) -> float:
    """The share of the time in which the level sways as syllables do, two to eight times a
    second, in the band of voices."""
    band = signal.butter(3, (300, 3400), "bandpass", fs=SOUND_RATE, output="sos")
    voice = signal.sosfilt(band, mono)
    size = int(_BLOCK * SOUND_RATE)
    count = len(voice) // size
    level = np.sqrt((voice[: count * size].reshape(count, size) ** 2).mean(axis=1))
    window = round(1.0 / _BLOCK)
    if count < window:
        return 0.0
    parts = np.lib.stride_tricks.sliding_window_view(level, window)[:: window // 2]
    sway = np.abs(np.fft.rfft(parts * np.hanning(window), axis=1))
    syllables = sway[:, 2:9].sum(axis=1) / (sway[:, 0] + 1e-9)
    loud = parts.mean(axis=1) > 0.15 * np.percentile(level, 90)
    return float(np.mean((syllables > 0.75) & loud))
