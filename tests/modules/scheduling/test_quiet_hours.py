"""Quiet hours of a channel: what comes due in them waits until they end."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from heliograph.modules.scheduling import POST_NOTED, Piece, When
from tests.modules.publishing.act import told
from tests.modules.scheduling.guarding import (
    announced,
    moment,
    set_guards,
    silenced,
    take_one,
    tell_histories,
)
from tests.support.stage import Stage


async def planned(stage: Stage, channel_id: UUID, words: str = "In the night") -> UUID:
    """A post that was planned for a moment that has just come."""
    service = stage.instance.scheduling.service(stage.work)
    due = stage.instance.clock.now() - timedelta(seconds=1)
    made = await service.create(channel_id, Piece(text=words), When(due_at=due))
    post_id: UUID = made["id"]
    return post_id


@pytest.mark.parametrize("zone", ["UTC", "Asia/Kolkata", "America/St_Johns"])
async def test_a_post_that_comes_due_waits_until_the_quiet_hours_end(
    stage: Stage, zone: str
) -> None:
    channel_id = await silenced(stage, "UTC")
    local = stage.instance.clock.now().astimezone(ZoneInfo(zone))
    starts, ends = (local + timedelta(hours=hours) for hours in (-1, 1))
    await stage.instance.channels.service(stage.work).change(
        channel_id,
        {
            "time_zone": zone,
            "guards": {
                "quiet_hours": {
                    "starts": starts.time().replace(second=0, microsecond=0),
                    "ends": ends.time().replace(second=0, microsecond=0),
                }
            },
        },
    )
    post_id = await planned(stage, channel_id)

    post = await stage.deliver(post_id)

    assert (post["status"], post["held_by"], post["attempt"]) == ("scheduled", "quiet", 0)
    ends_at = ends.replace(second=0, microsecond=0)
    assert moment(post["next_attempt_at"]) == ends_at
    assert "In the night" not in stage.standing()


async def test_without_quiet_hours_the_same_post_goes_out(stage: Stage) -> None:
    channel_id = await silenced(stage)
    await set_guards(stage, channel_id, quiet_hours=None)

    post = await stage.deliver(await planned(stage, channel_id))

    assert post["status"] == "published"


async def test_what_a_person_sends_now_goes_out_in_quiet_hours(stage: Stage) -> None:
    channel_id = await silenced(stage)
    ordered_now = await stage.post(channel_id, "Said now")
    pressed = await planned(stage, channel_id, "Pressed now")
    assert (await stage.deliver(pressed))["held_by"] == "quiet"
    await stage.instance.scheduling.service(stage.work).publish_now(pressed)

    assert (await stage.deliver(ordered_now))["status"] == "published"
    assert (await stage.deliver(pressed))["status"] == "published"


async def test_trying_a_dead_letter_again_is_no_order_to_wake_people(stage: Stage) -> None:
    channel_id = await stage.channel()
    post_id = await planned(stage, channel_id)
    stage.sandbox.faults("mastodon", script=["refused"], only=["publish"])
    assert (await stage.deliver(post_id))["status"] == "failed"
    night = stage.instance.clock.now()
    quiet = {
        "starts": (night - timedelta(hours=1)).time().replace(second=0, microsecond=0),
        "ends": (night + timedelta(hours=1)).time().replace(second=0, microsecond=0),
    }
    await set_guards(stage, channel_id, quiet_hours=quiet)
    await stage.instance.scheduling.service(stage.work).retry(post_id)

    assert (await stage.deliver(post_id))["held_by"] == "quiet"


async def test_the_post_goes_out_when_the_quiet_hours_are_over(stage: Stage) -> None:
    channel_id = await silenced(stage)
    post_id = await planned(stage, channel_id)
    await stage.deliver(post_id)
    now = stage.instance.clock.now()
    over = {
        "starts": (now - timedelta(hours=3)).time().replace(second=0, microsecond=0),
        "ends": (now - timedelta(minutes=1)).time().replace(second=0, microsecond=0),
    }
    await set_guards(stage, channel_id, quiet_hours=over)

    assert await stage.instance.scheduling.guards(stage.work).ask_again(channel_id) == 1

    post = await stage.deliver(post_id)
    assert (post["status"], post["held_by"]) == ("published", None)


async def test_a_doubt_is_looked_into_even_in_quiet_hours(stage: Stage) -> None:
    channel_id = await stage.channel()
    post_id = await planned(stage, channel_id)
    stage.sandbox.faults("mastodon", script=["lost_answer"], only=["publish"])
    assert (await stage.deliver(post_id))["in_doubt"]
    now = stage.instance.clock.now()
    quiet = {
        "starts": (now - timedelta(hours=1)).time().replace(second=0, microsecond=0),
        "ends": (now + timedelta(hours=1)).time().replace(second=0, microsecond=0),
    }
    await set_guards(stage, channel_id, quiet_hours=quiet)
    await stage.make_due(post_id)

    assert (await stage.deliver(post_id))["status"] == "published"


async def test_the_history_says_why_it_waits(stage: Stage) -> None:
    post_id = await planned(stage, await silenced(stage))
    assert not await take_one(stage, post_id)

    await tell_histories(stage)

    assert [note["kind"] for note in await announced(stage, POST_NOTED)] == ["held"]
    assert any(line.startswith("Quiet hours: waits until") for line in await told(stage, post_id))


async def test_what_the_platform_sends_by_itself_is_given_a_time_after_them(stage: Stage) -> None:
    channel_id = await stage.channel("wordpress")
    due = stage.instance.clock.now().replace(second=0, microsecond=0) + timedelta(hours=3)
    quiet = {"starts": (due - timedelta(hours=1)).time(), "ends": (due + timedelta(hours=1)).time()}
    await set_guards(stage, channel_id, quiet_hours=quiet)
    piece = Piece(text="Held over there", extras={"on_platform": True, "title": "Later"})
    service = stage.instance.scheduling.service(stage.work)
    post_id = (await service.create(channel_id, piece, When(due_at=due)))["id"]

    assert await take_one(stage, post_id)

    assert moment((await stage.read(post_id))["due_at"]) == due + timedelta(hours=1)
