"""The library: files, folders, licences, versions."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Annotated, Any

import typer

from heliograph.apps.cli.door import Door, Reply, Request, through
from heliograph.apps.cli.failures import BadInput
from heliograph.apps.cli.printing import AsJSON, note, particulars, show, table
from heliograph.apps.cli.sending import send

app = typer.Typer(rich_markup_mode=None)
ID = Annotated[str, typer.Argument(metavar="ID")]
Alt = Annotated[str | None, typer.Option(help="What is to be seen, for those who cannot.")]
Title = Annotated[str | None, typer.Option(help="Default: made from the file's name.")]
Tags = Annotated[str | None, typer.Option(help="Words, separated by commas.")]
Folder = Annotated[str | None, typer.Option(metavar="ID", help="Where it lies.")]
Licence = Annotated[
    str | None,
    typer.Option(
        help="own_work, generated, public_domain, cc0, cc_by, cc_by_sa, permission, purchased or "
        "unknown."
    ),
]
Author = Annotated[str, typer.Option(help="Who made it: for cc_by, cc_by_sa and permission.")]
Source = Annotated[str, typer.Option(help="Where it was found: for cc_by and cc_by_sa.")]
Proof = Annotated[str, typer.Option(help="Invoice or letter: for purchased and permission.")]
_COLUMNS = {
    "id": "ID",
    "title": "TITLE",
    "mime": "KIND",
    "size": "BYTES",
    "licence": "LICENCE",
    "tags": "TAGS",
}
_NONE = "Nothing is there; bring a file with `heliograph assets upload`."


@app.command("list")
def list_assets(  # noqa: PLR0913 - each is one filter
    q: Annotated[str | None, typer.Option("--words", help="Words of title, tags, text.")] = None,
    kind: Annotated[str | None, typer.Option(help="image, video or document.")] = None,
    folder: Folder = None,
    tag: str | None = None,
    licence: Licence = None,
    used: Annotated[bool | None, typer.Option("--used/--unused")] = None,
    trashed: Annotated[bool, typer.Option(help="What lies in the trash.")] = False,
    sort: Annotated[str, typer.Option(help="created_at, updated_at, title, size; - in front.")] = (
        "-created_at"
    ),
    page: int = 1,
    per_page: int = 20,
    as_json: AsJSON = False,
) -> None:
    """List the library, the newest first."""
    given = {"q": q, "kind": kind, "folder_id": folder, "tag": tag, "licence": licence}
    params = given | {"used": used, "sort": sort, "page": page, "per_page": per_page}

    async def ask(door: Door) -> Reply:
        return await door.ask(
            "GET", ("assets",), Request(params=params | {"trashed": trashed or None})
        )

    found = through(ask).data
    show(found, as_json, table(_rows(found), _COLUMNS, _NONE))


@app.command("search")
def search_assets(
    words: str,
    kind: Annotated[str | None, typer.Option(help="image, video or document.")] = None,
    count: Annotated[int, typer.Option(help="So many at most.")] = 20,
    as_json: AsJSON = False,
) -> None:
    """Find files by words and by meaning, the best first."""
    found = through(lambda door: door.get("assets", "search", q=words, kind=kind, per_page=count))
    show(found, as_json, table(_rows(found), _COLUMNS, "Nothing like that is there."))


@app.command("show")
def show_asset(asset_id: ID, as_json: AsJSON = False) -> None:
    """Show one file with its licence."""
    found = through(lambda door: door.get("assets", asset_id))
    show(found, as_json, particulars(found))


@app.command("upload")
def upload_asset(  # noqa: PLR0913 - each says one thing of the file
    path: Annotated[Path, typer.Argument(metavar="FILE")],
    alt: Alt = None,
    title: Title = None,
    tags: Tags = None,
    folder: Folder = None,
    licence: Licence = None,
    author: Author = "",
    url: Source = "",
    proof: Proof = "",
    go_on: Annotated[
        str | None, typer.Option(metavar="UPLOAD", help="Go on with an upload that broke off.")
    ] = None,
    as_json: AsJSON = False,
) -> None:
    """Bring a file into the library. Unless you say otherwise it is taken for your own work."""
    terms = _terms(licence, author, url, proof)
    about = {
        "alt": alt or "",
        "title": title or "",
        "tags": tags or "",
        "folder_id": folder or "",
        "licence": json.dumps(terms) if terms else "",
    }
    made = through(lambda door: send(door, path, about, go_on))
    show(made, as_json, [f"{made['id']}  {made['title']}  ({made['licence']['name']})"])


@app.command("fetch")
def fetch_asset(  # noqa: PLR0913 - each says one thing of the file
    url: str,
    alt: Alt = None,
    title: Title = None,
    tags: Tags = None,
    folder: Folder = None,
    licence: Licence = None,
    author: Author = "",
    proof: Proof = "",
    as_json: AsJSON = False,
) -> None:
    """Bring a file from a public address; its licence is unknown unless you state it."""
    body = {
        "url": url,
        "alt": alt or "",
        "title": title or "",
        "tags": _tags(tags) or [],
        "folder_id": folder,
        "licence": _terms(licence, author, url, proof),
    }

    async def ask(door: Door) -> dict[str, Any]:
        made: dict[str, Any] = await door.post("assets", "fetch", body=body)
        return made

    made = through(ask)
    if made["licence"]["kind"] == "unknown":
        note("Nobody has stated its licence: no post passes the gate with it until you do.")
    show(made, as_json, [f"{made['id']}  {made['title']}  ({made['licence']['name']})"])


@app.command("change")
def change_asset(  # noqa: PLR0913 - each says one thing of the file
    asset_id: ID,
    alt: Alt = None,
    title: Title = None,
    tags: Tags = None,
    folder: Annotated[
        str | None, typer.Option(metavar="ID", help="Where it lies; `none` for the library itself.")
    ] = None,
    licence: Licence = None,
    author: Author = "",
    url: Source = "",
    proof: Proof = "",
    as_json: AsJSON = False,
) -> None:
    """Say anew what is given of a file."""
    given = {"alt": alt, "title": title, "tags": _tags(tags)}
    body: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    if folder is not None:
        body["folder_id"] = None if folder == "none" else folder
    if (terms := _terms(licence, author, url, proof)) is not None:
        body["licence"] = terms
    if not body:
        raise BadInput("Nothing is to be changed", "Say what with --title, --alt, --tags …")
    changed = through(lambda door: _patched(door, asset_id, body))
    show(changed, as_json, particulars(changed))


@app.command("trash")
def trash_asset(asset_id: ID) -> None:
    """Move a file to the trash; posts that use it keep it."""
    through(lambda door: door.delete("assets", asset_id))
    note("It lies in the trash; `heliograph assets bring-back` takes it out.")


@app.command("bring-back")
def bring_back(asset_id: ID, as_json: AsJSON = False) -> None:
    """Take a file out of the trash."""
    found = through(lambda door: door.post("assets", asset_id, "bring-back"))
    show(found, as_json, particulars(found))


@app.command("alike")
def list_alike(asset_id: ID, as_json: AsJSON = False) -> None:
    """List pictures that look like one."""
    found = through(lambda door: door.get("assets", asset_id, "alike"))
    rows = [{"likeness": f"{one['likeness']:.0%}", **one["asset"]} for one in found]
    columns = {"likeness": "LIKE", "id": "ID", "title": "TITLE", "mime": "KIND"}
    show(found, as_json, table(rows, columns, "Nothing looks like it."))


@app.command("duplicates")
def list_duplicates(as_json: AsJSON = False) -> None:
    """List contents that are there several times."""
    found = through(lambda door: door.get("assets", "duplicates"))
    columns = {"size": "BYTES", "ids": "FILES"}
    show(found, as_json, table(found, columns, "Every file is there once."))


@app.command("usage")
def show_usage(as_json: AsJSON = False) -> None:
    """Show how much room the files take."""
    found = through(lambda door: door.get("assets", "usage"))
    show(found, as_json, particulars(found))


@app.command("clean")
def clean_assets(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only count.")] = False,
    as_json: AsJSON = False,
) -> None:
    """Remove old renditions, the old trash, expired uploads, and stored files nobody owns."""

    async def ask(door: Door) -> Any:
        params = {"dry_run": "true" if dry_run else "false"}
        return (await door.ask("POST", ("assets", "clean"), Request(params=params))).data

    found = through(ask)
    kinds = ("renditions", "trash", "uploads", "unowned")
    word = "would go" if dry_run else "gone"
    lines = [
        f"{kind}: {found[kind]['count']} {word}, {found[kind]['bytes']} bytes" for kind in kinds
    ]
    show(found, as_json, lines)


@app.command("folders")
def list_folders(as_json: AsJSON = False) -> None:
    """List the folders."""
    found = through(lambda door: door.get("assets", "folders"))
    columns = {"id": "ID", "path": "PATH", "count": "FILES"}
    none = "There are no folders; make one with `heliograph assets make-folder`."
    show(found, as_json, table(found, columns, none))


@app.command("make-folder")
def make_folder(
    name: str,
    parent: Annotated[str | None, typer.Option(metavar="ID", help="In which folder.")] = None,
    as_json: AsJSON = False,
) -> None:
    """Make a folder."""
    body = {"name": name, "parent_id": parent}
    made = through(lambda door: door.post("assets", "folders", body=body))
    show(made, as_json, [f"{made['id']}  {made['path']}"])


@app.command("versions")
def list_versions(asset_id: ID, as_json: AsJSON = False) -> None:
    """List the files an asset had and has."""
    found = through(lambda door: door.get("assets", asset_id, "versions"))
    columns = {"version": "VERSION", "is_current": "NOW", "mime": "KIND", "size": "BYTES"}
    show(found, as_json, table(found, columns | {"created_at": "SINCE"}, _NONE))


@app.command("replace")
def replace_file(
    asset_id: ID, path: Annotated[Path, typer.Argument(metavar="FILE")], as_json: AsJSON = False
) -> None:
    """Give an asset a new file; posts that were made with the old one keep it."""

    async def ask(door: Door) -> dict[str, Any]:
        try:
            data = await asyncio.to_thread(path.read_bytes)
        except OSError as error:
            raise BadInput(f"{path} cannot be read: {error.strerror}", "Name a file.") from error
        request = Request(files={"file": (path.name, data)})
        made: dict[str, Any] = (
            await door.ask("POST", ("assets", asset_id, "versions"), request)
        ).data
        return made

    changed = through(ask)
    show(changed, as_json, [f"{changed['id']}  version {changed['version']}"])


@app.command("restore")
def restore_version(asset_id: ID, version: int, as_json: AsJSON = False) -> None:
    """Let an earlier version stand again, as the newest."""
    path = ("assets", asset_id, "versions", str(version), "restore")
    changed = through(lambda door: door.post(*path))
    show(changed, as_json, [f"{changed['id']}  version {changed['version']}"])


@app.command("renditions")
def list_renditions(asset_id: ID, as_json: AsJSON = False) -> None:
    """List the forms that were made of a file."""
    found = through(lambda door: door.get("assets", asset_id, "renditions"))
    columns = {
        "purpose": "FOR",
        "mime": "KIND",
        "width": "WIDTH",
        "height": "HEIGHT",
        "size": "BYTES",
    }
    show(found, as_json, table(found, columns, "None was made yet."))


async def _patched(door: Door, asset_id: str, body: dict[str, Any]) -> dict[str, Any]:
    changed: dict[str, Any] = (await door.ask("PATCH", ("assets", asset_id), Request(body))).data
    return changed


def _terms(licence: str | None, author: str, url: str, proof: str) -> dict[str, str] | None:
    if licence is None:
        return None
    return {"kind": licence, "author": author, "url": url, "proof": proof}


def _tags(tags: str | None) -> list[str] | None:
    return None if tags is None else [tag.strip() for tag in tags.split(",") if tag.strip()]


def _rows(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [one | {"licence": one["licence"]["name"]} for one in found]
