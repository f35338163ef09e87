"""The voice that needs nothing: what it says, when each word sounds, what it refuses."""

from __future__ import annotations

import numpy as np
import pytest

from heliograph.extensions.providers.espeak import EspeakProvider
from heliograph.sdk.sound import RATE, Sound
from heliograph.sdk.sound.loudness import integrated
from heliograph.sdk.voice import NotToBeSpoken, Speech, SpeechOrder

LINE = "The Moon meets Saturn at twenty past two. Answer the hard letter first, then rest."
ARABIC = "القمر يلتقي زحل مساء اليوم، فأجب عن الرسالة الصعبة أولًا."


@pytest.fixture(scope="module")
def voice() -> EspeakProvider:
    return EspeakProvider()


@pytest.fixture(scope="module")
def speech(voice: EspeakProvider) -> Speech:
    return voice.speak(SpeechOrder(LINE))


def test_every_word_of_the_text_has_its_time_in_order(speech: Speech) -> None:
    assert [word.text for word in speech.words] == LINE.split()
    times = [time for word in speech.words for time in (word.start, word.end)]
    assert times == sorted(times)
    assert times[0] >= 0
    assert times[-1] <= speech.sound.seconds
    assert all(word.end - word.start > 0.03 for word in speech.words)


def test_words_sound_where_their_times_say(speech: Speech) -> None:
    def level(start: float, end: float) -> float:
        part = speech.sound.samples[round(start * RATE) : round(end * RATE)]
        return float(np.sqrt(np.mean(part**2)))

    rests = [(a.end, b.start) for a, b in zip(speech.words, speech.words[1:], strict=False)]
    pause = max(rests, key=lambda rest: rest[1] - rest[0])
    assert pause[1] - pause[0] > 0.3, "between the two sentences"
    spoken = np.median([level(word.start, word.end) for word in speech.words])
    # The room's reverberation fades in the first tenth of a second.
    assert level(pause[0] + 0.15, pause[1] - 0.02) < 0.1 * spoken


def test_the_sound_is_mono_at_the_common_rate_and_loudness(speech: Speech) -> None:
    assert speech.sound.rate == RATE
    assert speech.sound.samples.shape[1] == 1
    loudness = integrated(speech.sound)
    assert loudness == pytest.approx(-16, abs=1)


def test_the_same_order_gives_the_same_samples(voice: EspeakProvider, speech: Speech) -> None:
    assert np.array_equal(voice.speak(SpeechOrder(LINE)).sound.samples, speech.sound.samples)
    other = voice.speak(SpeechOrder(LINE, "en-gb"))
    assert not np.array_equal(other.sound.samples, speech.sound.samples)


def test_arabic_is_spoken_by_an_arabic_voice(voice: EspeakProvider) -> None:
    said = voice.speak(SpeechOrder(ARABIC, language="ar"))
    assert said.voice == "ar"
    assert [word.text for word in said.words] == ARABIC.split()


@pytest.mark.parametrize(("rate", "low", "high"), [(0.7, 1.25, 1.7), (1.5, 0.55, 0.8)])
def test_the_rate_stretches_and_shortens(
    voice: EspeakProvider, speech: Speech, rate: float, low: float, high: float
) -> None:
    ratio = voice.speak(SpeechOrder(LINE, rate=rate)).sound.seconds / speech.sound.seconds
    assert low < ratio < high


def test_a_pronunciation_is_said_and_the_word_stays_as_written(voice: EspeakProvider) -> None:
    plain = voice.speak(SpeechOrder("Read Rashi today."))
    told = voice.speak(SpeechOrder("Read Rashi today.", pronunciations={"rashi": "rah shee ee"}))
    assert [word.text for word in told.words] == ["Read", "Rashi", "today."]
    assert told.words[1].end - told.words[1].start > plain.words[1].end - plain.words[1].start


@pytest.mark.parametrize(
    "order",
    [
        SpeechOrder("\u0671\u0644\u0652\u062d\u064e\u0645\u0652\u062f\u064f"),
        SpeechOrder("He said this line.", quotes=("this line",)),
    ],
)
def test_a_verse_is_never_spoken(voice: EspeakProvider, order: SpeechOrder) -> None:
    with pytest.raises(NotToBeSpoken, match="never synthesised"):
        voice.speak(order)


def test_plain_arabic_is_no_verse(voice: EspeakProvider) -> None:
    assert voice.speak(SpeechOrder("الحمد لله", language="ar")).words


@pytest.mark.parametrize("text", ["", " \n ", "... --- !!!"])
def test_a_text_without_a_word_is_refused(voice: EspeakProvider, text: str) -> None:
    with pytest.raises(ValueError, match="no word"):
        voice.speak(SpeechOrder(text))


def test_an_unknown_voice_or_language_is_named(voice: EspeakProvider) -> None:
    with pytest.raises(LookupError, match="no-such-voice"):
        voice.speak(SpeechOrder("Hello.", "no-such-voice"))
    with pytest.raises(LookupError, match="xx"):
        voice.speak(SpeechOrder("Hello.", language="xx"))


def test_markup_emoji_and_mixed_directions_are_spoken_or_passed_over(
    voice: EspeakProvider,
) -> None:
    text = "<speak>Look 🔥 at القمر & <b>Mars</b> — ok?</speak>"
    said = voice.speak(SpeechOrder(text))
    assert [word.text for word in said.words] == text.split()


def test_ten_thousand_words_are_refused_or_said_in_bounded_time(voice: EspeakProvider) -> None:
    with pytest.raises(ValueError, match=r"at most 20000"):
        voice.speak(SpeechOrder("word " * 10_000))


def test_there_are_voices_of_many_languages(voice: EspeakProvider) -> None:
    found = voice.voices()
    assert len({one.language for one in found}) > 90
    assert {"ar", "en-us", "en-us+f3"} <= {one.id for one in found}
    assert len({one.id for one in found}) == len(found)


def test_marks_of_a_speech_language_are_only_read(voice: EspeakProvider) -> None:
    """A text that orders a rest of half a minute, or phonemes, orders nothing."""
    text = "<speak>Look <break time='30s'/> up</speak> [[h@l'oU]]"
    found = voice.speak(SpeechOrder(text))
    assert [word.text for word in found.words] == text.split()
    assert found.sound.seconds < 20


def test_pictograms_are_words_beside_words_and_none_alone(voice: EspeakProvider) -> None:
    text = "🌙✨ Moon 🧑\u200d🚀 rises."
    assert [word.text for word in voice.speak(SpeechOrder(text)).words] == text.split()
    with pytest.raises(ValueError, match="no word"):
        voice.speak(SpeechOrder("🌙 ✨"))


def test_two_directions_in_one_line_are_said_in_the_order_they_are_written(
    voice: EspeakProvider,
) -> None:
    text = "اليوم Leo في 12:30 ثم Moon عاد."
    found = voice.speak(SpeechOrder(text, language="ar"))
    assert [word.text for word in found.words] == text.split()
    starts = [word.start for word in found.words]
    assert starts == sorted(starts)


def test_ten_thousand_words_are_refused_with_what_to_do(voice: EspeakProvider) -> None:
    with pytest.raises(ValueError, match=r"at most 20000 can be said at a time\. Split it"):
        voice.speak(SpeechOrder("word " * 10_000))


def test_a_long_text_is_finished_in_portions_that_cannot_be_heard(voice: EspeakProvider) -> None:
    """Where two portions meet there is a rest, and all are as loud as one another."""
    sentence = "The Moon is bright tonight, and the river is quiet. "
    found = voice.speak(SpeechOrder(sentence * 26))
    assert found.sound.seconds > 70
    assert found.words[-1].end <= found.sound.seconds
    half = len(found.sound.samples) // 2
    parts = [Sound(one, RATE) for one in (found.sound.samples[:half], found.sound.samples[half:])]
    first, second = (integrated(one) for one in parts)
    assert first == pytest.approx(-16, abs=1)
    assert second == pytest.approx(first, abs=0.5)
    steps = np.abs(np.diff(found.sound.samples[:, 0]))
    short = np.abs(np.diff(voice.speak(SpeechOrder(sentence * 2)).sound.samples[:, 0]))
    assert steps.max() < 1.5 * short.max()
