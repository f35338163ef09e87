"""Dates, weekdays and occasions a text names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from heliograph.extensions.packs.islamic.claims.held import Held
from heliograph.extensions.packs.islamic.hijri.events import occasion_names
from heliograph.extensions.packs.islamic.hijri.names import Words, names

_YEAR = re.compile(r"(?<![\d:])(1[34]\d\d|1500|19\d\d|20\d\d)(?![\d:])")
_WEEKLY = re.compile(r"(?:the |صلاة )?(?:Friday prayer|يوم الجمعة والصلاة)")


def date_claims(text: str, held: Held) -> Iterator[str]:
    """Every date the plan does not hold."""
    left = _without_names(text, held)
    yield from (year for year in _YEAR.findall(text) if year not in held.years)
    yield from _months(left, held)
    yield from _weekdays(_WEEKLY.sub(" ", left), held)
    yield from _occasions(left, held)


def _months(text: str, held: Held) -> Iterator[str]:
    """A month that is not in the plan, or another day of one that is."""
    civil = {(day.month, day.day) for day in held.civil_dates}
    for listed, known in ((names().months, held.hijri_dates), (names().civil_months, civil)):
        months = {month for month, _ in known}
        for at, words in enumerate(listed, start=1):
            for found in _month(words).finditer(text):
                number = found.group(1)
                if (at, int(number)) not in known if number else at not in months:
                    yield found.group().strip()


def _weekdays(text: str, held: Held) -> Iterator[str]:
    """A weekday before the date of another day; alone, one that is not the text's own."""
    dated = _DATED.sub(lambda found: "" if _is_held(found, held) else found.group(), text)
    known = {day.weekday() for day in held.told_days}
    for at, words in enumerate(names().weekdays):
        if at not in known:
            yield from _weekday(words).findall(dated)
    yield from (found.group() for found in _DATED.finditer(dated))


def _is_held(found: re.Match[str], held: Held) -> bool:
    """Whether a weekday with its date is a day of the plan."""
    weekday, day, month = found.groups()
    at = next(n for n, words in enumerate(names().weekdays) if weekday in (words.en, words.ar))
    wanted = (int(day), _civil_month(month), at)
    return any((one.day, one.month, one.weekday()) == wanted for one in held.civil_dates)


def _occasions(text: str, held: Held) -> Iterator[str]:
    # The months are judged with their days.
    known = held.details("name", "name_ar")
    known |= {said for words in names().months for said in (words.en, f"شهر {words.ar}")}
    for name in occasion_names():
        if name not in known and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            yield name


def _without_names(text: str, held: Held) -> str:
    """Some occasions carry the name of a month; what the plan holds is no claim about a date."""
    keys = ("name", "name_ar", "names", "names_ar", "note", "note_ar", "notes")
    for name in sorted(held.details(*keys), key=len, reverse=True):
        text = text.replace(name, " ")
    return text


def _civil_month(name: str) -> int:
    return next(
        at for at, words in enumerate(names().civil_months, start=1) if name in (words.en, words.ar)
    )


def _all(listed: Sequence[Words]) -> str:
    return "|".join(name for words in listed for name in (words.en, words.ar))


_DATED = re.compile(
    rf"(?<!\w)({_all(names().weekdays)})[,،] (\d{{1,2}}) ({_all(names().civil_months)})(?!\w)"
)


@cache
def _month(words: Words) -> re.Pattern[str]:
    # "may" is a verb more often than a month: names count as they are written.
    arabic = words.ar.replace("ذو ", "ذ[وي] ")
    return re.compile(rf"(?:(?<!\d)(\d{{1,2}}) )?(?<!\w)(?:{words.en}|{arabic})(?!\w)")


@cache
def _weekday(words: Words) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{words.en}|يوم {words.ar})(?!\w)")
