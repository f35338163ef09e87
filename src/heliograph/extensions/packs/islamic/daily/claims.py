"""What a text says of dates, times, verses and occasions that its plan does not hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from heliograph.extensions.packs.islamic.hijri.events import occasion_names
from heliograph.extensions.packs.islamic.hijri.names import Words, names
from heliograph.sdk.packs import Plan

_DIGITS = {0x0660 + digit: str(digit) for digit in range(10)}
_COLON = re.compile(r"(?<![\d:])\d{1,3}:\d{1,3}(?:[-–]\d{1,3})?(?![\d:])")
_SURAH = re.compile(r"(?<!\w)(?:[Ss]urah|سورة) (\w[\w'’-]*)")
_YEAR = re.compile(r"(?<!\d)(1[34]\d\d|1500|19\d\d|20\d\d)(?!\d)")


def unsupported_claims(text: str, plan: Plan) -> Sequence[str]:
    """The words of every claim the plan does not hold; empty when all are held."""
    read = text.translate(_DIGITS)
    own = _without_quotes(read, plan)
    return tuple(
        dict.fromkeys(
            [
                *_colons(own, plan),
                *_years(own, plan),
                *_dates(own, plan),
                *_names(own, plan),
                *_surahs(own, plan),
            ]
        )
    )


def _without_quotes(text: str, plan: Plan) -> str:
    for name in ("arabic", "translation"):
        quoted = plan.slots.get(name, "")
        text = text.replace(quoted.translate(_DIGITS), " ") if quoted else text
    return text


def _details(plan: Plan, *keys: str) -> set[str]:
    return {str(fact.detail[key]) for fact in plan.facts for key in keys if key in fact.detail}


def _colons(text: str, plan: Plan) -> Iterator[str]:
    """Clock times and references look alike, so both are held together."""
    held = _details(plan, "time", "reference")
    for found in _COLON.findall(text):
        if found.replace("–", "-") not in held:
            yield found


def _years(text: str, plan: Plan) -> Iterator[str]:
    held = {str(plan.date.year), "1930", *_details(plan, "year")}
    yield from (found for found in _YEAR.findall(text) if found not in held)


def _dates(text: str, plan: Plan) -> Iterator[str]:
    """A month that is not the day's, or another day of it."""
    held = next(fact.detail for fact in plan.facts if fact.kind == "hijri_date")
    lists = ((names().months, int(held["month"] or 0), int(held["day"] or 0)),
             (names().civil_months, plan.date.month, plan.date.day))  # fmt: skip
    for listed, month, day in lists:
        for at, words in enumerate(listed, start=1):
            for found in _month(words).finditer(_without_names(text, plan)):
                number = found.group(1)
                if at != month or (number and int(number) != day):
                    yield found.group().strip()


def _without_names(text: str, plan: Plan) -> str:
    """Some occasions carry the name of a month; what the plan holds is no claim about a date."""
    for name in sorted(_details(plan, "name", "name_ar", "note", "note_ar", "notes"), key=len):
        text = text.replace(name, " ") if name else text
    return text


def _names(text: str, plan: Plan) -> Iterator[str]:
    """Weekdays and occasions by name."""
    day = plan.date.weekday()
    for at, words in enumerate(names().weekdays):
        if at != day:
            yield from _weekday(words).findall(text)
    # The months are judged with their days.
    held = _details(plan, "name", "name_ar") | {words.en for words in names().months}
    left = _without_names(text, plan)
    for name in occasion_names():
        if name not in held and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", left):
            yield name


def _surahs(text: str, plan: Plan) -> Iterator[str]:
    """Surahs by name; Friday has one of its own."""
    held = _details(plan, "surah", "surah_ar")
    if "friday" in _details(plan, "id"):
        held |= {"al-Kahf", "الكهف"}
    for found in _SURAH.finditer(text):
        if not any(text.startswith(name, found.start(1)) for name in held):
            yield found.group()


@cache
def _month(words: Words) -> re.Pattern[str]:
    # "may" is a verb more often than a month: names count as they are written.
    return re.compile(rf"(?:(?<!\d)(\d{{1,2}}) )?(?<!\w)(?:{words.en}|{words.ar})(?!\w)")


@cache
def _weekday(words: Words) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{words.en}|يوم {words.ar})(?!\w)")
