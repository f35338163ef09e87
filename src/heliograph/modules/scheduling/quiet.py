"""Hours in which a channel is silent. Pure functions."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from heliograph.modules.scheduling.slots import moment_of, wall_of


def quiet_until(moment: datetime, zone: ZoneInfo, starts: time, ends: time) -> datetime | None:
    """When the quiet hours end that the moment lies in; None outside of them.

    Both are local times; an end that is not later than the start is on the next day. What
    daylight saving does to them is what it does to slots.
    """
    today = wall_of(moment, zone).date()
    for day in (today - timedelta(days=1), today):
        begin, end = _bounds(day, zone, starts, ends)
        if begin <= moment < end:
            return end
    return None


def _bounds(day: date, zone: ZoneInfo, starts: time, ends: time) -> tuple[datetime, datetime]:
    last = day if ends > starts else day + timedelta(days=1)
    begin, end = datetime.combine(day, starts), datetime.combine(last, ends)
    return moment_of(begin, zone), moment_of(end, zone)
