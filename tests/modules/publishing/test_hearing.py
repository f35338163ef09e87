"""What platforms tell hurries a look or a reading, and is believed of nothing more."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from heliograph.modules.publishing import Heard, HearingService
from tests.doubles.slow_platform import SlowPlatform, WithSlowPlatform
from tests.modules.publishing.act import told, wait_of
from tests.support.stage import Stage


def hearing(stage: Stage) -> HearingService:
    work = stage.work
    channels = stage.instance.channels.service(work)
    return HearingService(work, channels, stage.instance.scheduling.service(work))


async def published(stage: Stage) -> tuple[UUID, UUID, str]:
    """A post that stands: its channel, itself, its id there."""
    channel = await stage.channel("mastodon", f"h{uuid4().hex[:10]}")
    post_id = await stage.post(channel, "Told of")
    return channel, post_id, str((await stage.deliver(post_id))["remote_id"])


@pytest.mark.parametrize("kind", ["published", "failed"])
async def test_news_of_a_post_that_is_worked_on_lets_us_look_at_once(
    stage: Stage, kind: str
) -> None:
    slow = SlowPlatform()
    stage.instance.catalogue = WithSlowPlatform(slow)
    channel = await stage.channel()
    post_id = await stage.post(channel, "A film of the evening sky")
    await stage.deliver(post_id)
    assert await wait_of(stage, post_id) > 5

    await hearing(stage).hear(Heard(channel, kind, None, "ticket-1"))

    assert await wait_of(stage, post_id) <= 0
    assert (await stage.read(post_id))["status"] == "retrying"


async def test_a_post_deleted_there_is_marked_as_removed(stage: Stage) -> None:
    channel, post_id, remote_id = await published(stage)

    await hearing(stage).hear(Heard(channel, "removed", remote_id, None))

    assert (await stage.read(post_id))["status"] == "removed"
    assert (await told(stage, post_id))[-1] == "Mastodon says that it was deleted there."


async def test_another_channels_news_touch_nothing(stage: Stage) -> None:
    _, post_id, remote_id = await published(stage)
    other = await stage.channel("mastodon", f"h{uuid4().hex[:10]}")

    await hearing(stage).hear(Heard(other, "removed", remote_id, None))

    assert (await stage.read(post_id))["status"] == "published"


async def test_a_permission_taken_back_shows_at_the_channel(stage: Stage) -> None:
    channel, _, _ = await published(stage)

    await hearing(stage).hear(Heard(channel, "revoked", None, None))

    shown = await stage.instance.channels.service(stage.work).get(channel)
    assert shown["health"]["state"] == "failed"
    assert "taken back" in shown["health"]["sentence"]


async def test_a_comment_lets_the_numbers_be_read_within_a_minute(stage: Stage) -> None:
    channel, post_id, remote_id = await published(stage)
    async with stage.work.transaction() as session:
        await session.execute(
            text(
                "INSERT INTO analytics_watches (post_id, workspace_id, channel_id, platform,"
                " remote_id, published_at, reads, next_at) VALUES (:post, :workspace, :channel,"
                " 'mastodon', :remote, now(), 9, now() + interval '9 days')"
            ),
            {
                "post": post_id,
                "workspace": stage.workspace_id,
                "channel": channel,
                "remote": remote_id,
            },
        )

    found = await hearing(stage).hear(Heard(channel, "comment", remote_id, None))
    assert found == post_id
    await stage.instance.numbers.service(stage.work).read_soon(post_id)

    async with stage.work.transaction() as session:
        query = text("SELECT next_at FROM analytics_watches WHERE post_id = :id")
        moment = await session.scalar(query, {"id": post_id})
    assert isinstance(moment, datetime)
    assert 0 < (moment - stage.instance.clock.now()).total_seconds() <= 60
