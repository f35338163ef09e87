"""What ElevenLabs' refusals mean for the caller."""

from __future__ import annotations

from typing import Any

from heliograph.kit.http import Answer
from heliograph.sdk.errors import ConnectorError, TryLater
from heliograph.sdk.generating import (
    Declined,
    KeyRefused,
    ModelUnknown,
    OutOfCredit,
    refusal,
    told,
    wait_of,
)

_KINDS: dict[str, type[ConnectorError]] = {
    "quota_exceeded": OutOfCredit,
    "invalid_api_key": KeyRefused,
    "missing_permissions": KeyRefused,
    "voice_not_found": ModelUnknown,
    "model_not_found": ModelUnknown,
    "content_against_policy": Declined,
}
_BUSY = frozenset({"too_many_concurrent_requests", "system_busy", "rate_limit_exceeded"})


def refusal_of(answer: Answer, key: str) -> ConnectorError:
    """By the word the service gives it, because an empty purse and a wrong key are both 401."""
    body = answer.json()
    found: Any = body.get("detail") if isinstance(body, dict) else None
    if isinstance(found, list):
        words = "; ".join(str(one.get("msg")) for one in found if isinstance(one, dict))
        return refusal(answer.status, told(words, key))
    detail: dict[str, Any] = found if isinstance(found, dict) else {"message": found}
    words, status = told(detail.get("message"), key), str(detail.get("status"))
    if status in _BUSY:
        return TryLater(words, wait_of(answer.headers))
    if status in _KINDS:
        return _KINDS[status](words)
    return refusal(answer.status, words, wait_of(answer.headers))
