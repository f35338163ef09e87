"""Azure Speech over real HTTP."""

from __future__ import annotations

import pytest
from tests.doubles.models import azure_speech
from tests.doubles.models.asking import VERSE, access
from tests.doubles.models.saying import SpeechService, check_whole
from tests.doubles.models.server import ModelServer, Reply

from heliograph.extensions.providers.azure_speech import AzureSpeech
from heliograph.sdk.errors import ConnectorError, TryLater
from heliograph.sdk.generating import AnswerUnusable, KeyRefused, ModelUnknown
from heliograph.sdk.voice import NotToBeSpoken

SERVICE = SpeechService(azure_speech.behave, "", AzureSpeech, azure_speech.VOICE)


async def test_a_line_comes_with_every_word_estimated(server: ModelServer) -> None:
    speech = await SERVICE.speak(server)
    check_whole(speech)
    assert speech.aligned == "estimated"
    assert speech.voice == azure_speech.VOICE


async def test_pace_and_pitch_are_said_in_percent(server: ModelServer) -> None:
    await SERVICE.speak(server, rate=1.25, pitch=0.9)
    _, manner = azure_speech.said(server.orders[0])
    assert manner == {"rate": "+25%", "pitch": "-10%", "language": "en-US"}


async def test_marks_in_the_text_are_only_text(server: ModelServer) -> None:
    text = 'Less < more & "so" </voice><voice name="other">on\x0b'
    speech = await SERVICE.speak(server, text)
    said, _ = azure_speech.said(server.orders[0])
    assert said == 'Less < more & "so" </voice><voice name="other">on'
    assert [word.text for word in speech.words] == text.split()


async def test_a_voice_that_cannot_say_it_is_for_a_person(server: ModelServer) -> None:
    with pytest.raises(ModelUnknown, match="nobody-here-Neural"):
        await SERVICE.speak(server, voice="nobody-here-Neural")


async def test_voices_are_listed(server: ModelServer) -> None:
    async with access(server.url, "any") as way:
        provider = AzureSpeech(way)
        assert await provider.models() == ["ar-EG-TestNeural", azure_speech.VOICE]
        first = (await provider.voices())[0]
    assert (first.id, first.language, first.gender) == (azure_speech.VOICE, "en-US", "female")


async def test_a_verse_is_never_sent(server: ModelServer) -> None:
    with pytest.raises(NotToBeSpoken):
        await SERVICE.speak(server, VERSE)
    assert server.asked == []


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (Reply(401, b""), KeyRefused),
        (Reply(400, b"Bad SSML"), ModelUnknown),
        (Reply(429, b"", {"retry-after": "3"}), TryLater),
        (Reply(502, b""), TryLater),
        (Reply(200, b"<html>"), AnswerUnusable),
    ],
)
async def test_every_refusal_says_what_to_do_next(
    server: ModelServer, reply: Reply, kind: type[ConnectorError]
) -> None:
    assert type(await SERVICE.refused(server, reply)) is kind
