"""The Hijri calendar after the Umm al-Qura tables, and what falls on its days."""

from __future__ import annotations

from heliograph.extensions.packs.islamic.hijri.calendar import (
    FIRST_DAY,
    FIRST_YEAR,
    LAST_DAY,
    LAST_YEAR,
    MOST_OFFSET,
    HijriDate,
    gregorian_of,
    hijri_of,
    month_length,
)
from heliograph.extensions.packs.islamic.hijri.events import (
    Occasion,
    occasions_between,
    occasions_of_year,
    occasions_on,
)
from heliograph.extensions.packs.islamic.hijri.names import written

__all__ = [
    "FIRST_DAY",
    "FIRST_YEAR",
    "LAST_DAY",
    "LAST_YEAR",
    "MOST_OFFSET",
    "HijriDate",
    "Occasion",
    "gregorian_of",
    "hijri_of",
    "month_length",
    "occasions_between",
    "occasions_of_year",
    "occasions_on",
    "written",
]
