"""What a server says is left of its allowances: each kind of call draws on one of its own."""

from __future__ import annotations

from datetime import UTC, datetime

from heliograph.kit.http import Answer
from heliograph.sdk.connectors import Quota


def quota_of(answer: Answer, method: str, path: str) -> Quota | None:
    """The allowance that an answer's headers tell of; None where a server tells none."""
    read = answer.headers.get
    try:
        limit = int(read("x-ratelimit-limit", ""))
        remaining = int(read("x-ratelimit-remaining", ""))
        moment = datetime.fromisoformat(read("x-ratelimit-reset", ""))
    except ValueError:
        return None
    resets_at = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return Quota(_name(method, path), limit, remaining, resets_at)


def _name(method: str, path: str) -> str:
    if method == "POST" and path.startswith("/api/v2/media"):
        return "uploads"
    return "deletions" if method == "DELETE" else "calls"
