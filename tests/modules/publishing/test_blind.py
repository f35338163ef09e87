"""Where a platform offers nothing to look by, a lost answer is a person's matter at once."""

from __future__ import annotations

import pytest

from tests.support.stage import Stage

BLIND = ["telegram", "discord"]


@pytest.mark.parametrize("platform", BLIND)
async def test_a_lost_answer_is_held_at_the_first_look_and_never_sent_again(
    stage: Stage, platform: str
) -> None:
    words = f"Said once on {platform}"
    post_id = await stage.post(await stage.channel(platform), words)
    stage.sandbox.faults(platform, script=["lost_answer"], only=["publish"])

    doubtful = await stage.deliver(post_id)
    await stage.make_due(post_id)
    looked = await stage.deliver(post_id)
    await stage.make_due(post_id)
    again = await stage.deliver(post_id)

    stage.sandbox.faults(platform)
    assert (doubtful["status"], doubtful["in_doubt"]) == ("retrying", True)
    assert looked["status"] == again["status"] == "unknown"
    assert stage.standing(platform=platform).count(words) == 1


async def test_a_refused_repeat_does_not_bury_a_post_that_only_a_repeat_could_tell_of(
    stage: Stage,
) -> None:
    words = "Said once on LinkedIn"
    post_id = await stage.post(await stage.channel("linkedin"), words)
    stage.sandbox.faults("linkedin", script=["lost_answer", "refused"], only=["publish"])

    await stage.deliver(post_id)
    await stage.make_due(post_id)
    refused = await stage.deliver(post_id)
    await stage.make_due(post_id)
    settled = await stage.deliver(post_id)

    stage.sandbox.faults("linkedin")
    assert (refused["status"], refused["in_doubt"]) == ("retrying", True)
    assert settled["status"] == "published"
    assert stage.standing(platform="linkedin").count(words) == 1
