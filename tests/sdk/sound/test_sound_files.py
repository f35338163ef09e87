"""Sound out of files of any kind, and back."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import numpy as np
import pytest
from tests.support.films import Film, write_film
from tests.support.sounds import encoded, joined, noise, quiet, tone

from heliograph.sdk.sound import Sound
from heliograph.sdk.sound.files import NoSound, SoundUnreadable, read, write_wav
from heliograph.sdk.sound.resampling import faster, mono, resampled, stereo


def pitch(sound: Sound) -> float:
    """The frequency with the most energy, in Hz."""
    spectrum = np.abs(np.fft.rfft(sound.samples[:, 0] * np.hanning(len(sound.samples))))
    return float(spectrum.argmax()) * sound.rate / len(sound.samples)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    sound = noise(0.5)
    again = read(write_wav(sound, tmp_path / "deep" / "a.wav"))
    assert again.rate == sound.rate
    assert np.abs(again.samples - sound.samples).max() < 1.5 / 32768
    assert [one.name for one in (tmp_path / "deep").iterdir()] == ["a.wav"]
    assert stat.S_IMODE((tmp_path / "deep" / "a.wav").stat().st_mode) == 0o644


@pytest.mark.parametrize(
    ("name", "codec"),
    [("a.m4a", "aac"), ("a.mp3", "libmp3lame"), ("a.ogg", "libopus"), ("a.mkv", "aac")],
)
def test_any_container_gives_its_tone_at_its_own_rate(
    tmp_path: Path, name: str, codec: str
) -> None:
    sound = read(encoded(stereo(tone(1.0, 660.0)), tmp_path / name, codec))
    assert sound.rate == 48_000
    assert sound.samples.shape[1] == 2
    assert sound.samples.dtype == np.float32
    assert sound.seconds == pytest.approx(1.0, abs=0.08)
    assert pitch(sound) == pytest.approx(660.0, abs=2.0)


def test_a_piece_is_cut_out_where_it_was_asked_for(tmp_path: Path) -> None:
    whole = joined(tone(8.0, 300.0), tone(2.0, 900.0))
    path = encoded(whole, tmp_path / "a.m4a", "aac")
    before, after = read(path, 7.0, 0.9), read(path, 8.2, 1.0)
    assert before.seconds == pytest.approx(0.9, abs=0.001)
    assert pitch(before) == pytest.approx(300.0, abs=2.0)
    assert pitch(after) == pytest.approx(900.0, abs=2.0)


def test_past_the_end_there_is_nothing(tmp_path: Path) -> None:
    path = write_wav(tone(1.0), tmp_path / "a.wav")
    assert len(read(path, 3.0, 1.0).samples) == 0


def test_a_film_without_sound_says_so(tmp_path: Path) -> None:
    write_film(tmp_path / "mute.mp4", Film(64, 64))
    with pytest.raises(NoSound, match=r"mute\.mp4 has no sound"):
        read(tmp_path / "mute.mp4")


@pytest.mark.parametrize("content", [b"", b"RIFF", b"not sound at all" * 400, b"\x00" * 5000])
def test_a_damaged_file_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.mp3"
    path.write_bytes(content)
    with pytest.raises(SoundUnreadable, match=r"broken\.mp3"):
        read(path)


def test_a_truncated_file_gives_what_is_left(tmp_path: Path) -> None:
    path = encoded(stereo(tone(4.0)), tmp_path / "a.mp3", "libmp3lame")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert 1.5 < read(path).seconds < 2.6


def test_a_missing_file_is_missing(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read(tmp_path / "none.wav")


def test_a_list_of_other_files_is_not_followed(tmp_path: Path) -> None:
    secret = write_wav(tone(1.0), tmp_path / "secret.wav")
    for name, text in (
        ("a.m3u8", f"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{secret}\n#EXT-X-ENDLIST\n"),
        ("a.wav", f"ffconcat version 1.0\nfile {secret}\n"),
    ):
        (tmp_path / name).write_text(text)
        with pytest.raises(SoundUnreadable):
            read(tmp_path / name)


def test_more_than_half_an_hour_is_refused_and_a_piece_of_it_is_not(tmp_path: Path) -> None:
    path = write_wav(quiet(30 * 60 + 5, rate=200), tmp_path / "long.wav")
    with pytest.raises(SoundUnreadable, match="longer than 30 minutes"):
        read(path)
    assert read(path, 30 * 60 + 1.0, 2.0).seconds == pytest.approx(2.0, abs=0.01)


def test_a_sound_that_was_hardly_written_is_refused_unread(tmp_path: Path) -> None:
    """A head that is right, and four gigabytes of nothing after it."""
    path = write_wav(tone(1.0), tmp_path / "a.wav")
    os.truncate(path, 4 << 30)
    with pytest.raises(SoundUnreadable, match=r"a\.wav was hardly written"):
        read(path)


def test_a_long_sound_is_written_as_a_short_one_is(tmp_path: Path) -> None:
    """More frames than are written at a time."""
    sound = tone(50.0, rate=24_000)
    again = read(write_wav(sound, tmp_path / "a.wav"))
    assert again.samples.shape == sound.samples.shape
    assert np.allclose(again.samples, sound.samples, atol=1e-4)


def test_nothing_is_left_when_the_target_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "taken.wav").mkdir()
    with pytest.raises(OSError, match="taken"):
        write_wav(tone(0.1), tmp_path / "taken.wav")
    assert [one.name for one in tmp_path.iterdir()] == ["taken.wav"]


def test_too_loud_is_clipped_and_never_wraps_around(tmp_path: Path) -> None:
    loud = Sound(tone(0.2).samples * 10, 48_000)
    again = read(write_wav(loud, tmp_path / "a.wav"))
    assert np.all(np.sign(again.samples[5:50]) == np.sign(loud.samples[5:50]))


@pytest.mark.parametrize(("old", "new"), [(22_050, 48_000), (44_100, 48_000), (48_000, 16_000)])
def test_another_rate_keeps_pitch_and_length(old: int, new: int) -> None:
    sound = resampled(tone(1.0, 1000.0, rate=old), new)
    assert sound.rate == new
    assert len(sound.samples) == new
    assert pitch(sound) == pytest.approx(1000.0, abs=1.0)


def test_what_lies_above_the_new_rate_does_not_fold_down() -> None:
    sound = resampled(tone(1.0, 15_000.0, level=0.5), 16_000)
    assert np.abs(sound.samples[200:-200]).max() < 0.01


def test_twice_as_fast_is_half_as_long() -> None:
    sound = faster(tone(2.0, 400.0), 2.0)
    assert sound.seconds == pytest.approx(1.0, abs=0.001)
    assert pitch(sound) == pytest.approx(800.0, abs=1.0)


def test_one_channel_and_two_are_the_same_sound() -> None:
    sound = tone(0.1)
    assert np.array_equal(mono(stereo(sound)).samples, sound.samples)
