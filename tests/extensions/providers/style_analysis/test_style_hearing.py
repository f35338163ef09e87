"""Music is told by its key, tempo and mood; noise and silence are no music."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.extensions.providers.style_analysis.films import held, written

from heliograph.extensions.providers.espeak import EspeakProvider
from heliograph.extensions.providers.music import MusicBeds
from heliograph.extensions.providers.style_analysis import StyleAnalysis
from heliograph.sdk.music import BedOrder
from heliograph.sdk.sound.resampling import resampled
from heliograph.sdk.style.analysis import MusicFound
from heliograph.sdk.voice import SpeechOrder


def heard(path: Path, sound: np.ndarray[tuple[int], np.dtype[np.float32]]) -> MusicFound:
    return StyleAnalysis().analyse(written(path / "a.mp4", held(50, 30), sound=sound)).music


@pytest.mark.parametrize(("mood", "seed"), [("playful", 2), ("calm", 3)])
def test_a_bed_is_told_by_tempo_and_key(mood: str, seed: int, tmp_path: Path) -> None:
    bed = MusicBeds().bed(BedOrder(mood, 14.0, seed=seed))
    music = heard(tmp_path, np.ascontiguousarray(bed.sound.samples.mean(axis=1)))
    assert music.present
    assert music.tempo is not None
    readings = [music.tempo, *music.candidates]
    assert min(abs(one - bed.tempo) / bed.tempo for one in readings) < 0.04
    assert (music.root, music.scale) == (bed.root, "major")


def test_noise_is_no_music(tmp_path: Path) -> None:
    noise = np.random.default_rng(1).normal(0, 0.1, 480_000).astype(np.float32)
    assert not heard(tmp_path, noise).present


def test_silence_is_no_music(tmp_path: Path) -> None:
    assert not heard(tmp_path, np.zeros(480_000, np.float32)).present


def test_a_voice_is_told_from_music(tmp_path: Path) -> None:
    order = SpeechOrder(
        "The moon walks with you, over the hills and the houses, all the way home, every night."
    )
    speech = resampled(EspeakProvider().speak(order).sound, 48_000).samples[:, 0]
    bed = MusicBeds().bed(BedOrder("calm", 8.0, seed=1)).sound.samples.mean(axis=1)
    spoken = heard(tmp_path, np.ascontiguousarray(np.tile(speech, 2)))
    (tmp_path / "a.mp4").unlink()
    played = heard(tmp_path, np.ascontiguousarray(bed))
    assert spoken.speech > 0.5
    assert played.speech < 0.2
