"""Typed places: what may be put into them, and how it is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Literal, TypeAlias

from heliograph.modules.templates.engine.tree import ITEM, Node, Section, Value, walked
from heliograph.modules.templates.engine.values import Trouble
from heliograph.sdk.days import date_words, weekday

FieldType = Literal["text", "number", "date", "list", "choice"]
DateStyle = Literal["full", "short", "weekday", "iso"]
Scalar: TypeAlias = str | int | float | bool | date
Given: TypeAlias = Scalar | Sequence[Scalar] | None
Filling: TypeAlias = str | tuple[str, ...]
"""A value as it is put in: one text, or the entries of a list."""

LONGEST_TEXT = 5_000
LONGEST_ENTRY = 1_000
MOST_ENTRIES = 100
LARGEST_NUMBER = Decimal(10) ** 15
_DECIMALS = 6
COMMAS = {"ar": "\u060c "}


@dataclass(frozen=True)
class Field:
    """One typed placeholder.

    `max` is the longest text in characters, or the most entries of a list.
    """

    name: str
    type: FieldType = "text"
    required: bool = True
    default: Given = None
    max: int | None = None
    choices: tuple[str, ...] = ()
    style: DateStyle = "full"
    sample: Given = None


class Unfit(ValueError):
    """A value that cannot be put into a field: what is wrong, and what would fit."""

    def __init__(self, code: str, message: str, remedy: str) -> None:
        super().__init__(message)
        self.code = code
        self.remedy = remedy


def fit_values(
    fields: Sequence[Field], given: Mapping[str, Given], language: str
) -> tuple[dict[str, Filling], list[Trouble]]:
    """What is put in by name, and what could not be.

    A needed value that is missing or does not fit stays visible as `{{name}}`, so that nobody
    overlooks it.
    """
    found: dict[str, Filling] = {}
    troubles: list[Trouble] = []
    for field in fields:
        try:
            found[field.name] = _filling(field, given.get(field.name), language)
        except Unfit as error:
            shown = f"{{{{{field.name}}}}}"
            found[field.name] = (shown,) if field.type == "list" else shown
            troubles.append(Trouble(error.code, str(error), error.remedy, field=field.name))
    return found, troubles


def inferred(nodes: Sequence[Node]) -> list[Field]:
    """Fields for the names in a template: a list where entries are used, else a text.

    What only decides about a section, or stands in a section of its own name, may be left out.
    """
    lists: set[str] = set()
    needed: dict[str, bool] = {}
    for node, above in walked(nodes):
        if node.name == ITEM:
            plain = [one.name for one in above if not one.is_inverted]
            lists.update(plain[-1:])
            continue
        own = isinstance(node, Section) or any(one.name == node.name for one in above)
        needed[node.name] = needed.get(node.name, False) or (isinstance(node, Value) and not own)
    return [
        Field(name, "list" if name in lists else "text", required)
        for name, required in needed.items()
    ]


def _filling(field: Field, value: Given, language: str) -> Filling:
    value = field.default if _is_empty(value) else value
    if _is_empty(value):
        if field.required:
            raise Unfit("unfilled", f"{field.name} is not filled", "Give it a value.")
        return () if field.type == "list" else ""
    if field.type == "list":
        return _entries(field, value)
    if not isinstance(value, str | int | float | date):
        raise Unfit(
            "wrong_type", f"{field.name} is one {field.type}, not a list", "Give one value."
        )
    return _WRITERS[field.type](field, value, language)


def _is_empty(value: Given) -> bool:
    return value is None or (isinstance(value, str | list | tuple) and not value)


def _entries(field: Field, value: Given) -> tuple[str, ...]:
    several = value if isinstance(value, list | tuple) else (value,)
    most = min(field.max or MOST_ENTRIES, MOST_ENTRIES)
    if len(several) > most:
        raise Unfit(
            "too_many_entries",
            f"{field.name} has {len(several)} entries; {most} are allowed",
            "Give fewer.",
        )
    return tuple(_plain(field, str(one), LONGEST_ENTRY) for one in several)


def _text(field: Field, value: Scalar, language: str) -> str:
    return _plain(field, str(value), min(field.max or LONGEST_TEXT, LONGEST_TEXT))


def _plain(field: Field, text: str, most: int) -> str:
    if len(text) > most:
        raise Unfit(
            "value_too_long",
            f"{field.name} has {len(text)} characters; {most} are allowed",
            "Shorten it.",
        )
    if any(ord(letter) < 32 and letter not in "\n\r\t" for letter in text):
        raise Unfit(
            "unseen", f"{field.name} holds a character that cannot be seen", "Type it anew."
        )
    return text


def _number(field: Field, value: Scalar, language: str) -> str:
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        number = Decimal("NaN")
    if isinstance(value, bool) or not number.is_finite() or abs(number) >= LARGEST_NUMBER:
        raise Unfit(
            "wrong_type",
            f"{field.name} is not a number that can be written: {str(value)[:40]!r}",
            "Give a number such as 7 or 12.5.",
        )
    written = f"{number:.{_DECIMALS}f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def _date(field: Field, value: Scalar, language: str) -> str:
    try:
        day = date.fromisoformat(str(value)[:10])
    except ValueError as error:
        raise Unfit(
            "wrong_type",
            f"{field.name} is not a date: {str(value)[:40]!r}",
            "Give it as YYYY-MM-DD, for example 2026-11-21.",
        ) from error
    short = date_words(day, language)
    between = "\u060c " if language == "ar" else " "
    return {
        "iso": day.isoformat(),
        "short": short,
        "weekday": f"{weekday(day, language)}{between}{short}",
        "full": f"{short} {day.year}",
    }[field.style]


def _choice(field: Field, value: Scalar, language: str) -> str:
    if str(value) not in field.choices:
        raise Unfit(
            "not_a_choice",
            f"{field.name} cannot be {str(value)[:40]!r}",
            f"Use one of: {', '.join(field.choices)}.",
        )
    return str(value)


_WRITERS: dict[str, Callable[[Field, Scalar, str], str]] = {
    "text": _text,
    "number": _number,
    "date": _date,
    "choice": _choice,
}
