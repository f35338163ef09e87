"""OpenAI's speech endpoint over real HTTP."""

from __future__ import annotations

import pytest
from tests.doubles.models import openai, openai_speech
from tests.doubles.models.asking import VERSE, access
from tests.doubles.models.saying import LINE, SpeechService, check_whole
from tests.doubles.models.server import ModelServer, Reply, serving
from tests.doubles.models.speech import wav
from tests.support.sounds import quiet

from heliograph.extensions.providers.openai_speech import OpenAISpeech
from heliograph.sdk.errors import ConnectorError, TryLater
from heliograph.sdk.generating import (
    AnswerUnusable,
    Declined,
    KeyRefused,
    ModelUnknown,
    OutOfCredit,
)
from heliograph.sdk.sound.loudness import integrated
from heliograph.sdk.voice import NotToBeSpoken

SERVICE = SpeechService(openai_speech.behave, "/v1", OpenAISpeech, openai_speech.MODEL)


async def test_a_line_comes_with_every_word_estimated(server: ModelServer) -> None:
    speech = await SERVICE.speak(server)
    check_whole(speech)
    assert speech.aligned == "estimated"
    assert (speech.provider, speech.voice) == ("openai_speech", "alloy")
    assert integrated(speech.sound) == pytest.approx(-16.0, abs=0.3)
    assert speech.usage is not None
    assert speech.usage.input_tokens > 0


async def test_words_are_said_as_asked_and_kept_as_written(server: ModelServer) -> None:
    speech = await SERVICE.speak(server, pronunciations={"rashi": "Raa shee"}, rate=1.3)
    body = server.orders[0].json
    assert body["input"] == LINE.replace("Rashi", "Raa shee")
    assert body["speed"] == 1.3
    check_whole(speech)


async def test_voice_and_manner_are_those_of_the_options(server: ModelServer) -> None:
    way = {"options": {"voice": "coral", "instructions": "Softly."}}
    assert (await SERVICE.speak(server, way=way)).voice == "coral"
    assert server.orders[0].json["instructions"] == "Softly."
    assert (await SERVICE.speak(server, voice="sage", way=way)).voice == "sage"


async def test_a_local_server_needs_no_key() -> None:
    with serving(openai_speech.local, "/v1") as server:
        check_whole(await SERVICE.speak(server, way={"key": ""}))


async def test_models_are_listed(server: ModelServer) -> None:
    async with access(server.url, "any") as way:
        assert openai.MODEL in await OpenAISpeech(way).models()


@pytest.mark.parametrize("text", [VERSE, f"He read: {VERSE}"])
async def test_a_verse_is_never_sent(server: ModelServer, text: str) -> None:
    with pytest.raises(NotToBeSpoken):
        await SERVICE.speak(server, text)
    assert server.asked == []


async def test_a_quoted_passage_is_never_sent(server: ModelServer) -> None:
    with pytest.raises(NotToBeSpoken):
        await SERVICE.speak(server, quotes=("meets Saturn",))
    assert server.asked == []


@pytest.mark.parametrize(("text", "kind"), [("— … !", ValueError), ("word " * 1000, Declined)])
async def test_what_cannot_be_said_is_never_sent(
    server: ModelServer, text: str, kind: type[Exception]
) -> None:
    with pytest.raises(kind):
        await SERVICE.speak(server, text)
    assert server.asked == []


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (openai.LEAKING_KEY, KeyRefused),
        (openai.NO_MODEL, ModelUnknown),
        (openai.NO_QUOTA, OutOfCredit),
        (openai.RATE_LIMIT, TryLater),
        (openai.SERVER, TryLater),
        (openai_speech.WRONG_VOICE, Declined),
        (openai.POLICY, Declined),
        (openai.HTML, AnswerUnusable),
        (Reply(200, b"", {"content-type": "audio/wav"}), AnswerUnusable),
        (Reply(200, wav(quiet(1.0)), {"content-type": "audio/wav"}), AnswerUnusable),
    ],
)
async def test_every_refusal_says_what_to_do_next(
    server: ModelServer, reply: Reply, kind: type[ConnectorError]
) -> None:
    assert type(await SERVICE.refused(server, reply)) is kind
