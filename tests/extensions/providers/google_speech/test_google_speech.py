"""Google text to speech over real HTTP."""

from __future__ import annotations

import pytest
from tests.doubles.models import google_speech
from tests.doubles.models.asking import VERSE, access
from tests.doubles.models.saying import SpeechService, check_whole
from tests.doubles.models.server import ModelServer, Reply
from tests.doubles.models.speech import PACE

from heliograph.extensions.providers.google_speech import GoogleSpeech
from heliograph.sdk.errors import ConnectorError, TryLater
from heliograph.sdk.generating import AnswerUnusable, Declined, KeyRefused, ModelUnknown
from heliograph.sdk.voice import NotToBeSpoken

SERVICE = SpeechService(google_speech.behave, "", GoogleSpeech, google_speech.VOICE)


async def test_a_line_comes_with_the_services_own_times(server: ModelServer) -> None:
    speech = await SERVICE.speak(server)
    check_whole(speech)
    assert speech.aligned == "events"
    for number, word in enumerate(speech.words):
        assert word.start == pytest.approx(number * PACE, abs=0.01)


async def test_a_voice_without_marks_has_its_words_estimated(server: ModelServer) -> None:
    speech = await SERVICE.speak(server, voice=google_speech.UNMARKED)
    check_whole(speech)
    assert speech.aligned == "estimated"


async def test_what_is_asked_is_the_voices_language_its_pace_and_pitch(
    server: ModelServer,
) -> None:
    await SERVICE.speak(server, rate=0.8, pitch=2.0)
    body = server.orders[0].json
    assert body["voice"] == {"languageCode": "en-US", "name": google_speech.VOICE}
    assert body["audioConfig"]["speakingRate"] == 0.8
    assert body["audioConfig"]["pitch"] == 12.0


async def test_marks_in_the_text_are_only_text(server: ModelServer) -> None:
    text = "Less < more & <mark name='7'/> so"
    speech = await SERVICE.speak(server, text)
    assert [word.text for word in speech.words] == text.split()
    assert server.orders[0].json["input"]["ssml"].count("<mark ") == len(text.split())


async def test_too_many_bytes_are_never_sent(server: ModelServer) -> None:
    for text in ("كلمات " * 600, "a " * 1200):
        with pytest.raises(Declined, match="Split it into several scenes"):
            await SERVICE.speak(server, text)
    assert server.asked == []


async def test_voices_are_listed(server: ModelServer) -> None:
    async with access(server.url, "any") as way:
        provider = GoogleSpeech(way)
        assert await provider.models() == ["ar-XA-Test-A", google_speech.VOICE]
        first = (await provider.voices())[0]
    assert (first.id, first.language, first.gender) == (google_speech.VOICE, "en-US", "female")


async def test_a_verse_is_never_sent(server: ModelServer) -> None:
    with pytest.raises(NotToBeSpoken):
        await SERVICE.speak(server, VERSE)
    assert server.asked == []


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (google_speech.WRONG_KEY, KeyRefused),
        (google_speech.SWITCHED_OFF, KeyRefused),
        (google_speech.NO_VOICE, ModelUnknown),
        (google_speech.EXHAUSTED, TryLater),
        (Reply(503, b"busy"), TryLater),
        (Reply(200, {"audioContent": "%%%"}), AnswerUnusable),
        (Reply(200, {}), AnswerUnusable),
    ],
)
async def test_every_refusal_says_what_to_do_next(
    server: ModelServer, reply: Reply, kind: type[ConnectorError]
) -> None:
    assert type(await SERVICE.refused(server, reply)) is kind
