"""Events of longer stretches than a day, as facts that carry their local date and minute."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from heliograph.extensions.packs.zodiac.aspects import EXACT_WORDS
from heliograph.extensions.packs.zodiac.events import events_between
from heliograph.extensions.packs.zodiac.happenings import SOLAR_SOURCE, TURNS
from heliograph.extensions.packs.zodiac.scores import TURNING_POINT, aspect_score, single_score
from heliograph.extensions.packs.zodiac.signs import capital, with_article
from heliograph.extensions.packs.zodiac.sky import SOURCE
from heliograph.extensions.packs.zodiac.types.base import said_day
from heliograph.sdk.packs import Detail, Event, Fact

# The ephemeris reaches from the end of July 1899 to October 2053.
_EARLIEST, _LATEST = datetime(1899, 8, 10, tzinfo=UTC), datetime(2053, 9, 1, tzinfo=UTC)


@lru_cache(maxsize=8)
def _year(year: int) -> tuple[Event, ...]:
    first, last = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    return events_between(max(first, _EARLIEST), min(last, _LATEST))


def events_of_days(first: date, last: date, zone: ZoneInfo) -> list[Event]:
    """Events from the beginning of one local day to the end of another."""
    start = datetime.combine(first, time(), zone).astimezone(UTC)
    end = datetime.combine(last + timedelta(days=1), time(), zone).astimezone(UTC)
    years = range(start.year, end.year + 1)
    return [event for year in years for event in _year(year) if start <= event.at < end]


def events_ahead(day: date, zone: ZoneInfo) -> Iterator[Event]:
    """Events from a local day on, year by year, as far as the ephemeris reaches."""
    start = datetime.combine(day, time(), zone).astimezone(UTC)
    for year in range(start.year, _LATEST.year + 1):
        yield from (event for event in _year(year) if event.at >= start)


def events_behind(day: date, zone: ZoneInfo) -> Iterator[Event]:
    """Events before a local day, the latest first."""
    start = datetime.combine(day, time(), zone).astimezone(UTC)
    for year in range(start.year, _EARLIEST.year - 1, -1):
        yield from (event for event in reversed(_year(year)) if event.at < start)


def local_date(event: Event, zone: ZoneInfo) -> date:
    """The date an event has for readers in a time zone."""
    return event.at.astimezone(zone).date()


def clock(event: Event, zone: ZoneInfo) -> str:
    """The local time to the nearest minute that is still on the same date."""
    local = event.at.astimezone(zone)
    nearest = local + timedelta(seconds=30)
    return (nearest if nearest.date() == local.date() else local).strftime("%H:%M")


def dated_fact(event: Event, zone: ZoneInfo) -> Fact:
    """An event as a fact with its date."""
    day, at = local_date(event, zone), clock(event, zone)
    when = {"date": day.isoformat(), "when": said_day(day), "weekday": f"{day:%A}", "time": at}
    detail: Detail = {"body": event.body, **event.detail, **when}
    is_solar = event.detail.get("eclipse") == "solar"
    return Fact(
        f"{day.isoformat()}:{event.kind}:{event.body.lower()}:{_particular(event)}",
        event.kind,
        capital(f"{_said(event)} on {when['when']} at {at}"),
        SOLAR_SOURCE if is_solar else SOURCE,
        _weight(event),
        detail,
    )


def _particular(event: Event) -> str:
    keys = ("aspect", "other", "phase", "eclipse", "sign")
    return "-".join(str(event.detail[key]).lower() for key in keys if key in event.detail)


def _said(event: Event) -> str:
    detail, body = event.detail, with_article(event.body)
    if event.kind == "aspect":
        words = EXACT_WORDS[str(detail["aspect"])]
        return words.format(a=body, b=with_article(str(detail["other"])))
    if event.kind == "station":
        return f"{body} {TURNS[str(detail['direction'])][0]} in {detail['sign']}"
    if event.kind == "phase":
        return f"the {detail['phase']} falls in {detail['sign']}"
    if event.kind == "eclipse":
        return f"the {detail['type']} {detail['eclipse']} eclipse in {detail['sign']} is greatest"
    return f"{body} {'slips back into' if detail['retrograde'] else 'enters'} {detail['sign']}"


def _weight(event: Event) -> float:
    if event.kind == "aspect":
        pair = (event.body, str(event.detail["other"]))
        return aspect_score(pair, str(event.detail["aspect"]), 0.0, 1.0)
    if event.kind == "phase":
        is_lunation = event.detail["phase"] in ("new moon", "full moon")
        return single_score("Moon", TURNING_POINT if is_lunation else 1.0)
    if event.kind == "eclipse":
        return single_score(event.body, TURNING_POINT * 1.25)
    if event.kind == "station":
        return single_score(event.body, TURNING_POINT)
    # The Moon changes signs every other day: only a quiet week speaks of it.
    return 0.1 if event.body == "Moon" else single_score(event.body, 1.2)
