"""The sound of whole timelines."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.support.sounds import babble, encoded, heard_by_ffmpeg, joined, quiet, tone

from heliograph.extensions.providers.music import MusicBeds
from heliograph.sdk.mixing import mix
from heliograph.sdk.sound import RATE, Sound
from heliograph.sdk.sound.ducking import envelope
from heliograph.sdk.sound.files import write_wav
from heliograph.sdk.sound.loudness import integrated, true_peak_db
from heliograph.sdk.sound.resampling import stereo
from heliograph.sdk.sound.signals import band_pass, decibels
from heliograph.sdk.timeline import Timeline, seconds_of
from heliograph.sdk.video import CannotRender


def scene(number: int, **more: Any) -> dict[str, Any]:
    """A scene of two seconds."""
    shot = {"kind": "drawn", "scene": "gradient"}
    return {"id": f"s{number}", "seconds": 2.0, "shot": shot, **more}


def timeline(*scenes: dict[str, Any], **more: Any) -> Timeline:
    """Scenes with every sound of the folder as a source."""
    kinds = {"voice": "wav", "music": "wav", "clip": "m4a", "mute": "mp4", "gone": "wav"}
    sources = {name: {"path": f"{name}.{end}", "kind": "sound"} for name, end in kinds.items()}
    return Timeline.model_validate({"scenes": scenes, "sources": sources, **more})


def level(sound: Sound, start: float, end: float, band: tuple[float, float]) -> float:
    """RMS of a band within a stretch, in dB."""
    part = band_pass(sound.samples, sound.rate, *band)[round(start * RATE) : round(end * RATE)]
    return decibels(float(np.sqrt(np.square(part).mean())))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A voice of 1.2 s, music of 3 s at 2 kHz, and a clip that sounds at 700 Hz."""
    write_wav(babble(1.2), tmp_path / "voice.wav")
    write_wav(stereo(tone(3.0, 2000.0, 0.3)), tmp_path / "music.wav")
    encoded(stereo(tone(6.0, 700.0, 0.2)), tmp_path / "clip.m4a", "aac")
    return tmp_path


def test_a_video_is_as_loud_as_agreed_and_exactly_as_long(folder: Path) -> None:
    spoken = scene(1, speech={"source": "voice", "start": 0.3})
    dissolve = {"kind": "dissolve", "seconds": 0.5}
    film = timeline(
        spoken, {**spoken, "id": "s2", "transition": dissolve}, music={"source": "music"}, fps=24
    )
    sound = mix(film, folder, None)
    assert sound.samples.shape == (round(seconds_of(film) * RATE), 2)
    assert sound.samples.dtype == np.float32
    assert integrated(sound) == pytest.approx(-14.0, abs=0.3)
    assert true_peak_db(sound) <= -1.5
    lufs, peak = heard_by_ffmpeg(encoded(sound, folder / "out.m4a", "aac"))
    assert lufs == pytest.approx(-14.0, abs=0.3)
    assert peak <= -1.0


def test_a_voice_sounds_where_its_scene_says(folder: Path) -> None:
    write_wav(tone(0.3, 1000.0, 0.3), folder / "voice.wav")
    film = timeline(scene(1), scene(2, speech={"source": "voice", "start": 0.5}))
    sound = np.abs(mix(film, folder, None).samples[:, 0])
    heard = np.flatnonzero(sound > 0.01)
    assert heard[0] / RATE == pytest.approx(2.5, abs=0.005)
    assert heard[-1] / RATE == pytest.approx(2.8, abs=0.005)


def test_music_lies_at_least_ten_decibels_under_a_voice_and_comes_back(folder: Path) -> None:
    write_wav(tone(1.2, 300.0, 0.3), folder / "voice.wav")
    spoken = scene(1, speech={"source": "voice", "start": 1.0}, seconds=6.0)
    sound = mix(timeline(spoken, music={"source": "music", "fade_in": 0}), folder, None)
    music, voice = (1800, 2200), (250, 350)
    before, under, after = (
        level(sound, start, end, music) for start, end in ((0.1, 0.6), (1.1, 2.1), (2.9, 4.0))
    )
    assert before - under == pytest.approx(12.0, abs=0.7)
    assert after == pytest.approx(before, abs=0.7)
    assert level(sound, 1.1, 2.1, voice) - under > 10.0


def test_without_a_voice_music_never_gives_way(folder: Path) -> None:
    film = timeline(scene(1, seconds=5.0), music={"source": "music", "fade_in": 0, "fade_out": 0})
    sound = mix(film, folder, None)
    levels = [level(sound, at, at + 0.4, (1800, 2200)) for at in np.arange(0.0, 4.5, 0.4)]
    # Where a tone comes again over its own end, the two of them add up to 3 dB.
    assert max(levels) - min(levels) < 3.2
    assert integrated(sound) == pytest.approx(-14.0, abs=0.3)


def test_music_too_short_is_repeated_over_its_own_end_and_too_long_is_faded(
    folder: Path,
) -> None:
    long = timeline(scene(1, seconds=8.0), music={"source": "music", "fade_out": 1.0})
    sound = np.abs(mix(long, folder, None).samples[:, 0])
    windows = sound[: 8 * RATE].reshape(-1, RATE // 10).max(axis=1)
    assert windows[8:68].min() > 0.25 * windows.max()
    short = mix(timeline(scene(1), music={"source": "music", "fade_out": 1.0}), folder, None)
    ending = np.abs(short.samples[-2400:, 0]).max()
    assert ending < 0.02 * np.abs(short.samples).max()


@pytest.mark.parametrize("seconds", [0.1, 0.35, 1.9, 2.1, 30.0])
def test_music_of_any_length_fills_the_video_and_no_more(folder: Path, seconds: float) -> None:
    write_wav(stereo(tone(seconds, 700.0)), folder / "music.wav")
    sound = mix(timeline(scene(1), music={"source": "music"}), folder, None)
    assert sound.seconds == 2.0
    assert integrated(sound) == pytest.approx(-14.0, abs=0.3)
    assert true_peak_db(sound) <= -1.4


def test_music_of_a_blink_is_refused_with_its_name(folder: Path) -> None:
    write_wav(stereo(tone(0.05)), folder / "music.wav")
    with pytest.raises(CannotRender, match="'music' is too short to be repeated"):
        mix(timeline(scene(1), music={"source": "music"}), folder, None)


def test_silent_music_leaves_the_voice_as_it_would_be_alone(folder: Path) -> None:
    spoken = scene(1, speech={"source": "voice", "start": 0.3})
    alone = mix(timeline(spoken), folder, None)
    write_wav(quiet(0.4, channels=2), folder / "music.wav")
    found = mix(timeline(spoken, music={"source": "music"}), folder, None)
    assert np.allclose(found.samples, alone.samples, atol=1e-4)


def test_a_clip_is_heard_only_where_it_is_wanted(folder: Path) -> None:
    clip = {"kind": "clip", "source": "clip", "start": 1.0}
    film = timeline(scene(1, shot=clip), scene(2, shot={**clip, "gain_db": 0.0}))
    sound = mix(film, folder, None)
    assert np.abs(sound.samples[: 2 * RATE - 10]).max() == 0.0
    assert level(sound, 2.2, 3.8, (600, 800)) > -20.0


def test_clips_in_a_split_scene_and_in_fast_motion_are_heard(folder: Path) -> None:
    parts = [
        {"kind": "clip", "source": "clip", "gain_db": 0.0, "speed": 2.0},
        {"kind": "drawn", "scene": "gradient"},
    ]
    sound = mix(timeline(scene(1, shot={"kind": "split", "parts": parts})), folder, None)
    assert level(sound, 0.2, 1.8, (1300, 1500)) > level(sound, 0.2, 1.8, (600, 800)) + 20.0


def test_a_clip_without_sound_is_silent(folder: Path) -> None:
    from tests.support.films import Film, write_film  # noqa: PLC0415 - this test alone films

    write_film(folder / "mute.mp4", Film(64, 64))
    shot = {"kind": "clip", "source": "mute", "gain_db": 0.0}
    assert np.abs(mix(timeline(scene(1, shot=shot)), folder, None).samples).max() == 0.0


def test_a_silent_video_is_silence_of_its_length(folder: Path) -> None:
    sound = mix(timeline(scene(1), scene(2)), folder, None)
    assert sound.samples.shape == (4 * RATE, 2)
    assert not sound.samples.any()


def test_a_mood_becomes_a_bed_of_the_whole_length(folder: Path) -> None:
    spoken = scene(1, speech={"source": "voice", "start": 0.3}, seconds=4.0)
    sound = mix(timeline(spoken, music={"mood": "calm", "seed": 3}), folder, MusicBeds())
    assert sound.seconds == 4.0
    assert integrated(sound) == pytest.approx(-14.0, abs=0.3)
    assert np.abs(sound.samples[round(2.2 * RATE) : round(2.6 * RATE)]).max() > 0.005


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"music": {"source": "gone"}}, "gone.wav"),
        ({"music": {"source": "unnamed"}}, "names no source"),
        ({"music": {"mood": "calm"}}, "No provider of music"),
        ({"music": {"source": "broken"}}, "broken"),
    ],
)
def test_what_cannot_be_mixed_is_said_by_name(
    folder: Path, more: dict[str, Any], words: str
) -> None:
    (folder / "broken.wav").write_bytes(b"RIFF" + b"\x01" * 300)
    sources = {
        "gone": {"path": "gone.wav", "kind": "sound"},
        "broken": {"path": "broken.wav", "kind": "sound"},
    }
    film = timeline(scene(1)).model_copy(
        update={"sources": timeline(scene(1), sources=sources).sources}
    )
    film = Timeline.model_validate({**film.model_dump(), **more})
    with pytest.raises(CannotRender, match=words):
        mix(film, folder, None)


def test_an_unknown_mood_is_refused(folder: Path) -> None:
    with pytest.raises(CannotRender, match="mood"):
        mix(timeline(scene(1), music={"mood": "doom"}), folder, MusicBeds())


def test_what_is_said_past_the_end_is_cut_without_a_click(folder: Path) -> None:
    write_wav(tone(5.0, 300.0, 0.3), folder / "voice.wav")
    sound = mix(timeline(scene(1, speech={"source": "voice", "start": 1.0})), folder, None)
    assert sound.seconds == 2.0
    assert np.abs(sound.samples[-1]).max() < 0.01


def test_a_gain_of_one_line_lowers_that_line_alone(folder: Path) -> None:
    write_wav(tone(1.2, 300.0, 0.3), folder / "voice.wav")
    first = scene(1, speech={"source": "voice"})
    lowered = scene(2, speech={"source": "voice", "gain_db": -9.0})
    sound = mix(timeline(first, lowered), folder, None)
    band = (100.0, 2000.0)
    fall = level(sound, 0.1, 1.1, band) - level(sound, 2.1, 3.1, band)
    assert fall == pytest.approx(9.0, abs=0.2)


def test_ducking_begins_before_the_word_and_does_not_pump_in_short_pauses() -> None:
    word = tone(0.5, 300.0, 0.3)
    voice = joined(quiet(1.0), word, quiet(0.4), word, quiet(2.0))
    gain = envelope(replace(voice, samples=voice.samples), 12.0)
    at = [float(gain[round(moment * RATE)]) for moment in (0.6, 0.99, 1.7, 2.6, 3.2)]
    assert at[0] == pytest.approx(1.0, abs=0.001)
    assert at[1:4] == pytest.approx([0.251, 0.251, 0.251], abs=0.005)
    assert at[4] == pytest.approx(1.0, abs=0.001)
    assert np.abs(np.diff(gain)).max() < 0.001
