"""What Stability's refusals mean for the caller."""

from __future__ import annotations

from typing import Any

from heliograph.kit.http import Answer
from heliograph.sdk.errors import ConnectorError
from heliograph.sdk.generating import Declined, refusal, told, wait_of


def refusal_of(answer: Answer, key: str) -> ConnectorError:
    """By the error's name, else by the status. A 403 of the filter is about the prompt."""
    body = answer.json()
    error: dict[str, Any] = body if isinstance(body, dict) else {}
    given = error.get("errors")
    words = "; ".join(str(one) for one in given) if isinstance(given, list) else ""
    detail = told(words or error.get("message") or error.get("name"), key)
    if error.get("name") == "content_moderation":
        return Declined(detail)
    return refusal(answer.status, detail, wait_of(answer.headers))
