"""What Google Cloud's refusals mean for the caller."""

from __future__ import annotations

from typing import Any

from heliograph.kit.http import Answer
from heliograph.sdk.errors import ConnectorError
from heliograph.sdk.generating import KeyRefused, ModelUnknown, refusal, told, wait_of


def refusal_of(answer: Answer, key: str) -> ConnectorError:
    """A wrong key and an unknown voice both come as bad requests."""
    body = answer.json()
    found: Any = body.get("error") if isinstance(body, dict) else None
    error: dict[str, Any] = found if isinstance(found, dict) else {}
    words = told(error.get("message"), key)
    given = error.get("details")
    details = [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []
    if any(one.get("reason") == "API_KEY_INVALID" for one in details) or "API key" in words:
        return KeyRefused(words)
    if answer.status == 400 and "voice" in words.lower():
        return ModelUnknown(words)
    return refusal(answer.status, words, wait_of(answer.headers))
