"""Who speaks."""

from __future__ import annotations

from typing import Annotated

import typer

from heliograph.apps.cli import looks
from heliograph.apps.cli.door import Door, through
from heliograph.apps.cli.naming import Brand, brand_id_of, every_brand
from heliograph.apps.cli.printing import AsJSON, particulars, show, table

app = typer.Typer(rich_markup_mode=None)
looks.register(app)
_COLUMNS = {"id": "ID", "name": "NAME", "handle": "HANDLE", "pack": "PACK", "subject": "SUBJECT"}


@app.command("list")
def list_brands(as_json: AsJSON = False) -> None:
    """List the brands."""
    found = through(every_brand)
    none = "There are no brands yet; make one with `heliograph brands create`."
    show(found, as_json, table(found, _COLUMNS, none))


@app.command("show")
def show_brand(brand: Brand, as_json: AsJSON = False) -> None:
    """Show one brand."""

    async def ask(door: Door) -> dict[str, object]:
        found: dict[str, object] = await door.get("brands", await brand_id_of(door, brand))
        return found

    found = through(ask)
    show(found, as_json, particulars(found))


@app.command("create")
def create_brand(
    subject: Annotated[str, typer.Option(help="A subject of the pack, such as leo.")],
    pack: Annotated[str, typer.Option(help="A pack; `heliograph packs list` names them.")] = (
        "zodiac"
    ),
    name: Annotated[str | None, typer.Option(help="Default: made from the subject.")] = None,
    handle: Annotated[str | None, typer.Option(help="Default: made from the subject.")] = None,
    time_zone: Annotated[str, typer.Option(help="Where its readers live.")] = "UTC",
    as_json: AsJSON = False,
) -> None:
    """Make a brand from the profile of a subject."""
    body = {
        "pack": pack,
        "subject": subject.lower(),
        "name": name or f"{subject.title()} Daily",
        "handle": handle or f"{subject.lower()}daily",
        "time_zone": time_zone,
    }

    async def create(door: Door) -> dict[str, object]:
        made: dict[str, object] = await door.post("brands", body=body)
        return made

    made = through(create)
    show(made, as_json, particulars({name: made[name] for name in _COLUMNS}))
