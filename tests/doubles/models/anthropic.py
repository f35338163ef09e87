"""Anthropic: messages, models, and its ways of refusing."""

from __future__ import annotations

from typing import Any

from tests.doubles.models.server import GOOD, KEY, Asked, Reply

MODEL = "claude-test-1"


def error(status: int, kind: str, message: str, headers: dict[str, str] | None = None) -> Reply:
    """A refusal in Anthropic's shape."""
    told = {"type": "error", "error": {"type": kind, "message": message}, "request_id": "req_1"}
    return Reply(status, told, headers or {})


def message(content: list[dict[str, Any]], reason: str = "tool_use") -> Reply:
    """A message of the model."""
    usage = {"input_tokens": 800, "output_tokens": 140, "cache_read_input_tokens": 100}
    body = {"id": "msg_1", "type": "message", "role": "assistant", "model": MODEL}
    told = {**body, "content": content, "stop_reason": reason, "usage": usage}
    return Reply(200, told, {"request-id": "req_1"})


def says(**changed: Any) -> Reply:
    """A good answer, but for what is named."""
    return message(
        [{"type": "tool_use", "id": "t", "name": "keep_piece", "input": {**GOOD, **changed}}]
    )


WRONG_KEY = error(401, "authentication_error", f"invalid x-api-key {KEY}")
FORBIDDEN = error(403, "permission_error", "Your API key may not use this resource.")
NO_MODEL = error(404, "not_found_error", "model: nope")
TOO_LARGE = error(413, "request_too_large", "Request exceeds the maximum size.")
RATE_LIMIT = error(429, "rate_limit_error", "Slow down.", {"retry-after": "12"})
NO_CREDIT = error(400, "invalid_request_error", "Your credit balance is too low to go on.")
API_ERROR = error(500, "api_error", "Internal server error")
OVERLOADED = error(529, "overloaded_error", "Overloaded")
REFUSED = message([], "refusal")
CUT_OFF = message([{"type": "text", "text": "{"}], "max_tokens")


def behave(asked: Asked) -> Reply:
    """What a well server does."""
    if asked.headers.get("x-api-key") != KEY:
        return WRONG_KEY
    if asked.headers.get("anthropic-version") != "2023-06-01":
        return error(400, "invalid_request_error", "anthropic-version: header is required")
    if asked.path.startswith("/v1/models"):
        return Reply(200, {"data": [{"type": "model", "id": MODEL}], "has_more": False})
    body = asked.json
    if "max_tokens" not in body:
        return error(400, "invalid_request_error", "max_tokens: Field required")
    if body["model"] != MODEL:
        return NO_MODEL
    assert body["tool_choice"] == {"type": "tool", "name": body["tools"][0]["name"]}
    assert isinstance(body["system"], str)
    return says()
