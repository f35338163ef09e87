"""One local day: where it begins and ends, and which events fall on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from heliograph.sdk.packs import Event


@dataclass(frozen=True)
class LocalDay:
    """A calendar day of a time zone, with its UTC limits and the events around it."""

    day: date
    zone: ZoneInfo
    start: datetime
    noon: datetime
    end: datetime
    events: tuple[Event, ...]

    @classmethod
    def of(cls, day: date, zone: ZoneInfo, events: Sequence[Event]) -> LocalDay:
        """The day with those of the events that fall on it or on its neighbours."""
        start = _utc(day, time(), zone)
        end = _utc(day + timedelta(days=1), time(), zone)
        near = (
            event for event in events if start - timedelta(days=1) <= event.at <= end + timedelta(1)
        )
        return cls(day, zone, start, _utc(day, time(12), zone), end, tuple(near))

    def today(self, kind: str) -> list[Event]:
        """Events of a kind that fall on this very day."""
        return [event for event in self.near(kind) if self.days_until(event) == 0]

    def near(self, kind: str) -> list[Event]:
        """Events of a kind on this day, the one before or the one after."""
        return [
            event
            for event in self.events
            if event.kind == kind and abs(self.days_until(event)) <= 1
        ]

    def days_until(self, event: Event) -> int:
        """Calendar days from this day to the event's own local day."""
        return (event.at.astimezone(self.zone).date() - self.day).days

    def clock(self, at: datetime) -> str:
        """The local wall-clock time to the nearest minute that is still on the same day."""
        local = at.astimezone(self.zone)
        nearest = local + timedelta(seconds=30)
        shown = nearest if nearest.date() == local.date() else local
        return shown.strftime("%H:%M")


def _utc(day: date, at: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, at, zone).astimezone(UTC)
