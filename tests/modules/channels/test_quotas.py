"""What the platforms say of their allowances is shown at once and stored now and then."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import text

from heliograph.kit.clock import FixedClock
from heliograph.modules.channels import ChannelTools
from heliograph.modules.channels.service.quotas import QuotaBook
from heliograph.sdk.connectors import Quota
from tests.support.stage import Stage

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def quota(remaining: int, name: str = "posts") -> Quota:
    """What is left of a hundred."""
    return Quota(name, 100, remaining, NOON + timedelta(hours=1))


async def stored(stage: Stage, channel_id: UUID) -> Any:
    """The quotas as they stand in the database, by name."""
    async with stage.work.transaction() as session:
        rows = await session.scalar(
            text("SELECT quotas FROM channels_channels WHERE id = :id"), {"id": channel_id}
        )
    return {row["name"]: row["remaining"] for row in rows}


async def test_a_channel_shows_what_was_heard_last(stage: Stage) -> None:
    channel_id = await stage.channel("mastodon", "quotashown")
    tools = stage.instance.channels

    tools.quotas.saw(channel_id, quota(9))
    tools.quotas.saw(channel_id, quota(8))

    shown = (await tools.service(stage.work).get(channel_id))["quotas"]
    assert [(one["name"], one["remaining"]) for one in shown] == [("posts", 8)]


async def test_quotas_are_stored_with_the_health_and_not_too_often(stage: Stage) -> None:
    channel_id = await stage.channel("mastodon", "quotastored")
    clock = FixedClock(NOON)
    tools: ChannelTools = replace(stage.instance.channels, clock=clock, quotas=QuotaBook())
    service = tools.service(stage.work)
    seen = []

    for remaining, later in ((9, 0), (8, 10), (7, 31)):
        clock.advance(timedelta(seconds=later))
        tools.quotas.saw(channel_id, quota(remaining))
        await service.seen_well(channel_id, clock.now())
        seen.append(await stored(stage, channel_id))

    assert seen == [{"posts": 9}, {"posts": 9}, {"posts": 7}]


async def test_another_process_keeps_what_it_did_not_hear_of(stage: Stage) -> None:
    channel_id = await stage.channel("mastodon", "quotaboth")

    for name in ("posts", "uploads"):
        tools = replace(stage.instance.channels, quotas=QuotaBook())
        tools.quotas.saw(channel_id, quota(5, name))
        await tools.service(stage.work).seen_well(channel_id, NOON)

    assert await stored(stage, channel_id) == {"posts": 5, "uploads": 5}
