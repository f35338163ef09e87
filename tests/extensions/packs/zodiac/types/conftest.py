"""Texts of every type but the daily reading, written once in the way production writes them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest

from heliograph.extensions.packs.zodiac import PACK
from heliograph.extensions.packs.zodiac.types.spans import events_of_days
from heliograph.extensions.providers.embedded import EmbeddedText
from heliograph.sdk.packs import Brief, Fact, Plan
from heliograph.sdk.text import Draft, TextBrief, TextMemory, opening_of, recent_templates

START = date(2026, 1, 15)
ZONE = ZoneInfo("UTC")
MARGIN = timedelta(days=10)
REMEMBERED = 45
# For each type: days from one text to the next, and how many texts a sign writes in the tests.
RUNS = {
    "weekly": (7, 10),
    "monthly": (30, 5),
    "love": (1, 20),
    "career": (1, 20),
    "moon_phase": (4, 10),
    "retrograde": (7, 8),
    "ingress": (6, 8),
    "eclipse": (25, 6),
    "compatibility": (2, 10),
    "educational": (2, 12),
    "meme": (3, 10),
}


@dataclass(frozen=True)
class Written:
    """One text with the plan it was written from."""

    plan: Plan
    draft: Draft


@cache
def facts_on(day: date) -> Sequence[Fact]:
    """The facts of a day, from the events around it."""
    return PACK.facts(Brief("", "", day, ZONE), events_of_days(day - MARGIN, day + MARGIN, ZONE))


def plan_for(subject: str, content_type: str, day: date) -> Plan:
    """The plan of one text."""
    return PACK.plan(Brief(subject, content_type, day, ZONE), facts_on(day))


@cache
def run_of(content_type: str, length: str = "medium") -> tuple[Written, ...]:
    """Twelve signs in order of writing, each remembering what it said."""
    return asyncio.run(_run(content_type, length))


async def _run(content_type: str, length: str) -> tuple[Written, ...]:
    step, count = RUNS[content_type]
    past: dict[str, list[Draft]] = {}
    found: list[Written] = []
    for number in range(count):
        day = START + timedelta(days=number * step)
        today: list[Draft] = []
        for sign in PACK.subjects():
            plan = plan_for(sign.id, content_type, day)
            own = past.setdefault(sign.id, [])
            draft = await EmbeddedText().write(_brief(plan, own, today, length))
            own.insert(0, draft)
            today.append(draft)
            found.append(Written(plan, draft))
    return tuple(found)


def _brief(plan: Plan, own: Sequence[Draft], today: Sequence[Draft], length: str) -> TextBrief:
    memory = TextMemory(
        recent_templates(own[:REMEMBERED]),
        frozenset(name for draft in today for name in draft.used_templates),
        frozenset(opening_of(draft.text) for draft in today),
    )
    seed = f"types:{plan.type}:{plan.subject}:{plan.date}"
    forbidden = PACK.rules().forbidden
    return TextBrief(plan, PACK.folder, seed, memory=memory, forbidden=forbidden, length=length)


@pytest.fixture(scope="session")
def texts_of() -> Callable[[str], tuple[Written, ...]]:
    """The run of a type."""
    return run_of
