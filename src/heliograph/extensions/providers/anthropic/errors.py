"""What Anthropic's refusals mean for the caller."""

from __future__ import annotations

from typing import Any

from heliograph.kit.http import Answer
from heliograph.sdk.errors import ConnectorError, TryLater
from heliograph.sdk.generating import KeyRefused, ModelUnknown, OutOfCredit, refusal, told, wait_of

_LASTING = {
    "authentication_error": KeyRefused,
    "permission_error": KeyRefused,
    "not_found_error": ModelUnknown,
    "billing_error": OutOfCredit,
}


def refusal_of(answer: Answer, key: str) -> ConnectorError:
    """By the error's type, else by the status. 529 is `overloaded_error`, which passes."""
    body = answer.json()
    found: Any = body.get("error") if isinstance(body, dict) else None
    error: dict[str, Any] = found if isinstance(found, dict) else {}
    detail = told(error.get("message"), key)
    kind = str(error.get("type"))
    if kind in _LASTING:
        return _LASTING[kind](detail)
    if kind in ("rate_limit_error", "overloaded_error", "api_error"):
        return TryLater(detail or kind, wait_of(answer.headers))
    # An empty purse comes as an ordinary bad request.
    if answer.status == 400 and "credit balance" in detail.lower():
        return OutOfCredit(detail)
    return refusal(answer.status, detail, wait_of(answer.headers))
