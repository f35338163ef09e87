"""Sums of the ledger in groups."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, String, cast, func, literal

from heliograph.kit.database import UnitOfWork
from heliograph.modules.providers.models import Call
from heliograph.modules.providers.repository import LedgerRepository

Condition = Callable[[Any], ColumnElement[bool]]
_WHOLE = (
    "calls",
    "cached",
    "failed",
    "input_tokens",
    "output_tokens",
    "pictures",
    "characters",
)
_GROUPS: Mapping[str, Callable[[], ColumnElement[Any]]] = {
    "provider": lambda: cast(Call.provider, String),
    "brand": lambda: cast(Call.brand_id, String),
    "step": lambda: cast(Call.step, String),
    "outcome": lambda: cast(Call.outcome, String),
    "day": lambda: func.to_char(Call.started_at, literal("YYYY-MM-DD", literal_execute=True)),
    "month": lambda: func.to_char(Call.started_at, literal("YYYY-MM", literal_execute=True)),
    "all": lambda: literal("all", literal_execute=True),
}
_CONDITIONS: Mapping[str, Condition] = {
    "provider_id": lambda value: Call.provider_id == value,
    "brand_id": lambda value: Call.brand_id == value,
    "content_id": lambda value: Call.content_id == value,
    "run_id": lambda value: Call.run_id == value,
    "step": lambda value: Call.step == value,
    "outcome": Call.outcome.in_,
    "since": lambda value: Call.started_at >= value,
    "until": lambda value: Call.started_at < value,
}


class Totals:
    """Sums over one workspace's calls."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    async def of(self, by: str, filters: Mapping[str, Any]) -> list[dict[str, Any]]:
        """One entry for each group, the dearest first; days and months are those of UTC."""
        conditions = [
            _CONDITIONS[name](value) for name, value in filters.items() if value is not None
        ]
        async with self._work.transaction() as session:
            rows = await LedgerRepository(session, self._work.workspace_id).totals(
                _GROUPS[by](), conditions
            )
        return [_shown(row) for row in rows]


def _shown(row: Mapping[Any, Any]) -> dict[str, Any]:
    whole = {name: int(row[name]) for name in _WHOLE}
    return {"group": row["group"], **whole, "cost": float(row["cost"])}
