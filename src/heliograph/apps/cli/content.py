"""Made pieces: order, follow, look."""

from __future__ import annotations

import asyncio
import time
from typing import Annotated, Any

import typer

from heliograph.apps.cli import checking, piece_pictures, wordings
from heliograph.apps.cli.door import Door, Reply, Request, through
from heliograph.apps.cli.failures import BadInput, Unfinished
from heliograph.apps.cli.given import LENGTH, TONE, day_of, length_of, pairs_of
from heliograph.apps.cli.looks import BACKGROUND, background_of
from heliograph.apps.cli.naming import BRAND, brand_id_of
from heliograph.apps.cli.printing import AsJSON, note, note_waiting, show, table

app = typer.Typer(rich_markup_mode=None)
Run = dict[str, Any]
app.command("check")(checking.check)
app.command("search")(checking.search)
wordings.register(app)
piece_pictures.register(app)
ENDED = ("done", "refused", "failed")
_COLUMNS = {
    "id": "ID",
    "subject": "SUBJECT",
    "target_date": "DATE",
    "status": "STATUS",
    "hook": "BEGINS",
}
_PATIENCE = 180.0


@app.command("generate")
def generate(  # noqa: PLR0913 - one parameter for each option
    date: Annotated[str, typer.Option(help="The day it is about, YYYY-MM-DD.")],
    brand: Annotated[str | None, typer.Option(metavar=BRAND, help="Who speaks.")] = None,
    sign: Annotated[str | None, typer.Option(help="A zodiac sign instead of a brand.")] = None,
    content_type: Annotated[str, typer.Option("--type", help="What to make.")] = "daily_horoscope",
    language: Annotated[str | None, typer.Option(help="Default: the brand's own.")] = None,
    length: Annotated[str, typer.Option(help=LENGTH)] = "medium",
    tone: Annotated[str | None, typer.Option(help=TONE)] = None,
    platform: Annotated[
        str | None,
        typer.Option(help="The network whose limits and picture size it keeps to, such as x."),
    ] = None,
    note_: Annotated[
        list[str] | None, typer.Option("--note", help="A fact of your own, `text | source`.")
    ] = None,
    setting: Annotated[
        list[str] | None, typer.Option("--set", help="What the pack lets be said, name=value.")
    ] = None,
    background: Annotated[
        str | None, typer.Option(metavar="WISH", help=f"Behind the words: {BACKGROUND}.")
    ] = None,
    wait: Annotated[bool, typer.Option(help="Follow it until it is made.")] = False,
    as_json: AsJSON = False,
) -> None:
    """Make a piece. The answer is a run that can be followed; with --wait it is the piece."""
    if (brand is None) == (sign is None):
        raise BadInput("One of --brand and --sign is needed", "Say who speaks with one of them.")
    body: dict[str, Any] = {
        "content_type": content_type,
        "target_date": day_of(date).isoformat(),
        "language": language,
        "style_preferences": {"tone": tone, "length": length_of(length)},
        "platform": platform,
        "notes": note_ or [],
        "options": pairs_of(setting or (), "--set"),
        **({"zodiac_sign": sign} if sign else {}),
    }

    async def ask(door: Door) -> tuple[Run, Any]:
        if brand is not None:
            body["brand_id"] = await brand_id_of(door, brand)
        if background is not None:
            body["background"] = await background_of(door, background)
        if not wait:
            run = await door.post("content", "generate", body=body)
            note_waiting(door.is_alone)
            return run, None
        async with door.working():
            run = await door.post("content", "generate", body=body)
            run = await follow(door, str(run["id"]))
            return run, await door.get("content", run["content_id"])

    run, piece = through(ask)
    if piece is None:
        show(run, as_json, [f"Making it in run {run['id']}; content {run['content_id']}"])
        return
    show(piece, as_json, _piece(piece))
    if run["status"] != "done":
        note(_why(run, piece))
        raise typer.Exit(1)


@app.command("list")
def list_content(
    page: int = 1,
    per_page: int = 20,
    status: Annotated[str | None, typer.Option(help="making, ready, refused, archived.")] = None,
    brand: Annotated[str | None, typer.Option(metavar=BRAND)] = None,
    as_json: AsJSON = False,
) -> None:
    """List made pieces, the newest first."""
    params: dict[str, Any] = {"page": page, "per_page": per_page, "status": status}

    async def ask(door: Door) -> Reply:
        if brand is not None:
            params["brand_id"] = await brand_id_of(door, brand)
        return await door.ask("GET", ("content",), Request(params=params))

    found = through(ask)
    none = "Nothing was made yet; begin with `heliograph content generate`."
    show(found.data, as_json, table(found.data, _COLUMNS, none))


@app.command("show")
def show_content(
    content_id: Annotated[str, typer.Argument(metavar="ID")], as_json: AsJSON = False
) -> None:
    """Show one made piece with its facts and the gate's report."""
    piece = through(lambda door: door.get("content", content_id))
    show(piece, as_json, _piece(piece))


async def follow(door: Door, run_id: str) -> Run:
    """The run once it has come to an end; raises `Unfinished`."""
    give_up_at = time.monotonic() + _PATIENCE
    pause = 0.1
    while True:
        run: Run = await door.get("content", "runs", run_id)
        if run["status"] in ENDED:
            return run
        if time.monotonic() > give_up_at:
            raise Unfinished(f"Run {run_id} is still {run['status']} after {_PATIENCE:g} s")
        await asyncio.sleep(pause)
        pause = min(pause * 1.3, 1.5)


def _why(run: Run, piece: dict[str, Any]) -> str:
    if run["status"] == "failed" and run["error"]:
        return f"It failed in the step {run['error'].get('step')}: {run['error'].get('detail')}"
    failed = [
        f"{check['name']}: {check['detail']}"
        for check in piece["quality"]["checks"]
        if check["must"] and not check["passed"]
    ]
    return f"The gate refused it. {'; '.join(failed)}"


def _piece(piece: dict[str, Any]) -> list[str]:
    lines = [f"{piece['title'] or piece['subject']}  ({piece['status']}, {piece['id']})", ""]
    lines += [piece["text"], "", " ".join(piece["hashtags"]), ""]
    images = piece["images"]
    lines += [f"Picture {at} of {len(images)}: {one['url']}" for at, one in enumerate(images, 1)]
    lines += [f"Fact: {fact['text']} ({fact['source']})" for fact in piece["facts"]]
    checks = piece["quality"]["checks"]
    if checks:
        lines += ["", f"Quality {piece['quality']['score']}"]
        lines += [
            f"  {'ok ' if one['passed'] else 'NO '} {one['name']}: {one['detail']}"
            for one in checks
        ]
    return lines
