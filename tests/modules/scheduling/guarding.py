"""What tests of guards do to a stage."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import text

from heliograph.kit.events import Event
from heliograph.modules.publishing import note_in_history
from heliograph.modules.scheduling import POST_NOTED, Lease, claim
from tests.support.stage import Stage

OFF = {"fuse": {"posts": 0, "minutes": 1}}


async def set_guards(stage: Stage, channel_id: UUID, **guards: Any) -> None:
    """Change a channel's guards the way a person does."""
    await stage.instance.channels.service(stage.work).change(channel_id, {"guards": guards})


async def fused(stage: Stage, posts: int, minutes: int = 10, platform: str = "mastodon") -> UUID:
    """A channel with a fuse of its own."""
    channel_id = await stage.channel(platform)
    await set_guards(stage, channel_id, fuse={"posts": posts, "minutes": minutes})
    return channel_id


async def silenced(stage: Stage, zone: str = "UTC") -> UUID:
    """A channel that is silent from an hour ago for two hours."""
    channel_id = await stage.channel()
    service = stage.instance.channels.service(stage.work)
    await service.change(channel_id, {"time_zone": zone})
    local = stage.instance.clock.now()
    starts, ends = (local + timedelta(hours=hours) for hours in (-1, 1))
    quiet = {
        "starts": starts.time().replace(microsecond=0, second=0),
        "ends": ends.time().replace(microsecond=0, second=0),
    }
    await set_guards(stage, channel_id, quiet_hours=quiet)
    return channel_id


async def take_one(stage: Stage, post_id: UUID, owner: str = "one") -> bool:
    """Whether a worker gets the post."""
    async with stage.work.transaction() as session:
        return await claim(session, post_id, Lease(owner, 90, None)) is not None


async def shift_counted(stage: Stage, channel_id: UUID, minutes: float) -> None:
    """Let that much time pass for a channel's fuse and for what it holds back."""
    passed = {"id": channel_id, "seconds": minutes * 60}
    async with stage.work.transaction() as session:
        for statement in (
            "UPDATE scheduling_sends SET at = at - make_interval(secs => :seconds)"
            " WHERE channel_id = :id",
            "UPDATE scheduling_posts"
            " SET next_attempt_at = next_attempt_at - make_interval(secs => :seconds)"
            " WHERE channel_id = :id AND held_by IS NOT NULL",
        ):
            await session.execute(text(statement), passed)


async def announced(stage: Stage, name: str) -> list[dict[str, Any]]:
    """What was announced under a name in this workspace, oldest first."""
    query = "SELECT payload FROM kit_outbox WHERE name = :name AND workspace_id = :id ORDER BY id"
    async with stage.work.transaction() as session:
        rows = await session.scalars(text(query), {"name": name, "id": stage.workspace_id})
        return [dict(row) for row in rows]


async def tell_histories(stage: Stage) -> None:
    """Let what guards said be written into histories, as the worker does."""
    for payload in await announced(stage, POST_NOTED):
        event = Event(POST_NOTED, stage.workspace_id, payload)
        told = event.payload
        await note_in_history(
            stage.work, UUID(str(told["post_id"])), str(told["kind"]), str(told["sentence"])
        )


def moment(value: object) -> datetime:
    """A time out of a post's row."""
    assert isinstance(value, datetime)
    return value.astimezone(UTC)
