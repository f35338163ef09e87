"""Tempo, key and energy of sounds made for it."""

from __future__ import annotations

import numpy as np
import pytest
from tests.support.sounds import joined, noise, quiet, tone

from heliograph.sdk.sound import RATE, Sound
from heliograph.sdk.sound.reading import energy, key, pitch_classes, tempo


def pulses(bpm: float, seconds: float = 12.0) -> Sound:
    """A short burst of noise on every beat, louder on every fourth."""
    samples = np.zeros((round(seconds * RATE), 1), dtype=np.float32)
    burst = np.random.default_rng(1).standard_normal(2400) * np.exp(-np.arange(2400) / 500)
    for number in range(int(seconds * bpm / 60)):
        at = round(number * 60 / bpm * RATE)
        piece = samples[at : at + 2400, 0]
        piece += (burst * (0.5 if number % 4 == 0 else 0.3))[: len(piece)].astype(np.float32)
    return Sound(samples, RATE)


def chords(names: list[tuple[int, ...]]) -> Sound:
    """One second of each chord, given as MIDI pitches."""
    return joined(
        *(
            Sound(
                sum(
                    (tone(1.0, 440 * 2 ** ((pitch - 69) / 12), 0.1).samples for pitch in one),
                    np.zeros((RATE, 1), dtype=np.float32),
                ),
                RATE,
            )
            for one in names
        )
    )


@pytest.mark.parametrize("bpm", [62.0, 72.0, 96.0, 117.5, 133.0])
def test_a_pulse_is_read_within_one_percent(bpm: float) -> None:
    found = tempo(pulses(bpm))
    assert found is not None
    assert found.bpm == pytest.approx(bpm, rel=0.01)
    assert found.confidence > 0.5
    wanted = [bpm * 2, bpm / 2]
    assert all(min(abs(value / one - 1) for one in wanted) < 0.02 for value, _ in found.candidates)


def test_a_very_quick_pulse_is_counted_at_half_and_the_double_is_named() -> None:
    found = tempo(pulses(190.0))
    assert found is not None
    assert found.bpm == pytest.approx(95.0, rel=0.01)
    assert any(value == pytest.approx(190.0, rel=0.01) for value, _ in found.candidates)


@pytest.mark.parametrize("sound", [quiet(10.0), tone(10.0), pulses(100.0, 2.0), quiet(0.0)])
def test_without_a_pulse_there_is_no_tempo(sound: Sound) -> None:
    found = tempo(sound)
    assert found is None or found.confidence < 0.3


@pytest.mark.parametrize("frames", [0, 1, 1023, 1024, 1500, 5_000, 19_000, 20_000, 71_000, 80_000])
def test_a_sound_of_any_length_can_be_asked_for_its_music(frames: int) -> None:
    """From nothing to three seconds and a bit, at the rate at which onsets are looked for."""
    sound = Sound(noise(4.0, channels=1).samples[:frames], 24_000)
    if frames < 3 * 24_000:
        assert tempo(sound) is None
    assert pitch_classes(sound).shape == (12,)
    assert all(0 <= one <= 1 for one in energy(sound))


def test_noise_has_no_sure_tempo_and_no_key() -> None:
    sound = noise(10.0)
    found = tempo(sound)
    assert found is None or found.confidence < 0.3
    assert key(sound) is None or key(sound).confidence < 0.5  # type: ignore[union-attr]


@pytest.mark.parametrize("shift", [0, 3, 7, 10])
def test_major_and_its_relative_minor_are_told_apart(shift: int) -> None:
    names = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")
    major = [(48, 60, 64, 67), (53, 60, 65, 69), (55, 59, 62, 67), (48, 60, 64, 67)]
    minor = [(45, 60, 64, 69), (50, 62, 65, 69), (52, 59, 64, 68), (45, 60, 64, 69)]
    for chord_set, root, scale in ((major, 0, "major"), (minor, 9, "minor")):
        found = key(chords([tuple(one + shift for one in each) for each in chord_set]))
        assert found is not None
        assert (found.root, found.scale) == (names[(root + shift) % 12], scale)


def test_pitch_classes_add_up_to_one_and_name_the_note() -> None:
    classes = pitch_classes(tone(3.0, 440.0))
    assert classes.sum() == pytest.approx(1.0)
    assert int(classes.argmax()) == 9
    assert classes[9] > 0.9


def test_silence_has_no_key() -> None:
    assert key(quiet(5.0)) is None
    assert key(quiet(0.1)) is None


def test_energy_follows_the_sound() -> None:
    curve = energy(joined(tone(1.0, level=0.1), tone(1.0, level=0.4), quiet(1.0)), 0.5)
    assert curve == pytest.approx([0.25, 0.25, 1.0, 1.0, 0.0, 0.0], abs=0.01)
    assert energy(quiet(0.0)) == []
    assert energy(quiet(1.0)) == [0.0, 0.0]
