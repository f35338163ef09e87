"""Ways in: a one-time link for a person, an API key for a program."""

from __future__ import annotations

import importlib
from typing import Annotated

import typer

from heliograph.apps.cli.door import Door, run, through
from heliograph.apps.cli.printing import AsJSON, note, show
from heliograph.kit.settings import load_settings

app = typer.Typer(rich_markup_mode=None)


def sign_in_link(as_json: AsJSON = False) -> None:
    """Print a link that signs the owner in, once, within 30 minutes."""

    async def make() -> tuple[str, bool]:
        local = importlib.import_module("heliograph.apps.cli.local")
        async with (
            local.open_place(load_settings()) as place,
            local.open_app(place) as opened,
        ):
            link: str = await opened.people.new_sign_in_link(
                base_url=place.settings.base_url,
            )
            return link, place.is_alone

    link, is_alone = run(make())
    if is_alone:
        note("No instance runs on this data folder; the link works once `heliograph up` does.")
    show({"url": link}, as_json, [link])


@app.command("create")
def create_token(
    name: Annotated[str, typer.Option(help="What the key is for; shown in lists.")],
    scope: Annotated[
        list[str] | None,
        typer.Option(help="A permission such as posts:write; repeat it. Default: all of yours."),
    ] = None,
    expires_at: Annotated[
        str | None, typer.Option(help="When it ends, as ISO 8601 with a zone. Default: never.")
    ] = None,
    as_json: AsJSON = False,
) -> None:
    """Make an API key. It is shown this once; give it to programs as HELIOGRAPH_TOKEN."""
    body = {"name": name, "scopes": scope or None, "expires_at": expires_at}

    async def create(door: Door) -> dict[str, str]:
        made: dict[str, str] = await door.post("api-keys", body=body)
        return made

    made = through(create)
    show(made, as_json, [made["key"]])


@app.command("list")
def list_tokens(as_json: AsJSON = False) -> None:
    """List your API keys; the keys themselves are not stored."""
    keys = through(lambda door: door.get("api-keys"))
    show(keys, as_json, (f"{key['id']}  {key['prefix']}…  {key['name']}" for key in keys))


@app.command("revoke")
def revoke_token(key_id: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """End an API key at once."""
    through(lambda door: door.delete("api-keys", key_id))
    note("The key does not work any more.")
