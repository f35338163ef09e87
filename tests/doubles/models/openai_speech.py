"""The speech endpoint of OpenAI."""

from __future__ import annotations

from tests.doubles.models import openai
from tests.doubles.models.server import KEY, Asked, Reply
from tests.doubles.models.speech import spoken, wav

MODEL = "test-tts-1"
WRONG_VOICE = openai.error(400, "invalid_value", "Invalid value: 'nobody'.", param="voice")


def behave(asked: Asked, key: str = KEY) -> Reply:
    """What a well server does."""
    if not asked.path.endswith("/audio/speech"):
        return openai.behave(asked, key)
    given = asked.headers.get("authorization", "").removeprefix("Bearer ")
    if key and given != key:
        return openai.error(401, "invalid_api_key", f"Incorrect API key provided: {given}.")
    body = asked.json
    if body["model"] != MODEL:
        return openai.error(404, "model_not_found", f"The model `{body['model']}` is not there.")
    if len(body["input"]) > 4096:
        return openai.error(400, "string_above_max_length", "String too long.")
    assert 0.25 <= body["speed"] <= 4.0
    assert body["response_format"] == "wav"
    return Reply(200, wav(spoken(body["input"])), {"content-type": "audio/wav"})


def local(asked: Asked) -> Reply:
    """A server of one's own machine that asks for no key."""
    assert "authorization" not in asked.headers
    return behave(asked, key="")
