"""The sweep wakes what nobody woke, and leaves alone what is in good hands."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import text

from heliograph.flows.instance import Instance
from heliograph.modules.publishing.service.sweep import sweep
from heliograph.modules.scheduling import Lease, Piece, When, claim, intend
from tests.modules.publishing.act import change, wait_of
from tests.modules.publishing.conftest import Work
from tests.support.stage import Stage
from tests.support.waiting import until

SETTLE = {"mastodon": 5.0, "bluesky": 5.0, "instagram": 15.0}
LONG_AGO = "next_attempt_at = now() - interval '1 minute'"


@pytest.fixture
async def other(stage: Stage) -> AsyncIterator[Instance]:
    """Another worker on the same database."""
    instance = Instance(stage.instance.settings, stage.instance.database, processes=0)
    await instance.presence.ensure()
    yield instance
    await instance.close()


async def swept(stage: Stage) -> int:
    """One sweep; gives how many posts it woke."""
    instance = stage.instance
    return await sweep(instance.database, instance.queue, SETTLE, instance.clock)


async def lose_jobs(stage: Stage) -> None:
    """The queue forgets everything."""
    async with stage.instance.database.system_work().transaction() as session:
        await session.execute(text("TRUNCATE pgq.pgqueuer"))


async def taken_by(other: Instance, stage: Stage, post_id: UUID, sending: bool) -> None:
    """The other worker is in the middle of an attempt."""
    lease = Lease(other.presence.owner, 90, other.presence.lock)
    async with stage.work.transaction() as session:
        taken = await claim(session, post_id, lease)
        assert taken is not None
        if sending:
            assert await intend(session, taken, 45)


async def test_a_post_whose_job_was_lost_goes_out(stage: Stage, working: Work) -> None:
    post_id = await stage.post(await stage.channel(), "Forgotten by the queue")
    await change(stage, post_id, LONG_AGO)
    await lose_jobs(stage)

    async with working(stage):
        await until(lambda: is_published(stage, post_id))

    assert stage.standing().count("Forgotten by the queue") == 1


async def test_a_post_that_is_barely_due_is_left_to_its_own_job(stage: Stage) -> None:
    await stage.post(await stage.channel(), "Just now")

    assert await swept(stage) == 0


async def test_a_dead_workers_post_is_woken_at_once_when_nothing_was_sent(
    stage: Stage, other: Instance
) -> None:
    post_id = await stage.post(await stage.channel(), "Before the send")
    await taken_by(other, stage, post_id, sending=False)
    await other.presence.leave()

    assert await swept(stage) == 1

    assert (await stage.deliver(post_id))["status"] == "published"


@pytest.mark.parametrize("platform", ["mastodon", "bluesky"])
async def test_what_a_dead_worker_had_sent_is_given_time_to_arrive(
    stage: Stage, other: Instance, platform: str
) -> None:
    post_id = await stage.post(await stage.channel(platform), "During the send")
    await taken_by(other, stage, post_id, sending=True)
    await other.presence.leave()

    assert await swept(stage) == 1

    assert (await stage.deliver(post_id))["attempt"] == 1
    ends = (await stage.read(post_id))["lease_until"]
    wait = ends - stage.instance.clock.now()  # type: ignore[operator]
    assert timedelta(seconds=SETTLE[platform] - 2) < wait <= timedelta(seconds=SETTLE[platform])


async def test_a_living_workers_post_is_left_alone(stage: Stage, other: Instance) -> None:
    post_id = await stage.post(await stage.channel(), "In good hands")
    await taken_by(other, stage, post_id, sending=True)

    assert await swept(stage) == 0
    assert (await stage.deliver(post_id))["attempt"] == 1


async def test_a_worker_that_lost_its_sign_of_life_shows_a_new_one(other: Instance) -> None:
    before = other.presence.lock
    await asyncio.gather(*(other.presence.ensure() for _ in range(3)))
    assert other.presence.lock == before

    await other.presence.leave()
    await other.presence.ensure()

    assert other.presence.lock not in (None, before)


async def test_what_may_not_go_out_does_not_hide_what_must(stage: Stage) -> None:
    cold, warm = await stage.channel(), await stage.channel("bluesky")
    frozen, unapproved = await stage.post(cold, "On ice"), await stage.post(warm, "Not approved")
    lost = await stage.post(warm, "Lost")
    await stage.instance.scheduling.desk(stage.work).freeze(cold, True)
    await change(stage, unapproved, "requires_approval = true")
    for post_id in (frozen, unapproved, lost):
        await change(stage, post_id, LONG_AGO)
    await lose_jobs(stage)

    assert await swept(stage) == 1

    await stage.instance.scheduling.desk(stage.work).freeze(cold, False)
    await change(stage, unapproved, "approved_revision = 1")
    await lose_jobs(stage)
    assert await swept(stage) == 3


async def test_a_job_that_comes_too_early_comes_again_in_time(stage: Stage, working: Work) -> None:
    service = stage.instance.scheduling.service(stage.work)
    due = stage.instance.clock.now() + timedelta(seconds=1.5)
    made = await service.create(await stage.channel(), Piece(text="On the dot"), When(due_at=due))
    await lose_jobs(stage)

    await stage.deliver(made["id"])
    assert "On the dot" not in stage.standing()
    async with working(stage):
        await until(lambda: is_published(stage, made["id"]))

    at = (await stage.read(made["id"]))["published_at"]
    assert timedelta() <= at - due < timedelta(seconds=15)  # type: ignore[operator]


async def test_posts_planned_in_one_long_transaction_are_not_woken_early(stage: Stage) -> None:
    channel, work = await stage.channel(), stage.work
    service = stage.instance.scheduling.service(work)
    due = stage.instance.clock.now() + timedelta(seconds=60)
    async with work.transaction():
        await service.create(channel, Piece(text="First"), When(due_at=due))
        await asyncio.sleep(1)
        await service.create(channel, Piece(text="Second"), When(due_at=due))

    async with stage.instance.database.system_work().transaction() as session:
        query = "SELECT execute_after FROM pgq.pgqueuer WHERE entrypoint = 'publishing.deliver'"
        moments = (await session.scalars(text(query))).all()

    assert len(moments) == 2
    assert all(timedelta() <= moment - due < timedelta(seconds=0.9) for moment in moments)


async def test_the_wait_before_a_retry_is_the_databases(stage: Stage) -> None:
    post_id = await stage.post(await stage.channel(), "Database time")
    stage.sandbox.faults("mastodon", script=["lost_answer"], only=["publish"])

    await stage.deliver(post_id)

    assert 4 < await wait_of(stage, post_id) <= 5.1


async def is_published(stage: Stage, post_id: UUID) -> bool:
    """Whether the post went out."""
    return (await stage.read(post_id))["status"] == "published"
