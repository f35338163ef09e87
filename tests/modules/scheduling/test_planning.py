"""Posts get their time from slots, wall times and moments, and never twice the same."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from heliograph.modules.channels import ChannelNotFound
from heliograph.modules.scheduling import Piece, PostBusy, PostNotFound, RulesBroken, When
from heliograph.modules.scheduling.errors import BadTime, NoSlots, SlotTaken
from heliograph.modules.scheduling.schemas import PostChange, SlotOrder, WallTime
from tests.support.stage import Stage


async def with_slots(stage: Stage, *times: time) -> UUID:
    """A channel with daily slots."""
    channel = await stage.channel()
    desk = stage.instance.scheduling.desk(stage.work)
    await desk.replace_slots(channel, [SlotOrder(time=one) for one in times])
    return channel


async def plan(
    stage: Stage, channel: UUID, when: When, words: str = "Planned"
) -> dict[str, object]:
    """One more post."""
    service = stage.instance.scheduling.service(stage.work)
    return await service.create(channel, Piece(text=words), when)


async def test_posts_fill_the_slots_one_after_another(stage: Stage) -> None:
    channel = await with_slots(stage, time(7, 0), time(19, 0))

    due = [(await plan(stage, channel, When(next_slot=True)))["due_at"] for _ in range(5)]

    assert due == sorted(set(due))  # type: ignore[type-var]
    assert {(one.hour, one.minute) for one in due} == {(7, 0), (19, 0)}  # type: ignore[attr-defined]
    assert due[2] - due[0] == timedelta(days=1)  # type: ignore[operator]


async def test_a_cancelled_post_frees_its_slot(stage: Stage) -> None:
    channel = await with_slots(stage, time(7, 0))
    first = await plan(stage, channel, When(next_slot=True))
    await stage.instance.scheduling.service(stage.work).cancel(UUID(str(first["id"])))

    assert (await plan(stage, channel, When(next_slot=True)))["due_at"] == first["due_at"]


async def test_a_channel_without_slots_says_what_to_do(stage: Stage) -> None:
    with pytest.raises(NoSlots) as trouble:
        await plan(stage, await stage.channel(), When(next_slot=True))

    assert trouble.value.remedy


async def test_a_wall_time_is_kept_with_its_zone(stage: Stage) -> None:
    local = datetime(2027, 3, 28, 2, 30)  # noqa: DTZ001 - a wall time has no zone of its own
    wall = WallTime(local=local, zone="Europe/Berlin")

    post = await plan(stage, await stage.channel(), When(wall_time=wall))

    assert post["due_at"] == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    assert (post["wall_time"], post["time_zone"]) == ("2027-03-28T02:30", "Europe/Berlin")
    assert isinstance(post["due_at"], datetime)
    assert post["due_at"].astimezone(ZoneInfo("Europe/Berlin")).hour == 3


@pytest.mark.parametrize(
    "when",
    [
        When(due_at=datetime(2027, 1, 1)),  # noqa: DTZ001 - the missing zone is the point
        When(wall_time=WallTime(local=datetime(2027, 1, 1), zone="Mars/Olympus")),  # noqa: DTZ001
    ],
)
async def test_a_time_that_means_nothing_is_refused(stage: Stage, when: When) -> None:
    with pytest.raises(BadTime):
        await plan(stage, await stage.channel(), when)


async def test_a_text_over_the_limit_is_refused_before_it_is_planned(stage: Stage) -> None:
    with pytest.raises(RulesBroken) as trouble:
        await plan(stage, await stage.channel(), When(now=True), "x" * 501)

    assert "500" in str(trouble.value)
    assert trouble.value.remedy


async def test_one_content_takes_one_place_on_a_channel_once(stage: Stage) -> None:
    channel, content = await stage.channel(), stage.workspace_id
    due = datetime(2027, 1, 1, 7, 0, tzinfo=UTC)
    service = stage.instance.scheduling.service

    answers = await asyncio.gather(
        *(
            service(stage.work).create(
                channel, Piece(text="Once", content_id=content), When(due_at=due)
            )
            for _ in range(5)
        ),
        return_exceptions=True,
    )

    refused = [one for one in answers if isinstance(one, Exception)]
    assert [type(one) for one in refused] == [SlotTaken] * 4


async def test_a_draft_goes_nowhere_until_it_is_scheduled(stage: Stage) -> None:
    draft = await plan(stage, await stage.channel(), When(), "A draft")
    post_id = UUID(str(draft["id"]))

    assert draft["status"] == "draft"
    assert (await stage.deliver(post_id))["status"] == "draft"

    service = stage.instance.scheduling.service(stage.work)
    await service.publish_now(post_id)
    assert (await stage.deliver(post_id))["status"] == "published"


async def test_a_moved_post_waits_for_its_new_time(stage: Stage) -> None:
    post_id = await stage.post(await stage.channel(), "Moved")
    later = stage.instance.clock.now() + timedelta(hours=1)
    service = stage.instance.scheduling.service(stage.work)

    moved = await service.change(post_id, PostChange(revision=1, due_at=later))

    assert (moved["status"], moved["revision"]) == ("scheduled", 2)
    assert (await stage.deliver(post_id))["status"] == "scheduled"


async def test_a_published_post_cannot_be_changed_or_cancelled(stage: Stage) -> None:
    post_id = await stage.post(await stage.channel(), "Stands")
    await stage.deliver(post_id)
    service = stage.instance.scheduling.service(stage.work)

    with pytest.raises(PostBusy):
        await service.cancel(post_id)
    revision = int(str((await stage.read(post_id))["revision"]))
    with pytest.raises(PostBusy):
        await service.change(post_id, PostChange(revision=revision, text="Other"))


async def test_another_workspaces_posts_and_channels_do_not_exist(stage: Stage) -> None:
    channel = await stage.channel()
    post_id = await stage.post(channel, "Mine")
    stranger = stage.instance.scheduling.service(stage.instance.database.work(UUID(int=7)))

    with pytest.raises(PostNotFound):
        await stranger.get(post_id)
    with pytest.raises(ChannelNotFound):
        await stranger.create(channel, Piece(text="Yours"), When(now=True))
    await stage.instance.delivery(UUID(int=7)).deliver(post_id)
    assert "Mine" not in stage.standing()
