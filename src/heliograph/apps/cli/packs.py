"""The installed niches."""

from __future__ import annotations

import typer

from heliograph.apps.cli.door import through
from heliograph.apps.cli.printing import AsJSON, show

app = typer.Typer(rich_markup_mode=None)


@app.callback()
def packs() -> None:
    """The niches that can be spoken about."""


@app.command("list")
def list_packs(as_json: AsJSON = False) -> None:
    """List the packs with their subjects and the types of content they make."""
    found = through(lambda door: door.get("packs"))
    lines = []
    for pack in found:
        lines += [
            f"{pack['id']} {pack['version']} ({pack['maturity']}): {pack['description']}",
            f"  types     {', '.join(kind['id'] for kind in pack['types'])}",
            f"  subjects  {', '.join(subject['id'] for subject in pack['subjects'])}",
        ]
    show(found, as_json, lines)
