"""The burst fuse: at most so many posts within so many minutes, whoever sends them."""

from __future__ import annotations

import asyncio
import random
import time
from datetime import timedelta
from uuid import UUID

import pytest

from heliograph.modules.scheduling import FUSE_TRIPPED, POST_NOTED, Piece, When
from heliograph.modules.scheduling.watch import watch
from tests.modules.publishing.conftest import Work
from tests.modules.scheduling.guarding import (
    OFF,
    announced,
    fused,
    moment,
    set_guards,
    shift_counted,
    take_one,
)
from tests.support.stage import Stage
from tests.support.waiting import until


async def burst(stage: Stage, channel_id: UUID, count: int) -> list[UUID]:
    """So many posts that are all due now."""
    return [await stage.post(channel_id, f"Number {number}") for number in range(count)]


async def taken_of(stage: Stage, posts: list[UUID]) -> list[bool]:
    """Who of them gets through, asked one after the other."""
    return [await take_one(stage, post_id) for post_id in posts]


async def test_more_than_the_fuse_allows_wait_as_scheduled_until_it_allows(stage: Stage) -> None:
    posts = await burst(stage, await fused(stage, 3), 5)

    for post_id in posts:
        await stage.deliver(post_id)

    rows = [await stage.read(post_id) for post_id in posts]
    assert [row["status"] for row in rows] == ["published"] * 3 + ["scheduled"] * 2
    assert "Number 4" not in stage.standing()
    for row in rows[3:]:
        wait = moment(row["next_attempt_at"]) - stage.instance.clock.now()
        assert timedelta(minutes=9) < wait <= timedelta(minutes=10)
        assert (row["held_by"], row["attempt"], row["lease_owner"]) == ("fuse", 0, None)


async def test_with_the_fuse_off_the_same_burst_goes_out_at_once(stage: Stage) -> None:
    channel_id = await fused(stage, 3)
    await set_guards(stage, channel_id, **OFF)
    posts = await burst(stage, channel_id, 5)

    for post_id in posts:
        await stage.deliver(post_id)

    assert {(await stage.read(post_id))["status"] for post_id in posts} == {"published"}


@pytest.mark.parametrize("guarded", [True, False])
async def test_many_workers_at_once_do_not_share_the_last_place(
    stage: Stage, guarded: bool
) -> None:
    channel_id = await fused(stage, 4)
    if not guarded:
        await set_guards(stage, channel_id, **OFF)
    posts = await burst(stage, channel_id, 16)

    got = await asyncio.gather(*(take_one(stage, one, f"worker {one}") for one in posts))

    assert sum(got) == (4 if guarded else 16)


async def test_what_waits_goes_in_order_and_never_more_than_allowed(stage: Stage) -> None:
    channel_id = await fused(stage, 2)
    posts = await burst(stage, channel_id, 6)
    rounds = []
    for _ in range(3):
        rounds.append(await taken_of(stage, posts))
        await shift_counted(stage, channel_id, 10.01)

    assert [sum(one) for one in rounds] == [2, 2, 2]
    assert rounds[1][2:4] == [True, True]
    assert rounds[2][4:] == [True, True]


async def test_held_posts_get_places_one_window_after_the_other(stage: Stage) -> None:
    channel_id = await fused(stage, 2)
    posts = await burst(stage, channel_id, 6)
    await taken_of(stage, posts)

    now = stage.instance.clock.now()
    waits = [moment((await stage.read(one))["next_attempt_at"]) - now for one in posts[2:]]
    assert [round(wait / timedelta(minutes=10)) for wait in waits] == [1, 1, 2, 2]


async def test_after_a_long_stop_the_backlog_is_spaced_out_as_well(stage: Stage) -> None:
    channel_id = await fused(stage, 2)
    posts = await burst(stage, channel_id, 6)
    await taken_of(stage, posts)
    await shift_counted(stage, channel_id, 500)

    assert sum(await taken_of(stage, posts[2:])) == 2


async def test_another_channel_has_its_own_count(stage: Stage) -> None:
    one, other = await fused(stage, 1), await fused(stage, 1)
    posts = [*await burst(stage, one, 2), *await burst(stage, other, 2)]

    assert await taken_of(stage, posts) == [True, False, True, False]


async def test_a_retry_takes_no_second_place(stage: Stage) -> None:
    channel_id = await fused(stage, 2)
    first, second = await burst(stage, channel_id, 2)
    stage.sandbox.faults("mastodon", script=["rate_limited"], only=["publish"])
    assert (await stage.deliver(first))["status"] == "retrying"

    await stage.make_due(first)
    assert (await stage.deliver(first))["status"] == "published"
    assert (await stage.deliver(second))["status"] == "published"


async def test_a_post_in_doubt_is_looked_for_even_when_the_fuse_is_out(stage: Stage) -> None:
    channel_id = await fused(stage, 1)
    first, second = await burst(stage, channel_id, 2)
    stage.sandbox.faults("mastodon", script=["lost_answer"], only=["publish"])
    assert (await stage.deliver(first))["in_doubt"]
    assert (await stage.deliver(second))["held_by"] == "fuse"

    await stage.make_due(first)

    assert (await stage.deliver(first))["status"] == "published"


async def test_publish_now_does_not_get_past_the_fuse(stage: Stage) -> None:
    channel_id = await fused(stage, 1)
    _, second = posts = await burst(stage, channel_id, 2)
    await taken_of(stage, posts)

    await stage.instance.scheduling.service(stage.work).publish_now(second)

    assert not await take_one(stage, second)


async def test_a_person_lets_them_go(stage: Stage) -> None:
    channel_id = await fused(stage, 1)
    posts = await burst(stage, channel_id, 4)
    await taken_of(stage, posts)
    guards = stage.instance.scheduling.guards(stage.work)

    assert await guards.let_go(channel_id) == 3

    assert await taken_of(stage, posts[1:]) == [True] * 3
    fuse = (await guards.state(channel_id))["fuse"]
    assert (fuse["waiting"], fuse["tripped_at"], fuse["frees_at"]) == (0, None, None)
    later = await burst(stage, channel_id, 2)
    assert await taken_of(stage, later) == [True, False]


async def test_letting_go_while_workers_claim_ends_and_loses_nothing(stage: Stage) -> None:
    channel_id = await fused(stage, 1)
    posts = await burst(stage, channel_id, 12)
    await taken_of(stage, posts[:6])
    guards = [stage.instance.scheduling.guards(stage.work) for _ in range(4)]

    async with asyncio.timeout(20):
        await asyncio.gather(
            *(take_one(stage, one, str(one)) for one in posts),
            *(one.let_go(channel_id) for one in guards),
        )

    rows = [await stage.read(one) for one in posts]
    assert {row["status"] for row in rows} <= {"publishing", "scheduled"}
    assert all(row["attempt"] == (row["status"] == "publishing") for row in rows)


async def test_a_tripped_fuse_is_announced_once_and_told_in_each_history(stage: Stage) -> None:
    channel_id = await fused(stage, 1)
    posts = await burst(stage, channel_id, 3)
    await taken_of(stage, posts)

    assert await announced(stage, FUSE_TRIPPED) == [{"channel_id": str(channel_id)}]
    notes = await announced(stage, POST_NOTED)
    assert [note["post_id"] for note in notes] == [str(one) for one in posts[1:]]
    assert "lets out 1 post in 10 min" in notes[0]["sentence"]


async def test_the_fuse_is_whole_again_when_nothing_waits(stage: Stage) -> None:
    channel_id = await fused(stage, 1)
    posts = await burst(stage, channel_id, 2)
    await taken_of(stage, posts)
    guards = stage.instance.scheduling.guards(stage.work)
    await watch(stage.instance.database)
    assert (await guards.state(channel_id))["fuse"]["tripped_at"]

    await stage.instance.scheduling.service(stage.work).cancel(posts[1])
    await watch(stage.instance.database)

    assert (await guards.state(channel_id))["fuse"]["tripped_at"] is None


async def test_a_looser_fuse_lets_go_what_the_tighter_one_held(stage: Stage) -> None:
    channel_id = await fused(stage, 1)
    posts = await burst(stage, channel_id, 4)
    await taken_of(stage, posts)
    await set_guards(stage, channel_id, fuse={"posts": 3, "minutes": 10})

    assert await stage.instance.scheduling.guards(stage.work).ask_again(channel_id) == 3

    assert await taken_of(stage, posts[1:]) == [True, True, False]


async def test_a_new_channel_has_the_fuse_of_its_platform(stage: Stage) -> None:
    service = stage.instance.channels.service(stage.work)
    found = {}
    for platform in ("mastodon", "instagram"):
        channel = await service.get(await stage.channel(platform))
        found[platform] = channel["guards"]["fuse"]

    for platform, fuse in found.items():
        burst_rules = service.manifest(platform).burst
        assert fuse == {
            "posts": burst_rules.posts,
            "minutes": burst_rules.minutes,
            "is_default": True,
        }
    assert found["mastodon"] != found["instagram"]


async def test_what_the_platform_sends_by_itself_counts_at_its_own_time(stage: Stage) -> None:
    channel_id = await fused(stage, 1, platform="wordpress")
    service = stage.instance.scheduling.service(stage.work)
    due = stage.instance.clock.now() + timedelta(minutes=40)
    piece = Piece(text="Held over there", extras={"on_platform": True, "title": "Later"})
    held = await service.create(channel_id, piece, When(due_at=due))
    assert await take_one(stage, held["id"])

    now = await service.create(
        channel_id, Piece(text="Meanwhile", extras={"title": "Now"}), When(now=True)
    )
    assert await take_one(stage, now["id"])
    await shift_counted(stage, channel_id, 39.9)
    after = await service.create(
        channel_id, Piece(text="Too close", extras={"title": "Close"}), When(now=True)
    )
    await shift_counted(stage, channel_id, 0.2)
    assert not await take_one(stage, after["id"])


@pytest.mark.parametrize("seed", range(3))
async def test_no_window_ever_holds_more_than_the_fuse_allows(stage: Stage, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a test's own dice
    most, window = 3, 10.0
    channel_id = await fused(stage, most)
    waiting = await burst(stage, channel_id, 20)
    passed_at, minute, begun = [], 0.0, time.monotonic()
    while waiting:
        assert minute < 40 * window, f"seed {seed}: {len(waiting)} posts are stuck"
        for post_id in chance.sample(waiting, min(len(waiting), 4)):
            if await take_one(stage, post_id):
                passed_at.append(minute + (time.monotonic() - begun) / 60)
                waiting.remove(post_id)
        step = chance.choice((0.3, 2.0, 6.0, 11.0))
        await shift_counted(stage, channel_id, step)
        minute += step

    for later, earlier in zip(passed_at[most:], passed_at[:-most], strict=True):
        assert later - earlier > window - 0.05, f"seed {seed}: {passed_at}"


async def test_a_worker_sends_what_a_looser_fuse_lets_out(stage: Stage, working: Work) -> None:
    channel_id = await fused(stage, 1)
    posts = await burst(stage, channel_id, 3)

    async with working(stage):
        await until(lambda: stand(stage, posts, "published", 1))
        await until(lambda: tell(stage, posts, "held", 2))
        await set_guards(stage, channel_id, fuse={"posts": 5, "minutes": 10})
        await until(lambda: stand(stage, posts, "published", 3))


async def test_a_worker_sends_at_once_what_a_person_let_go(stage: Stage, working: Work) -> None:
    channel_id = await fused(stage, 1)
    posts = await burst(stage, channel_id, 3)

    async with working(stage):
        await until(lambda: tell(stage, posts, "held", 2))
        await stage.instance.scheduling.guards(stage.work).let_go(channel_id)
        await until(lambda: stand(stage, posts, "published", 3))
        await until(lambda: tell(stage, posts, "freed", 2))


async def stand(stage: Stage, posts: list[UUID], status: str, count: int) -> bool:
    """Whether so many of the posts are in a state."""
    rows = [await stage.read(post_id) for post_id in posts]
    return sum(row["status"] == status for row in rows) == count


async def tell(stage: Stage, posts: list[UUID], kind: str, count: int) -> bool:
    """Whether so many of the posts' histories have a line of a kind."""
    told = [await stage.history(post_id) for post_id in posts]
    return sum(kind in kinds for kinds in told) == count
