"""What the Gemini API's refusals mean for the caller."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from heliograph.kit.http import Answer
from heliograph.sdk.errors import ConnectorError
from heliograph.sdk.generating import KeyRefused, OutOfCredit, refusal, span_of, told, wait_of


def refusal_of(answer: Answer, key: str) -> ConnectorError:
    """A wrong key comes as a bad request, and the time to wait stands in the details."""
    body = answer.json()
    found: Any = body.get("error") if isinstance(body, dict) else None
    error: dict[str, Any] = found if isinstance(found, dict) else {}
    given = error.get("details")
    details = [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []
    detail = told(error.get("message"), key)
    if any(one.get("reason") == "API_KEY_INVALID" for one in details):
        return KeyRefused(detail)
    if answer.status == 400 and error.get("status") == "FAILED_PRECONDITION":
        # The free tier is not offered everywhere: the account needs billing.
        return OutOfCredit(detail)
    return refusal(answer.status, detail, _wait(details) or wait_of(answer.headers))


def _wait(details: list[dict[str, Any]]) -> timedelta | None:
    delays = [span_of(str(one["retryDelay"])) for one in details if "retryDelay" in one]
    return next((one for one in delays if one is not None), None)
