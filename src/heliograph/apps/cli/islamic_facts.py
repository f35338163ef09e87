"""The facts of a day for Islamic content, and the texts that are made from them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any, Literal

import typer

from heliograph.apps.cli.failures import BadInput
from heliograph.apps.cli.given import day_of, zone_of
from heliograph.apps.cli.islamic import islamic_refusals, text_folders
from heliograph.apps.cli.printing import AsJSON, show
from heliograph.extensions.packs.islamic.daily import (
    KINDS,
    Setting,
    facts_of_day,
    plan_day,
    unsupported_claims,
    write,
)
from heliograph.extensions.packs.islamic.daily.plan import NothingToSay
from heliograph.extensions.packs.islamic.prayer import Place, Wish
from heliograph.extensions.packs.islamic.quran import Quran
from heliograph.sdk.packs import Plan


def islamic(  # noqa: PLR0913 - one parameter for each option
    date: Annotated[str, typer.Option(help="The day, YYYY-MM-DD.")],
    time_zone: Annotated[str, typer.Option(help="The readers' time zone.")] = "UTC",
    lat: Annotated[float | None, typer.Option(help="Latitude, for prayer times.")] = None,
    lon: Annotated[float | None, typer.Option(help="Longitude, for prayer times.")] = None,
    method: Annotated[str, typer.Option(help="The method of the prayer times.")] = "mwl",
    offset: Annotated[int, typer.Option(help="Days the announced calendar is ahead.")] = 0,
    language: Annotated[str, typer.Option(help="en or ar, for the texts.")] = "en",
    as_json: AsJSON = False,
) -> None:
    """Print a day's Hijri date, occasions, verse and prayer times, and the texts made of them."""
    day, zone = day_of(date), zone_of(time_zone)
    if language not in ("en", "ar"):
        raise BadInput(f"{language!r} is no language of this pack", "Use en or ar.")
    if (lat is None) != (lon is None):
        raise BadInput("A place has a latitude and a longitude", "Give both --lat and --lon.")
    wanted: Literal["en", "ar"] = "ar" if language == "ar" else "en"
    with islamic_refusals():
        place = Place(lat, lon, zone) if lat is not None and lon is not None else None
        wish = Wish(method, hijri_offset=offset)
        setting = Setting(Quran(text_folders()), place, wish, offset)
        facts = facts_of_day(day, setting)
        plans: list[Plan] = []
        for kind in KINDS:
            try:
                plans.append(plan_day(kind, day, zone, facts, wanted))
            except NothingToSay:
                continue
    texts = [_text(plan) for plan in plans]
    lines = [f"{fact.text} ({fact.source})" for fact in facts]
    for one in texts:
        lines += ["", f"[{one['type']}]", one["text"]]
    found = {
        "date": day.isoformat(),
        "time_zone": zone.key,
        "facts": [asdict(fact) for fact in facts],
        "texts": texts,
    }
    show(found, as_json, lines)


def _text(plan: Plan) -> dict[str, Any]:
    text = write(plan)
    return {
        "type": plan.type,
        "language": plan.language,
        "text": text,
        "unsupported_claims": list(unsupported_claims(text, plan)),
    }
