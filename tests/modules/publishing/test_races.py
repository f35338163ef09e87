"""Everything at once: whoever comes first wins, and nothing goes out that should not."""

from __future__ import annotations

import asyncio
from uuid import UUID

import pytest
from sqlalchemy import text

from heliograph.modules.scheduling import PostBusy, PostMoved
from heliograph.modules.scheduling.schemas import PostChange
from tests.modules.publishing.act import change, delivering, picture_post, told
from tests.support.stage import Stage


@pytest.mark.parametrize("platform", ["mastodon", "bluesky"])
async def test_fifty_deliveries_at_once_leave_one_post(stage: Stage, platform: str) -> None:
    words = "Fifty hands, one post"
    post_id = await stage.post(await stage.channel(platform), words)
    stage.sandbox.faults(platform, slow_ms=50)

    await asyncio.gather(
        *(stage.instance.delivery(stage.workspace_id).deliver(post_id) for _ in range(50))
    )

    assert stage.standing(platform=platform).count(words) == 1
    assert (await stage.read(post_id))["attempt"] == 1


async def test_fifty_deliveries_of_a_doubtful_post_leave_one_post(stage: Stage) -> None:
    words = "Fifty hands on a doubt"
    post_id = await stage.post(await stage.channel(), words)
    stage.sandbox.faults("mastodon", script=["error_500"], only=["publish"])
    await stage.deliver(post_id)
    await stage.make_due(post_id)

    await asyncio.gather(
        *(stage.instance.delivery(stage.workspace_id).deliver(post_id) for _ in range(50))
    )

    assert stage.standing().count(words) == 1


async def test_a_cancel_before_the_publishing_call_wins(stage: Stage) -> None:
    words = "Called back in time"
    post_id = await picture_post(stage, await stage.channel(), words)
    stage.sandbox.faults("mastodon", slow_ms=500)

    async with delivering(stage, post_id, "claimed"):
        await stage.instance.scheduling.service(stage.work).cancel(post_id)

    assert (await stage.read(post_id))["status"] == "cancelled"
    assert words not in stage.standing()
    assert (await told(stage, post_id))[-1].startswith("Not sent: it was cancelled")


async def test_a_cancel_during_the_publishing_call_is_refused(stage: Stage) -> None:
    words = "Too late to call back"
    post_id = await stage.post(await stage.channel(), words)
    stage.sandbox.faults("mastodon", slow_ms=500)

    async with delivering(stage, post_id, "sending"):
        with pytest.raises(PostBusy):
            await stage.instance.scheduling.service(stage.work).cancel(post_id)

    assert (await stage.read(post_id))["status"] == "published"
    assert stage.standing().count(words) == 1


async def test_an_edit_during_an_attempt_is_refused(stage: Stage) -> None:
    post_id = await picture_post(stage, await stage.channel(), "As it was approved")
    stage.sandbox.faults("mastodon", slow_ms=300)

    async with delivering(stage, post_id, "claimed"):
        with pytest.raises(PostBusy):
            await edit(stage, post_id, 1, "Something else")

    assert stage.standing().count("As it was approved") == 1


async def test_of_two_edits_of_one_revision_one_wins(stage: Stage) -> None:
    post_id = await stage.post(await stage.channel(), "First words")

    answers = await asyncio.gather(
        edit(stage, post_id, 1, "Words of one"),
        edit(stage, post_id, 1, "Words of another"),
        return_exceptions=True,
    )

    assert [type(answer) for answer in answers if isinstance(answer, Exception)] == [PostMoved]
    post = await stage.deliver(post_id)
    assert post["revision"] == 2
    assert stage.standing().count(str(post["text"])) == 1
    assert "First words" not in stage.standing()


async def test_an_edit_after_the_approval_does_not_go_out(stage: Stage) -> None:
    post_id = await stage.post(await stage.channel(), "Approved words")
    await change(stage, post_id, "requires_approval = true, approved_revision = 1")
    await edit(stage, post_id, 1, "Words that nobody approved")

    post = await stage.deliver(post_id)

    assert post["status"] == "scheduled"
    assert "Words that nobody approved" not in stage.standing()
    await change(stage, post_id, "approved_revision = 2")
    assert (await stage.deliver(post_id))["status"] == "published"


async def test_a_freeze_stops_every_channel_and_its_end_lets_go(stage: Stage) -> None:
    post_id = await stage.post(await stage.channel(), "Behind the ice")
    desk = stage.instance.scheduling.desk(stage.work)
    await desk.freeze(None, True)

    assert (await stage.deliver(post_id))["status"] == "scheduled"
    assert "Behind the ice" not in stage.standing()

    await desk.freeze(None, False)
    assert (await stage.deliver(post_id))["status"] == "published"


async def test_a_frozen_channel_stops_alone(stage: Stage) -> None:
    cold, warm = await stage.channel(), await stage.channel("bluesky")
    stopped, free = await stage.post(cold, "On ice"), await stage.post(warm, "In the sun")
    await stage.instance.scheduling.desk(stage.work).freeze(cold, True)

    assert (await stage.deliver(stopped))["status"] == "scheduled"
    assert (await stage.deliver(free))["status"] == "published"


async def test_an_attempt_that_lost_its_post_changes_nothing(stage: Stage) -> None:
    words = "Two workers, one truth"
    channel = await stage.channel()
    # The platform has answered a moment ago, so the second worker does not wait for the first.
    await stage.deliver(await stage.post(channel, "Before them"))
    post_id = await stage.post(channel, words)
    stage.sandbox.faults("mastodon", slow_ms=800)

    async with delivering(stage, post_id, "sending"):
        await stage.expire_lease(post_id)
        stage.sandbox.faults("mastodon")
        newer = await stage.deliver(post_id)

    assert newer["status"] == "published"
    assert await stage.read(post_id) == newer
    assert stage.standing().count(words) == 1
    assert (await told(stage, post_id))[-1].startswith("An answer came after")


@pytest.mark.slow
async def test_a_process_that_stood_still_after_its_intent_does_not_send(stage: Stage) -> None:
    words = "Never sent by the sleeper"
    post_id = await picture_post(stage, await stage.channel(), words)
    stage.sandbox.faults("mastodon", slow_ms=300)

    # The intent waits for the row that is locked here, and its time runs meanwhile.
    lock = text("SELECT id FROM scheduling_posts WHERE id = :id FOR UPDATE")
    async with delivering(stage, post_id, "claimed"), stage.work.transaction() as session:
        await session.execute(lock, {"id": post_id})
        await asyncio.sleep(11)

    post = await stage.read(post_id)
    assert (post["status"], post["in_doubt"]) == ("retrying", False)
    assert words not in stage.standing()


async def edit(stage: Stage, post_id: UUID, revision: int, words: str) -> dict[str, object]:
    """Change a post's text."""
    service = stage.instance.scheduling.service(stage.work)
    return await service.change(post_id, PostChange(revision=revision, text=words))
