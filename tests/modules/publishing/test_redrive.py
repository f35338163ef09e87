"""Dead letters go again, many at once, and each says what became of it."""

from __future__ import annotations

from uuid import UUID

from heliograph.kit.ids import new_id
from heliograph.modules.publishing.service.redrive import RedriveService
from heliograph.modules.scheduling import DeadLetters
from tests.modules.publishing.act import change, told
from tests.support.stage import Stage


def redrives(stage: Stage) -> RedriveService:
    """The service over a fresh unit of work."""
    work = stage.work
    return RedriveService(work, DeadLetters(work, stage.instance.scheduling.service(work)))


async def dead(
    stage: Stage, channel_id: UUID, words: str, code: str = "publishing.gave_up"
) -> UUID:
    """A post that rests after a failure."""
    post_id = await stage.post(channel_id, words)
    problem = f'{{"code": "{code}", "detail": "It was down.", "remedy": "Try again."}}'
    await change(stage, post_id, f"status = 'failed', failures = 5, problem = '{problem}'")
    return post_id


async def test_named_posts_go_again_and_their_history_says_so(stage: Stage) -> None:
    channel_id = await stage.channel()
    posts = [await dead(stage, channel_id, f"Again {number}") for number in range(3)]

    done = await redrives(stage).redrive([*posts[:2], posts[0]])

    assert [(one.post_id, one.outcome) for one in done] == [
        (posts[0], "redriven"),
        (posts[1], "redriven"),
    ]
    assert (await told(stage, posts[0]))[-1] == "Let go again from the dead letters by a person."
    assert (await stage.deliver(posts[0]))["status"] == "published"
    assert (await stage.read(posts[2]))["status"] == "failed"


async def test_all_of_a_channel_or_with_a_reason_go_again(stage: Stage) -> None:
    one, other = await stage.channel(), await stage.channel("bluesky")
    here = await dead(stage, one, "Here")
    there = await dead(stage, other, "There")
    refused = await dead(stage, one, "Refused", "publishing.refused")

    by_channel = await redrives(stage).redrive_all(other, None)
    by_reason = await redrives(stage).redrive_all(None, "publishing.gave_up")
    rest = await redrives(stage).redrive_all(None, None)

    assert [[one.post_id for one in found] for found in (by_channel, by_reason, rest)] == [
        [there],
        [here],
        [refused],
    ]


async def test_what_may_stand_is_refused_and_says_why(stage: Stage) -> None:
    channel_id = await stage.channel()
    doubtful = await stage.post(channel_id, "Perhaps there")
    await change(stage, doubtful, "status = 'unknown', in_doubt = true")
    published = await stage.post(channel_id, "There for sure")
    await stage.deliver(published)
    gone = new_id()

    done = await redrives(stage).redrive([doubtful, published, gone])

    assert [one.outcome for one in done] == ["refused"] * 3
    assert "look on the platform and decide" in done[0].detail
    assert "published" in done[1].detail
    assert str(gone) in done[2].detail
    assert (await stage.read(doubtful))["status"] == "unknown"
    assert await redrives(stage).redrive_all(None, None) == []


async def test_another_workspaces_dead_letters_are_out_of_reach(stage: Stage) -> None:
    mine = await dead(stage, await stage.channel(), "Mine")
    stranger = Stage(stage.instance, new_id(), stage.sandbox)

    (refused,) = await redrives(stranger).redrive([mine])

    assert refused.outcome == "refused"
    assert await redrives(stranger).redrive_all(None, None) == []
    assert (await stage.read(mine))["status"] == "failed"


async def test_a_post_that_is_refused_does_not_hold_up_the_others(stage: Stage) -> None:
    channel_id = await stage.channel()
    posts = [await dead(stage, channel_id, f"Number {number}") for number in range(2)]

    done = await redrives(stage).redrive([posts[0], new_id(), posts[1]])

    assert [one.outcome for one in done] == ["redriven", "refused", "redriven"]
