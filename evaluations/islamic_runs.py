"""The Islamic pack's texts as production would write them: an account's series, with its memory."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from heliograph.extensions.packs.islamic import IslamicPack
from heliograph.extensions.packs.islamic.facts.asked import language_of
from heliograph.extensions.packs.islamic.writing.blocks import block
from heliograph.extensions.packs.islamic.writing.outline import places
from heliograph.sdk.packs import Brief, NothingToSay, Plan
from heliograph.sdk.text import Draft, TextBrief, TextMemory, opening_of, recent_templates

CAIRO = ZoneInfo("Africa/Cairo")
OPTIONS: Mapping[str, str | float | bool] = {
    "city": "Cairo",
    "city_ar": "القاهرة",
    "latitude": 30.0444,
    "longitude": 31.2357,
    "method": "egypt",
}
REMEMBERED = 45
_WORD = re.compile(r"\w+(?:[:’-]\w+)*")
_BRACKETS = str.maketrans("\ufd3f\ufd3e\u201c\u201d", "    ")


@dataclass(frozen=True)
class Made:
    """One text with the plan it was made from."""

    plan: Plan
    draft: Draft


@dataclass
class Series:
    """What an account would have kept: per subject the last drafts, and those of today."""

    pack: IslamicPack
    length: str = "medium"
    drafts: dict[str, deque[Draft]] = field(default_factory=dict)
    today: list[Draft] = field(default_factory=list)

    def write(self, plan: Plan) -> Made:
        """The next text."""
        kept = self.drafts.setdefault(plan.subject, deque(maxlen=REMEMBERED))
        memory = TextMemory(
            recent_templates(tuple(kept)),
            frozenset(name for draft in self.today for name in draft.used_templates),
            frozenset(opening_of(draft.text) for draft in self.today),
        )
        seed = f"{plan.type}:{plan.subject}:{plan.date}"
        brief = TextBrief(
            plan, self.pack.folder, seed, series="one", length=self.length, memory=memory
        )
        draft = self.pack.write(brief)
        kept.appendleft(draft)
        self.today.append(draft)
        return Made(plan, draft)


def plan_of(
    pack: IslamicPack,
    kind: str,
    day: date,
    language: str = "en",
    options: Mapping[str, str | float | bool] = OPTIONS,
    subject: str = "readers",
) -> Plan:
    """One plan."""
    brief = Brief(subject, kind, day, CAIRO, language, "one", dict(options))
    return pack.plan(brief, pack.facts(brief, ()))


def series_of(
    pack: IslamicPack, kind: str, language: str, days: range, since: date, subjects: tuple[str, ...]
) -> Iterator[Made]:
    """Every text of these days, counted from `since`, for these audiences; days that have nothing
    are left out."""
    series = Series(pack)
    for number in days:
        series.today.clear()
        for subject in subjects:
            day = since + timedelta(days=number)
            try:
                yield series.write(plan_of(pack, kind, day, language, OPTIONS, subject))
            except NothingToSay:
                continue


def own_words(pack: IslamicPack, made: Made) -> str:
    """What a text says in sentences of our own: quotations, times and sources are left out."""
    plan = made.plan
    language = language_of(plan.language)
    said = [
        block(place.part, plan.slots, language)
        for place in places(plan.type, "long")
        if place.is_block
    ]
    own = made.draft.text
    # A name of Allah may stand in the verse beside it: the longest goes first.
    for words in sorted(filter(None, said), key=len, reverse=True):
        own = own.replace(words, " ")
    return pack.own_words(own, plan).translate(_BRACKETS)


def in_latin(text: str) -> str:
    """The same text with each Arabic word spelled in hexadecimal, for measures of Latin words."""

    def spelled(found: re.Match[str]) -> str:
        word = found.group()
        return word if word.isascii() else "w" + word.encode().hex()

    return _WORD.sub(spelled, text)
