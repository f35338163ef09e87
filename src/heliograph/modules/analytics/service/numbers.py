"""Numbers: watch published posts, read what platforms report, show it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import structlog

from heliograph.kit.clock import Clock
from heliograph.kit.database import UnitOfWork
from heliograph.kit.events import tell_live
from heliograph.kit.ids import new_id
from heliograph.kit.jobs import JobQueue
from heliograph.modules.analytics.events import NUMBERS_READ
from heliograph.modules.analytics.repository import NumbersRepository
from heliograph.modules.analytics.schedule import engagement_of, next_reading
from heliograph.modules.analytics.service.accounts import AccountNumbers
from heliograph.modules.channels import ChannelsService, ChannelTools
from heliograph.modules.scheduling import SchedulingTools
from heliograph.sdk.connectors import Metrics
from heliograph.sdk.errors import ConnectorError, ReconnectNeeded, TryLater

log = structlog.get_logger("heliograph.analytics")
READ_JOB = "analytics.read_channel"
LATER = timedelta(minutes=5)
SOON = timedelta(minutes=1)


@dataclass(frozen=True)
class NumbersTools:
    """What analytics works with, and how its service is made for a unit of work."""

    channels: ChannelTools
    scheduling: SchedulingTools
    queue: JobQueue
    clock: Clock

    def service(self, work: UnitOfWork) -> NumbersService:
        """The service over one unit of work."""
        return NumbersService(work, self.channels.service(work), self)

    def accounts(self, work: UnitOfWork) -> AccountNumbers:
        """Numbers of accounts over one unit of work."""
        return AccountNumbers(work, self.channels.service(work), self.clock)


@dataclass(frozen=True)
class Published:
    """A post that stands and is to be watched."""

    post_id: UUID
    channel_id: UUID
    brand_id: UUID | None
    platform: str
    remote_id: str


class NumbersService:
    """Numbers of one workspace."""

    def __init__(self, work: UnitOfWork, channels: ChannelsService, tools: NumbersTools) -> None:
        self._work = work
        self._channels = channels
        self._tools = tools

    @property
    def _rows(self) -> NumbersRepository:
        return NumbersRepository(self._work.session, self._work.workspace_id)

    async def watch(self, post: Published) -> None:
        """Begin to read a post's numbers; harmless when it is watched already."""
        now = self._tools.clock.now()
        next_at = next_reading(now, None)
        async with self._work.transaction():
            values = {
                "post_id": post.post_id,
                "channel_id": post.channel_id,
                "brand_id": post.brand_id,
                "platform": post.platform,
                "remote_id": post.remote_id,
                "published_at": now,
                "next_at": next_at,
            }
            if await self._rows.watch(values):
                await self._wake(post.channel_id, next_at or now)

    async def read_soon(self, post_id: UUID) -> None:
        """Read a post's numbers within a minute, because they have changed; nothing where it is
        not watched. What is heard of it meanwhile is read in the same go."""
        soon = self._tools.clock.now() + SOON
        async with self._work.transaction():
            channel_id = await self._rows.hurry(post_id, soon)
            if channel_id is not None:
                await self._wake(channel_id, soon)

    async def read_channel(self, channel_id: UUID) -> int:
        """Read all due posts of a channel in one go; gives how many snapshots were kept."""
        now = self._tools.clock.now()
        async with self._work.transaction():
            # Two jobs of a channel may come at the same moment; a post is read by one of them.
            due = await self._rows.take_due(channel_id, now + timedelta(seconds=1), now + LATER)
        kept = 0
        if due:
            kept = await self._read(channel_id, due)
        async with self._work.transaction():
            following = await self._rows.earliest(channel_id)
            if following is not None:
                await self._wake(channel_id, following)
        return kept

    async def of_post(self, post_id: UUID) -> list[dict[str, Any]]:
        """A post's snapshots, oldest first."""
        async with self._work.transaction():
            rows = await self._rows.of_post(post_id)
        return [dict(row) for row in rows]

    async def curves(self, post_ids: Sequence[UUID]) -> dict[UUID, list[dict[str, Any]]]:
        """Engagement over time of several posts."""
        async with self._work.transaction():
            rows = await self._rows.of_posts(post_ids)
        found: dict[UUID, list[dict[str, Any]]] = {post_id: [] for post_id in post_ids}
        for row in rows:
            found[row["post_id"]].append({"at": row["taken_at"], "total": row["engagement"]})
        return found

    async def summary(self) -> dict[str, Any]:
        """Sums of the last day by platform and by brand."""
        since = self._tools.clock.now() - timedelta(days=1)
        async with self._work.transaction():
            platforms = [dict(row) for row in await self._rows.totals("platform", since)]
            brands = [dict(row) for row in await self._rows.totals("brand_id", since)]
            readings = await self._rows.count_since(since)
        return {
            "engagement_24h": sum(int(row["engagement"]) for row in platforms),
            "readings_24h": readings,
            "by_platform": platforms,
            "by_brand": brands,
        }

    async def _read(self, channel_id: UUID, due: Sequence[Mapping[str, Any]]) -> int:
        now = self._tools.clock.now()
        try:
            opened = await self._channels.open(channel_id)
            counts = await opened.connector.metrics([row["remote_id"] for row in due])
        except ConnectorError as error:
            after = error.after if isinstance(error, TryLater) else None
            if isinstance(error, ReconnectNeeded):
                await self._channels.lost_access(channel_id, error.detail)
            log.warning("numbers.not_read", channel=str(channel_id), reason=error.detail)
            await self._postpone(due, now + (after or LATER))
            return 0
        return await self._keep(channel_id, due, counts)

    async def _keep(
        self, channel_id: UUID, due: Sequence[Mapping[str, Any]], counts: Mapping[str, Metrics]
    ) -> int:
        now = self._tools.clock.now()
        found = [row for row in due if row["remote_id"] in counts]
        snapshots = [_snapshot(row, dict(counts[row["remote_id"]]), now) for row in found]
        async with self._work.transaction() as session:
            if snapshots:
                await self._rows.add(snapshots)
            for row in due:
                await self._rows.set_next(row["post_id"], next_reading(row["published_at"], now))
            ids = {"channel_id": str(channel_id)}
            await tell_live(session, self._work.workspace_id, NUMBERS_READ, ids)
        latest = {snapshot["post_id"]: snapshot["metrics"] for snapshot in snapshots}
        await self._tools.scheduling.service(self._work).record_metrics(latest)
        await self._channels.seen_well(channel_id, now)
        return len(snapshots)

    async def _postpone(self, due: Sequence[Mapping[str, Any]], until: datetime) -> None:
        async with self._work.transaction():
            for row in due:
                await self._rows.set_next(row["post_id"], until)

    async def _wake(self, channel_id: UUID, at: datetime) -> None:
        wait = max(at - self._tools.clock.now(), timedelta())
        stamp = int(at.astimezone(UTC).timestamp())
        await self._tools.queue.enqueue(
            self._work.session,
            READ_JOB,
            {"channel_id": str(channel_id), "workspace_id": str(self._work.workspace_id)},
            delay=wait,
            key=f"numbers:{channel_id}:{stamp}",
        )


def _snapshot(row: Mapping[str, Any], metrics: dict[str, int], now: datetime) -> dict[str, Any]:
    return {
        "id": new_id(),
        "taken_at": now,
        "post_id": row["post_id"],
        "channel_id": row["channel_id"],
        "brand_id": row["brand_id"],
        "platform": row["platform"],
        "age_seconds": max(round((now - row["published_at"]).total_seconds()), 0),
        "metrics": metrics,
        "engagement": engagement_of(metrics),
    }
