"""The Hijri calendar: the date of a day, and what a year holds."""

from __future__ import annotations

import datetime
from typing import Annotated, Any

import typer

from heliograph.apps.cli.failures import BadInput
from heliograph.apps.cli.given import day_of, pairs_of
from heliograph.apps.cli.islamic import islamic_refusals
from heliograph.apps.cli.printing import AsJSON, show, table
from heliograph.extensions.packs.islamic.hijri import (
    FIRST_DAY,
    FIRST_YEAR,
    LAST_DAY,
    LAST_YEAR,
    Occasion,
    hijri_of,
    occasions_between,
    occasions_of_year,
    occasions_on,
    written,
)
from heliograph.extensions.packs.islamic.hijri.names import names

EXPECTED = "expected, subject to moon sighting"
_CALENDAR = "Umm al-Qura"
_COLUMNS = {"first": "FROM", "last": "TO", "hijri": "HIJRI", "name": "NAME", "note": "NOTE"}


def hijri(  # noqa: PLR0913 - one parameter for each option
    date: Annotated[str | None, typer.Option(help="A day, YYYY-MM-DD.")] = None,
    year: Annotated[
        int | None, typer.Option(help="All occasions of a year: Hijri (1448) or civil (2026).")
    ] = None,
    offset: Annotated[
        int, typer.Option(help="Days by which the announced calendar is ahead, -2 to 2.")
    ] = 0,
    after_sunset: Annotated[
        bool, typer.Option("--after-sunset", help="The evening, which belongs to the next day.")
    ] = False,
    announced: Annotated[
        list[str] | None,
        typer.Option(help="A day that was announced, such as eid_al_fitr=2026-03-21."),
    ] = None,
    disputed: Annotated[
        bool, typer.Option("--disputed", help="Also occasions that not all Muslims keep.")
    ] = False,
    as_json: AsJSON = False,
) -> None:
    """Print the Hijri date of a day with what falls on it, or the occasions of a year."""
    known = {name: day_of(text) for name, text in pairs_of(announced or (), "--announced").items()}
    if (date is None) == (year is None):
        raise BadInput("Say either which day or which year", "Give --date 2026-11-21.")
    with islamic_refusals():
        if date is not None:
            day = day_of(date)
            falls = occasions_on(day, offset, known, disputed=disputed)
            found = _day(day, offset, after_sunset=after_sunset)
            found["occasions"] = [_occasion(one) for one in falls]
            show(found, as_json, _day_lines(found))
            return
        rows = [_occasion(one) for one in _of_year(year or 0, offset, known, disputed)]
    show({"year": year, "offset": offset, "occasions": rows}, as_json, table(rows, _COLUMNS, ""))


def _of_year(
    year: int, offset: int, known: dict[str, datetime.date], disputed: bool
) -> tuple[Occasion, ...]:
    if FIRST_YEAR <= year <= LAST_YEAR:
        return occasions_of_year(year, offset, known, disputed=disputed)
    if FIRST_DAY.year < year < LAST_DAY.year:
        first, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
        return occasions_between(first, last, offset, known, disputed=disputed)
    raise BadInput(
        f"The occasions of {year} are not available",
        f"Give a Hijri year from {FIRST_YEAR} to {LAST_YEAR}, or a civil one from "
        f"{FIRST_DAY.year + 1} to {LAST_DAY.year - 1}.",
    )


def _day(day: datetime.date, offset: int, *, after_sunset: bool) -> dict[str, Any]:
    found = hijri_of(day, offset, after_sunset=after_sunset)
    month = names().months[found.month - 1]
    return {
        "date": day.isoformat(),
        "hijri": str(found),
        "year": found.year,
        "month": found.month,
        "day": found.day,
        "month_name": month.en,
        "month_name_ar": month.ar,
        "text": written(found, "en"),
        "text_ar": written(found, "ar"),
        "is_ramadan": found.is_ramadan,
        "offset": offset,
        "after_sunset": after_sunset,
        "calendar": _CALENDAR,
        "note": "A civil calendar: the announced day can differ by a day, and by country.",
    }


def _occasion(one: Occasion) -> dict[str, Any]:
    notes = [EXPECTED if one.is_expected else "", one.note.en if one.note else ""]
    return {
        "id": one.id,
        "name": one.name.en,
        "name_ar": one.name.ar,
        "first": one.first.isoformat(),
        "last": one.last.isoformat(),
        "hijri": str(one.hijri),
        "is_expected": one.is_expected,
        "fasting": one.fasting,
        "note": "; ".join(note for note in notes if note),
    }


def _day_lines(found: dict[str, Any]) -> list[str]:
    lines = [f"{found['date']} is {found['text']} ({found['text_ar']}), {found['calendar']}"]
    for one in found["occasions"]:
        note = f" ({one['note']})" if one["note"] else ""
        lines.append(f"{one['name']}{note}")
    return lines
