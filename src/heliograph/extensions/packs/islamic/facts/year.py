"""The occasions of a civil year, for calendars that look ahead."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from heliograph.extensions.packs.islamic.hijri import FIRST_DAY, LAST_DAY, occasions_between
from heliograph.sdk.packs import Event


def events_of_year(year: int) -> tuple[Event, ...]:
    """What begins in the year by the tables, in order; a brand's offset is not in it."""
    first, last = max(date(year, 1, 1), FIRST_DAY), min(date(year, 12, 31), LAST_DAY)
    if first > last:
        return ()
    return tuple(
        Event(
            "occasion",
            one.id,
            datetime.combine(one.first, time(), UTC),
            {
                "name": one.name.en,
                "name_ar": one.name.ar,
                "last": one.last.isoformat(),
                "is_expected": one.is_expected,
            },
        )
        for one in occasions_between(first, last)
        if first <= one.first <= last
    )
