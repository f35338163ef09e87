"""ElevenLabs over real HTTP."""

from __future__ import annotations

import pytest
from tests.doubles.models import elevenlabs
from tests.doubles.models.asking import VERSE, access
from tests.doubles.models.saying import LINE, SpeechService, check_whole
from tests.doubles.models.server import ModelServer, Reply
from tests.doubles.models.speech import PACE

from heliograph.extensions.providers.elevenlabs import ElevenLabs
from heliograph.sdk.errors import ConnectorError, TryLater
from heliograph.sdk.generating import (
    AnswerUnusable,
    Declined,
    KeyRefused,
    ModelUnknown,
    OutOfCredit,
)
from heliograph.sdk.voice import NotToBeSpoken

SERVICE = SpeechService(elevenlabs.behave, "", ElevenLabs, elevenlabs.MODEL, elevenlabs.VOICE)


async def test_a_line_comes_with_the_services_own_times(server: ModelServer) -> None:
    speech = await SERVICE.speak(server)
    check_whole(speech)
    assert speech.aligned == "events"
    for number, word in enumerate(speech.words):
        assert word.start == pytest.approx(number * PACE, abs=0.02)
        assert word.end == pytest.approx(number * PACE + PACE * 0.8, abs=0.02)


async def test_a_word_said_otherwise_keeps_its_place(server: ModelServer) -> None:
    text = "Now Rashi reads on"
    speech = await SERVICE.speak(server, text, pronunciations={"Rashi": "Raa shee"})
    assert server.orders[0].json["text"] == "Now Raa shee reads on"
    assert [word.text for word in speech.words] == text.split()
    assert speech.words[1].start == pytest.approx(1 * PACE, abs=0.02)
    assert speech.words[1].end == pytest.approx(2 * PACE + PACE * 0.8, abs=0.02)
    assert speech.words[2].start == pytest.approx(3 * PACE, abs=0.02)


async def test_the_same_order_is_asked_with_the_same_seed(server: ModelServer) -> None:
    for text in (LINE, LINE, "Another line of words."):
        await SERVICE.speak(server, text)
    first, again, other = (one.json["seed"] for one in server.orders)
    assert first == again
    assert first != other


async def test_pace_and_manner_stay_within_what_the_service_takes(server: ModelServer) -> None:
    await SERVICE.speak(server, rate=2.0, way={"options": {"stability": "0.3"}})
    assert server.orders[0].json["voice_settings"] == {"stability": 0.3, "speed": 1.2}


async def test_times_that_do_not_fit_the_text_are_not_believed(server: ModelServer) -> None:
    body = elevenlabs.answer(LINE)
    body["alignment"]["characters"][0] = "X"
    server.then(Reply(200, body))
    speech = await SERVICE.speak(server)
    check_whole(speech)
    assert speech.aligned == "estimated"


async def test_without_a_voice_a_person_must_choose_one(server: ModelServer) -> None:
    with pytest.raises(ModelUnknown, match="No voice is chosen"):
        await SERVICE.speak(server, voice="")
    assert server.asked == []


async def test_models_that_speak_and_voices_are_listed(server: ModelServer) -> None:
    async with access(server.url, "any") as way:
        provider = ElevenLabs(way)
        assert await provider.models() == [elevenlabs.MODEL]
        voice = (await provider.voices())[0]
    assert (voice.id, voice.name, voice.language, voice.gender) == (
        elevenlabs.VOICE,
        "Ada",
        "en",
        "female",
    )


async def test_a_voice_cannot_lead_to_another_address(server: ModelServer) -> None:
    with pytest.raises(ModelUnknown):
        await SERVICE.speak(server, voice="../../v1/user")
    assert server.orders[0].path.startswith("/v1/text-to-speech/..%2F..%2Fv1%2Fuser/")


async def test_a_verse_is_never_sent(server: ModelServer) -> None:
    with pytest.raises(NotToBeSpoken):
        await SERVICE.speak(server, VERSE)
    assert server.asked == []


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (elevenlabs.error(401, "invalid_api_key", "Invalid API key."), KeyRefused),
        (elevenlabs.NO_QUOTA, OutOfCredit),
        (elevenlabs.BUSY, TryLater),
        (elevenlabs.NO_VOICE, ModelUnknown),
        (elevenlabs.INVALID, Declined),
        (Reply(500, b"oops"), TryLater),
        (Reply(200, b"<html>"), AnswerUnusable),
        (Reply(200, {"audio_base64": "%%%"}), AnswerUnusable),
        (Reply(200, {"audio_base64": "AAAA"}), AnswerUnusable),
    ],
)
async def test_every_refusal_says_what_to_do_next(
    server: ModelServer, reply: Reply, kind: type[ConnectorError]
) -> None:
    assert type(await SERVICE.refused(server, reply)) is kind
