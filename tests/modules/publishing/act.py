"""What several of publishing's tests do to a stage."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from uuid import UUID

from sqlalchemy import text

from heliograph.modules.assets import Origin
from heliograph.modules.scheduling import Piece, When
from tests.modules.publishing.conftest import jpeg
from tests.support.stage import Stage
from tests.support.waiting import until


async def picture_post(stage: Stage, channel_id: UUID, words: str) -> UUID:
    """A due post with a picture."""
    assets = stage.instance.assets.service(stage.work)
    kept = await assets.keep(jpeg(), Origin("made for a test", {}, "A dark square"))
    piece = Piece(text=words, media=await assets.references([kept["id"]]))
    service = stage.instance.scheduling.service(stage.work)
    post_id: UUID = (await service.create(channel_id, piece, When(now=True)))["id"]
    return post_id


@asynccontextmanager
async def delivering(stage: Stage, post_id: UUID, state: str) -> AsyncIterator[asyncio.Task[None]]:
    """An attempt that is under way and has come to the state; finished after the block."""
    before = (await latest_attempt(stage, post_id))[0]
    delivery = stage.instance.delivery(stage.workspace_id)
    task = asyncio.create_task(delivery.deliver(post_id))

    async def claim() -> bool:
        return await latest_attempt(stage, post_id) == (before + 1, state)

    await until(claim)
    yield task
    await asyncio.gather(task, return_exceptions=True)


async def die(stage: Stage, post_id: UUID, state: str) -> None:
    """An attempt whose worker dies when it has come to the state, and whose lease is over."""
    async with delivering(stage, post_id, state) as task:
        task.cancel()
    await stage.expire_lease(post_id)


async def latest_attempt(stage: Stage, post_id: UUID) -> tuple[int, str]:
    """Number and state of the latest attempt."""
    rows = await stage.instance.history(stage.workspace_id).deliveries(post_id)
    if not rows:
        return 0, ""
    return int(str(rows[-1]["attempt"])), str(rows[-1]["state"])


async def change(stage: Stage, post_id: UUID, assignment: str) -> None:
    """Change a post's row behind the product's back."""
    async with stage.work.transaction() as session:
        await session.execute(
            text(f"UPDATE scheduling_posts SET {assignment} WHERE id = :id"),  # noqa: S608
            {"id": post_id},
        )


async def told(stage: Stage, post_id: UUID) -> list[str]:
    """A post's history as people read it."""
    rows = await stage.instance.history(stage.workspace_id).history(post_id)
    return [str(row["sentence"]) for row in rows]


async def wait_of(stage: Stage, post_id: UUID) -> float:
    """Seconds until the next attempt."""
    post = await stage.read(post_id)
    due = post["next_attempt_at"]
    assert isinstance(due, datetime)
    return (due - stage.instance.clock.now()).total_seconds()
