"""What a plan holds, in the forms a text can be compared with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from heliograph.extensions.packs.islamic.hijri.names import names
from heliograph.sdk.packs import Plan

_DIGITS = {0x0660 + digit: str(digit) for digit in range(10)}
_QUOTES = ("arabic", "translation")
_TECHNICAL = re.compile(r"(?:body|card|place)_\d+|bodies|cards|marks|before|supplication|after")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_HIJRI = re.compile(r"(\d{1,2}) ([A-Z][A-Za-z -]+?) (\d{4}) AH")
MonthDay = tuple[int, int]


def western(text: str) -> str:
    """The text with the digits that patterns are written in."""
    return text.translate(_DIGITS)


@dataclass(frozen=True)
class Held:
    """A plan as a checker of claims sees it."""

    plan: Plan

    def details(self, *keys: str) -> set[str]:
        """The values of these parts over all facts."""
        return {
            str(fact.detail[key])
            for fact in self.plan.facts
            for key in keys
            if fact.detail.get(key) not in (None, "")
        }

    @cached_property
    def quotes(self) -> tuple[str, ...]:
        """What is quoted, the longest first: nothing in it is a claim of ours."""
        slots = self.plan.slots
        found = {slots[name] for name in slots if name in _QUOTES or _TECHNICAL.fullmatch(name)}
        found |= self.details("arabic", "translation", "supplication", "name_ar")
        wordings = (western(one) for one in found if len(one) > 2)
        return tuple(sorted(wordings, key=len, reverse=True))

    @cached_property
    def wordings(self) -> str:
        """Everything the plan says in words, quotations left out."""
        parts = [
            value
            for name, value in self.plan.slots.items()
            if name not in _QUOTES and not _TECHNICAL.fullmatch(name)
        ]
        parts += [_ISO.sub(" ", fact.text) for fact in self.plan.facts]
        return western("\n".join(parts))

    @cached_property
    def civil_dates(self) -> frozenset[date]:
        """Every civil day the plan names."""
        listed = self.details("date", "first", "last")
        return frozenset((self.plan.date, *map(date.fromisoformat, listed)))

    @cached_property
    def told_days(self) -> frozenset[date]:
        """The day the text is for, and the days of a week it lists."""
        week = (fact for fact in self.plan.facts if fact.kind == "week_day")
        listed = (date.fromisoformat(str(fact.detail["date"])) for fact in week)
        return frozenset((self.plan.date, *listed))

    @cached_property
    def hijri_dates(self) -> frozenset[MonthDay]:
        """Month and day of every Hijri date the plan names."""
        return frozenset(self._hijri())

    @cached_property
    def years(self) -> frozenset[str]:
        """Every year, in either calendar."""
        hijri = {found[2] for one in self._written() for found in _HIJRI.findall(one)}
        civil = {str(day.year) for day in self.civil_dates}
        return frozenset(hijri | civil | {"1930"})

    def _written(self) -> set[str]:
        return self.details("written", "hijri")

    def _hijri(self) -> Iterator[MonthDay]:
        months = {words.en: at for at, words in enumerate(names().months, start=1)}
        for one in self._written():
            for day, month, _ in _HIJRI.findall(one):
                yield months[month], int(day)
        if any(fact.kind == "ramadan_day" for fact in self.plan.facts):
            yield from ((9, int(day)) for day in self.details("number", "night"))
