"""Words found in speech that does not time them, beside voices that do."""

from __future__ import annotations

import json
import time
from itertools import pairwise

import numpy as np
import pytest
from tests.support.sounds import babble, joined, quiet

from heliograph.extensions.providers.espeak import EspeakProvider
from heliograph.sdk.sound import Sound, Word
from heliograph.sdk.sound.aligning import aligned, estimated
from heliograph.sdk.voice import Speech, SpeechOrder

ENGLISH = (
    "The Moon meets Saturn at twenty past two. Take the slow road today, and write down what you "
    "notice; small things add up. Tonight the sky is clear, so step outside and look south."
)
ARABIC = "في هذا المساء يلتقي القمر بزحل، فخذ الطريق الهادئ اليوم. الأشياء الصغيرة تتراكم مع الوقت."
ESPEAK = EspeakProvider()


def spoken(text: str, **manner: object) -> Speech:
    return ESPEAK.speak(SpeechOrder(text, **manner))  # type: ignore[arg-type]


def errors(found: tuple[Word, ...], truth: tuple[Word, ...]) -> np.ndarray:
    assert [one.text for one in found] == [one.text for one in truth]
    return np.array([abs(a.start - b.start) for a, b in zip(found, truth, strict=True)])


@pytest.mark.parametrize(
    ("text", "language", "voice", "rate"),
    [
        (ENGLISH, "en", "en-us+f2", 1.2),
        (ENGLISH, "en", "en-gb", 0.85),
        (ARABIC, "ar", "ar+f2", 1.15),
    ],
)
def test_words_of_another_voice_are_found_beside_a_reference(
    text: str, language: str, voice: str, rate: float
) -> None:
    reference = spoken(text, language=language)
    other = spoken(text, language=language, voice=voice, rate=rate)
    off = errors(aligned(other.sound, reference.sound, reference.words), other.words)
    assert float(np.median(off)) < 0.03
    assert float(off.max()) < 0.15


def test_longer_pauses_are_found_too() -> None:
    reference = spoken(ENGLISH)
    samples, rate = reference.sound.samples, reference.sound.rate
    cut = round(reference.words[7].end * rate)
    rest = quiet(1.4, rate).samples
    other = Sound(np.concatenate([samples[:cut], rest, samples[cut:]]), rate)
    truth = tuple(
        Word(one.text, one.start + 1.4 * (number > 7), one.end + 1.4 * (number > 7))
        for number, one in enumerate(reference.words)
    )
    off = errors(aligned(other, reference.sound, reference.words), truth)
    assert float(np.median(off)) < 0.03
    assert float(off.max()) < 0.2


@pytest.mark.parametrize(("text", "language"), [(ENGLISH, "en"), (ARABIC, "ar")])
def test_without_a_reference_words_are_estimated_within_a_syllable(
    text: str, language: str
) -> None:
    speech = spoken(text, language=language)
    off = errors(estimated(speech.sound, text.split()), speech.words)
    assert float(np.median(off)) < 0.12
    assert float(off.max()) < 0.4


def test_an_estimate_holds_to_the_pauses() -> None:
    sound = joined(babble(1.0), quiet(0.8, 22_050), babble(2.0), quiet(0.3, 22_050))
    words = estimated(sound, ["One", "two.", "Three", "four", "five", "six."])
    assert words[1].end == pytest.approx(1.0, abs=0.1)
    assert words[2].start == pytest.approx(1.8, abs=0.1)
    assert words[-1].end == pytest.approx(3.8, abs=0.15)


def test_whatever_comes_words_stay_in_order_within_the_sound() -> None:
    reference = spoken("One. Two, three.")
    for sound in (quiet(1.0), babble(0.2), quiet(0.0), babble(30.0)):
        for words in (
            aligned(sound, reference.sound, reference.words),
            estimated(sound, ["One.", "–", "Two,", "three."]),
        ):
            assert len(words) in (3, 4)
            assert all(0 <= one.start <= one.end <= sound.seconds + 1e-6 for one in words)
            assert all(after.start >= one.end for one, after in pairwise(words))
            json.dumps([(one.text, one.start, one.end) for one in words])
    assert aligned(babble(1.0), reference.sound, ()) == ()
    assert estimated(babble(1.0), []) == ()


def test_minutes_are_aligned_in_bounded_time() -> None:
    sound = babble(200.0, rate=16_000)
    words = tuple(Word("word", at * 0.5, at * 0.5 + 0.4) for at in range(390))
    start = time.process_time()
    found = aligned(sound, sound, words)
    assert time.process_time() - start < 120
    off = [abs(a.start - b.start) for a, b in zip(found, words, strict=True)]
    assert float(np.median(off)) < 0.1
