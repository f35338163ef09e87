"""Loudness and peaks beside the standard's own cases and FFmpeg's meter."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.support.sounds import babble, heard_by_ffmpeg, joined, noise, quiet, tone

from heliograph.sdk.sound import Sound
from heliograph.sdk.sound.dynamics import compressed, levelled, limited, polish
from heliograph.sdk.sound.files import write_wav
from heliograph.sdk.sound.loudness import brought_to, integrated, true_peak_db
from heliograph.sdk.sound.resampling import stereo
from heliograph.sdk.sound.signals import band_pass, decibels, power


@pytest.mark.parametrize("level", [-23.0, -33.0])
@pytest.mark.parametrize("rate", [44_100, 48_000])
def test_a_tone_is_as_loud_as_the_standard_says(level: float, rate: int) -> None:
    """1 kHz in both channels at -23 dBFS is -23 LUFS."""
    sound = stereo(tone(5.0, 1000.0, power(level), rate))
    assert integrated(sound) == pytest.approx(level, abs=0.1)


def test_quiet_passages_do_not_count() -> None:
    """The standard's third case: the gate leaves out what is far quieter."""
    parts = [
        stereo(tone(seconds, 1000.0, power(level)))
        for seconds, level in ((3, -36.0), (15, -23.0), (3, -36.0))
    ]
    assert integrated(joined(*parts)) == pytest.approx(-23.0, abs=0.1)


def test_ffmpegs_meter_says_the_same(tmp_path: Path) -> None:
    sound = joined(noise(2.0, 0.05), quiet(1.0, channels=2), noise(2.0, 0.2, seed=4))
    lufs, peak = heard_by_ffmpeg(write_wav(sound, tmp_path / "a.wav"))
    found = integrated(sound)
    assert found is not None
    assert found == pytest.approx(lufs, abs=0.1)
    assert true_peak_db(sound) == pytest.approx(peak, abs=0.3)


def test_a_peak_between_two_samples_is_seen() -> None:
    """A quarter of the rate at 45 degrees: samples reach 0.707 of the curve."""
    times = np.arange(4800)
    wave = np.sin(2 * np.pi * times / 4 + np.pi / 4).astype(np.float32)[:, None]
    sound = Sound(wave * np.hanning(4800)[:, None].astype(np.float32), 48_000)
    assert decibels(float(np.abs(sound.samples).max())) < -2.9
    assert true_peak_db(sound) == pytest.approx(0.0, abs=0.1)


@pytest.mark.parametrize("sound", [quiet(2.0), tone(0.2), quiet(0.0)])
def test_silence_and_a_blink_have_no_loudness(sound: Sound) -> None:
    assert integrated(sound) is None
    assert np.array_equal(brought_to(sound, -14.0).samples, sound.samples)


def test_the_limiter_holds_its_ceiling_without_touching_what_is_below() -> None:
    sound = joined(noise(0.5, 0.02), noise(0.5, 0.6, seed=2), noise(0.5, 0.02, seed=3))
    held = limited(sound, -1.5)
    assert true_peak_db(sound) > -1.0
    assert true_peak_db(held) <= -1.5
    assert np.array_equal(held.samples[:20_000], sound.samples[:20_000])
    assert np.array_equal(held.samples[-20_000:], sound.samples[-20_000:])


def test_the_limiter_bends_its_gain_and_makes_no_click() -> None:
    loud = tone(1.0, 200.0, 0.3)
    loud.samples[24_000:26_400] *= 4.0
    held = limited(loud, -6.0)
    gain = held.samples[:, 0] / np.where(
        np.abs(loud.samples[:, 0]) < 1e-3, np.nan, loud.samples[:, 0]
    )
    assert np.nanmax(np.abs(np.diff(gain))) < 0.01


def test_dynamic_sound_comes_to_its_loudness_and_keeps_its_peaks() -> None:
    sound = joined(babble(4.0, 0.05, 48_000), babble(2.0, 0.9, 48_000))
    sound.samples[::9600] = 0.99
    done = levelled(stereo(sound), -14.0, -1.5)
    assert integrated(done) == pytest.approx(-14.0, abs=0.3)
    assert true_peak_db(done) <= -1.5


def test_a_compressor_narrows_the_range_and_leaves_what_is_quiet() -> None:
    sound = joined(tone(1.0, 300.0, power(-36.0)), tone(1.0, 300.0, power(-6.0)))
    done = compressed(sound, threshold=-24.0, ratio=3.0).samples
    quieter, louder = np.abs(done[10_000:40_000]).max(), np.abs(done[70_000:90_000]).max()
    assert decibels(float(quieter)) == pytest.approx(-36.0, abs=0.1)
    assert decibels(float(louder)) == pytest.approx(-18.0, abs=0.5)


def test_a_polished_voice_is_brighter_closer_and_of_the_same_length() -> None:
    dull = babble(3.0, 0.05)
    done = polish(dull)
    assert done.rate == dull.rate
    assert done.samples.shape == dull.samples.shape
    assert integrated(done) == pytest.approx(-16.0, abs=0.3)
    assert true_peak_db(done) <= -1.5

    def brightness(sound: Sound) -> float:
        high = band_pass(sound.samples, sound.rate, 3000, 8000)
        return float(np.square(high).sum() / np.square(sound.samples).sum())

    assert brightness(done) > 1.5 * brightness(dull)
    assert np.array_equal(polish(dull).samples, done.samples)
