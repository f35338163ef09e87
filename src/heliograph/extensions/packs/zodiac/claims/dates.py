"""Calendar dates, weekdays, months and years."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from datetime import date

from heliograph.extensions.packs.zodiac.claims.held import Held
from heliograph.extensions.packs.zodiac.claims.words import Claim

_MONTHS = {name: number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name: number for number, name in enumerate(calendar.month_abbr) if name}
_MONTHS["Sept"] = 9
_MONTH = r"(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b(?:\.(?=\s+\d))?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d\d"
_PATTERNS = (
    re.compile(rf"\b(?P<day>{_DAY})(?: of)? (?P<month>{_MONTH})(?:,? (?P<year>{_YEAR})\b)?"),
    re.compile(rf"\b(?P<month>{_MONTH}) (?P<day>{_DAY})\b(?!:\d)(?:,? (?P<year>{_YEAR})\b)?"),
    re.compile(rf"\b(?P<year>{_YEAR})-(?P<month>\d\d)-(?P<day>\d\d)\b"),
    re.compile(rf"\b(?P<day>\d{{1,2}})[/.](?P<month>\d{{1,2}})[/.](?P<year>{_YEAR})\b"),
)
_ORDINAL = re.compile(
    r"\b(?:on|by|until|since|[A-Z][a-z]+day) the (?P<day>\d{1,2})(?:st|nd|rd|th)\b(?! of)",
    re.IGNORECASE,
)
_MONTH_ALONE = re.compile(
    rf"\b(?:in|until|by|since|during|late|early|mid-?|this)\s*(?P<month>{_MONTH})(?!\s+\d)"
)
_YEAR_ALONE = re.compile(rf"\b(?:in|of|since|until|by|for|before|after) (?P<year>{_YEAR})\b")
_WEEKDAY = re.compile(r"\b(" + "|".join(calendar.day_name) + r")s?\b")
_WEEKDAY_BEFORE = re.compile(rf"({'|'.join(calendar.day_name)})(?:,|,? the)? (?:{_MONTH} )?$")


def date_claims(text: str, held: Held) -> Iterator[Claim]:
    """Dates the plan does not hold: neither its own nor that of a station beside it."""
    for pattern, names in _READINGS:
        for match in pattern.finditer(text):
            if not any(names(match, day) for day in held.dates):
                yield Claim(match.start(), match[0])


def days_named(sentence: str, held: Held) -> set[date]:
    """The held dates that a sentence names: by day and month, else by day, else by weekday."""
    for readings in (_READINGS[: len(_PATTERNS)], _BY_DAY, _BY_WEEKDAY):
        found = {
            day
            for pattern, names in readings
            for match in pattern.finditer(sentence)
            for day in held.dates
            if names(match, day)
        }
        if found:
            return found
    return set()


def dates_with_places(sentence: str, held: Held) -> Iterator[tuple[int, date]]:
    """Where a sentence names held dates by day and month, in its order."""
    found = [
        (match.start(), day)
        for pattern in _PATTERNS
        for match in pattern.finditer(sentence)
        for day in held.dates
        if _names(match, day)
    ]
    return iter(sorted(set(found)))


def _names(match: re.Match[str], day: date) -> bool:
    if not _is_on_weekday(match, day):
        return False
    number = int(re.sub(r"\D", "", match["day"]))
    year = int(match["year"]) if match["year"] else day.year
    return (year, _month(match["month"]), number) == (day.year, day.month, day.day)


def _is_on_weekday(match: re.Match[str], day: date) -> bool:
    """A weekday before a date has to be that of the date."""
    before = _WEEKDAY_BEFORE.search(match.string[: match.start("day")])
    return before is None or before[1] == f"{day:%A}"


def _month(word: str) -> int:
    return int(word) if word.isdigit() else _MONTHS[word.removesuffix(".")]


Reading = tuple[re.Pattern[str], Callable[[re.Match[str], date], bool]]
_BY_DAY: tuple[Reading, ...] = (
    (_ORDINAL, lambda match, day: int(match["day"]) == day.day and _is_on_weekday(match, day)),
)
_BY_WEEKDAY: tuple[Reading, ...] = ((_WEEKDAY, lambda match, day: match[1] == f"{day:%A}"),)
_READINGS: tuple[Reading, ...] = (
    *((pattern, _names) for pattern in _PATTERNS),
    *_BY_DAY,
    *_BY_WEEKDAY,
    (_MONTH_ALONE, lambda match, day: _month(match["month"]) == day.month),
    (_YEAR_ALONE, lambda match, day: int(match["year"]) == day.year),
)
