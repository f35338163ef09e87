"""Reading a user's file: every record is taken or refused with its line and reason."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from heliograph.extensions.packs.islamic.errors import ImportRefused
from heliograph.extensions.packs.islamic.hadith.record import Hadith

MOST_BYTES = 50_000_000
MOST_RECORDS = 100_000
_REMEDY = "Give JSON Lines, a JSON list or CSV in UTF-8, as the pack's hadith/FORMAT.md says."


@dataclass(frozen=True)
class Refusal:
    """A record that was not taken."""

    line: int
    reason: str


@dataclass(frozen=True)
class Imported:
    """What a file held."""

    records: tuple[Hadith, ...]
    refused: tuple[Refusal, ...]


def read_file(path: Path) -> Imported:
    """The records of a file; raises `ImportRefused` when it cannot be read as one."""
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise ImportRefused(
            f"{path} has {size:,} bytes; at most {MOST_BYTES:,} are read", "Split it into parts."
        )
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ImportRefused(f"{path} is not UTF-8: {error.reason}", _REMEDY) from error
    return _judged(_rows(path, text))


def _judged(rows: Iterator[tuple[int, object]]) -> Imported:
    records: list[Hadith] = []
    refused: list[Refusal] = []
    for line, row in rows:
        if len(records) + len(refused) >= MOST_RECORDS:
            raise ImportRefused(f"More than {MOST_RECORDS:,} records", "Split it into parts.")
        if isinstance(row, str):
            refused.append(Refusal(line, row))
            continue
        try:
            record = Hadith.model_validate(row)
        except ValidationError as error:
            refused.append(Refusal(line, _reason(error)))
            continue
        if record.grade == "mawdu":
            refused.append(Refusal(line, "it is graded as fabricated"))
            continue
        records.append(record)
    return Imported(tuple(records), tuple(refused))


def _rows(path: Path, text: str) -> Iterator[tuple[int, object]]:
    """Line numbers with objects; a text in place of an object says why there is none."""
    start = text.lstrip()[:1]
    if not start:
        raise ImportRefused(f"{path} is empty", _REMEDY)
    if start == "[":
        return _listed(path, text)
    if start == "{":
        return _lines(text)
    return _table(path, text)


def _listed(path: Path, text: str) -> Iterator[tuple[int, object]]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ImportRefused(f"{path} is not valid JSON: {error}", _REMEDY) from error
    return ((number, _object(row)) for number, row in enumerate(found, start=1))


def _lines(text: str) -> Iterator[tuple[int, object]]:
    # Only line feeds part records: other separators may stand inside a text.
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            yield number, _object(json.loads(line))
        except (ValueError, RecursionError) as error:
            yield number, f"not valid JSON: {error}"


def _object(row: object) -> object:
    return row if isinstance(row, Mapping) else "not an object with named fields"


def _table(path: Path, text: str) -> Iterator[tuple[int, object]]:
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    if "arabic" not in (reader.fieldnames or ()):
        raise ImportRefused(f"{path} has no column `arabic`", _REMEDY)
    try:
        for row in reader:
            surplus = row.pop(None, None)
            yield reader.line_num, "more cells than headings" if surplus else _given(row)
    except csv.Error as error:
        raise ImportRefused(f"{path}, line {reader.line_num}: {error}", _REMEDY) from error


def _given(row: Mapping[str, str | None]) -> dict[str, str]:
    return {name: value for name, value in row.items() if value}


def _reason(error: ValidationError) -> str:
    parts = []
    for one in error.errors(include_url=False):
        place = ".".join(str(part) for part in one["loc"])
        words = str(one["msg"]).removeprefix("Value error, ")
        parts.append(f"{place}: {words}" if place else words)
    return "; ".join(parts)
