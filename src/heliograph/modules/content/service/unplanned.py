"""Pieces that were made, and whose post was then refused: kept with their run, so that the order
and the home page tell of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from heliograph.kit.database import UnitOfWork
from heliograph.kit.errors import AppError
from heliograph.kit.events import tell_live
from heliograph.modules.content import events
from heliograph.modules.content.repository import RunRepository

PLANNING = "schedule"
"""The step that such a run stopped at, behind those of the pipeline."""


@dataclass(frozen=True)
class PlanRefused:
    """Why a piece got no post on one channel."""

    channel_id: UUID
    error: AppError


class UnplannedService:
    """Pieces of one workspace that stand without the post they were ordered with."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    async def note(self, run_id: UUID, refused: Sequence[PlanRefused]) -> None:
        """Keep with the run why its piece was not planned; it stays done, for it is made."""
        first = refused[0].error
        details = dict.fromkeys(one.error.detail.rstrip(".") for one in refused)
        trouble = {
            "step": PLANNING,
            "code": first.code,
            "title": first.title,
            "detail": "; ".join(details),
            "remedy": first.remedy,
            "channels": [str(one.channel_id) for one in refused],
        }
        async with self._work.transaction() as session:
            runs = RunRepository(session, self._work.workspace_id)
            await runs.change(run_id, {"error": trouble})
            ids = {"run_id": str(run_id)}
            await tell_live(session, self._work.workspace_id, events.RUN_CHANGED, ids)

    async def standing(self, since: date, most: int) -> list[dict[str, Any]]:
        """Pieces about `since` and later days, the first days first: `content_id`, `brand_id`,
        `type`, `target_date`, `title` and the `error` that was kept."""
        async with self._work.transaction() as session:
            runs = RunRepository(session, self._work.workspace_id)
            return [dict(row) for row in await runs.unplanned(since, most)]
