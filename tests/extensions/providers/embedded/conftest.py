"""Two months of readings, written once for all the gates."""

from __future__ import annotations

from datetime import date

import pytest
from evaluations.text_runs import Reading, plans, readings

from heliograph.sdk.packs import Plan

START = date(2026, 1, 15)
DAYS = 60


@pytest.fixture(scope="session")
def written() -> list[Reading]:
    """Twelve signs for sixty days, in order, each remembering what it said."""
    return readings(START, DAYS)


@pytest.fixture(scope="session")
def texts(written: list[Reading]) -> list[str]:
    """The texts alone."""
    return [one.draft.text for one in written]


@pytest.fixture(scope="session")
def plan() -> Plan:
    """One ordinary plan of the zodiac pack."""
    ((_, of_the_day),) = plans(date(2026, 11, 21), 1)
    return next(plan for plan in of_the_day if plan.subject == "leo")
