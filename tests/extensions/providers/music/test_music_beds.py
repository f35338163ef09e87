"""Beds: their length, their manners, and that what was asked for is what sounds."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from heliograph.extensions.providers.music import MusicBeds
from heliograph.extensions.providers.music.composing import Material, compose, metre
from heliograph.extensions.providers.music.moods import recipes
from heliograph.extensions.providers.music.theory import SCALES, chord, hertz, voiced
from heliograph.sdk.music import BedOrder
from heliograph.sdk.sound import RATE
from heliograph.sdk.sound.loudness import integrated, true_peak_db
from heliograph.sdk.sound.reading import key, tempo
from heliograph.sdk.sound.signals import Floats

BEDS = MusicBeds()
PLAYED = [one.id for one in BEDS.moods() if one.instruments]
AMBIENCES = [one.id for one in BEDS.moods() if not one.instruments]


def shares(samples: Floats) -> dict[str, float]:
    """Share of the energy in dB of bass, middle, presence and what nobody hears."""
    power = np.abs(np.fft.rfft(samples.mean(axis=1))) ** 2
    hertz_of = np.fft.rfftfreq(len(samples), 1 / RATE)
    bands = {
        "bass": (40, 250),
        "middle": (250, 1000),
        "presence": (1000, 8000),
        "ultra": (19_000, 24_000),
    }
    return {
        name: float(
            10 * np.log10(power[(hertz_of >= low) & (hertz_of < high)].sum() / power.sum() + 1e-15)
        )
        for name, (low, high) in bands.items()
    }


def clicks(samples: Floats) -> int:
    """Jumps that stand out of the bend of the curve around them."""
    bend = np.abs(np.diff(samples.mean(axis=1).astype(np.float64), 2))
    around = np.convolve(bend, np.ones(481) / 481, "same") + 5e-4
    return int((bend > 25 * around).sum())


def test_there_are_moods_enough_and_places_without_instruments() -> None:
    assert len(PLAYED) >= 10
    assert len(AMBIENCES) >= 3
    names = [one.id for one in BEDS.moods()]
    assert len(set(names)) == len(names)
    assert {"calm", "hopeful", "mystical", "night", "dawn", "tense", "playful", "epic"} <= set(
        names
    )


@pytest.mark.parametrize("mood", [*PLAYED, *AMBIENCES])
def test_every_mood_is_clean_balanced_and_exactly_as_long(mood: str) -> None:
    bed = BEDS.bed(BedOrder(mood, 9.25, seed=4))
    samples = bed.sound.samples
    assert samples.shape == (round(9.25 * RATE), 2)
    assert samples.dtype == np.float32
    assert np.isfinite(samples).all()
    assert integrated(bed.sound) == pytest.approx(-18.0, abs=0.3)
    assert true_peak_db(bed.sound) <= -1.5
    assert np.abs(samples.mean(axis=0)).max() < 1e-4
    assert np.abs(samples[:3]).max() < 0.01
    assert np.abs(samples[-3:]).max() < 0.001
    found = shares(samples)
    assert found["ultra"] < (-38.0 if mood in PLAYED else -15.0)
    assert found["bass"] < -0.5
    assert found["presence"] > -24.0
    crest = 20 * np.log10(np.abs(samples).max() / np.sqrt(np.square(samples).mean()))
    assert 9.0 < crest < 22.0
    if mood != "rain":
        assert clicks(samples) == 0
    # Wide, and still there when both channels are one.
    likeness = float(np.corrcoef(samples.T)[0, 1])
    assert -0.3 < likeness < 0.95
    assert bed.licence == "CC0-1.0"


def test_a_click_would_be_found() -> None:
    samples = BEDS.bed(BedOrder("calm", 6.0)).sound.samples.copy()
    assert clicks(samples) == 0
    samples[100_000:] += 0.1
    assert clicks(samples) > 0


@pytest.mark.parametrize("mood", ["playful", "wind"])
def test_the_same_order_gives_the_same_samples_and_another_seed_others(mood: str) -> None:
    first, again = (BEDS.bed(BedOrder(mood, 5.0, seed=2)).sound.samples for _ in range(2))
    other = BEDS.bed(BedOrder(mood, 5.0, seed=3)).sound.samples
    assert np.array_equal(first, again)
    assert not np.allclose(first, other, atol=0.01)


@pytest.mark.parametrize(("mood", "asked"), [("hopeful", 88.0), ("bright", 128.0), ("warm", 72.0)])
def test_an_asked_tempo_is_the_tempo_that_sounds(mood: str, asked: float) -> None:
    bed = BEDS.bed(BedOrder(mood, 20.0, seed=1, tempo=asked))
    assert bed.tempo == asked
    found = tempo(bed.sound)
    assert found is not None
    read = [found.bpm, *(value for value, _ in found.candidates)]
    assert min(abs(value / asked - 1) for value in read) < 0.01


@pytest.mark.parametrize(("root", "scale"), [("Eb", "major"), ("F#", "minor"), ("B", "major")])
def test_an_asked_key_is_the_key_that_sounds(root: str, scale: str) -> None:
    bed = BEDS.bed(BedOrder("hopeful", 24.0, seed=6, root=root, scale=scale))
    assert (bed.root, bed.scale) == (root, scale)
    found = key(bed.sound)
    assert found is not None
    assert (found.root, found.scale) == ({"Eb": "D#"}.get(root, root), scale)


def test_a_tempo_of_its_own_gives_way_so_that_the_last_bar_is_whole() -> None:
    time_ = metre(30.0, 66.0, 4, is_fixed=False)
    assert time_.tempo == pytest.approx(66.0, rel=0.04)
    assert time_.last + time_.bar == pytest.approx(30.0, abs=0.001)
    assert metre(30.0, 66.0, 4, is_fixed=True).tempo == 66.0


def test_more_density_is_more_notes() -> None:
    sparse, busy = (
        compose(Material(recipes()["calm"], 0, "major", density, 1), metre(30.0, 66.0, 4, True))
        for density in (0.1, 0.9)
    )
    assert len(busy) > 1.5 * len(sparse)


@pytest.mark.parametrize("mood", PLAYED)
def test_it_ends_on_its_root_and_stays_in_its_scale(mood: str) -> None:
    recipe = recipes()[mood]
    time_ = metre(30.0, recipe.tempo, recipe.beats, is_fixed=False)
    notes = compose(Material(recipe, 2, recipe.scale, recipe.density, 5), time_)
    pitched = [one for one in notes if one.pitch]
    allowed = {(2 + step) % 12 for step in SCALES[recipe.scale]}
    allowed |= {(2 + step) % 12 for degree in range(7) for step in chord(recipe.scale, degree, 4)}
    assert {one.pitch % 12 for one in pitched} <= allowed
    ending = [one for one in pitched if one.at >= time_.last]
    assert min(one.pitch for one in ending) % 12 == 2
    assert max(ending, key=lambda one: one.at).pitch % 12 == 2
    assert all(one.at < 30.0 for one in notes)


def test_voices_move_by_small_steps_from_chord_to_chord() -> None:
    voices: tuple[int, ...] = ()
    moves = []
    for degree in (0, 4, 5, 3, 0, 5, 3, 4, 0):
        classes = chord("major", degree)
        following = voiced(classes, voices, 50, 72)
        assert {one % 12 for one in following} == {one % 12 for one in classes}
        assert all(after > one for one, after in pairwise(following))
        if voices:
            moves += [abs(a - b) for a, b in zip(following, voices, strict=True)]
        voices = following
    assert max(moves) <= 5
    assert sum(moves) / len(moves) < 2.5


def test_it_builds_and_comes_to_rest() -> None:
    samples = BEDS.bed(BedOrder("epic", 40.0, seed=1)).sound.samples

    def loud(start: float, end: float) -> float:
        part = samples[round(start * RATE) : round(end * RATE)]
        return float(np.sqrt(np.square(part).mean()))

    assert loud(24, 32) > 1.3 * loud(0, 6)
    assert loud(39, 40) < 0.4 * loud(24, 32)


@pytest.mark.parametrize("seconds", [1.0, 2.3, 5.0])
def test_the_shortest_beds_are_whole_pieces_too(seconds: float) -> None:
    samples = BEDS.bed(BedOrder("hopeful", seconds)).sound.samples
    assert len(samples) == round(seconds * RATE)
    assert np.abs(samples).max() > 0.05
    assert np.abs(samples[-3:]).max() < 0.001


def test_a_long_bed_has_no_seams_and_no_holes() -> None:
    samples = BEDS.bed(BedOrder("playful", 160.0, seed=2)).sound.samples
    assert len(samples) == 160 * RATE
    assert clicks(samples) == 0
    levels = np.sqrt(np.square(samples[: 156 * RATE]).reshape(-1, RATE * 4).mean(axis=1))
    assert levels.min() > 0.25 * levels.max()


def test_ambience_has_no_pitch_and_no_pulse() -> None:
    for mood in AMBIENCES:
        bed = BEDS.bed(BedOrder(mood, 20.0, seed=3))
        assert (bed.root, bed.scale, bed.tempo) == ("", "", 0.0)
        power = np.abs(np.fft.rfft(bed.sound.samples[:, 0] * np.hanning(20 * RATE))) ** 2
        smooth = np.convolve(power, np.ones(401) / 401, "same")
        audible = slice(60 * 20, 8000 * 20)
        # A tone stands far above the noise around it; noise has no such bins.
        assert float((power[audible] / smooth[audible]).max()) < 25.0
        found = tempo(bed.sound)
        assert found is None or found.confidence < 0.5


def test_a_tone_in_the_air_would_be_found() -> None:
    samples = BEDS.bed(BedOrder("stillness", 20.0)).sound.samples[:, 0].copy()
    samples += 0.02 * np.sin(2 * np.pi * 220.0 * np.arange(len(samples)) / RATE)
    power = np.abs(np.fft.rfft(samples * np.hanning(len(samples)))) ** 2
    smooth = np.convolve(power, np.ones(401) / 401, "same")
    assert float((power / smooth)[1200:160_000].max()) > 25.0


@pytest.mark.parametrize(
    ("order", "words"),
    [
        (BedOrder("doom", 5.0), "no mood"),
        (BedOrder("calm", 0.5), "one second"),
        (BedOrder("calm", 1801.0), "thirty minutes"),
        (BedOrder("calm", float("nan")), "one second"),
        (BedOrder("calm", 5.0, root="H"), "no root"),
        (BedOrder("calm", 5.0, scale="klezmer"), "no scale"),
        (BedOrder("calm", 5.0, tempo=20.0), "tempo"),
        (BedOrder("calm", 5.0, density=1.5), "density"),
    ],
)
def test_what_cannot_be_played_is_refused_with_what_can(order: BedOrder, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        BEDS.bed(order)


def test_pitches_are_tuned_to_the_hertz() -> None:
    assert hertz(69) == 440.0
    assert hertz(57) == pytest.approx(220.0)
