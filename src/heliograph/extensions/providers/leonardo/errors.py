"""What Leonardo's refusals mean for the caller."""

from __future__ import annotations

from typing import Any

from heliograph.kit.http import Answer
from heliograph.sdk.errors import ConnectorError
from heliograph.sdk.generating import Declined, OutOfCredit, refusal, told, wait_of


def refusal_of(answer: Answer, key: str) -> ConnectorError:
    """By the words where the status says little: prompts and purses are both bad requests."""
    body = answer.json()
    error: dict[str, Any] = body if isinstance(body, dict) else {}
    detail = told(error.get("error") or error.get("message"), key)
    words = detail.lower()
    if answer.status in (400, 402, 403) and ("not enough" in words or "credit" in words):
        return OutOfCredit(detail)
    if answer.status in (400, 403) and "moderat" in words:
        return Declined(detail)
    return refusal(answer.status, detail, wait_of(answer.headers))
