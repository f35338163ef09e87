"""The freeze switch stops a post at any moment before the call that puts it up."""

from __future__ import annotations

import asyncio
from uuid import UUID

import pytest

from heliograph.modules.publishing.service.sweep import sweep
from tests.modules.publishing.act import change, delivering, picture_post
from tests.support.stage import Stage


async def frozen_during_preparation(
    stage: Stage, words: str, *, everything: bool, frozen: bool
) -> tuple[UUID, UUID]:
    """A post whose picture was still on its way when the switch was thrown."""
    channel_id = await stage.channel()
    post_id = await picture_post(stage, channel_id, words)
    stage.sandbox.faults("mastodon", slow_ms=500)
    async with delivering(stage, post_id, "claimed"):
        desk = stage.instance.scheduling.desk(stage.work)
        await desk.freeze(None if everything else channel_id, frozen)
    stage.sandbox.faults("mastodon")
    return channel_id, post_id


@pytest.mark.parametrize("everything", [True, False])
async def test_a_freeze_between_preparation_and_call_stops_the_post(
    stage: Stage, everything: bool
) -> None:
    words = f"Stopped on the threshold {everything}"
    _, post_id = await frozen_during_preparation(stage, words, everything=everything, frozen=True)

    post = await stage.read(post_id)
    assert (post["status"], post["in_doubt"], post["lease_owner"]) == ("scheduled", False, None)
    assert words not in stage.standing()
    assert (await stage.deliver(post_id))["status"] == "scheduled"


async def test_without_the_switch_the_same_post_goes_out(stage: Stage) -> None:
    words = "Not stopped at all"
    _, post_id = await frozen_during_preparation(stage, words, everything=True, frozen=False)

    assert (await stage.read(post_id))["status"] == "published"
    assert stage.standing().count(words) == 1


async def test_it_goes_on_when_the_freeze_ends(stage: Stage) -> None:
    words = "Stopped for a while"
    channel_id, post_id = await frozen_during_preparation(
        stage, words, everything=False, frozen=True
    )
    await change(stage, post_id, "next_attempt_at = now() - interval '1 minute'")
    instance = stage.instance
    settle = {"mastodon": 5.0}
    assert await sweep(instance.database, instance.queue, settle, instance.clock) == 0

    await instance.scheduling.desk(stage.work).freeze(channel_id, False)

    assert await sweep(instance.database, instance.queue, settle, instance.clock) == 1
    assert (await stage.deliver(post_id))["status"] == "published"
    assert stage.standing().count(words) == 1


async def test_a_freeze_during_the_call_leaves_its_outcome_as_it_is(stage: Stage) -> None:
    post_id = await stage.post(await stage.channel(), "Out already")
    stage.sandbox.faults("mastodon", slow_ms=300)

    async with delivering(stage, post_id, "sending"):
        await stage.instance.scheduling.desk(stage.work).freeze(None, True)
        await asyncio.sleep(0)

    assert (await stage.read(post_id))["status"] == "published"
