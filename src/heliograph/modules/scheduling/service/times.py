"""From what a person says about time to the moment a post goes out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
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

YEARS = range(2000, 2101)
"""A post's time lies in these; whatever is further away is a slip of the pen."""


@dataclass(frozen=True)
class Moment:
    """When a post goes out: the moment, and the wall time that it came from. Empty for a draft."""

    at: datetime | None
    wall: str | None
    zone: ZoneInfo
    is_now: bool = False


async def moment_for(
    when: When, zone: ZoneInfo, rows: PostRepository, channel_id: UUID, now: datetime
) -> Moment:
    """The moment that is meant; raises `BadTime` or `NoSlots`."""
    if when.now:
        return Moment(now, None, zone, is_now=True)
    if when.due_at is not None:
        return _exactly(when.due_at, zone)
    if when.wall_time is not None:
        return _at_wall(when.wall_time.local, when.wall_time.zone)
    if when.next_slot:
        after = max(now, when.not_before) if when.not_before else now
        return await _next_slot(zone, rows, channel_id, after)
    return Moment(None, None, zone)


def _exactly(due_at: datetime, zone: ZoneInfo) -> Moment:
    if due_at.tzinfo is None:
        raise BadTime(f"{due_at.isoformat()} has no time zone", pointer="/due_at")
    _check_year(due_at, "/due_at")
    return Moment(due_at.astimezone(UTC), wall_text(wall_of(due_at, zone)), zone)


def _at_wall(local: datetime, name: str) -> Moment:
    try:
        zone = ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadTime(f"{name!r} is no time zone", pointer="/wall_time/zone") from error
    _check_year(local, "/wall_time/local")
    wall = local.replace(tzinfo=None)
    return Moment(moment_of(wall, zone), wall_text(wall), zone)


def _check_year(moment: datetime, pointer: str) -> None:
    if moment.year not in YEARS:
        first, last = YEARS[0], YEARS[-1]
        raise BadTime(f"The year {moment.year} is outside {first} to {last}", pointer=pointer)


def start_of(day: date, zone: ZoneInfo) -> datetime:
    """The moment just before a local day begins, so that a slot at midnight still counts."""
    return moment_of(datetime.combine(day, time()), zone) - timedelta(seconds=1)


async def _next_slot(
    zone: ZoneInfo, rows: PostRepository, channel_id: UUID, after: datetime
) -> Moment:
    slots = [SlotTime(slot.time, slot.weekday) for slot in await rows.slots(channel_id)]
    found = next_free(slots, zone, after, await rows.taken(channel_id, after))
    if found is None:
        raise NoSlots("No free slot was found")
    return Moment(found.at, found.name, zone)
