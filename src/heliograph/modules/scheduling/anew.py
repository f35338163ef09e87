"""Ends an attempt; a post that used up its tries is planned anew where its channel wants that."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from heliograph.kit.database import Row
from heliograph.modules.channels import channel_guards
from heliograph.modules.scheduling.claims import Claim, Due, Outcome, write_outcome
from heliograph.modules.scheduling.repository import PostRepository
from heliograph.modules.scheduling.slots import SlotTime, next_free
from heliograph.modules.scheduling.waking import wake_after

SLOT_WITHIN = timedelta(hours=24)
"""A slot that is further away than this, seen from the earliest moment, is not waited for."""


async def settle(session: AsyncSession, taken: Claim, outcome: Outcome) -> Row | None:
    """Write how the attempt ended; None when it is no longer ours to say."""
    if outcome.anew is None:
        return await write_outcome(session, taken, outcome)
    now: datetime = (await session.execute(select(func.clock_timestamp()))).scalar_one()
    due = await _next_chance(session, taken, now + outcome.anew)
    settled = await write_outcome(session, taken, outcome, due)
    if settled is not None:
        await wake_after(session, taken.workspace_id, taken.post_id, due.at - now, due.at)
    return settled


async def _next_chance(session: AsyncSession, taken: Claim, earliest: datetime) -> Due:
    """The channel's next free slot, or the earliest moment where none is near."""
    rows = PostRepository(session, taken.workspace_id)
    guards = channel_guards()
    query = select(guards.c.time_zone).where(guards.c.id == taken.channel_id)
    zone = ZoneInfo((await session.execute(query)).scalar_one())
    slots = [SlotTime(one.time, one.weekday) for one in await rows.slots(taken.channel_id)]
    found = next_free(slots, zone, earliest, await rows.taken(taken.channel_id, earliest))
    if found is None or found.at - earliest > SLOT_WITHIN:
        return Due(earliest)
    return Due(found.at, found.name)
