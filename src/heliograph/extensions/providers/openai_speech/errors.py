"""What refusals of the speech endpoint mean for the caller."""

from __future__ import annotations

from heliograph.kit.http import Answer
from heliograph.sdk.errors import ConnectorError
from heliograph.sdk.generating import Declined, OutOfCredit, error_in, refusal, wait_of

_NO_CREDIT = frozenset({"insufficient_quota", "billing_hard_limit_reached", "billing_not_active"})
_DECLINED = frozenset({"content_policy_violation", "moderation_blocked"})


def refusal_of(answer: Answer, key: str) -> ConnectorError:
    """By the error's code, else by the status."""
    detail, marks = error_in(answer, key)
    if marks & _NO_CREDIT:
        return OutOfCredit(detail)
    if marks & _DECLINED:
        return Declined(detail)
    return refusal(answer.status, detail, wait_of(answer.headers))
