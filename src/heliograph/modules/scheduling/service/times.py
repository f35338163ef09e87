"""From what a person says about time to the moment a post goes out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from heliograph.modules.scheduling.errors import BadTime, NoSlots
from heliograph.modules.scheduling.repository import PostRepository
from heliograph.modules.scheduling.schemas import When
from heliograph.modules.scheduling.slots import (
    SlotTime,
    moment_of,
    next_free,
    wall_of,
    wall_text,
)


@dataclass(frozen=True)
class Moment:
    """When a post goes out: the moment, and the wall time that it came from. Empty for a draft."""

    at: datetime | None
    wall: str | None
    zone: ZoneInfo


async def moment_for(
    when: When, zone: ZoneInfo, rows: PostRepository, channel_id: UUID, now: datetime
) -> Moment:
    """The moment that is meant; raises `BadTime` or `NoSlots`."""
    if when.now:
        return Moment(now, None, zone)
    if when.due_at is not None:
        return _exactly(when.due_at, zone)
    if when.wall_time is not None:
        return _at_wall(when.wall_time.local, when.wall_time.zone)
    if when.next_slot:
        return await _next_slot(zone, rows, channel_id, now)
    return Moment(None, None, zone)


def _exactly(due_at: datetime, zone: ZoneInfo) -> Moment:
    if due_at.tzinfo is None:
        raise BadTime(f"{due_at.isoformat()} has no time zone", pointer="/due_at")
    return Moment(due_at.astimezone(UTC), wall_text(wall_of(due_at, zone)), zone)


def _at_wall(local: datetime, name: str) -> Moment:
    try:
        zone = ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise BadTime(f"{name} is no time zone", pointer="/wall_time/zone") from error
    wall = local.replace(tzinfo=None)
    return Moment(moment_of(wall, zone), wall_text(wall), zone)


async def _next_slot(
    zone: ZoneInfo, rows: PostRepository, channel_id: UUID, now: datetime
) -> Moment:
    slots = [SlotTime(slot.time, slot.weekday) for slot in await rows.slots(channel_id)]
    found = next_free(slots, zone, now, await rows.taken(channel_id, now))
    if found is None:
        raise NoSlots("No free slot was found")
    return Moment(found.at, found.name, zone)
