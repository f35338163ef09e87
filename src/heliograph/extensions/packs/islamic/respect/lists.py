"""The phrases the checks look for, read and compiled once."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from heliograph.extensions.packs.islamic.quran.quotations import letters_of


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Wording(_Part):
    """Phrases that a text must not have."""

    rule: str
    say: str
    remedy: str
    phrases: tuple[str, ...]
    unless_sourced: bool = False


class Honorific(_Part):
    """Names that ask for an addition at their first mention."""

    names: tuple[str, ...]
    besides: tuple[str, ...]
    forms: tuple[str, ...]
    remedy: str


class Pictured(_Part):
    """What a picture must not show."""

    say: str
    remedy: str
    phrases: tuple[str, ...]


class Lists(_Part):
    """All of `lists.yaml`."""

    formulas: tuple[str, ...]
    wording: tuple[Wording, ...]
    honorifics: dict[str, Honorific]
    pictures: dict[str, Pictured]


@cache
def lists() -> Lists:
    """The lists of this pack."""
    path = Path(__file__).parent / "lists.yaml"
    return Lists.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))


@cache
def formulas() -> frozenset[str]:
    """The letters of phrases that are prayer and greeting, not quotation."""
    return frozenset(letters_of(one) for one in lists().formulas)


@cache
def pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern for any of the phrases, as whole words."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(phrases)})(?!\w)", re.IGNORECASE)
