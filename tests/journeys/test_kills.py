"""A worker may die or stand still at any step of a delivery: the post ends up standing once."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

import pytest
import pytest_asyncio
from sqlalchemy import text

from heliograph.kit.ids import new_id
from heliograph.modules.scheduling import When
from tests.support.arena import Arena, end, open_arena
from tests.support.waiting import until

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.slow]

QUICK = {
    "HELIOGRAPH_DELIVERY__SWEEP_SECONDS": "1",
    "HELIOGRAPH_DELIVERY__FIRST_DELAY_SECONDS": "0.5",
    # A stopped process must come back as itself, not be ended by its own watchdog.
    "HELIOGRAPH_WORKER__HEARTBEAT_SECONDS": "120",
}
UNGUARDED = {"HELIOGRAPH_DELIVERY__LOOK_BEFORE_RESEND": "false"}
BEFORE_THE_CALL = ["before_claim", "after_claim", "after_prepare", "after_intent"]
AFTER_THE_CALL = ["after_commit", "after_finish"]
TAKEN_OVER = "the one before it died or stood still"
FOUND = "it is there. Published once, nothing sent again."


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def arena() -> AsyncIterator[Arena]:
    """One instance for all tests here: its processes are what takes long to start."""
    async with open_arena(QUICK) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="module", autouse=True)
async def calm(arena: Arena) -> AsyncIterator[None]:
    """Every test starts without faults."""
    yield
    for platform in ("mastodon", "bluesky", "instagram"):
        arena.sandbox.faults(platform)
    shutil.rmtree(arena.home / "faults", ignore_errors=True)


async def due_post(arena: Arena, platform: str) -> tuple[UUID, str]:
    """A post that is due now, and its words, which no other post has."""
    words = f"Post {new_id().hex} on {platform}"
    pictures = [await arena.picture()] if platform == "instagram" else []
    channel = await arena.channel(platform)
    return await arena.post(channel, words, When(now=True), pictures), words


async def value(arena: Arena, query: str, post_id: UUID) -> object:
    """One value about a post, straight from the database."""
    async with arena.work.transaction() as session:
        return await session.scalar(text(query), {"id": post_id})


async def reaches(arena: Arena, post_id: UUID, status: str, seconds: float = 90) -> None:
    """Wait until the post has the status."""

    async def claim() -> bool:
        query = "SELECT status FROM scheduling_posts WHERE id = :id"
        return await value(arena, query, post_id) == status

    await until(claim, seconds)


async def is_being_sent(arena: Arena, post_id: UUID, state: str) -> None:
    """Wait until an attempt is in the state."""

    async def claim() -> bool:
        query = "SELECT state FROM publishing_deliveries WHERE post_id = :id ORDER BY attempt DESC"
        return await value(arena, query, post_id) == state

    await until(claim)


@asynccontextmanager
async def working(
    arena: Arena, name: str = "worker", **variables: str
) -> AsyncIterator[subprocess.Popen[bytes]]:
    """A worker process for the length of the block."""
    process = arena.start_worker(name, **variables)
    try:
        yield process
    finally:
        await asyncio.to_thread(end, process)


async def die_and_go_on(arena: Arena, post_id: UUID, point: str, **variables: str) -> None:
    """A worker that kills itself at the point, and another one that takes over."""
    given = {**variables, "HELIOGRAPH_DELIVERY__FAULT_POINT": f"delivery.{point}"}
    async with working(arena, f"dies-{point}", **given) as dying:
        assert await asyncio.to_thread(dying.wait, 60) == -signal.SIGKILL
    async with working(arena, f"after-{point}", **given):
        await reaches(arena, post_id, "published")


def standing(arena: Arena, words: str) -> int:
    """How often the words really stand on the networks."""
    return [post["text"] for post in arena.sandbox.posts()].count(words)


@pytest.mark.parametrize("point", [*BEFORE_THE_CALL, *AFTER_THE_CALL])
async def test_a_worker_killed_at_any_step_leaves_one_post(arena: Arena, point: str) -> None:
    post_id, words = await due_post(arena, "mastodon")

    await die_and_go_on(arena, post_id, point)

    assert standing(arena, words) == 1
    told = await arena.sentences(post_id)
    assert any(TAKEN_OVER in line for line in told) == (
        point not in ("before_claim", "after_finish")
    )
    assert told[-1].startswith(("Mastodon accepted it.", "Looked on Mastodon: it is there."))


@pytest.mark.parametrize("platform", ["bluesky", "instagram"])
@pytest.mark.parametrize("point", ["after_prepare", "after_intent", "after_commit"])
async def test_every_network_comes_through_the_dangerous_steps(
    arena: Arena, platform: str, point: str
) -> None:
    post_id, words = await due_post(arena, platform)

    await die_and_go_on(arena, post_id, point)

    assert standing(arena, words) == 1
    told = await arena.sentences(post_id)
    assert any(FOUND in line for line in told) == (point == "after_commit")


async def test_a_worker_killed_right_after_a_look_leaves_one_post(arena: Arena) -> None:
    post_id, words = await due_post(arena, "mastodon")
    arena.sandbox.faults("mastodon", script=["lost_answer"], only=["publish"])

    await die_and_go_on(arena, post_id, "after_look")

    assert standing(arena, words) == 1
    told = await arena.sentences(post_id)
    assert any(line.startswith("No answer from Mastodon.") for line in told)
    assert FOUND in told[-1]


@pytest.mark.parametrize("platform", ["mastodon", "bluesky", "instagram"])
async def test_without_the_look_the_same_death_doubles(arena: Arena, platform: str) -> None:
    post_id, words = await due_post(arena, platform)

    await die_and_go_on(arena, post_id, "after_commit", **UNGUARDED)

    assert standing(arena, words) == 2


async def test_a_worker_that_stood_still_while_sending_overwrites_nothing(arena: Arena) -> None:
    post_id, words = await due_post(arena, "mastodon")
    arena.sandbox.faults("mastodon", slow_ms=1500)

    async with working(arena, "stands-still") as paused:
        await is_being_sent(arena, post_id, "sending")
        os.kill(paused.pid, signal.SIGSTOP)
        arena.sandbox.faults("mastodon")
        await run_out(arena, post_id)
        async with working(arena, "takes-over"):
            await reaches(arena, post_id, "published")
            before = await state_of(arena, post_id)
            os.kill(paused.pid, signal.SIGCONT)
            await says(arena, post_id, "An answer came after the post was taken over.")

    assert await state_of(arena, post_id) == before
    assert standing(arena, words) == 1


async def test_a_worker_that_stood_still_before_sending_does_not_send(arena: Arena) -> None:
    post_id, words = await due_post(arena, "instagram")
    arena.sandbox.faults("instagram", slow_ms=1500)

    async with working(arena, "stands-still", HELIOGRAPH_DELIVERY__LEASE_SECONDS="3") as paused:
        await is_being_sent(arena, post_id, "claimed")
        os.kill(paused.pid, signal.SIGSTOP)
        arena.sandbox.faults("instagram")
        async with working(arena, "takes-over"):
            await reaches(arena, post_id, "published")
            os.kill(paused.pid, signal.SIGCONT)
            await says(arena, post_id, "Not sent: it was cancelled, changed, frozen or taken over")

    assert standing(arena, words) == 1


async def test_a_database_killed_while_a_post_is_sent_comes_back_to_one_post(
    arena: Arena,
) -> None:
    post_id, words = await due_post(arena, "mastodon")
    arena.sandbox.faults("mastodon", slow_ms=2000)

    async with working(arena, "loses-database") as worker:
        await is_being_sent(arena, post_id, "sending")
        server = arena.server.pid()
        assert server is not None
        os.kill(server, signal.SIGKILL)
        assert await asyncio.to_thread(worker.wait, 60) == 1
    await arena.server.start()
    await arena.database.engine.dispose()
    arena.sandbox.faults("mastodon")
    async with working(arena, "after-database"):
        await reaches(arena, post_id, "published")

    assert standing(arena, words) == 1
    assert any(FOUND in line for line in await arena.sentences(post_id))


async def run_out(arena: Arena, post_id: UUID) -> None:
    """Let the lease of the running attempt end, as if its time were over."""
    async with arena.work.transaction() as session:
        await session.execute(
            text("UPDATE scheduling_posts SET lease_until = now() WHERE id = :id"), {"id": post_id}
        )


async def state_of(arena: Arena, post_id: UUID) -> object:
    """Everything about a post that an old worker could overwrite."""
    query = "SELECT to_jsonb(scheduling_posts) - 'metrics' FROM scheduling_posts WHERE id = :id"
    return await value(arena, query, post_id)


async def says(arena: Arena, post_id: UUID, start: str) -> None:
    """Wait until the post's history has a line that starts so."""

    async def claim() -> bool:
        return any(line.startswith(start) for line in await arena.sentences(post_id))

    await until(claim)
