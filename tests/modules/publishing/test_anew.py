"""A post that used up its tries is planned anew by itself: a few times, ever further away."""

from __future__ import annotations

from datetime import time, timedelta
from uuid import UUID

from heliograph.modules.scheduling import SlotOrder
from tests.modules.publishing.act import picture_post, told
from tests.modules.scheduling.guarding import moment, set_guards
from tests.support.stage import Stage


async def use_up(stage: Stage, post_id: UUID) -> dict[str, object]:
    """Every try of one round, while the platform is down."""
    stage.sandbox.faults("mastodon", error_503=1.0, only=["upload"])
    post: dict[str, object] = {}
    for _ in range(stage.instance.settings.delivery.attempts):
        await stage.make_due(post_id)
        post = await stage.deliver(post_id)
    return post


async def test_it_is_planned_anew_twice_at_growing_distances_and_then_rests(stage: Stage) -> None:
    post_id = await picture_post(stage, await stage.channel(), "Third time")

    waits, states = [], []
    for _ in range(3):
        post = await use_up(stage, post_id)
        states.append((post["status"], post["reschedules"], post["failures"]))
        waits.append(moment(post["due_at"]) - stage.instance.clock.now())

    assert states == [("scheduled", 1, 0), ("scheduled", 2, 0), ("failed", 2, 5)]
    assert timedelta(minutes=29) < waits[0] <= timedelta(minutes=30)
    assert timedelta(hours=2, minutes=59) < waits[1] <= timedelta(hours=3)
    lines = await told(stage, post_id)
    assert sum("Planned anew by itself (1 of 2)" in line for line in lines) == 1
    assert sum("Planned anew by itself (2 of 2)" in line for line in lines) == 1


async def test_with_the_guard_off_it_rests_after_its_first_round(stage: Stage) -> None:
    channel_id = await stage.channel()
    await set_guards(stage, channel_id, auto_retries=0)
    post_id = await picture_post(stage, channel_id, "Once only")

    assert (await use_up(stage, post_id))["status"] == "failed"


async def test_it_goes_out_when_the_platform_is_back(stage: Stage) -> None:
    post_id = await picture_post(stage, await stage.channel(), "Back again")
    await use_up(stage, post_id)
    stage.sandbox.faults("mastodon")
    assert (await stage.deliver(post_id))["status"] == "scheduled"

    await stage.make_due(post_id)

    assert (await stage.deliver(post_id))["status"] == "published"
    assert stage.standing().count("Back again") == 1


async def test_it_takes_the_next_free_slot_after_the_distance(stage: Stage) -> None:
    channel_id = await stage.channel()
    now = stage.instance.clock.now()
    slot = (now + timedelta(hours=2)).replace(second=0, microsecond=0)
    desk = stage.instance.scheduling.desk(stage.work)
    early = (now + timedelta(minutes=10)).time().replace(second=0, microsecond=0)
    await desk.replace_slots(channel_id, [SlotOrder(time=one) for one in (early, slot.time())])
    post_id = await picture_post(stage, channel_id, "In a slot")

    post = await use_up(stage, post_id)

    assert moment(post["due_at"]) == slot
    assert post["next_attempt_at"] == post["due_at"]
    assert post["wall_time"] == slot.replace(tzinfo=None).isoformat(timespec="minutes")


async def test_a_slot_that_is_days_away_is_not_waited_for(stage: Stage) -> None:
    channel_id = await stage.channel()
    weekday = (stage.instance.clock.now() + timedelta(days=4)).weekday()
    desk = stage.instance.scheduling.desk(stage.work)
    await desk.replace_slots(channel_id, [SlotOrder(time=time(12), weekday=weekday)])
    post_id = await picture_post(stage, channel_id, "No slot near")

    post = await use_up(stage, post_id)

    assert moment(post["due_at"]) - stage.instance.clock.now() < timedelta(minutes=31)


async def test_refused_content_is_not_planned_anew(stage: Stage) -> None:
    post_id = await stage.post(await stage.channel(), "Not welcome")
    stage.sandbox.faults("mastodon", script=["refused"], only=["publish"])

    post = await stage.deliver(post_id)

    assert (post["status"], post["reschedules"]) == ("failed", 0)


async def test_a_persons_retry_starts_the_count_anew(stage: Stage) -> None:
    post_id = await picture_post(stage, await stage.channel(), "Counted anew")
    for _ in range(3):
        await use_up(stage, post_id)

    again = await stage.instance.scheduling.service(stage.work).retry(post_id)

    assert (again["status"], again["reschedules"]) == ("scheduled", 0)
