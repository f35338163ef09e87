"""The networks that can be connected."""

from __future__ import annotations

import typer

from heliograph.apps.cli.door import through
from heliograph.apps.cli.printing import AsJSON, show

app = typer.Typer(rich_markup_mode=None)


@app.callback()
def platforms() -> None:
    """The networks that can be connected."""


@app.command("list")
def list_platforms(as_json: AsJSON = False) -> None:
    """List the platforms with the secrets that connecting needs and their limits."""
    found = through(lambda door: door.get("platforms"))
    lines = []
    for one in found:
        text = one["text"]
        fields = ", ".join(
            field["name"] + ("" if field["required"] else " (optional)")
            for field in one["sign_in"]["fields"]
        )
        lines += [
            f"{one['id']}  {one['name']}, {one['maturity']}, checked {one['checked_on']}",
            f"  secrets  {fields}",
            f"  text     at most {text['max']} {text['unit']}",
        ]
    show(found, as_json, lines)
