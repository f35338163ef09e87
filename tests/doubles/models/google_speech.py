"""Google text to speech: SSML with marks in, WAV as base64 with the time of each mark out."""

from __future__ import annotations

import base64
from typing import Any

from defusedxml import ElementTree

from tests.doubles.models.server import KEY, Asked, Reply
from tests.doubles.models.speech import PACE, spoken, wav

VOICE, UNMARKED = "en-US-Test-C", "en-US-Plain-D"


def error(status: int, word: str, message: str, **more: Any) -> Reply:
    """A refusal in Google's shape."""
    return Reply(status, {"error": {"code": status, "message": message, "status": word, **more}})


WRONG_KEY = error(
    400,
    "INVALID_ARGUMENT",
    "API key not valid. Please pass a valid API key.",
    details=[{"reason": "API_KEY_INVALID"}],
)
NO_VOICE = error(400, "INVALID_ARGUMENT", "Voice 'en-US-Nobody' does not exist.")
EXHAUSTED = error(429, "RESOURCE_EXHAUSTED", "Quota exceeded.")
SWITCHED_OFF = error(403, "PERMISSION_DENIED", "The API has not been used in project 1 before.")


def behave(asked: Asked) -> Reply:
    """What a well server does."""
    if asked.headers.get("x-goog-api-key") != KEY:
        return WRONG_KEY
    if asked.path.endswith("/voices"):
        listed = {"name": VOICE, "languageCodes": ["en-US"], "ssmlGender": "FEMALE"}
        return Reply(
            200, {"voices": [listed, {"name": "ar-XA-Test-A", "languageCodes": ["ar-XA"]}]}
        )
    body = asked.json
    assert asked.path == "/v1beta1/text:synthesize"
    if body["voice"]["name"] not in (VOICE, UNMARKED):
        return NO_VOICE
    if len(body["input"]["ssml"].encode()) > 5000:
        return error(400, "INVALID_ARGUMENT", "Input too long.")
    speak = ElementTree.fromstring(body["input"]["ssml"])
    marks = [one.attrib["name"] for one in speak.iter("mark")]
    points = [{"markName": name, "timeSeconds": number * PACE} for number, name in enumerate(marks)]
    audio = base64.b64encode(wav(spoken("".join(speak.itertext())))).decode()
    told: dict[str, Any] = {"audioContent": audio}
    if body["voice"]["name"] == VOICE and "SSML_MARK" in body["enableTimePointing"]:
        told["timepoints"] = points
    return Reply(200, told)
