"""A provider that does not answer rests, longer each time; then one call, and no other, tries it.

What was found stands in the provider's row, so that all workers know it. Troubles that only a
person can mend (a refused key, a model that is not there) rest until the provider is changed or a
test of it succeeds.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from heliograph.kit.database import Row
from heliograph.kit.settings import ProviderSettings
from heliograph.sdk.errors import ConnectorError, TryLater
from heliograph.sdk.generating import KeyRefused, ModelUnknown, OutOfCredit

LONGEST_REST = timedelta(hours=1)
_TURN_MARGIN = timedelta(seconds=5)
GOOD: Mapping[str, Any] = {"health": "ok", "health_detail": "", "failures": 0, "retry_at": None}


def why_not(row: Row, now: datetime) -> str:
    """Why a provider is not asked now; empty when it is."""
    if row["health"] == "broken":
        return row["health_detail"] or "it must be corrected first"
    if row["retry_at"] is not None and row["retry_at"] > now:
        until = f"it rests until {row['retry_at']:%H:%M:%S} UTC"
        return f"{until} ({row['health_detail']})" if row["health_detail"] else until
    return ""


def turn_of(row: Row, now: datetime) -> dict[str, Any] | None:
    """What to write when a resting provider is tried again: others wait for this one call."""
    if row["retry_at"] is None:
        return None
    return {"retry_at": now + timedelta(seconds=row["timeout_seconds"]) + _TURN_MARGIN}


def after_failure(
    row: Row, error: ConnectorError, detail: str, now: datetime, limits: ProviderSettings
) -> dict[str, Any]:
    """What a provider's row says after an error; an answer of any kind clears the count."""
    if isinstance(error, KeyRefused | ModelUnknown):
        return {"health": "broken", "health_detail": detail, "failures": 0, "retry_at": None}
    if isinstance(error, OutOfCredit):
        found = {"health": "no_credit", "health_detail": detail, "failures": 0}
        return found | {"retry_at": now + LONGEST_REST}
    if not isinstance(error, TryLater):
        return dict(GOOD)
    failures = row["failures"] + 1
    rest = _rest(failures, limits) if failures >= limits.failures else None
    if error.after is not None:
        rest = max(error.after, rest or timedelta())
    return {
        "health": "resting" if rest else "shaky",
        "health_detail": detail,
        "failures": failures,
        "retry_at": None if rest is None else now + rest,
    }


def _rest(failures: int, limits: ProviderSettings) -> timedelta:
    times = 2 ** min(failures - limits.failures, 20)
    return min(timedelta(seconds=limits.rest_seconds * times), LONGEST_REST)
