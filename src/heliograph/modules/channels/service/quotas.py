"""What is left of the platforms' allowances, as this process heard it last."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from heliograph.kit.web.context import utc_text
from heliograph.sdk.connectors import Quota

PAUSE = timedelta(seconds=30)
_NEVER = datetime.min.replace(tzinfo=UTC)

QuotaRow = dict[str, Any]


class QuotaBook:
    """Every answer may tell of a quota; the database hears of it at most twice a minute."""

    def __init__(self) -> None:
        self._seen: dict[UUID, dict[str, Quota]] = {}
        self._fresh: set[UUID] = set()
        self._written_at: dict[UUID, datetime] = {}

    def saw(self, channel_id: UUID, quota: Quota) -> None:
        """Take over what an answer said."""
        self._seen.setdefault(channel_id, {})[quota.name] = quota
        self._fresh.add(channel_id)

    def to_write(self, channel_id: UUID, now: datetime) -> list[QuotaRow] | None:
        """What shall be stored now; None when nothing is new or it was stored just now."""
        if channel_id not in self._fresh:
            return None
        if now - self._written_at.get(channel_id, _NEVER) < PAUSE:
            return None
        self._fresh.discard(channel_id)
        self._written_at[channel_id] = now
        return self.of(channel_id)

    def of(self, channel_id: UUID) -> list[QuotaRow]:
        """The quotas of one channel."""
        return [_row(quota) for quota in self._seen.get(channel_id, {}).values()]


def laid_together(stored: Sequence[QuotaRow], heard: Sequence[QuotaRow]) -> list[QuotaRow]:
    """What is stored, replaced by what this process heard, by name."""
    found = {row["name"]: row for row in (*stored, *heard)}
    return [found[name] for name in sorted(found)]


def _row(quota: Quota) -> QuotaRow:
    return {
        "name": quota.name,
        "limit": quota.limit,
        "remaining": quota.remaining,
        "resets_at": utc_text(quota.resets_at),
        "scope": quota.scope,
    }
