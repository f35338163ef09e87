"""Accounts' own numbers are read a few times a day and kept."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from heliograph.modules.analytics.service.accounts import AccountNumbers, due_accounts
from tests.support.stage import Stage


def numbers(stage: Stage) -> AccountNumbers:
    return stage.instance.numbers.accounts(stage.work)


async def due(stage: Stage, ahead: timedelta = timedelta()) -> list[UUID]:
    now = stage.instance.clock.now() + ahead
    return [row["id"] for row in await due_accounts(stage.instance.database, now)]


@pytest.mark.parametrize("platform", ["mastodon", "x", "instagram", "telegram"])
async def test_a_new_channel_is_read_at_once_and_then_every_six_hours(
    stage: Stage, platform: str
) -> None:
    channel = await stage.channel(platform)
    assert await due(stage) == [channel]

    assert await numbers(stage).read(channel)

    rows = await numbers(stage).of_channel(channel)
    assert rows[0]["metrics"]["followers"] >= 0
    assert await due(stage) == []
    assert await due(stage, timedelta(hours=6, minutes=1)) == [channel]


async def test_a_platform_that_is_down_is_asked_again_later(stage: Stage) -> None:
    channel = await stage.channel()
    stage.sandbox.faults("mastodon", error_500=1.0)

    assert not await numbers(stage).read(channel)

    assert await numbers(stage).of_channel(channel) == []
    assert await due(stage) == []
    assert await due(stage, timedelta(hours=1)) == [channel]
    stage.sandbox.faults("mastodon")


async def test_a_deleted_channel_is_not_read(stage: Stage) -> None:
    channel = await stage.channel()
    await stage.instance.channels.service(stage.work).delete(channel)

    assert await due(stage) == []
