"""Texts of any type as production would write them: in its rhythm, sign by sign, with memory."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import islice

from evaluations.text_runs import MARGIN, PACK, REMEMBERED, ZONE, Reading

from heliograph.extensions.packs.zodiac.types.spans import events_ahead, events_of_days
from heliograph.extensions.providers.embedded import EmbeddedText
from heliograph.sdk.packs import Brief, Fact, Plan
from heliograph.sdk.text import Draft, TextBrief, TextMemory, opening_of, recent_templates

START = date(2026, 1, 1)
# Days from one text to the next, and how long a sentence must not come again. What has no entry
# is written every other day; a month is written on its first day.
RHYTHMS = {"daily_horoscope": 1, "weekly": 7, "love": 1, "career": 1, "compatibility": 1}
# Types that tell of an event: of which kind, and how many days after it (before it) they are told.
EVENTS = {
    "moon_phase": ("phase", (0, 4)),
    "retrograde": ("station", (0,)),
    "ingress": ("ingress", (0,)),
    "eclipse": ("eclipse", (-7, 0)),
}
APART = {"weekly": timedelta(weeks=8), "monthly": timedelta(days=184)}
A_MONTH_APART = timedelta(days=30)
USUAL_RHYTHM = 2


def days_of(kind: str, count: int, start: date = START) -> list[date]:
    """The days on which so many texts of a type are written."""
    if kind == "monthly":
        months = range(start.year * 12 + start.month - 1, start.year * 12 + start.month - 1 + count)
        return [date(month // 12, month % 12 + 1, 1) for month in months]
    if kind in EVENTS:
        return list(islice(_event_days(*EVENTS[kind], start), count))
    step = timedelta(days=RHYTHMS.get(kind, USUAL_RHYTHM))
    return [start + number * step for number in range(count)]


def _event_days(kind: str, offsets: Sequence[int], start: date) -> Iterator[date]:
    """Days of events and days near them, in order; what the Moon does every other day is none."""
    told: set[date] = set()
    for event in events_ahead(start, ZONE):
        if event.kind != kind or (kind == "ingress" and event.body == "Moon"):
            continue
        for offset in offsets:
            day = event.at.date() + timedelta(days=offset)
            if day >= start and day not in told:
                told.add(day)
                yield day


@cache
def facts_on(day: date) -> Sequence[Fact]:
    """The facts of a day, from the events around it."""
    events = events_of_days(day - MARGIN, day + MARGIN, ZONE)
    return PACK.facts(Brief("", "", day, ZONE), events)


def plan_for(subject: str, kind: str, day: date) -> Plan:
    """The plan of one text."""
    return PACK.plan(Brief(subject, kind, day, ZONE), facts_on(day))


def runs_of(kind: str, count: int, start: date = START, length: str = "medium") -> list[Reading]:
    """Twelve signs' texts of a type in order of writing, each remembering what it said."""
    return asyncio.run(_runs(kind, days_of(kind, count, start), length))


async def _runs(kind: str, days: Sequence[date], length: str) -> list[Reading]:
    past: dict[str, list[Draft]] = {}
    found: list[Reading] = []
    for day in days:
        today: list[Draft] = []
        for sign in PACK.subjects():
            plan = plan_for(sign.id, kind, day)
            own = past.setdefault(sign.id, [])
            draft = await EmbeddedText().write(_brief(plan, own, today, length))
            own.insert(0, draft)
            today.append(draft)
            found.append(Reading(day, plan, draft))
    return found


def _brief(plan: Plan, own: Sequence[Draft], today: Sequence[Draft], length: str) -> TextBrief:
    memory = TextMemory(
        recent_templates(own[:REMEMBERED]),
        frozenset(name for draft in today for name in draft.used_templates),
        frozenset(opening_of(draft.text) for draft in today),
    )
    seed = f"types:{plan.type}:{plan.subject}:{plan.date}"
    forbidden = PACK.rules().forbidden
    return TextBrief(plan, PACK.folder, seed, memory=memory, forbidden=forbidden, length=length)
