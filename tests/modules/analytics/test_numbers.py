"""Numbers come back from the network, one snapshot after another."""

from __future__ import annotations

import asyncio
import contextlib
from datetime import datetime
from uuid import UUID

import pytest
from sqlalchemy import text

from heliograph.modules.analytics import NumbersService, Published
from tests.support.stage import Stage

PLATFORMS = ["mastodon", "bluesky"]


async def watched(stage: Stage, platform: str = "mastodon", handle: str = "") -> tuple[UUID, UUID]:
    """A channel and a published post of it whose numbers are read."""
    channel = await stage.channel(platform, handle)
    post_id = await stage.post(channel, f"Counted on {platform}")
    post = await stage.deliver(post_id)
    order = Published(post_id, channel, None, platform, str(post["remote_id"]))
    await numbers(stage).watch(order)
    return channel, post_id


def numbers(stage: Stage) -> NumbersService:
    """The service under test."""
    return stage.instance.numbers.service(stage.work)


async def read(stage: Stage, channel: UUID) -> int:
    """Read the channel as if the time for it had come."""
    await let_come(stage)
    return await numbers(stage).read_channel(channel)


async def until_taken(stage: Stage, post_id: UUID) -> None:
    """Wait until a job has taken the post to read it."""
    for _ in range(3000):
        if await next_in(stage, post_id) > 60:
            return
        await asyncio.sleep(0.02)
    raise AssertionError("nobody has taken the post")


async def let_come(stage: Stage) -> None:
    """Make every reading due."""
    async with stage.work.transaction() as session:
        await session.execute(
            text("UPDATE analytics_watches SET next_at = now() WHERE next_at IS NOT NULL")
        )


async def next_in(stage: Stage, post_id: UUID) -> float:
    """Seconds until the post is read again."""
    async with stage.work.transaction() as session:
        query = text("SELECT next_at FROM analytics_watches WHERE post_id = :id")
        moment = await session.scalar(query, {"id": post_id})
    assert isinstance(moment, datetime)
    return (moment - stage.instance.clock.now()).total_seconds()


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_numbers_of_a_published_post_grow(stage: Stage, platform: str) -> None:
    channel, post_id = await watched(stage, platform)

    for _ in range(4):
        stage.sandbox.control("POST", "/clock", {"advance_s": 600})
        assert await read(stage, channel) == 1

    totals = [row["engagement"] for row in await numbers(stage).of_post(post_id)]
    assert len(totals) == 4
    assert totals == sorted(totals)
    assert totals[-1] > totals[0]
    latest = (await stage.read(post_id))["metrics"]
    assert isinstance(latest, dict)
    assert sum(latest.values()) >= totals[-1]


async def test_a_snapshot_is_never_overwritten(stage: Stage) -> None:
    channel, post_id = await watched(stage)
    await read(stage, channel)
    before = await numbers(stage).of_post(post_id)

    stage.sandbox.control("POST", "/clock", {"advance_s": 3600})
    await read(stage, channel)

    after = await numbers(stage).of_post(post_id)
    assert after[: len(before)] == before
    assert len(after) == len(before) + 1


async def test_two_jobs_at_the_same_moment_read_a_post_once(stage: Stage) -> None:
    channel, post_id = await watched(stage)
    await let_come(stage)

    kept = await asyncio.gather(*(numbers(stage).read_channel(channel) for _ in range(5)))

    assert sorted(kept) == [0, 0, 0, 0, 1]
    assert len(await numbers(stage).of_post(post_id)) == 1


async def test_a_reading_that_was_cut_off_is_done_again_in_five_minutes(stage: Stage) -> None:
    channel, post_id = await watched(stage)
    await let_come(stage)
    stage.sandbox.faults("mastodon", late_ms=20_000, only=["read"])

    reading = asyncio.create_task(numbers(stage).read_channel(channel))
    await until_taken(stage, post_id)
    reading.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await reading

    assert await next_in(stage, post_id) <= 300
    assert await numbers(stage).of_post(post_id) == []
    stage.sandbox.faults("mastodon")
    assert await read(stage, channel) == 1


async def test_what_is_not_due_is_not_read(stage: Stage) -> None:
    channel, post_id = await watched(stage)

    assert await numbers(stage).read_channel(channel) == 0
    assert await numbers(stage).of_post(post_id) == []


async def test_a_post_is_watched_once_however_often_it_is_announced(stage: Stage) -> None:
    channel, post_id = await watched(stage)
    post = await stage.read(post_id)
    again = Published(post_id, channel, None, "mastodon", str(post["remote_id"]))

    await numbers(stage).watch(again)

    assert await read(stage, channel) == 1
    assert len(await numbers(stage).of_post(post_id)) == 1


async def test_a_channel_without_permission_is_read_later_and_says_so(stage: Stage) -> None:
    channel, post_id = await watched(stage, "mastodon", "silent")
    stage.sandbox.control("POST", "/revoke", {"platform": "mastodon", "handle": "silent"})

    assert await read(stage, channel) == 0

    assert await numbers(stage).of_post(post_id) == []
    assert await next_in(stage, post_id) > 60
    health = (await stage.instance.channels.service(stage.work).get(channel))["health"]
    assert health["state"] == "failed"


async def test_a_platform_that_asks_for_time_gets_it(stage: Stage) -> None:
    channel, post_id = await watched(stage)
    stage.sandbox.faults("mastodon", rate_limited=1.0, only=["read"])

    assert await read(stage, channel) == 0

    assert 45 < await next_in(stage, post_id) <= 61


async def test_a_post_that_is_gone_does_not_stop_the_others(stage: Stage) -> None:
    channel, gone = await watched(stage)
    kept = await stage.post(channel, "Still here")
    post = await stage.deliver(kept)
    order = Published(kept, channel, None, "mastodon", str(post["remote_id"]))
    await numbers(stage).watch(order)
    opened = await stage.instance.channels.service(stage.work).open(channel)
    await opened.connector.delete(str((await stage.read(gone))["remote_id"]))

    assert await read(stage, channel) == 1

    assert len(await numbers(stage).of_post(kept)) == 1
    assert await numbers(stage).of_post(gone) == []


async def test_the_last_day_is_summed_by_platform(stage: Stage) -> None:
    for platform in PLATFORMS:
        channel, _ = await watched(stage, platform)
        stage.sandbox.control("POST", "/clock", {"advance_s": 3600})
        await read(stage, channel)

    summary = await numbers(stage).summary()

    assert {row["name"] for row in summary["by_platform"]} == set(PLATFORMS)
    assert summary["engagement_24h"] == sum(row["engagement"] for row in summary["by_platform"])
    assert summary["readings_24h"] >= 2
