"""A platform that cannot be reached is tried by one post at a time, whatever waits for it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import text

from heliograph.kit.database import Database
from heliograph.modules.publishing.service.circuit import UNREACHABLE, Circuits, Road
from tests.doubles.sandbox import SandboxProcess
from tests.support.stage import Stage, open_stage

PAUSE = 30.0
DOOR = "mastodon https://example.social"


@pytest.fixture
async def away(tmp_path: Path, database: Database) -> AsyncIterator[Stage]:
    """A stage with a sandbox of its own, which the test may end."""
    own = SandboxProcess.start(tmp_path / "sandbox")
    async with open_stage(tmp_path, database, own) as opened:
        yield opened
    own.stop()


async def tries(stage: Stage) -> int:
    """How many attempts were begun."""
    async with stage.work.transaction() as session:
        return int(await session.scalar(text("SELECT count(*) FROM publishing_deliveries")) or 0)


async def pause_ends(stage: Stage) -> None:
    """Let the time until the next try pass, and let every worker see it."""
    async with stage.work.transaction() as session:
        await session.execute(text("UPDATE publishing_circuits SET retry_at = now()"))
        await session.execute(text("UPDATE scheduling_posts SET next_attempt_at = now()"))


async def wait_of(stage: Stage, post_id: UUID) -> float:
    """Seconds until the post is tried again."""
    left = "SELECT extract(epoch FROM next_attempt_at - now()) FROM scheduling_posts WHERE id = :id"
    async with stage.work.transaction() as session:
        return float(await session.scalar(text(left), {"id": post_id}) or 0)


async def three_posts(stage: Stage) -> list[UUID]:
    """Due posts on one channel, whose platform is then gone."""
    channel = await stage.channel()
    made = [await stage.post(channel, f"Behind a shut door {number}") for number in range(3)]
    stage.sandbox.kill()
    return made


async def test_one_try_shuts_the_door_for_all_posts_behind_it(away: Stage) -> None:
    first, *others = await three_posts(away)

    tried = await away.deliver(first)
    held = [await away.deliver(post_id) for post_id in others]

    assert await tries(away) == 1
    assert {post["status"] for post in (tried, *held)} == {"retrying"}
    assert {post["failures"] for post in (tried, *held)} == {0}
    assert "waiting" in await away.history(others[0])
    for post_id in (first, *others):
        assert PAUSE * 0.9 < await wait_of(away, post_id) < PAUSE * 2


async def test_after_the_pause_one_post_tries_and_the_next_pause_is_longer(away: Stage) -> None:
    made = await three_posts(away)
    for post_id in made:
        await away.deliver(post_id)
    await pause_ends(away)

    await asyncio.gather(*(away.deliver(post_id) for post_id in made))

    assert await tries(away) == 2
    assert min([await wait_of(away, post_id) for post_id in made]) > PAUSE * 1.5


async def test_the_first_answer_opens_the_door_and_every_post_goes_out_once(away: Stage) -> None:
    made = await three_posts(away)
    for post_id in made:
        await away.deliver(post_id)
    await asyncio.to_thread(away.sandbox.resume)
    await pause_ends(away)

    posts = [await away.deliver(post_id) for post_id in made]

    assert [post["status"] for post in posts] == ["published"] * 3
    assert sorted(away.standing()) == [f"Behind a shut door {number}" for number in range(3)]
    async with away.work.transaction() as session:
        assert await session.scalar(text("SELECT count(*) FROM publishing_circuits")) == 0


async def test_a_platform_that_answers_at_all_counts_as_reached(away: Stage) -> None:
    made = await three_posts(away)
    await away.deliver(made[0])
    await asyncio.to_thread(away.sandbox.resume)
    away.sandbox.faults("mastodon", script=["error_503"], only=["publish"])
    await pause_ends(away)

    probe = await away.deliver(made[1])
    other = await away.deliver(made[2])

    assert probe["status"] == "retrying"
    assert other["status"] == "published"


async def test_of_many_workers_one_gets_the_turn(database: Database) -> None:
    work = database.system_work()
    async with work.transaction() as session:
        await session.execute(
            text("INSERT INTO publishing_circuits VALUES (:door, now(), now(), 1)"), {"door": DOOR}
        )

    async def ask() -> bool:
        async with database.system_work().transaction() as session:
            return (await Circuits(PAUSE).admit(session, DOOR)).probe

    turns = await asyncio.gather(*(ask() for _ in range(20)))
    assert turns.count(True) == 1


async def test_other_platforms_are_not_held_up(away: Stage) -> None:
    async with away.instance.database.system_work().transaction() as session:
        elsewhere = {"door": DOOR}
        await session.execute(
            text("INSERT INTO publishing_circuits VALUES (:door, now(), now() + '1 h', 1)"),
            elsewhere,
        )
    post = await away.deliver(await away.post(await away.channel(), "Through an open door"))
    assert post["status"] == "published"


async def test_many_posts_at_once_are_one_try_after_a_silence(away: Stage) -> None:
    channel = await away.channel()
    made = [await away.post(channel, f"One of many {number}") for number in range(12)]
    away.sandbox.kill()
    services = [away.instance.delivery(away.workspace_id) for _ in made]

    await asyncio.gather(
        *(service.deliver(post_id) for service, post_id in zip(services, made, strict=True))
    )

    found = "SELECT count(*) FROM publishing_deliveries WHERE error ->> 'reason' = :reason"
    async with away.work.transaction() as session:
        assert await session.scalar(text(found), {"reason": UNREACHABLE}) == 1
    assert {(await away.read(post_id))["failures"] for post_id in made} == {0}


async def test_after_a_silence_the_first_goes_alone_and_the_rest_follow_its_answer(
    database: Database,
) -> None:
    circuits, asked, going = Circuits(PAUSE), asyncio.Event(), []

    async def go(name: str) -> None:
        async with circuits.passage(database.system_work(), Road(DOOR)):
            going.append(name)
            await asked.wait()

    tasks = [asyncio.create_task(go(name)) for name in ("first", "second", "third")]
    await asyncio.sleep(0.05)
    alone = list(going)
    asked.set()
    await asyncio.gather(*tasks)
    assert alone == ["first"]
    assert len(going) == 3
