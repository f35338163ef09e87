"""What the gate finds wrong with sounds; beside each fault stands the sound without it."""

from __future__ import annotations

import numpy as np
from tests.support.sounds import babble, joined, quiet

from heliograph.sdk.sound import Sound, Word
from heliograph.sdk.sound.checks import mix_findings, voice_findings
from heliograph.sdk.sound.dynamics import levelled
from heliograph.sdk.sound.resampling import stereo

TEXT = "The Moon meets Saturn tonight"
WORDS = (Word("The", 0.0, 0.2), Word("Moon", 0.2, 0.6), Word("meets", 0.7, 1.0))


def names(sound: Sound, words: tuple[Word, ...] = WORDS, text: str = TEXT) -> list[str]:
    return [one.name for one in voice_findings(sound, words, text)]


def test_a_good_line_has_no_findings() -> None:
    assert names(babble(2.0)) == []


def test_silence_is_found_once() -> None:
    assert names(quiet(2.0)) == ["sound.empty"]
    assert names(quiet(0.0)) == ["sound.empty"]


def test_a_long_hole_is_found_with_its_place() -> None:
    sound = joined(babble(1.5), quiet(3.0, 22_050), babble(0.8))
    found = voice_findings(sound, WORDS, TEXT)
    assert [one.name for one in found] == ["sound.silence"]
    assert found[0].found.startswith("3.0 s from 1.5")
    assert found[0].remedy


def test_clipping_is_found_and_a_single_full_sample_is_not() -> None:
    sound = babble(2.0)
    sound.samples[5000] = 1.0
    assert names(sound) == []
    assert names(Sound(np.clip(sound.samples * 12, -1, 1), sound.rate)) == ["sound.clipping"]


def test_speech_far_too_long_or_too_short_for_its_text_is_drift() -> None:
    assert names(babble(12.0)) == ["sound.drift"]
    assert names(babble(2.0), text=TEXT * 8) == ["sound.drift"]


def test_numbers_and_chinese_take_longer_to_say_than_they_are_to_write() -> None:
    assert names(babble(3.5), text="1987 1988") == []
    assert names(babble(3.5), text="月亮今晚与土星相遇") == []


def test_words_outside_of_the_sound_or_out_of_order_are_found() -> None:
    assert names(babble(2.0), (*WORDS, Word("late", 2.0, 2.4))) == ["sound.words"]
    assert names(babble(2.0), (WORDS[2], WORDS[0])) == ["sound.words"]
    assert names(babble(2.0), (Word("back", 0.5, 0.4),)) == ["sound.words"]


def test_a_mix_off_its_loudness_or_over_its_peak_is_found() -> None:
    good = levelled(stereo(babble(4.0, rate=48_000)), -14.0, -1.5)
    assert mix_findings(good) == []
    quieter = Sound(good.samples * np.float32(0.7), good.rate)
    assert [one.name for one in mix_findings(quieter)] == ["sound.loudness"]
    spiked = Sound(good.samples.copy(), good.rate)
    spiked.samples[20_000] = 0.98
    assert [one.name for one in mix_findings(spiked)] == ["sound.peak"]
