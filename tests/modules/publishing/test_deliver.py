"""One post, one standing: what a delivery does when all is well and when it is not."""

from __future__ import annotations

import pytest

from tests.support.stage import Stage

PLATFORMS = ("mastodon", "bluesky")


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_a_due_post_is_published_once(stage: Stage, platform: str) -> None:
    channel = await stage.channel(platform)
    post_id = await stage.post(channel, f"A calm morning on {platform}")

    post = await stage.deliver(post_id)

    assert post["status"] == "published"
    assert post["remote_id"]
    assert stage.standing(platform=platform).count(f"A calm morning on {platform}") == 1
    assert await stage.history(post_id) == ["made", "claimed", "asked", "published"]


async def test_a_second_wake_up_of_a_published_post_does_nothing(stage: Stage) -> None:
    post_id = await stage.post(await stage.channel(), "Said once")
    await stage.deliver(post_id)

    post = await stage.deliver(post_id)

    assert post["attempt"] == 1
    assert stage.standing().count("Said once") == 1


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_a_lost_answer_is_resolved_by_looking(stage: Stage, platform: str) -> None:
    words = f"Lost and found on {platform}"
    post_id = await stage.post(await stage.channel(platform), words)
    stage.sandbox.faults(platform, script=["lost_answer"], only=["publish"])

    doubtful = await stage.deliver(post_id)
    assert (doubtful["status"], doubtful["in_doubt"]) == ("retrying", True)
    await stage.make_due(post_id)
    post = await stage.deliver(post_id)

    assert post["status"] == "published"
    assert stage.standing(platform=platform).count(words) == 1
    assert "no_answer" in await stage.history(post_id)
