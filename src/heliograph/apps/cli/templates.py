"""Texts with typed placeholders: make, change, try out, take elsewhere."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from heliograph.apps.cli.door import Door, Request, through
from heliograph.apps.cli.failures import BadInput
from heliograph.apps.cli.given import file_of, pairs_of
from heliograph.apps.cli.naming import brand_id_of
from heliograph.apps.cli.printing import AsJSON, note, particulars, say, show, table

app = typer.Typer(rich_markup_mode=None)
TemplateID = Annotated[str, typer.Argument(metavar="ID")]
BodyFile = Annotated[
    Path, typer.Option("--body", metavar="FILE", help="Its text, as UTF-8; - reads standard input.")
]
FieldsFile = Annotated[
    Path | None,
    typer.Option(
        "--fields", metavar="FILE", help="Its fields, as a JSON list; default: found out."
    ),
]
PackID = Annotated[str | None, typer.Option("--pack", help="For one pack only.")]
TypeID = Annotated[str | None, typer.Option("--type", help="For one type of content only.")]
SubjectID = Annotated[str | None, typer.Option("--subject", help="For one subject only.")]
PlatformID = Annotated[str | None, typer.Option("--platform", help="For one network only.")]
LanguageID = Annotated[str | None, typer.Option("--language", help="Such as en or ar.")]
_COLUMNS = {
    "id": "ID",
    "name": "NAME",
    "pack": "PACK",
    "content_type": "TYPE",
    "platform": "PLATFORM",
    "language": "LANGUAGE",
    "version": "VERSION",
    "usage_count": "USED",
}
_FIELDS = {
    "name": "FIELD",
    "type": "TYPE",
    "required": "NEEDED",
    "default": "DEFAULT",
    "max": "MAX",
}
_PROMPTS = {"label": "PROMPT", "source": "FROM", "used": "USED FOR"}
_LARGEST = 2_000_000
_MOST = 100


@app.command("list")
def list_templates(
    pack: PackID = None,
    content_type: TypeID = None,
    platform: PlatformID = None,
    archived: Annotated[bool, typer.Option("--archived", help="Those put away.")] = False,
    as_json: AsJSON = False,
) -> None:
    """List the templates; with a pack, type or platform also those for all of them."""
    params = {
        "pack": pack,
        "content_type": content_type,
        "platform": platform,
        "archived": archived,
        "per_page": _MOST,
    }
    found = through(lambda door: door.get("templates", **params))
    none = "There are none yet; make one with `heliograph templates add`."
    show(found, as_json, table(found, _COLUMNS, none))


@app.command("show")
def show_template(template_id: TemplateID, as_json: AsJSON = False) -> None:
    """Show one template: its text, its fields, its use."""
    found = through(lambda door: door.get("templates", template_id))
    kept = {name: value for name, value in found.items() if name not in ("body", "fields")}
    lines = [*particulars(kept), "", *table(found["fields"], _FIELDS, "It has no fields.")]
    show(found, as_json, [*lines, "", found["body"]])


@app.command("add")
def add(  # noqa: PLR0913 - one parameter for each option
    name: Annotated[str, typer.Argument(help="By which lists and files know it.")],
    body: BodyFile,
    fields: FieldsFile = None,
    pack: PackID = None,
    content_type: TypeID = None,
    subject: SubjectID = None,
    platform: PlatformID = None,
    language: LanguageID = None,
    as_json: AsJSON = False,
) -> None:
    """Make a template from a text with {{places}}, {{#lists}}…{{/lists}} and {{^otherwise}}."""
    given = {
        "name": name,
        "body": _text_of(body),
        "fields": _fields_of(fields),
        "pack": pack,
        "content_type": content_type,
        "subject": subject,
        "platform": platform,
        "language": language,
    }

    async def create(door: Door) -> dict[str, Any]:
        made: dict[str, Any] = await door.post("templates", body=_without_none(given))
        return made

    made = through(create)
    named = ", ".join(f"{one['name']} ({one['type']})" for one in made["fields"]) or "none"
    show(made, as_json, [f"Made as {made['id']}. Its fields: {named}."])


@app.command("edit")
def edit(  # noqa: PLR0913 - one parameter for each option
    template_id: TemplateID,
    body: Annotated[
        Path | None, typer.Option("--body", metavar="FILE", help="Another text; - is stdin.")
    ] = None,
    fields: FieldsFile = None,
    find_fields: Annotated[
        bool, typer.Option("--find-fields", help="Take the names of the new text for its fields.")
    ] = False,
    name: Annotated[str | None, typer.Option(help="Another name.")] = None,
    restore: Annotated[
        int | None, typer.Option(metavar="VERSION", help="Bring an earlier wording back.")
    ] = None,
    archived: Annotated[
        bool | None, typer.Option("--archive/--unarchive", help="Put it away, or take it out.")
    ] = None,
    as_json: AsJSON = False,
) -> None:
    """Change a template; another text or other fields make a new version, the old one stays."""
    given = {
        "name": name,
        "body": _text_of(body) if body is not None else None,
        "fields": _fields_of(fields),
        "is_archived": archived,
    }
    change = _without_none(given)
    if bool(change) == (restore is not None):
        raise BadInput(
            "Say either what changes, or which wording comes back",
            "Give --body, --fields, --name or --archive; or --restore alone.",
        )

    async def apply(door: Door) -> dict[str, Any]:
        if restore is not None:
            path = ("templates", template_id, "versions", str(restore), "restore")
            return dict(await door.post(*path))
        if find_fields and "body" in change:
            change["fields"] = await _found_fields(door, template_id, change["body"])
        reply = await door.ask("PATCH", ("templates", template_id), Request(change))
        return dict(reply.data)

    made = through(apply)
    show(made, as_json, [f"{made['name']} is at version {made['version']}."])


@app.command("preview")
def preview(
    template_id: Annotated[str | None, typer.Argument(metavar="[ID]")] = None,
    body: Annotated[
        Path | None, typer.Option("--body", metavar="FILE", help="A text that is not saved.")
    ] = None,
    value: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=VALUE", help="What goes in; repeat it, for lists as well."),
    ] = None,
    platform: Annotated[list[str] | None, typer.Option(help="Where; may be repeated.")] = None,
    brand: Annotated[str | None, typer.Option(help="Whose forbidden words are looked for.")] = None,
    as_json: AsJSON = False,
) -> None:
    """Show what comes out, how long networks find it, and every problem; exit code 1 with one.

    Fields without a value show their sample.
    """
    if (template_id is None) == (body is None):
        raise BadInput("Give either an ID or --body", "`heliograph templates list` names the IDs.")
    asked = {
        "body": _text_of(body) if body is not None else None,
        "values": _values_of(value or []),
        "platforms": platform,
    }

    async def ask(door: Door) -> dict[str, Any]:
        given = asked | {"brand_id": await brand_id_of(door, brand) if brand else None}
        path = ("templates", template_id, "preview") if template_id else ("templates", "preview")
        return dict(await door.post(*path, body=_without_none(given)))

    found = through(ask)
    show(found, as_json, [found["text"]])
    if not as_json:
        for line in _told(found):
            note(line)
    if not found["is_ready"]:
        raise typer.Exit(1)


@app.command("export")
def export(
    template_ids: Annotated[
        list[str] | None, typer.Argument(metavar="[ID…]", help="Default: all.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", metavar="FILE", help="Default: standard output.")
    ] = None,
) -> None:
    """Write templates to one JSON file."""
    file = through(lambda door: door.get("templates", "export", template_id=template_ids or None))
    text = json.dumps(file, ensure_ascii=False, indent=2)
    if out is None:
        say(text)
        return
    out.write_text(f"{text}\n", encoding="utf-8")
    note(f"{len(file['templates'])} in {out}.")


@app.command("import")
def import_templates(
    file: Annotated[Path, typer.Argument(metavar="FILE")], as_json: AsJSON = False
) -> None:
    """Take a file of templates over, all of it or nothing; known names become what it says."""
    given = _json_of(file)

    async def send(door: Door) -> dict[str, list[str]]:
        return dict(await door.post("templates", "import", body=given))

    done = through(send)
    lines = [f"{what}  {', '.join(names)}" for what, names in done.items() if names]
    show(done, as_json, lines or ["The file holds no templates."])


@app.command("remove")
def remove(template_id: TemplateID) -> None:
    """Remove a template; one that was used is put away instead, with its wordings."""

    async def act(door: Door) -> int:
        found = await door.get("templates", template_id)
        await door.delete("templates", template_id)
        return int(found["usage_count"])

    used = through(act)
    note(f"It was used {used} times, so it is archived." if used else "It is removed.")


@app.command("prompts")
def list_prompts(
    label: Annotated[
        str | None, typer.Argument(metavar="[PROMPT]", help="One to be shown whole.")
    ] = None,
    as_json: AsJSON = False,
) -> None:
    """List what models are told, with version and use; or show one prompt."""
    found = through(lambda door: door.get("prompts"))
    if label is None:
        rows = [one | {"used": one["used_for"]} for one in found]
        show(found, as_json, table(rows, _PROMPTS, "There are no prompts."))
        return
    chosen = [one for one in found if label in (one["label"], one["id"])]
    if not chosen:
        raise BadInput(
            f"There is no prompt {label!r}", "`heliograph templates prompts` lists them."
        )
    show(chosen, as_json, [one["text"] for one in chosen])


async def _found_fields(door: Door, template_id: str, body: str) -> list[dict[str, Any]]:
    """A field for each name in a text; those the template has already stay as they are."""
    saved = await door.get("templates", template_id)
    known = {one["name"]: one for one in saved["fields"]}
    seen = await door.post("templates", "preview", body={"body": body})
    return [known.get(one["name"], one) for one in seen["fields"]]


def _told(found: dict[str, Any]) -> list[str]:
    lines = [
        f"{one['platform']}: {one['count']} of {one['max']} {one['unit']}"
        for one in found["counts"]
    ]
    for one in found["problems"]:
        place = f"line {one['line']}, column {one['column']}: " if one["line"] else ""
        lines.append(f"{one['level']}: {place}{one['message']}. {one['remedy']}")
    return lines


def _values_of(given: list[str]) -> dict[str, Any]:
    """Values by name; a name that is given twice is a list."""
    found: dict[str, Any] = {}
    for one in given:
        for name, value in pairs_of([one], "--value").items():
            earlier = found.get(name)
            several = earlier if isinstance(earlier, list) else [earlier]
            found[name] = value if earlier is None else [*several, value]
    return found


def _without_none(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _text_of(file: Path) -> str:
    if str(file) == "-":
        return sys.stdin.read(_LARGEST)
    if file_of(file).stat().st_size > _LARGEST:
        raise BadInput(f"{file} is no template", "Give a text of at most 20,000 characters.")
    try:
        # newline="" leaves the ends of lines as they are: a template comes out byte for byte.
        with file.open(encoding="utf-8-sig", newline="") as opened:
            return opened.read()
    except UnicodeDecodeError as error:
        raise BadInput(f"{file} is not written in UTF-8", "Save it as UTF-8.") from error


def _json_of(file: Path) -> Any:
    try:
        return json.loads(_text_of(file))
    except ValueError as error:
        raise BadInput(f"{file} is no JSON: {error}", "Export a file to see its form.") from error


def _fields_of(file: Path | None) -> Any:
    return None if file is None else _json_of(file)
