"""Answers on stdout, everything else on stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any

import typer

AsJSON = Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")]
_WIDEST = 60


def print_json(value: Any) -> None:
    """One JSON document on one line."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


def say(line: str) -> None:
    """One line for the reader."""
    sys.stdout.write(f"{line}\n")


def note(line: str) -> None:
    """One line of progress, beside the answer."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def note_waiting(is_alone: bool) -> None:
    """Say that nobody carries out jobs now."""
    if is_alone:
        note("No instance runs here: it waits for `heliograph up`, unless you give --wait.")


def show(value: Any, as_json: bool, lines: Iterable[str]) -> None:
    """The answer as JSON, or as lines for a person."""
    if as_json:
        print_json(value)
        return
    for line in lines:
        say(line)


def table(rows: Sequence[Mapping[str, Any]], columns: Mapping[str, str], none: str) -> list[str]:
    """Rows as aligned columns (`columns`: key to heading); `none` when there are no rows."""
    if not rows:
        return [none]
    cells = [list(columns.values())]
    cells += [[_cell(row.get(name)) for name in columns] for row in rows]
    widths = [max(len(line[at]) for line in cells) for at in range(len(columns))]
    return [
        "  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip()
        for line in cells
    ]


def particulars(values: Mapping[str, Any]) -> list[str]:
    """Names and values below one another; empty ones are left out."""
    kept = {name: value for name, value in values.items() if value not in (None, "", [], {})}
    width = max((len(name) for name in kept), default=0)
    return [f"{name.ljust(width)}  {_whole(value)}" for name, value in kept.items()]


def _cell(value: Any) -> str:
    text = " ".join(_whole(value).split())
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"


def _whole(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(_whole(one) for one in value)
    if isinstance(value, dict):
        return ", ".join(f"{name} {_whole(one)}" for name, one in value.items())
    return str(value)
