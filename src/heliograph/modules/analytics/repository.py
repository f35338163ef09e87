"""Every query of analytics, bound to one workspace."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select, text, true, update
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from heliograph.kit.database import Row
from heliograph.modules.analytics.models import Snapshot, Watch


class NumbersRepository:
    """Watches and snapshots of one workspace."""

    def __init__(self, session: AsyncSession, workspace_id: UUID) -> None:
        self._session = session
        self._workspace_id = workspace_id

    async def watch(self, values: Mapping[str, Any]) -> bool:
        """Begin to watch a post; False when it is watched already."""
        done = await self._session.execute(
            upsert(Watch)
            .values(workspace_id=self._workspace_id, reads=0, **values)
            .on_conflict_do_nothing()
            .returning(Watch.post_id)
        )
        return done.scalar_one_or_none() is not None

    async def take_due(self, channel_id: UUID, by: datetime, until: datetime) -> Sequence[Row]:
        """Posts of a channel to be read now, the longest due first: nobody else is given them
        before a moment, when they are due again where nothing has come of it."""
        longest_due = (
            select(Watch.post_id)
            .where(
                Watch.workspace_id == self._workspace_id,
                Watch.channel_id == channel_id,
                Watch.next_at <= by,
            )
            .order_by(Watch.next_at)
            .limit(200)
            .with_for_update(skip_locked=True)
        )
        taken = (
            update(Watch)
            .where(Watch.workspace_id == self._workspace_id, Watch.post_id.in_(longest_due))
            .values(next_at=until)
            .returning(*Watch.__table__.columns)
        )
        return (await self._session.execute(taken)).mappings().all()

    async def set_next(self, post_id: UUID, next_at: datetime | None) -> None:
        """Say when a post is read again."""
        await self._session.execute(
            update(Watch)
            .where(Watch.workspace_id == self._workspace_id, Watch.post_id == post_id)
            .values(next_at=next_at, reads=Watch.reads + 1)
        )

    async def hurry(self, post_id: UUID, by: datetime) -> UUID | None:
        """Let a post's next reading come by a moment; gives its channel, None when it comes by
        then anyway or the post is not watched."""
        done = await self._session.execute(
            update(Watch)
            .where(
                Watch.workspace_id == self._workspace_id,
                Watch.post_id == post_id,
                func.coalesce(Watch.next_at > by, true()),
            )
            .values(next_at=by)
            .returning(Watch.channel_id)
        )
        return done.scalar_one_or_none()

    async def earliest(self, channel_id: UUID) -> datetime | None:
        """When the channel's next post is to be read."""
        query = select(func.min(Watch.next_at)).where(
            Watch.workspace_id == self._workspace_id, Watch.channel_id == channel_id
        )
        return (await self._session.scalars(query)).one_or_none()

    async def add(self, snapshots: Sequence[Mapping[str, Any]]) -> None:
        """Keep counts; a lost commit of the last moment is read again, so it need not wait for
        the disk."""
        await self._session.execute(text("SET LOCAL synchronous_commit = off"))
        rows = [{**snapshot, "workspace_id": self._workspace_id} for snapshot in snapshots]
        await self._session.execute(insert(Snapshot), rows)

    async def of_post(self, post_id: UUID) -> Sequence[Row]:
        """Every snapshot of a post, oldest first."""
        query = (
            select(Snapshot.taken_at, Snapshot.age_seconds, Snapshot.metrics, Snapshot.engagement)
            .where(Snapshot.workspace_id == self._workspace_id, Snapshot.post_id == post_id)
            .order_by(Snapshot.taken_at)
        )
        return (await self._session.execute(query)).mappings().all()

    async def of_posts(self, post_ids: Sequence[UUID]) -> Sequence[Row]:
        """Engagement curves of several posts, oldest first."""
        query = (
            select(Snapshot.post_id, Snapshot.taken_at, Snapshot.engagement)
            .where(Snapshot.workspace_id == self._workspace_id, Snapshot.post_id.in_(post_ids))
            .order_by(Snapshot.taken_at)
        )
        return (await self._session.execute(query)).mappings().all()

    async def count_since(self, since: datetime) -> int:
        """How many snapshots were taken since a moment."""
        query = select(func.count()).where(
            Snapshot.workspace_id == self._workspace_id, Snapshot.taken_at >= since
        )
        return (await self._session.scalar(query)) or 0

    async def totals(self, column: str, since: datetime) -> Sequence[Row]:
        """The latest engagement of every post of a period, summed by platform or brand."""
        latest = (
            select(Snapshot.post_id, Snapshot.platform, Snapshot.brand_id, Snapshot.engagement)
            .ext(distinct_on(Snapshot.post_id))
            .where(Snapshot.workspace_id == self._workspace_id, Snapshot.taken_at >= since)
            .order_by(Snapshot.post_id, Snapshot.taken_at.desc())
            .subquery()
        )
        query = select(
            latest.c[column].label("name"),
            func.sum(latest.c.engagement).label("engagement"),
            func.count().label("posts"),
        ).group_by(latest.c[column])
        return (await self._session.execute(query)).mappings().all()


class DueChannels:
    """Channels of all workspaces with posts to be read; for system work."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def by(self, moment: datetime) -> Sequence[Row]:
        """Channels whose earliest reading was due by a moment."""
        query = (
            select(Watch.channel_id, Watch.workspace_id)
            .where(Watch.next_at <= moment)
            .group_by(Watch.channel_id, Watch.workspace_id)
        )
        return (await self._session.execute(query)).mappings().all()

    async def make_partitions(self, months: Sequence[datetime]) -> None:
        """Make the tables of coming months before they are needed."""
        for month in months:
            end = month.replace(year=month.year + month.month // 12, month=month.month % 12 + 1)
            name = f"analytics_snapshots_{month:%Y_%m}"
            await self._session.execute(
                text(
                    f"CREATE TABLE IF NOT EXISTS {name} PARTITION OF analytics_snapshots"
                    f" FOR VALUES FROM ('{month:%Y-%m-%d}') TO ('{end:%Y-%m-%d}')"
                )
            )
