"""Posts that the platform itself holds until their time."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from heliograph.modules.publishing.service.takedown import CannotTakeDown, TakedownService
from heliograph.modules.scheduling import Piece, PostBusy, RulesBroken, When
from tests.modules.publishing.act import change, told, wait_of
from tests.support.stage import Stage

HOUR = timedelta(hours=1)
# WordPress holds what is so many seconds ahead.
SHORTEST = 120


@pytest.fixture
def handle() -> str:
    """An account for one test alone."""
    return f"h{uuid4().hex[:12]}"


async def held(stage: Stage, handle: str, ahead: timedelta = HOUR) -> UUID:
    """A post for WordPress that WordPress shall hold."""
    channel = await stage.channel("wordpress", handle)
    piece = Piece("The evening sky", extras={"title": "Evening", "on_platform": True})
    when = When(due_at=stage.instance.clock.now() + ahead)
    service = stage.instance.scheduling.service(stage.work)
    post_id: UUID = (await service.create(channel, piece, when))["id"]
    return post_id


def takedown(stage: Stage) -> TakedownService:
    work = stage.work
    channels = stage.instance.channels.service(work)
    return TakedownService(work, channels, stage.instance.scheduling.service(work))


def standing(stage: Stage, handle: str) -> list[str]:
    return [one["text"] for one in stage.sandbox.posts("wordpress", handle)]


async def test_it_is_given_to_the_platform_at_once_and_looked_for_at_its_time(
    stage: Stage, handle: str
) -> None:
    post_id = await held(stage, handle)

    post = await stage.deliver(post_id)

    assert (post["status"], post["in_doubt"]) == ("retrying", True)
    assert standing(stage, handle) == []
    assert 3_500 < await wait_of(stage, post_id) <= 3_700
    assert "holds it until its time" in (await told(stage, post_id))[-1]
    shown = stage.instance.scheduling.desk(stage.work).shown(post)
    assert shown["status_sentence"].startswith("WordPress holds it. It appears ")


async def test_a_look_before_its_time_sends_nothing_again(stage: Stage, handle: str) -> None:
    post_id = await held(stage, handle)
    await stage.deliver(post_id)
    first = stage.sandbox.control("GET", "/calls")

    await stage.make_due(post_id)
    post = await stage.deliver(post_id)

    assert post["status"] == "retrying"
    later = stage.sandbox.control("GET", "/calls")
    assert [one["kind"] for one in later].count("publish") == (
        [one["kind"] for one in first].count("publish")
    )


async def test_it_can_be_taken_back_and_then_never_appears(stage: Stage, handle: str) -> None:
    post_id = await held(stage, handle)
    await stage.deliver(post_id)

    post = await takedown(stage).take_down(post_id)

    assert (post["status"], post["in_doubt"]) == ("cancelled", False)
    await stage.make_due(post_id)
    await stage.deliver(post_id)
    assert standing(stage, handle) == []


async def test_a_taking_back_that_fails_leaves_it_held(stage: Stage, handle: str) -> None:
    post_id = await held(stage, handle)
    await stage.deliver(post_id)
    stage.sandbox.faults("wordpress", script=["refused"], only=["delete"])

    with pytest.raises(CannotTakeDown):
        await takedown(stage).take_down(post_id)

    assert (await stage.read(post_id))["status"] == "retrying"


async def test_a_post_that_only_waits_for_another_try_cannot_be_taken_back(stage: Stage) -> None:
    post_id = await stage.post(await stage.channel(), "Not there yet")
    await change(stage, post_id, "status = 'retrying', in_doubt = true")

    with pytest.raises(PostBusy):
        await takedown(stage).take_down(post_id)


# A little more than the shortest is too little by the time it was sent.
@pytest.mark.parametrize("seconds", [60, SHORTEST + 30])
async def test_what_became_too_late_to_be_held_goes_out_at_its_time(
    stage: Stage, handle: str, seconds: int
) -> None:
    post_id = await held(stage, handle)
    await change(stage, post_id, f"due_at = now() + interval '{seconds} seconds'")

    post = await stage.deliver(post_id)

    assert (post["status"], post["in_doubt"], post["failures"]) == ("retrying", False, 0)
    assert seconds - 30 < await wait_of(stage, post_id) <= seconds
    await change(stage, post_id, "due_at = now() - interval '1 second'")
    await stage.make_due(post_id)
    assert (await stage.deliver(post_id))["status"] == "published"


@pytest.mark.parametrize(
    ("platform", "ahead", "rule"),
    [
        ("wordpress", timedelta(seconds=60), "on_platform.time"),
        ("telegram", HOUR, "on_platform.kind"),
    ],
)
async def test_what_the_platform_cannot_hold_is_told_before(
    stage: Stage, platform: str, ahead: timedelta, rule: str
) -> None:
    channel = await stage.channel(platform)
    piece = Piece("The evening sky", extras={"title": "Evening", "on_platform": True})
    if platform == "telegram":
        piece = Piece("The evening sky", extras={"on_platform": True})
    when = When(due_at=stage.instance.clock.now() + ahead)

    with pytest.raises(RulesBroken) as broken:
        await stage.instance.scheduling.service(stage.work).create(channel, piece, when)

    assert [one.rule for one in broken.value.problems] == [rule]
