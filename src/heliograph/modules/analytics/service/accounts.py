"""Numbers of connected accounts: followers and the like, read a few times a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from sqlalchemy import delete, insert, or_, select
from sqlalchemy.dialects.postgresql import insert as upsert

from heliograph.kit.clock import Clock
from heliograph.kit.database import Database, Row, UnitOfWork
from heliograph.kit.ids import new_id
from heliograph.modules.analytics.models import AccountSnapshot, AccountWatch
from heliograph.modules.channels import ChannelNotFound, ChannelsService, living_channels
from heliograph.sdk.errors import ConnectorError, ReconnectNeeded, TryLater

log = structlog.get_logger("heliograph.analytics")

EVERY = timedelta(hours=6)
AGAIN = timedelta(minutes=30)
"""After a reading that failed for a reason that passes."""
MOST = 500


class AccountNumbers:
    """Account numbers of one workspace."""

    def __init__(self, work: UnitOfWork, channels: ChannelsService, clock: Clock) -> None:
        self._work = work
        self._channels = channels
        self._clock = clock

    async def read(self, channel_id: UUID) -> bool:
        """Read an account's numbers and say when they are read again; whether any were kept."""
        try:
            opened = await self._channels.open(channel_id)
            metrics = await opened.connector.account_metrics()
        except ChannelNotFound:
            await self._forget(channel_id)
            return False
        except ConnectorError as error:
            if isinstance(error, ReconnectNeeded):
                await self._channels.lost_access(channel_id, error.detail)
            after = error.after if isinstance(error, TryLater) else None
            log.warning("accounts.not_read", channel=str(channel_id), reason=error.detail)
            await self._set_next(channel_id, max(after or AGAIN, AGAIN))
            return False
        async with self._work.transaction() as session:
            if metrics:
                row = {
                    "id": new_id(),
                    "taken_at": self._clock.now(),
                    "workspace_id": self._work.workspace_id,
                    "channel_id": channel_id,
                    "platform": opened.manifest.id,
                    "metrics": dict(metrics),
                }
                await session.execute(insert(AccountSnapshot).values(row))
            await self._set_next(channel_id, EVERY)
        now = self._clock.now()
        await self._channels.seen_well(channel_id, now, metrics.get("followers"))
        return bool(metrics)

    async def of_channel(self, channel_id: UUID, most: int = MOST) -> list[Row]:
        """An account's snapshots, oldest first; the newest where there are more than `most`."""
        query = (
            select(AccountSnapshot.taken_at, AccountSnapshot.metrics)
            .where(
                AccountSnapshot.workspace_id == self._work.workspace_id,
                AccountSnapshot.channel_id == channel_id,
            )
            .order_by(AccountSnapshot.taken_at.desc())
            .limit(most)
        )
        async with self._work.transaction() as session:
            rows = (await session.execute(query)).mappings().all()
        return list(reversed(rows))

    async def _set_next(self, channel_id: UUID, wait: timedelta) -> None:
        row = {
            "channel_id": channel_id,
            "workspace_id": self._work.workspace_id,
            "next_at": self._clock.now() + wait,
        }
        query = upsert(AccountWatch).values(row)
        query = query.on_conflict_do_update(
            index_elements=["channel_id"], set_={"next_at": row["next_at"]}
        )
        async with self._work.transaction() as session:
            await session.execute(query)

    async def _forget(self, channel_id: UUID) -> None:
        async with self._work.transaction() as session:
            await session.execute(
                delete(AccountWatch).where(
                    AccountWatch.workspace_id == self._work.workspace_id,
                    AccountWatch.channel_id == channel_id,
                )
            )


async def due_accounts(database: Database, now: datetime) -> Sequence[Row]:
    """Channels of all workspaces whose account is to be read, new ones first."""
    channels = living_channels()
    query = (
        select(channels.c.id, channels.c.workspace_id)
        .outerjoin(AccountWatch, AccountWatch.channel_id == channels.c.id)
        .where(or_(AccountWatch.next_at.is_(None), AccountWatch.next_at <= now))
        .order_by(AccountWatch.next_at.asc().nulls_first())
        .limit(MOST)
    )
    async with database.system_work().transaction() as session:
        return (await session.execute(query)).mappings().all()
