"""What stands between a due post and its attempt: quiet hours and the fuse of its channel.

A post that is held stays planned; its next attempt is moved to the moment at which it may go. All
of it happens in the transaction of the claim, so nobody sees the post taken in between.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from heliograph.kit.database import Row
from heliograph.kit.events import Event, Payload, announce
from heliograph.modules.channels import guards_of
from heliograph.modules.scheduling.claims import Claim, Lease, take
from heliograph.modules.scheduling.events import FUSE_TRIPPED, POST_NOTED
from heliograph.modules.scheduling.fuse import place_in_line, promise, trip
from heliograph.modules.scheduling.live import tell_changed
from heliograph.modules.scheduling.quiet import quiet_until
from heliograph.modules.scheduling.sentences import counted, held_sentence
from heliograph.modules.scheduling.waking import wake_after

_PUT_BACK = text(
    """
    UPDATE scheduling_posts
    SET status = :status, attempt = attempt - 1, next_attempt_at = :until, held_by = :by,
        lease_until = NULL, lease_owner = NULL, lease_lock = NULL
    WHERE id = :post_id
    """
)
_MOVE = text("UPDATE scheduling_posts SET due_at = :due_at WHERE id = :post_id")


@dataclass(frozen=True)
class Hold:
    """Why a post waits although it is due, and until when."""

    by: Literal["fuse", "quiet"]
    until: datetime


async def claim(session: AsyncSession, post_id: UUID, lease: Lease) -> Claim | None:
    """Take a due post for one attempt; None when it is not due, not approved, frozen, held back
    by its channel's guards, taken by somebody alive, or already settled."""
    taken = await take(session, post_id, lease)
    if taken is None:
        return None
    guards = await guards_of(session, taken.channel_id)
    taken = replace(taken, auto_retries=guards["auto_retries"])
    # What may stand already is looked for, and what has begun is brought to its end.
    if taken.in_doubt or taken.remote_id is not None:
        return taken
    if taken.extras.get("on_platform") and taken.due_at > taken.taken_at:
        return await _handed_over(session, taken, guards)
    hold = _quiet(taken, guards) or await _burst(session, taken, guards)
    if hold is None:
        return taken
    await _put_back(session, taken, hold, guards)
    return None


def _quiet(taken: Claim, guards: Row) -> Hold | None:
    if taken.is_urgent:
        return None
    until = _silent_until(taken.taken_at, guards)
    return Hold("quiet", until) if until is not None else None


def _silent_until(moment: datetime, guards: Row) -> datetime | None:
    if guards["quiet_from"] is None:
        return None
    zone = ZoneInfo(guards["time_zone"])
    return quiet_until(moment, zone, guards["quiet_from"], guards["quiet_to"])


async def _burst(session: AsyncSession, taken: Claim, guards: Row) -> Hold | None:
    if not guards["fuse_posts"]:
        return None
    until = await place_in_line(session, taken, guards["fuse_posts"], guards["fuse_minutes"])
    if until is None:
        return None
    if await trip(session, taken.channel_id):
        payload: Payload = {"channel_id": str(taken.channel_id)}
        await announce(session, Event(FUSE_TRIPPED, taken.workspace_id, payload))
    return Hold("fuse", until)


async def _handed_over(session: AsyncSession, taken: Claim, guards: Row) -> Claim:
    """A post that the platform sends by itself is given a time outside of quiet hours."""
    until = _silent_until(taken.due_at, guards)
    if until is not None:
        await session.execute(_MOVE, {"post_id": taken.post_id, "due_at": until})
        taken = replace(taken, due_at=until)
        await _note(session, taken, Hold("quiet", until), guards)
    await promise(session, taken)
    return taken


async def _put_back(session: AsyncSession, taken: Claim, hold: Hold, guards: Row) -> None:
    values: dict[str, Any] = {
        "post_id": taken.post_id,
        "status": "retrying" if taken.was == "retrying" else "scheduled",
        "until": hold.until,
        "by": hold.by,
    }
    await session.execute(_PUT_BACK, values)
    wait = hold.until - taken.taken_at
    await wake_after(session, taken.workspace_id, taken.post_id, wait, hold.until)
    await _note(session, taken, hold, guards)
    await tell_changed(session, taken.workspace_id, taken.post_id)


async def _note(session: AsyncSession, taken: Claim, hold: Hold, guards: Row) -> None:
    zone = ZoneInfo(guards["time_zone"])
    sentence = held_sentence(hold.by, hold.until, zone, taken.taken_at)
    if hold.by == "fuse":
        posts, minutes = guards["fuse_posts"], guards["fuse_minutes"]
        sentence += f" It lets out {counted(posts, 'post')} in {minutes} min at most."
    payload: Payload = {"post_id": str(taken.post_id), "kind": "held", "sentence": sentence}
    await announce(session, Event(POST_NOTED, taken.workspace_id, payload))
