"""The gate and the search, for people at a terminal."""

from __future__ import annotations

import importlib
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from heliograph.apps.cli.door import Door, through
from heliograph.apps.cli.failures import BadInput
from heliograph.apps.cli.given import day_of, file_of
from heliograph.apps.cli.naming import brand_id_of
from heliograph.apps.cli.printing import AsJSON, show, table

_LARGEST_TEXT = 100_000
_COLUMNS = {
    "id": "ID",
    "subject": "SUBJECT",
    "target_date": "DATE",
    "relevance": "FITS",
    "found_by": "BY",
    "hook": "BEGINS",
}


def check(  # noqa: PLR0913 - one parameter for each option
    text: Annotated[Path, typer.Option(metavar="FILE", help="The text, as UTF-8.")],
    brand: Annotated[str, typer.Option(help="Who would post it: id, handle, name or subject.")],
    platform: Annotated[list[str] | None, typer.Option(help="Where; may be repeated.")] = None,
    image: Annotated[Path | None, typer.Option(metavar="FILE", help="Its picture.")] = None,
    alt: Annotated[str | None, typer.Option(help="What the picture shows, in words.")] = None,
    content_type: Annotated[str | None, typer.Option("--type", help="Whose facts.")] = None,
    date: Annotated[str | None, typer.Option(help="The day it is about; default today.")] = None,
    as_json: AsJSON = False,
) -> None:
    """Ask the gate about a text that was written elsewhere; exit code 1 when it refuses.

    Lines of hashtags at the end of the file count as its hashtags.
    """
    body: dict[str, Any] = {"text": _text_of(text), "platforms": platform or []}
    if image is not None:
        body["picture"] = _seen(file_of(image))
    if alt is not None:
        body["alt_text"] = alt
    if content_type is not None:
        body["content_type"] = content_type
    if date is not None:
        body["target_date"] = day_of(date).isoformat()

    async def ask(door: Door) -> dict[str, Any]:
        brand_id = await brand_id_of(door, brand)
        report: dict[str, Any] = await door.post(
            "content", "check", body={**body, "brand_id": brand_id}
        )
        return report

    report = through(ask)
    show(report, as_json, _told(report))
    if not report["passed"]:
        raise typer.Exit(1)


def search(  # noqa: PLR0913 - one parameter for each option
    query: Annotated[str, typer.Argument(help="Words, or a thought.")],
    brand: Annotated[str | None, typer.Option(help="Id, handle, name or subject.")] = None,
    content_type: Annotated[str | None, typer.Option("--type")] = None,
    status: Annotated[str | None, typer.Option(help="ready, refused, archived.")] = None,
    since: Annotated[str | None, typer.Option(help="About this day or later.")] = None,
    until: Annotated[str | None, typer.Option(help="About this day or earlier.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=50)] = 20,
    as_json: AsJSON = False,
) -> None:
    """Find made pieces by words and by meaning, the best first."""
    params = {
        "q": query,
        "type": content_type,
        "status": status,
        "since": since and day_of(since).isoformat(),
        "until": until and day_of(until).isoformat(),
        "limit": limit,
    }

    async def ask(door: Door) -> list[dict[str, Any]]:
        brand_id = await brand_id_of(door, brand) if brand else None
        found: list[dict[str, Any]] = await door.get(
            "content", "search", brand_id=brand_id, **params
        )
        return found

    found = through(ask)
    show(found, as_json, table(found, _COLUMNS, "Nothing fits; try other words."))


def _text_of(file: Path) -> str:
    if file_of(file).stat().st_size > _LARGEST_TEXT:
        raise BadInput(f"{file} is no text for a post", "Give a file of at most 20,000 characters.")
    try:
        text = file.read_text(encoding="utf-8-sig").strip()
    except UnicodeDecodeError as error:
        raise BadInput(f"{file} is not written in UTF-8", "Save it as UTF-8.") from error
    if not text:
        raise BadInput(f"{file} is empty", "Write the text into it.")
    return text


def _seen(image: Path) -> dict[str, Any]:
    content = importlib.import_module("heliograph.modules.content")
    seen = content.measure_alone(image.read_bytes())
    facts = asdict(seen.facts)
    return {name: facts[name] for name in ("mime", "size", "width", "height")} | {
        "spread": seen.spread
    }


def _told(report: dict[str, Any]) -> list[str]:
    verdict = "The gate lets it pass" if report["passed"] else "The gate refuses it"
    checks = sorted(report["checks"], key=lambda one: (one["passed"], not one["must"]))
    marks = {True: "ok  ", False: "NO  "}
    lines = [f"{verdict} (score {report['score']})."]
    if report["needs_person"]:
        lines.append(f"A person has to say yes: {'; '.join(report['asks'])}")
    return [*lines, *(f"  {marks[one['passed']]}{one['name']}: {one['detail']}" for one in checks)]
