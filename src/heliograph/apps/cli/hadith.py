"""Hadith that a user brings; nothing is shipped."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from heliograph.apps.cli.given import file_of
from heliograph.apps.cli.islamic import islamic_refusals, pack_folder
from heliograph.apps.cli.printing import AsJSON, show, table
from heliograph.extensions.packs.islamic.hadith import Collection, Hadith, read_file

app = typer.Typer(rich_markup_mode=None)
_COLUMNS = {"citation": "CITATION", "schedulable": "CAN BE SCHEDULED", "lacks": "LACKS"}
_SHOWN = 20


@app.callback()
def hadith() -> None:
    """Hadith that you bring, with grade and source; none are shipped."""


@app.command("import")
def import_file(
    source: Annotated[Path, typer.Option("--from", help="JSON Lines, a JSON list or CSV, UTF-8.")],
    as_json: AsJSON = False,
) -> None:
    """Take the records of a file in; each refused one is named with its line and reason."""
    with islamic_refusals():
        found = read_file(file_of(source.expanduser()))
        total = Collection(pack_folder()).add(found.records)
    waiting = sum(1 for one in found.records if one.lacks)
    refused = [{"line": one.line, "reason": one.reason} for one in found.refused]
    summary = {
        "imported": len(found.records),
        "cannot_be_scheduled": waiting,
        "refused": refused,
        "total": total,
    }
    lines = [
        f"{len(found.records)} taken in, {len(refused)} refused; {total} records now.",
        *(f"  line {one['line']}: {one['reason']}" for one in refused[:_SHOWN]),
    ]
    if waiting:
        lines.append(f"{waiting} lack a collection, number or grade and cannot be scheduled.")
    show(summary, as_json, lines)


@app.command("list")
def list_records(
    weak: Annotated[bool, typer.Option("--weak", help="Count weak ones as usable.")] = False,
    as_json: AsJSON = False,
) -> None:
    """List the records with their grade, and which of them may be posted."""
    records = [_record(one, weak) for one in Collection(pack_folder()).all()]
    show(records, as_json, table(records, _COLUMNS, "None yet: `heliograph hadith import`."))


def _record(one: Hadith, weak: bool) -> dict[str, Any]:
    return {
        **one.model_dump(),
        "citation": one.citation(),
        "schedulable": one.is_schedulable(weak_allowed=weak),
        "lacks": list(one.lacks),
    }
