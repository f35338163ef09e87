"""A series of texts with the memory that production would have had of the days before."""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import orjson

from heliograph.apps.cli.failures import BadInput
from heliograph.apps.cli.sky import Sky, pack_of, pack_refusals
from heliograph.flows.catalogue import InstalledExtensions
from heliograph.modules.content import MEMORY_DRAFTS, forbidden_words
from heliograph.sdk.options import as_field
from heliograph.sdk.packs import Brief, Fact, NothingToSay, Pack, Plan
from heliograph.sdk.text import (
    Draft,
    TextBrief,
    TextMemory,
    WritingPack,
    opening_of,
    recent_templates,
)

EVERY = "all"


@dataclass(frozen=True)
class Order:
    """Which texts."""

    pack: str
    subject: str
    type: str
    first: date
    days: int
    zone: ZoneInfo
    length: str = "medium"
    language: str = "en"
    options: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    tone: str | None = None

    def brief(self, pack: Pack, subject: str, day: date) -> Brief:
        """What the pack is asked for."""
        kinds = [one for one in pack.manifest.types if one.id == self.type]
        fields = {one.name: one for one in (*pack.manifest.options, *kinds[0].asks)}
        options = {
            name: as_field(fields[name], value) if name in fields else value
            for name, value in self.options.items()
        }
        return Brief(subject, self.type, day, self.zone, self.language, "", options, self.notes)


@dataclass
class _Remembered:
    """What was written: per subject the last drafts, and what the others wrote today."""

    drafts: dict[str, deque[Draft]] = field(default_factory=dict)
    today: list[Draft] = field(default_factory=list)

    def before(self, subject: str) -> TextMemory:
        """What is known when a subject's text is about to be written."""
        return TextMemory(
            templates=recent_templates(tuple(self.drafts.get(subject, ()))),
            today=frozenset(name for draft in self.today for name in draft.used_templates),
            openings=frozenset(opening_of(draft.text) for draft in self.today),
        )

    def keep(self, subject: str, draft: Draft) -> None:
        """Remember a draft, the newest first."""
        self.drafts.setdefault(subject, deque(maxlen=MEMORY_DRAFTS)).appendleft(draft)
        self.today.append(draft)


async def written(order: Order) -> AsyncIterator[dict[str, Any]]:
    """One text after the other, day by day; raises `BadInput`."""
    pack = pack_of(order.pack)
    with pack_refusals():
        subjects = _subjects(pack, order.subject)
    order = replace(order, type=_type_of(pack, order.type))
    sky, remembered = Sky(pack), _Remembered()
    for number in range(order.days):
        remembered.today.clear()
        day = _day(order.first, number)
        with pack_refusals():
            for plan in _plans(pack, sky, order, subjects, day):
                yield await _piece(pack, plan, order, remembered)


def _plans(
    pack: Pack, sky: Sky, order: Order, subjects: Sequence[str], day: date
) -> Iterator[Plan]:
    """The plans of a day; a day that has nothing for the type is left out of a series."""
    facts: Sequence[Fact] = ()
    for subject in subjects:
        brief = order.brief(pack, subject, day)
        if not facts or pack.manifest.personal:
            facts = sky.facts(brief)
        try:
            yield pack.plan(brief, facts)
        except NothingToSay:
            if order.days == 1:
                raise


async def first_of(order: Order) -> tuple[Pack, Plan, Draft]:
    """The first plan of an order with its text; raises `BadInput`."""
    pack = pack_of(order.pack)
    with pack_refusals():
        subjects = _subjects(pack, order.subject)
        order = replace(order, type=_type_of(pack, order.type))
        plan = next(_plans(pack, Sky(pack), order, subjects[:1], order.first))
        return pack, plan, await _draft(pack, plan, order, _Remembered())


async def _piece(pack: Pack, plan: Plan, order: Order, remembered: _Remembered) -> dict[str, Any]:
    draft = await _draft(pack, plan, order, remembered)
    remembered.keep(plan.subject, draft)
    return {
        "subject": plan.subject,
        "date": plan.date.isoformat(),
        "text": draft.text,
        "hashtags": draft.hashtags,
        "plan": orjson.loads(orjson.dumps(asdict(plan))),
    }


async def _draft(pack: Pack, plan: Plan, order: Order, remembered: _Remembered) -> Draft:
    brief = TextBrief(
        plan=plan,
        pack_folder=pack.folder,
        seed=f"{plan.type}:{plan.subject}:{plan.date.isoformat()}",
        tone=order.tone,
        length=order.length,
        forbidden=forbidden_words(pack, {"forbidden": ()}),
        memory=remembered.before(plan.subject),
    )
    if isinstance(pack, WritingPack):
        return pack.write(brief)
    return await InstalledExtensions().text_provider().write(brief)


def _subjects(pack: Pack, wanted: str) -> list[str]:
    if wanted == EVERY:
        return [subject.id for subject in pack.subjects()]
    return [pack.subject(wanted).id]


def _type_of(pack: Pack, wanted: str) -> str:
    """A type of the pack by its name, or by the beginning of one name alone: `daily`, `moon`."""
    known = [kind.id for kind in pack.manifest.types]
    found = [one for one in known if wanted and one.startswith(wanted)]
    if wanted not in known and len(found) != 1:
        choices = ", ".join(found or known)
        raise BadInput(
            f"{pack.manifest.name} does not make {wanted!r}", f"Choose one of: {choices}."
        )
    return wanted if wanted in known else found[0]


def _day(first: date, number: int) -> date:
    try:
        return first + timedelta(days=number)
    except OverflowError as error:
        raise BadInput("The days go past the end of the calendar", "Ask for fewer days.") from error
