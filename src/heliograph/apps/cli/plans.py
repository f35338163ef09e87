"""Many pieces at once: a month for one brand or for all of them."""

from __future__ import annotations

import asyncio
import datetime
from calendar import monthrange
from collections import Counter
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from heliograph.apps.cli.door import Door, through
from heliograph.apps.cli.failures import BadInput
from heliograph.apps.cli.given import LENGTH, day_of, length_of
from heliograph.apps.cli.naming import brand_ids_of, every_brand
from heliograph.apps.cli.printing import AsJSON, note, note_waiting, show, table

app = typer.Typer(rich_markup_mode=None)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SPANS = ("day", "week", "month")
EVERY = "all"
_PAUSE = 1.0
_COLUMNS = {"day": "DAY", "brand": "BRAND", "type": "TYPE"}
_BATCHES = {
    "id": "ID",
    "state": "STATE",
    "total": "PIECES",
    "done": "READY",
    "refused": "REFUSED",
    "failed": "FAILED",
    "unplanned": "NOT PLANNED",
    "created_at": "ORDERED",
}
_STATES = {"failed": "not made", "refused": "refused", "unplanned": "made, but not planned"}
Batch = dict[str, Any]


@app.callback()
def plan() -> None:
    """Many pieces at once."""


@app.command("month")
def month(  # noqa: PLR0913 - one parameter for each option
    brand: Annotated[list[str], typer.Option(metavar="BRAND|all", help="Who speaks; repeat it.")],
    of: Annotated[str | None, typer.Option("--month", help="YYYY-MM. Default: the next.")] = None,
    date: Annotated[str | None, typer.Option(help="The first day instead of a month.")] = None,
    days: Annotated[int | None, typer.Option(help="How many days, with --date.")] = None,
    content_type: Annotated[
        list[str] | None,
        typer.Option(
            "--type",
            metavar="TYPE[:mon,thu|:day|:week|:month]",
            help="What to make, and how often; repeat it. Default: its own rhythm.",
        ),
    ] = None,
    channel: Annotated[
        list[str] | None,
        typer.Option(metavar="ID|all", help="Where it goes; repeat it. Default: nowhere yet."),
    ] = None,
    length: Annotated[str, typer.Option(help=LENGTH)] = "medium",
    dry_run: Annotated[bool, typer.Option(help="Only say what would be made.")] = False,
    wait: Annotated[bool, typer.Option(help="Follow it until all is made.")] = False,
    as_json: AsJSON = False,
) -> None:
    """Make every piece of a month that is not there yet, and put it into the calendar."""
    body = {
        **_days(of, date, days),
        "types": [_rhythm(one) for one in content_type or ()],
        "channel_ids": None if channel == [EVERY] else list(channel or ()),
        "length": length_of(length),
    }

    async def ask(door: Door) -> Any:
        body["brand_ids"] = await _brands(door, brand)
        if dry_run:
            proposed = await door.post("content", "batches", "preview", body=body)
            return proposed | {"price": await _price(door, proposed["items"])}
        batch = await door.post("content", "batches", body=body)
        if not wait:
            note_waiting(door.is_alone)
            return batch
        async with door.working():
            return await _followed(door, str(batch["id"]))

    made = through(ask)
    show(made, as_json, _proposal(made) if dry_run else _told(made))
    if not dry_run and wait and made["failed"] + made["refused"] + made["unplanned"]:
        raise typer.Exit(1)


@app.command("list")
def list_batches(as_json: AsJSON = False) -> None:
    """What was ordered in bulk, the newest first."""
    found = through(lambda door: door.get("content", "batches"))
    show(found, as_json, table(found, _BATCHES, "Nothing was ordered in bulk yet."))


@app.command("show")
def show_batch(
    batch_id: Annotated[str, typer.Argument(metavar="ID")], as_json: AsJSON = False
) -> None:
    """How far a batch is, and what went wrong in it."""
    found = through(lambda door: door.get("content", "batches", batch_id))
    show(found, as_json, _told(found))


@app.command("cancel")
def cancel_batch(
    batch_id: Annotated[str, typer.Argument(metavar="ID")], as_json: AsJSON = False
) -> None:
    """Stop what has not begun; what is made stays."""
    found = through(lambda door: door.post("content", "batches", batch_id, "cancel"))
    show(found, as_json, _told(found))


def _days(month: str | None, date: str | None, days: int | None) -> dict[str, Any]:
    if date is not None:
        return {"first_day": day_of(date).isoformat(), "days": days or 30}
    if days is not None:
        raise BadInput("--days needs --date", "Say on which day it begins.")
    first = day_of(f"{month}-01") if month else _next_month(datetime.date.today())  # noqa: DTZ011 - a person's own day
    return {"first_day": first.isoformat(), "days": monthrange(first.year, first.month)[1]}


def _next_month(today: datetime.date) -> datetime.date:
    return today.replace(year=today.year + today.month // 12, month=today.month % 12 + 1, day=1)


def _rhythm(given: str) -> dict[str, Any]:
    kind, _, days = given.partition(":")
    if days.strip().lower() in SPANS:
        return {"type": kind, "every": days.strip().lower()}
    wanted = [day.strip().lower()[:3] for day in days.split(",") if day.strip()]
    if wrong := [day for day in wanted if day not in WEEKDAYS]:
        names = ", ".join((*WEEKDAYS, *SPANS))
        raise BadInput(f"{wrong[0]!r} is no weekday or rhythm", f"Use {names}.")
    return {"type": kind, "weekdays": [WEEKDAYS.index(day) for day in wanted]}


async def _brands(door: Door, wanted: Sequence[str]) -> list[str]:
    if list(wanted) != [EVERY]:
        return await brand_ids_of(door, wanted)
    return [str(one["id"]) for one in await every_brand(door)]


async def _followed(door: Door, batch_id: str) -> Batch:
    said = -1
    while True:
        batch: Batch = await door.get("content", "batches", batch_id)
        if batch["ended"] != said:
            said = batch["ended"]
            note(f"{said} of {batch['total']}")
        if batch["state"] != "making":
            return batch
        await asyncio.sleep(_PAUSE)


async def _price(door: Door, items: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
    """What the words of the pieces would cost, and the pictures of brands that let paint."""
    kits = {one["id"]: one["kit"] for one in await every_brand(door)}
    pieces = Counter(one["brand_id"] for one in items)
    orders = [{"step": "text", "brand_id": one, "pieces": count} for one, count in pieces.items()]
    orders += [
        {"step": "image", "brand_id": one, "pieces": count}
        for one, count in pieces.items()
        if (kits.get(one, {}).get("background") or {}).get("kind") == "painted"
    ]
    if not orders:
        return None
    found = await door.post("providers", "estimates", body={"orders": orders})
    total: dict[str, Any] = found["total"]
    return total


def _proposal(found: dict[str, Any]) -> list[str]:
    items = found["items"]
    kinds = Counter(one["type"] for one in items)
    total = ", ".join(f"{count} {kind}" for kind, count in kinds.items()) or "nothing"
    lines = table(items, _COLUMNS, "Nothing is left to make.")
    lines += ["", f"Would make {total}; {len(found['existing'])} are there already."]
    price = found["price"]
    if price is not None:
        lines.append(_in_money(price))
    return lines


def _told(batch: Batch) -> list[str]:
    lines = [
        f"Batch {batch['id']}: {batch['ended']} of {batch['total']} ({batch['state']}), "
        f"{batch['done']} ready, {batch['refused']} refused, {batch['failed']} failed"
    ]
    if batch["unplanned"]:
        lines[0] += f", {batch['unplanned']} made without a post"
    lines += [
        f"  {one['target_date']} {one['brand']}, {one['type']} ({one['content_id']}): "
        f"{_STATES[one['status']]}: {_why(one)}"
        for one in batch["failures"]
    ]
    return lines


def _why(failure: dict[str, Any]) -> str:
    error = failure["error"] or {}
    if not error.get("detail"):
        piece = failure["content_id"]
        return f"the gate does not let it pass; `heliograph content show {piece}` says why"
    return f"{str(error['detail']).rstrip('.')}. {error.get('remedy') or ''}".strip()


def _in_money(price: dict[str, Any]) -> str:
    if not price["high"]:
        return "Price: nothing, for no paid provider is asked."
    return f"Price: ${price['low']:g} to ${price['high']:g} by the chosen providers."
