"""ElevenLabs: speech with the time of every character, models and voices."""

from __future__ import annotations

import base64
from typing import Any
from urllib.parse import urlsplit

from tests.doubles.models.server import KEY, Asked, Reply
from tests.doubles.models.speech import PACE, mp3, spoken

MODEL, VOICE = "test_multilingual", "voice123"


def error(status: int, word: str, message: str) -> Reply:
    """A refusal in the service's shape."""
    return Reply(status, {"detail": {"status": word, "message": message}})


NO_QUOTA = error(401, "quota_exceeded", "This request exceeds your quota.")
BUSY = error(429, "too_many_concurrent_requests", "Too many requests at once.")
NO_VOICE = error(404, "voice_not_found", "A voice with that id was not found.")
INVALID = Reply(422, {"detail": [{"loc": ["body", "text"], "msg": "Field required", "type": "x"}]})


def behave(asked: Asked) -> Reply:
    """What a well server does."""
    if asked.headers.get("xi-api-key") != KEY:
        return error(401, "invalid_api_key", f"Invalid API key {asked.headers.get('xi-api-key')}")
    path = urlsplit(asked.path).path
    if path == "/v1/models":
        return Reply(
            200,
            [
                {"model_id": MODEL, "can_do_text_to_speech": True},
                {"model_id": "scribe", "can_do_text_to_speech": False},
            ],
        )
    if path == "/v2/voices":
        labels = {"language": "en", "gender": "female"}
        return Reply(
            200,
            {"voices": [{"voice_id": VOICE, "name": "Ada", "labels": labels}], "has_more": False},
        )
    if path != f"/v1/text-to-speech/{VOICE}/with-timestamps":
        return NO_VOICE
    assert asked.json["model_id"] == MODEL
    assert 0.7 <= asked.json["voice_settings"]["speed"] <= 1.2
    return Reply(200, answer(asked.json["text"]))


def answer(text: str) -> dict[str, Any]:
    """The sound of a text, and when each of its characters sounds: word after word."""
    starts: list[float] = []
    ends: list[float] = []
    for number, word in enumerate(text.split(" ")):
        at, step = number * PACE, PACE * 0.8 / max(1, len(word))
        starts += [round(at + step * index, 4) for index in range(len(word))]
        ends += [round(at + step * (index + 1), 4) for index in range(len(word))]
        starts.append(round(at + PACE * 0.8, 4))
        ends.append(round(at + PACE, 4))
    alignment = {
        "characters": list(text),
        "character_start_times_seconds": starts[: len(text)],
        "character_end_times_seconds": ends[: len(text)],
    }
    audio = base64.b64encode(mp3(spoken(text, 44_100))).decode()
    return {"audio_base64": audio, "alignment": alignment, "normalized_alignment": alignment}
