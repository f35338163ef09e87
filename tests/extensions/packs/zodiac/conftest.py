"""The computed sky, once per session: years of events and days of facts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest

from heliograph.extensions.packs.zodiac import PACK
from heliograph.sdk.packs import Brief, Event, Fact, Plan

YearOf = Callable[[int], Sequence[Event]]
FactsOn = Callable[..., Sequence[Fact]]
PlanFor = Callable[..., Plan]


@pytest.fixture(scope="session")
def year_of() -> YearOf:
    """Events of a year, computed when first asked for."""
    return cache(PACK.events)


@pytest.fixture(scope="session")
def facts_on(year_of: YearOf) -> FactsOn:
    """Facts of a local day; its events come with the margin a caller gives."""

    @cache
    def facts(day: date, zone: str = "UTC") -> Sequence[Fact]:
        margin = timedelta(days=10)
        years = sorted({(day - margin).year, day.year, (day + margin).year})
        events = [event for year in years for event in year_of(year)]
        near = [event for event in events if abs(event.at.date() - day) <= margin]
        return PACK.facts(Brief("", "", day, ZoneInfo(zone)), near)

    return facts


@pytest.fixture(scope="session")
def plan_for(facts_on: FactsOn) -> PlanFor:
    """The plan of one sign's day."""

    def plan(subject: str, day: date, zone: str = "UTC") -> Plan:
        return PACK.plan(
            Brief(subject, "daily_horoscope", day, ZoneInfo(zone)), facts_on(day, zone)
        )

    return plan
