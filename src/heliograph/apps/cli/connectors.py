"""The connectors that are installed, read from their manifests; needs no instance."""

from __future__ import annotations

import typer

from heliograph.apps.cli.printing import AsJSON, show, table
from heliograph.flows.catalogue import InstalledExtensions

app = typer.Typer(rich_markup_mode=None)
_COLUMNS = {
    "id": "ID",
    "maturity": "MATURITY",
    "checked_on": "CHECKED",
    "strategy": "A DOUBT IS SETTLED BY",
    "post_types": "POST TYPES",
}


@app.callback()
def connectors() -> None:
    """What this version can publish to."""


@app.command("list")
def list_connectors(as_json: AsJSON = False) -> None:
    """List the connectors: post types, maturity, and how an unknown outcome is settled."""
    found = [
        {
            "id": one.id,
            "name": one.name,
            "post_types": list(one.kinds),
            "steps": list(one.steps),
            "maturity": one.maturity,
            "checked_on": one.checked_on.isoformat(),
            "strategy": one.strategy,
            "reconcile": one.reconcile,
            "native_schedule": one.native_schedule is not None,
        }
        for one in InstalledExtensions().connectors()
    ]
    rows = [row | {"post_types": " ".join(row["post_types"])} for row in found]  # type: ignore[arg-type]  # reason: a list of texts
    show(found, as_json, table(rows, _COLUMNS, "No connector is installed."))
