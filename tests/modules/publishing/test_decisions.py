"""When nobody can tell whether a post stands, a person decides; and what stands can be removed."""

from __future__ import annotations

from uuid import UUID

import pytest

from heliograph.modules.publishing.service.takedown import CannotTakeDown, TakedownService
from heliograph.modules.scheduling import PostBusy
from tests.modules.publishing.act import picture_post, told
from tests.support.stage import Stage


async def held(stage: Stage, words: str) -> UUID:
    """A post that stands on Instagram, which neither answered nor lists it: nobody can tell."""
    channel = await stage.channel("instagram")
    post_id = await picture_post(stage, channel, words)
    stage.sandbox.faults("instagram", script=["lost_answer"], only=["publish"], list_delay_s=3600)
    for _ in range(stage.instance.settings.delivery.attempts + 1):
        await stage.make_due(post_id)
        post = await stage.deliver(post_id)
        if post["status"] == "unknown":
            break
    return post_id


async def test_a_look_that_cannot_tell_ends_with_a_person(picture_stage: Stage) -> None:
    stage = picture_stage
    post_id = await held(stage, "Is it there?")

    post = await stage.read(post_id)

    assert (post["status"], post["in_doubt"]) == ("unknown", True)
    assert stage.standing(platform="instagram").count("Is it there?") == 1
    assert any("Held for a person" in line for line in await told(stage, post_id))
    service = stage.instance.scheduling.service(stage.work)
    for forbidden in (service.cancel, service.retry, service.publish_now):
        with pytest.raises(PostBusy):
            await forbidden(post_id)


async def test_a_person_who_sees_the_post_settles_it(picture_stage: Stage) -> None:
    stage = picture_stage
    post_id = await held(stage, "Seen by a person")

    await stage.instance.history(stage.workspace_id).resolve(post_id, "published", "17")

    post = await stage.deliver(post_id)
    assert (post["status"], post["remote_id"], post["in_doubt"]) == ("published", "17", False)
    assert stage.standing(platform="instagram").count("Seen by a person") == 1
    assert (await told(stage, post_id))[-1] == "A person looked: it is there. Marked as published."


async def test_a_person_who_misses_the_post_has_it_sent_again(stage: Stage) -> None:
    post_id = await stage.post(await stage.channel(), "Sent by order")
    stage.sandbox.faults("mastodon", error_500=1.0)
    while (await stage.deliver(post_id))["status"] != "unknown":
        await stage.make_due(post_id)
    stage.sandbox.faults("mastodon")

    await stage.instance.history(stage.workspace_id).resolve(post_id, "resend")

    assert (await stage.deliver(post_id))["status"] == "published"
    assert stage.standing().count("Sent by order") == 1


async def test_a_person_may_let_a_doubtful_post_rest(stage: Stage) -> None:
    post_id = await stage.post(await stage.channel(), "Let it rest")
    stage.sandbox.faults("mastodon", error_500=1.0)
    while (await stage.deliver(post_id))["status"] != "unknown":
        await stage.make_due(post_id)
    stage.sandbox.faults("mastodon")

    await stage.instance.history(stage.workspace_id).resolve(post_id, "give_up")

    assert (await stage.deliver(post_id))["status"] == "cancelled"
    assert "Let it rest" not in stage.standing()


async def test_a_post_without_doubt_needs_no_decision(stage: Stage) -> None:
    post_id = await stage.post(await stage.channel(), "Clear as day")
    await stage.deliver(post_id)

    with pytest.raises(PostBusy):
        await stage.instance.history(stage.workspace_id).resolve(post_id, "resend")


@pytest.mark.parametrize("platform", ["mastodon", "bluesky"])
async def test_a_published_post_can_be_taken_down(stage: Stage, platform: str) -> None:
    post_id = await stage.post(await stage.channel(platform), "Here and gone")
    await stage.deliver(post_id)

    removed = await takedown(stage).take_down(post_id)

    assert removed["status"] == "removed"
    assert "Here and gone" not in stage.standing(platform=platform)
    assert (await told(stage, post_id))[-1].startswith("Taken down from")


async def test_what_never_stood_cannot_be_taken_down(stage: Stage) -> None:
    post_id = await stage.post(await stage.channel(), "Not yet")

    with pytest.raises(PostBusy):
        await takedown(stage).take_down(post_id)


async def test_a_platform_that_refuses_to_delete_is_believed(stage: Stage) -> None:
    post_id = await stage.post(await stage.channel(), "Here to stay")
    await stage.deliver(post_id)
    stage.sandbox.faults("mastodon", script=["refused"], only=["delete"])

    with pytest.raises(CannotTakeDown):
        await takedown(stage).take_down(post_id)

    assert (await stage.read(post_id))["status"] == "published"
    assert "Here to stay" in stage.standing()


def takedown(stage: Stage) -> TakedownService:
    """The service that takes posts down."""
    work = stage.work
    channels = stage.instance.channels.service(work)
    return TakedownService(work, channels, stage.instance.scheduling.service(work))
