"""The names of months and days, in English and Arabic."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

from heliograph.extensions.packs.islamic.hijri.calendar import HijriDate

Language = Literal["en", "ar"]
_DIGITS = {ord(str(digit)): chr(0x0660 + digit) for digit in range(10)}


class Words(BaseModel):
    """The same words in both languages."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    en: str
    ar: str

    def of(self, language: Language) -> str:
        """The words in one language."""
        return self.ar if language == "ar" else self.en


class Names(BaseModel):
    """Every name a date is written with."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    months: tuple[Words, ...] = Field(min_length=12, max_length=12)
    weekdays: tuple[Words, ...] = Field(min_length=7, max_length=7)
    civil_months: tuple[Words, ...] = Field(min_length=12, max_length=12)
    era: Words


@cache
def names() -> Names:
    """The names, read once."""
    path = Path(__file__).parent / "names.yaml"
    return Names.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))


def written(hijri: HijriDate, language: Language) -> str:
    """A Hijri date as a reader of the language writes it: 1 Ramadan 1448 AH."""
    month = names().months[hijri.month - 1].of(language)
    return digits(f"{hijri.day} {month} {hijri.year} {names().era.of(language)}", language)


def civil(day: date, language: Language) -> str:
    """A civil day with its weekday: Saturday, 21 November 2026."""
    weekday = names().weekdays[day.weekday()].of(language)
    month = names().civil_months[day.month - 1].of(language)
    comma = "،" if language == "ar" else ","
    return digits(f"{weekday}{comma} {day.day} {month} {day.year}", language)


def digits(text: str, language: Language) -> str:
    """The text with the digits its readers use."""
    return text.translate(_DIGITS) if language == "ar" else text
