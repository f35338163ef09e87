"""OpenAI and what speaks like it: chat completions, images, models, and its ways of refusing."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any

from tests.apps.sandbox.pictures import picture
from tests.doubles.models.server import GOOD, KEY, Asked, Reply, now

MODEL = "test-model-1"


def error(status: int, code: str | None, message: str, **more: Any) -> Reply:
    """A refusal in OpenAI's shape."""
    headers = more.pop("headers", {})
    told = {"message": message, "type": more.pop("type", "invalid_request_error"), "code": code}
    return Reply(status, {"error": {**told, "param": more.pop("param", None)}}, headers)


def chat(content: str | None, reason: str = "stop", **message: Any) -> Reply:
    """A completion with this content."""
    choice = {
        "index": 0,
        "message": {"role": "assistant", "content": content, "refusal": None, **message},
        "finish_reason": reason,
    }
    usage = {"prompt_tokens": 900, "completion_tokens": 150, "total_tokens": 1050}
    body = {"id": "chatcmpl-1", "object": "chat.completion", "created": now(), "model": MODEL}
    return Reply(200, {**body, "choices": [choice], "usage": usage}, {"x-request-id": "req_1"})


def says(**changed: Any) -> Reply:
    """A good answer, but for what is named."""
    return chat(json.dumps({**GOOD, **changed}))


WRONG_KEY = error(401, "invalid_api_key", f"Incorrect API key provided: {KEY[:8]}**{KEY[-4:]}.")
LEAKING_KEY = error(401, "invalid_api_key", f"Incorrect API key provided: {KEY}.")
NO_MODEL = error(404, "model_not_found", "The model `nope` does not exist.")
RATE_LIMIT = error(
    429,
    "rate_limit_exceeded",
    "Rate limit reached for requests",
    type="requests",
    headers={"retry-after": "20", "x-ratelimit-reset-requests": "6m0s"},
)
NO_QUOTA = error(
    429, "insufficient_quota", "You exceeded your current quota.", type="insufficient_quota"
)
TOO_LONG = error(400, "context_length_exceeded", "This model's maximum context length is 8 tokens.")
POLICY = error(400, "content_policy_violation", "Your request was rejected by the safety system.")
SERVER = error(500, None, "The server had an error.", type="server_error")
OVERLOADED = error(503, None, "The engine is currently overloaded.", type="server_error")
NO_SCHEMA = error(
    400, None, "'response_format' of type 'json_schema' is not supported", param="response_format"
)
OTHER_LIMIT = error(
    400,
    "unsupported_parameter",
    "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.",
    param="max_tokens",
)
HTML = Reply(200, b"<html><body>It works!</body></html>", {"content-type": "text/html"})
NO_JSON = chat("Here is your horoscope! It will be a lovely day.")
BROKEN_JSON = chat('{"title": "A slow Saturday", "hook": "The kettle')
CUT_OFF = chat('{"title": "A slow', "length")
REFUSED = chat(None, refusal="I cannot help with that.")
FILTERED = chat("", "content_filter")
FENCED = chat(f"Sure!\n```json\n{json.dumps(GOOD)}\n```\nAnything else?")


def behave(asked: Asked, key: str = KEY) -> Reply:
    """What a well server does."""
    given = asked.headers.get("authorization", "").removeprefix("Bearer ")
    if key and given != key:
        # Servers that repeat a wrong key are why nothing they say is shown as it came.
        return error(401, "invalid_api_key", f"Incorrect API key provided: {given}.")
    if asked.path.endswith("/models"):
        listed = [{"id": MODEL, "object": "model"}, {"id": "other", "object": "model"}]
        return Reply(200, {"object": "list", "data": listed})
    if asked.path.endswith("/chat/completions"):
        return _completed(asked.json)
    if asked.path.endswith("/images/generations"):
        return _painted(asked.json)
    return error(404, None, f"Invalid URL (POST {asked.path})")


def local(asked: Asked) -> Reply:
    """A server of one's own machine: no key, and a model that is missing is told in its way."""
    if asked.path.endswith("/chat/completions") and asked.json["model"] != MODEL:
        told = f'model "{asked.json["model"]}" not found, try pulling it first'
        return Reply(404, {"error": {"message": told, "type": "api_error", "code": None}})
    return behave(asked, key="")


def _completed(body: Mapping[str, Any]) -> Reply:
    if body["model"] != MODEL:
        return error(404, "model_not_found", f"The model `{body['model']}` does not exist.")
    assert [one["role"] for one in body["messages"]] == ["system", "user"]
    shape = body.get("response_format", {}).get("type", "text")
    if shape == "json_schema":
        schema = body["response_format"]["json_schema"]
        properties = schema["schema"]["properties"]
        # What the service itself asks of a strict schema.
        assert schema["strict"] is True
        assert schema["schema"]["additionalProperties"] is False
        assert set(schema["schema"]["required"]) == set(properties)
    return says()


def _painted(body: Mapping[str, Any]) -> Reply:
    if "response_format" in body and not body["model"].startswith("dall-e"):
        return error(400, "unknown_parameter", "Unknown parameter: 'response_format'.")
    width, height = (int(side) for side in body["size"].split("x"))
    data = base64.b64encode(picture(width, height, "png")).decode()
    usage = {"input_tokens": 60, "output_tokens": 1000, "total_tokens": 1060}
    return Reply(200, {"created": now(), "data": [{"b64_json": data}], "usage": usage})
