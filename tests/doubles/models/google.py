"""Gemini: generateContent, models, and Google's ways of refusing."""

from __future__ import annotations

import json
from typing import Any

from tests.doubles.models.server import GOOD, KEY, Asked, Reply

MODEL = "gemini-test-1"


def error(status: int, name: str, message: str, details: list[Any] | None = None) -> Reply:
    """A refusal in Google's shape."""
    told = {"code": status, "message": message, "status": name, "details": details or []}
    return Reply(status, {"error": told})


def generated(text: str, reason: str = "STOP") -> Reply:
    """An answer with a thought before it."""
    parts = [{"text": "Let me see.", "thought": True}, {"text": text}]
    candidate = {"content": {"role": "model", "parts": parts}, "finishReason": reason}
    usage = {"promptTokenCount": 700, "candidatesTokenCount": 130, "thoughtsTokenCount": 50}
    return Reply(200, {"candidates": [candidate], "usageMetadata": usage})


def says(**changed: Any) -> Reply:
    """A good answer, but for what is named."""
    return generated(json.dumps({**GOOD, **changed}))


WRONG_KEY = error(
    400, "INVALID_ARGUMENT", f"API key not valid: {KEY}", [{"reason": "API_KEY_INVALID"}]
)
FORBIDDEN = error(403, "PERMISSION_DENIED", "The caller does not have permission")
NO_MODEL = error(404, "NOT_FOUND", "models/nope is not found for API version v1beta")
RATE_LIMIT = error(
    429,
    "RESOURCE_EXHAUSTED",
    "Quota exceeded",
    [{"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "34s"}],
)
NO_BILLING = error(400, "FAILED_PRECONDITION", "The free tier is not available in your country.")
INTERNAL = error(500, "INTERNAL", "An internal error has occurred.")
UNAVAILABLE = error(503, "UNAVAILABLE", "The model is overloaded.")
BLOCKED = Reply(
    200, {"promptFeedback": {"blockReason": "SAFETY"}, "usageMetadata": {"promptTokenCount": 700}}
)
SAFETY = generated("", "SAFETY")
CUT_OFF = generated('{"title":', "MAX_TOKENS")


def behave(asked: Asked) -> Reply:
    """What a well server does."""
    if asked.headers.get("x-goog-api-key") != KEY:
        return WRONG_KEY
    assert KEY not in asked.path
    if asked.path.startswith("/v1beta/models?"):
        return Reply(200, {"models": [{"name": f"models/{MODEL}"}]})
    if asked.path != f"/v1beta/models/{MODEL}:generateContent":
        return NO_MODEL
    schema = asked.json["generationConfig"]["responseSchema"]
    # Google's dialect knows neither closed objects nor lists of types.
    if "additionalProperties" in json.dumps(schema) or '["string"' in json.dumps(schema):
        return error(400, "INVALID_ARGUMENT", "Unknown name in response_schema")
    return says()
