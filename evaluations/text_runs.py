"""Readings as production would write them: day by day, sign by sign, each with its memory."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from heliograph.extensions.packs.zodiac.pack import ZodiacPack
from heliograph.extensions.providers.embedded import EmbeddedText
from heliograph.sdk.packs import Brief, Event, Plan
from heliograph.sdk.text import Draft, TextBrief, TextMemory, opening_of, recent_templates

PACK = ZodiacPack()
ZONE = ZoneInfo("UTC")
REMEMBERED = 45
MARGIN = timedelta(days=10)


@dataclass(frozen=True)
class Reading:
    """One text with the day and the plan it was written for."""

    day: date
    plan: Plan
    draft: Draft


def plans(start: date, days: int) -> Iterator[tuple[date, list[Plan]]]:
    """The plans of all signs for so many days."""
    end = start + timedelta(days=days)
    years = range((start - MARGIN).year, (end + MARGIN).year + 1)
    events = [event for year in years for event in PACK.events(year)]
    for number in range(days):
        day = start + timedelta(days=number)
        facts = PACK.facts(Brief("", "", day, ZONE), _around(day, events))
        yield (
            day,
            [
                PACK.plan(Brief(sign.id, "daily_horoscope", day, ZONE), facts)
                for sign in PACK.subjects()
            ],
        )


def readings(start: date, days: int) -> list[Reading]:
    """All signs' daily readings in order of writing."""
    return asyncio.run(_readings(start, days))


async def _readings(start: date, days: int) -> list[Reading]:
    engine = EmbeddedText()
    past: dict[str, list[Draft]] = {}
    found = []
    for day, of_the_day in plans(start, days):
        today: set[str] = set()
        openings: set[str] = set()
        for plan in of_the_day:
            own = past.setdefault(plan.subject, [])
            memory = TextMemory(
                recent_templates(own[: -REMEMBERED - 1 : -1]),
                frozenset(today),
                frozenset(openings),
            )
            seed = f"evaluation:{plan.type}:{plan.subject}:{day}"
            draft = await engine.write(TextBrief(plan, PACK.folder, seed, memory=memory))
            own.append(draft)
            today |= set(draft.used_templates)
            openings.add(opening_of(draft.text))
            found.append(Reading(day, plan, draft))
    return found


def _around(day: date, events: Sequence[Event]) -> list[Event]:
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return [event for event in events if abs(event.at - noon) < MARGIN]
