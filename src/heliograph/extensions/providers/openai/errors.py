"""What refusals of chat completions mean for the caller."""

from __future__ import annotations

from heliograph.kit.http import Answer
from heliograph.sdk.errors import ConnectorError
from heliograph.sdk.generating import Declined, OutOfCredit, error_in, refusal, wait_of

_NO_CREDIT = frozenset({"insufficient_quota", "billing_hard_limit_reached", "billing_not_active"})
_DECLINED = frozenset(
    {
        "context_length_exceeded",
        "content_policy_violation",
        "moderation_blocked",
        "content_filter",
        "string_above_max_length",
    }
)


def refusal_of(answer: Answer, key: str) -> ConnectorError:
    """Body first: a 429 is passing when it is a rate limit and lasting when nothing is left."""
    detail, marks = error_in(answer, key)
    if marks & _NO_CREDIT:
        return OutOfCredit(detail)
    if marks & _DECLINED:
        return Declined(detail)
    if answer.status == 429:
        resets = ("x-ratelimit-reset-requests", "x-ratelimit-reset-tokens")
        # A day's limit of requests resets in hours while a wait of seconds is asked for.
        named = wait_of(answer.headers) or wait_of(answer.headers, *resets)
        return refusal(429, detail, named)
    return refusal(answer.status, detail, wait_of(answer.headers))
