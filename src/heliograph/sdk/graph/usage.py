"""How much of Meta's rate limits is used, as its headers tell on every answer.

Source: developers.facebook.com/docs/graph-api/overview/rate-limiting. The headers count in percent
and minutes; at 100 percent calls are refused.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from heliograph.kit.http import Answer
from heliograph.sdk.connectors import ChannelAccess, Quota
from heliograph.sdk.errors import TryLater
from heliograph.sdk.graph.shapes import Allowed

WINDOW = timedelta(hours=1)
# A day's window rolls: some of it comes back long before all of it does.
SPENT_AFTER = timedelta(hours=1)
COUNTS = ("call_count", "total_cputime", "total_time")
BUSINESS = "x-business-use-case-usage"
HEADERS: tuple[tuple[str, Literal["app", "channel"]], ...] = (
    ("x-app-usage", "app"),
    ("x-page-usage", "channel"),
    (BUSINESS, "channel"),
)


def regained(answer: Answer) -> timedelta | None:
    """When a throttled caller may come back; None when the answer does not tell."""
    minutes = max((_minutes(row) for row in _rows(answer, BUSINESS)), default=0)
    return timedelta(minutes=minutes) if minutes > 0 else None


def quotas_of(answer: Answer, now: datetime) -> list[Quota]:
    """What is left of the app's and of the channel's calls, each counted in percent.

    Where several headers speak of the channel, the scarcest counts.
    """
    found: dict[str, Quota] = {}
    resets = now + (regained(answer) or WINDOW)
    for header, scope in HEADERS:
        for row in _rows(answer, header):
            used = [int(row[name]) for name in COUNTS if isinstance(row.get(name), int | float)]
            if not used:
                continue
            left = max(0, 100 - max(used))
            known = found.get(scope)
            if known is None or left < known.remaining:
                found[scope] = Quota(f"{scope} calls", 100, left, resets, scope)
    return list(found.values())


@dataclass(frozen=True)
class Allowance:
    """What a quota call tells of one of the account's daily allowances."""

    name: str
    used: int
    allowed: Allowed


def refuse_spent(
    access: ChannelAccess, platform: str, allowances: Iterable[Allowance], wanted: str
) -> None:
    """Tell what is left of each allowance; `TryLater` when nothing is left of the wanted one."""
    now = access.clock.now()
    for one in allowances:
        left = max(0, one.allowed.quota_total - one.used)
        resets = now + timedelta(seconds=one.allowed.quota_duration)
        access.saw_quota(Quota(one.name, one.allowed.quota_total, left, resets))
        if one.name == wanted and left == 0:
            sentence = f"The {one.allowed.quota_total} {wanted} that {platform} allows are used up."
            raise TryLater(sentence, SPENT_AFTER)


def _rows(answer: Answer, header: str) -> Iterator[dict[str, Any]]:
    """The rows of a header: one, or a list of them for each account; none when it is unreadable."""
    try:
        told = json.loads(answer.headers.get(header, "{}"))
    except ValueError:
        return
    if not isinstance(told, dict):
        return
    lists = told.values() if header == BUSINESS else [[told]]
    for rows in lists:
        yield from (row for row in rows if isinstance(row, dict)) if isinstance(rows, list) else ()


def _minutes(row: dict[str, Any]) -> int:
    minutes = row.get("estimated_time_to_regain_access")
    return int(minutes) if isinstance(minutes, int | float) else 0
