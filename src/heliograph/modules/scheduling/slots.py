"""Repeating local times and when they really fall. Pure functions."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

HORIZON_DAYS = 400


@dataclass(frozen=True)
class SlotTime:
    """A local time of day, every day or on one weekday (Monday is 0)."""

    time: time
    weekday: int | None = None


@dataclass(frozen=True)
class Occurrence:
    """One falling of a slot: the wall time that names it and the moment it means."""

    wall: datetime
    at: datetime

    @property
    def name(self) -> str:
        """The wall time as text; stays the same whatever the clocks do."""
        return wall_text(self.wall)


def wall_text(wall: datetime) -> str:
    """A wall time as `2026-11-22T07:00`."""
    return wall.replace(tzinfo=None).isoformat(timespec="minutes")


def moment_of(wall: datetime, zone: ZoneInfo) -> datetime:
    """The UTC moment of a wall time.

    A wall time that daylight saving skips moves forward by the gap (02:30 becomes 03:30); one
    that occurs twice means the first.
    """
    return wall.replace(tzinfo=zone, fold=0).astimezone(UTC)


def wall_of(moment: datetime, zone: ZoneInfo) -> datetime:
    """The wall time, without zone, that people in the zone read at a moment."""
    return moment.astimezone(zone).replace(tzinfo=None)


def occurrences(slots: Sequence[SlotTime], zone: ZoneInfo, after: datetime) -> Iterator[Occurrence]:
    """Every falling later than `after`, earliest first, for a bit over a year."""
    first = wall_of(after, zone).date() - timedelta(days=1)
    for offset in range(HORIZON_DAYS):
        day = first + timedelta(days=offset)
        found = [_on(slot, day, zone) for slot in slots if slot.weekday in (None, day.weekday())]
        for occurrence in sorted(found, key=lambda one: (one.at, one.wall)):
            if occurrence.at > after:
                yield occurrence


def next_free(
    slots: Sequence[SlotTime], zone: ZoneInfo, after: datetime, taken: Collection[datetime]
) -> Occurrence | None:
    """The earliest falling later than `after` whose moment is not taken; None without slots."""
    busy = {moment.replace(second=0, microsecond=0) for moment in taken}
    return next((one for one in occurrences(slots, zone, after) if one.at not in busy), None)


def _on(slot: SlotTime, day: date, zone: ZoneInfo) -> Occurrence:
    wall = datetime.combine(day, slot.time)
    return Occurrence(wall, moment_of(wall, zone))
