"""Queries of batches, bound to one workspace."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import case, func, insert, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from heliograph.kit.database import Row
from heliograph.modules.content.models import Batch, Content, Run, Step
from heliograph.modules.content.repository import is_unplanned

Key = tuple[UUID, str, date]
UNPLANNED = "unplanned"


class BatchRepository:
    """Batches of one workspace."""

    def __init__(self, session: AsyncSession, workspace_id: UUID) -> None:
        self._session = session
        self._workspace_id = workspace_id

    async def existing(self, brand_ids: Sequence[UUID], first: date, last: date) -> set[Key]:
        """Which brands have which types for which days already."""
        query = select(Content.brand_id, Content.type, Content.target_date).where(
            Content.workspace_id == self._workspace_id,
            Content.brand_id.in_(brand_ids),
            Content.target_date.between(first, last),
            Content.status != "archived",
        )
        return {(brand_id, kind, day) for brand_id, kind, day in await self._session.execute(query)}

    async def add(
        self,
        batch: Mapping[str, Any],
        contents: Sequence[Mapping[str, Any]],
        runs: Sequence[Mapping[str, Any]],
        steps: Sequence[Mapping[str, Any]],
    ) -> None:
        """Insert a batch with everything it is to make."""
        mine = {"workspace_id": self._workspace_id}
        await self._session.execute(insert(Batch), [{**batch, **mine}])
        for table, rows in ((Content, contents), (Run, runs), (Step, steps)):
            await self._session.execute(insert(table), [{**row, **mine} for row in rows])

    async def get(self, batch_id: UUID) -> Row | None:
        """One batch."""
        query = select(Batch.__table__).where(
            Batch.workspace_id == self._workspace_id, Batch.id == batch_id
        )
        return (await self._session.execute(query)).mappings().one_or_none()

    async def page(self, limit: int, offset: int) -> tuple[Sequence[Row], int]:
        """One page of batches, the newest first, and how many there are."""
        mine = Batch.workspace_id == self._workspace_id
        total = await self._session.scalar(select(func.count()).where(mine).select_from(Batch))
        query = select(Batch.__table__).where(mine).order_by(Batch.created_at.desc(), Batch.id)
        rows = await self._session.execute(query.limit(limit).offset(offset))
        return rows.mappings().all(), total or 0

    async def progress(self, batch_ids: Sequence[UUID]) -> dict[UUID, dict[str, int]]:
        """By batch, how many of its runs are in which state; those that are done and got no post
        are counted as `UNPLANNED` too."""
        query = (
            select(Run.batch_id, Run.status, func.count())
            .where(Run.workspace_id == self._workspace_id, Run.batch_id.in_(batch_ids))
            .group_by(Run.batch_id, Run.status)
        )
        unplanned = (
            select(Run.batch_id, literal(UNPLANNED), func.count())
            .where(
                Run.workspace_id == self._workspace_id, Run.batch_id.in_(batch_ids), is_unplanned()
            )
            .group_by(Run.batch_id)
        )
        found: dict[UUID, dict[str, int]] = {batch_id: {} for batch_id in batch_ids}
        for batch_id, status, count in await self._session.execute(query.union_all(unplanned)):
            if batch_id is not None:
                found[batch_id][status] = count
        return found

    async def failures(self, batch_id: UUID, most: int) -> Sequence[Row]:
        """Pieces that were not made, did not pass or got no post, with their reasons."""
        status = case((is_unplanned(), UNPLANNED), else_=Run.status).label("status")
        query = (
            select(
                Run.content_id,
                status,
                Run.error,
                Content.type,
                Content.target_date,
                Content.brand_id,
            )
            .join(Content, Content.id == Run.content_id)
            .where(
                Run.workspace_id == self._workspace_id,
                Run.batch_id == batch_id,
                or_(Run.status.in_(("failed", "refused")), is_unplanned()),
            )
            .order_by(Content.target_date, Run.id)
            .limit(most)
        )
        return (await self._session.execute(query)).mappings().all()

    async def cancel(self, batch_id: UUID) -> list[UUID]:
        """Stop what has not begun; the ids of the contents that are not made now."""
        await self._session.execute(
            update(Batch)
            .where(
                Batch.workspace_id == self._workspace_id,
                Batch.id == batch_id,
                Batch.cancelled_at.is_(None),
            )
            .values(cancelled_at=func.clock_timestamp())
        )
        stopped = await self._session.scalars(
            update(Run)
            .where(
                Run.workspace_id == self._workspace_id,
                Run.batch_id == batch_id,
                Run.status == "waiting",
            )
            .values(status="cancelled", finished_at=func.clock_timestamp())
            .returning(Run.content_id)
        )
        contents = list(stopped.all())
        await self._session.execute(
            update(Content)
            .where(Content.workspace_id == self._workspace_id, Content.id.in_(contents))
            .values(status="archived", updated_at=func.clock_timestamp())
        )
        return contents
