"""Background work of channels; safe to run twice."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from sqlalchemy import and_, delete, false, literal, or_, select

from heliograph.kit.database import Database, Row
from heliograph.kit.jobs import JobRegistry
from heliograph.modules.channels.models import Channel, HeardEvent
from heliograph.modules.channels.service import ChannelTools

QUEUE = "publishing"
EVERY_SECONDS = 60.0
DAY_SECONDS = 86_400.0
MOST, AT_ONCE = 200, 4
REMEMBERED = timedelta(days=30)
"""Platforms repeat a call for hours, or for days at most."""


def register(registry: JobRegistry, database: Database, tools: ChannelTools) -> None:
    """Add the ticks of this module to a worker."""

    async def renew() -> None:
        await renew_due(database, tools)

    async def forget() -> None:
        """What was heard long ago is not told again."""
        long_ago = tools.clock.now() - REMEMBERED
        async with database.system_work().transaction() as session:
            await session.execute(delete(HeardEvent).where(HeardEvent.received_at < long_ago))

    registry.every("channels.renew", EVERY_SECONDS, queue=QUEUE)(renew)
    registry.every("channels.forget_heard", DAY_SECONDS, queue=QUEUE)(forget)


async def renew_due(database: Database, tools: ChannelTools) -> int:
    """Renew every access that runs out soon; gives how many were renewed."""
    due = await _due(database, tools)
    renewed = 0
    for start in range(0, len(due), AT_ONCE):
        done = await asyncio.gather(
            *(
                tools.service(database.work(row["workspace_id"])).renew_ahead(row["id"])
                for row in due[start : start + AT_ONCE]
            )
        )
        renewed += sum(done)
    return renewed


async def _due(database: Database, tools: ChannelTools) -> list[Row]:
    now = tools.clock.now()
    soon = [
        and_(
            Channel.platform == manifest.id,
            Channel.token_expires_at < now + timedelta(seconds=rules.refresh_ahead_seconds),
            or_(Channel.renewal_warned_at.is_(None), literal(rules.refreshes)),
        )
        for manifest in tools.catalogue.connectors()
        if (rules := manifest.sign_in.oauth) is not None
    ]
    query = (
        select(Channel.id, Channel.workspace_id)
        .where(Channel.deleted_at.is_(None), Channel.health != "failed", or_(false(), *soon))
        .order_by(Channel.token_expires_at)
        .limit(MOST)
    )
    async with database.system_work().transaction() as session:
        return list((await session.execute(query)).mappings())
