"""The facts of a day for Islamic content, and the texts that are made from them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Annotated, Any

import typer

from heliograph.apps.cli.failures import BadInput
from heliograph.apps.cli.given import day_of, zone_of
from heliograph.apps.cli.islamic import located_pack
from heliograph.apps.cli.printing import AsJSON, show
from heliograph.extensions.packs.islamic import IslamicPack
from heliograph.sdk.packs import Brief, Fact, NothingToSay, Plan
from heliograph.sdk.text import TextBrief


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
    """Print what each kind of Islamic content knows of a day, and the texts made of it."""
    day, zone, pack = day_of(date), zone_of(time_zone), located_pack()
    if (lat is None) != (lon is None):
        raise BadInput("A place has a latitude and a longitude", "Give both --lat and --lon.")
    options = {"latitude": lat, "longitude": lon, "method": method, "calendar_offset": offset}
    facts: dict[str, Fact] = {}
    texts: list[dict[str, Any]] = []
    for kind in pack.manifest.types:
        brief = Brief("readers", kind.id, day, zone, language, options=dict(options))
        try:
            known = pack.facts(brief, ())
            plan = pack.plan(brief, known)
        except NothingToSay:
            continue
        except ValueError as error:
            raise BadInput(str(error)) from error
        facts |= {fact.id: fact for fact in known}
        texts.append(_text(pack, plan))
    found = {
        "date": day.isoformat(),
        "time_zone": zone.key,
        "facts": [asdict(fact) for fact in facts.values()],
        "texts": texts,
    }
    show(found, as_json, _lines(facts.values(), texts))


def _lines(facts: Iterable[Fact], texts: list[dict[str, Any]]) -> list[str]:
    lines = [f"{fact.text} ({fact.source})" for fact in facts]
    for one in texts:
        lines += ["", f"[{one['type']}]", one["text"]]
    return lines


def _text(pack: IslamicPack, plan: Plan) -> dict[str, Any]:
    text = pack.write(TextBrief(plan, pack.folder, f"{plan.type}:{plan.date}")).text
    return {
        "type": plan.type,
        "language": plan.language,
        "text": text,
        "unsupported_claims": list(pack.unsupported_claims(text, plan)),
    }
