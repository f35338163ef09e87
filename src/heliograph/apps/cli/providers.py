"""Models that write, paint and speak: who they are, their tiers, what they may and did cost."""

from __future__ import annotations

import sys
from datetime import date
from typing import Annotated, Any

import typer

from heliograph.apps.cli.door import Door, Request, through
from heliograph.apps.cli.failures import BadInput
from heliograph.apps.cli.given import pairs_of
from heliograph.apps.cli.naming import BRAND, brand_id_of, brand_ids_of
from heliograph.apps.cli.printing import AsJSON, note, show, table

app = typer.Typer(rich_markup_mode=None)
ProviderID = Annotated[str, typer.Argument(metavar="ID")]
BrandWish = Annotated[
    str | None, typer.Option(metavar=BRAND, help="A brand; default: the workspace.")
]
_COLUMNS = {
    "id": "ID",
    "name": "NAME",
    "kind": "KIND",
    "step": "MAKES",
    "tier": "TIER",
    "model": "MODEL",
    "health": "HEALTH",
}
_LINES = {
    "started_at": "WHEN",
    "provider": "PROVIDER",
    "step": "MADE",
    "outcome": "OUTCOME",
    "tokens": "TOKENS",
    "characters": "SPOKEN",
    "cost": "USD",
    "milliseconds": "MS",
    "detail": "DETAIL",
}
_TOTALS = {
    "group": "GROUP",
    "calls": "CALLS",
    "cached": "KEPT",
    "failed": "FAILED",
    "input_tokens": "READ",
    "output_tokens": "WRITTEN",
    "pictures": "PICTURES",
    "characters": "SPOKEN",
    "cost": "USD",
}
_BUDGETS = {"whose": "WHOSE", "monthly_limit": "A MONTH", "spent": "SPENT", "left": "LEFT"}
_TIERS = {"whose": "WHOSE", "step": "MAKES", "tier": "TIER"}
_CHOICES = {
    "provider": "PROVIDER",
    "tier": "TIER",
    "low": "USD USUALLY",
    "high": "USD AT MOST",
    "seconds": "SECONDS",
    "reason": "PASSED BECAUSE",
}


@app.command("list")
def list_providers(as_json: AsJSON = False) -> None:
    """List the configured providers and how they are."""
    found = through(lambda door: door.get("providers"))
    none = "None is set up: everything is made by the built-in ones. Add one with `providers add`."
    show(found, as_json, table(found, _COLUMNS, none))


@app.command("kinds")
def list_kinds(as_json: AsJSON = False) -> None:
    """List what can be set up, and what each needs."""
    found = through(lambda door: door.get("providers", "kinds"))
    lines = []
    for one in found:
        lines += [f"{one['id']} ({one['step']}, {one['tier']}): {one['description']}"]
        lines += [f"  key {one['key']}. {one['hint']}"]
        if one["addresses"]:
            lines += [f"  known services: {', '.join(one['addresses'])}"]
    show(found, as_json, lines)


@app.command("add")
def add(  # noqa: PLR0913 - one parameter for each option
    kind: Annotated[str, typer.Argument(help="`heliograph providers kinds` names them.")],
    model: Annotated[str, typer.Option(help="The service's id of the model.")],
    name: Annotated[str | None, typer.Option(help="How lists call it.")] = None,
    tier: Annotated[str | None, typer.Option(help="budget, balanced or premium.")] = None,
    base_url: Annotated[
        str | None, typer.Option(help="Its address, or a known service such as groq or ollama.")
    ] = None,
    key_stdin: Annotated[
        bool, typer.Option("--key-stdin", help="Read the key from standard input.")
    ] = False,
    price_input: Annotated[
        str | None, typer.Option(help="US dollars for a thousand tokens read.")
    ] = None,
    price_output: Annotated[
        str | None, typer.Option(help="US dollars for a thousand tokens written.")
    ] = None,
    price_picture: Annotated[str | None, typer.Option(help="US dollars for a picture.")] = None,
    price_characters: Annotated[
        str | None, typer.Option(help="US dollars for a thousand characters spoken.")
    ] = None,
    as_of: Annotated[
        str | None, typer.Option(help="The day you read these prices. Default: today.")
    ] = None,
    option: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=VALUE", help="An option of its kind; repeat it."),
    ] = None,
    as_json: AsJSON = False,
) -> None:
    """Set a provider up. The key is read from standard input, so that no shell remembers it."""
    prices = {
        "input_per_1k": price_input,
        "output_per_1k": price_output,
        "per_picture": price_picture,
        "per_1k_characters": price_characters,
    }
    given = {field: value for field, value in prices.items() if value is not None}
    body = {
        "kind": kind,
        "model": model,
        "name": name,
        "tier": tier,
        "base_url": base_url,
        "key": _key() if key_stdin else None,
        "price": given | {"as_of": as_of or _today()} if given else None,
        "options": pairs_of(option or [], "--option"),
    }

    async def create(door: Door) -> dict[str, Any]:
        made: dict[str, Any] = await door.post("providers", body=body)
        return made

    made = through(create)
    show(made, as_json, [f"Set up as {made['id']}. Try it with `providers test {made['id']}`."])


@app.command("test")
def try_out(provider_id: ProviderID, as_json: AsJSON = False) -> None:
    """Ask a provider for its models: is it there, is the key good? Nothing is paid for it. A voice
    says a short line instead, which stands in the ledger."""

    async def ask(door: Door) -> dict[str, Any]:
        found: dict[str, Any] = await door.post("providers", provider_id, "test")
        return found

    found = through(ask)
    lines = [f"{found['sentence']} {found['remedy']}".strip()]
    if found["models"]:
        lines.append(f"models  {', '.join(found['models'])}")
    show(found, as_json, lines)
    if not found["is_ok"]:
        raise typer.Exit(1)


@app.command("remove")
def remove(provider_id: ProviderID) -> None:
    """Remove a provider with its key; its lines in the ledger stay."""
    through(lambda door: door.delete("providers", provider_id))
    note("It is removed, and its key with it.")


@app.command("ledger")
def ledger(
    by: Annotated[
        str | None,
        typer.Option(help="Totals by provider, brand, step, outcome, day, month or all."),
    ] = None,
    brand: BrandWish = None,
    outcome: Annotated[str | None, typer.Option(help="Such as done,failed_check.")] = None,
    since: Annotated[str | None, typer.Option(help="From this time on, as ISO 8601.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=100, help="Lines at most.")] = 20,
    as_json: AsJSON = False,
) -> None:
    """Show the calls that were made: tokens, money, time, outcome."""

    async def ask(door: Door) -> Any:
        filters = {"brand_id": await _brand(door, brand), "outcome": outcome, "since": since}
        if by is not None:
            return await door.get("providers", "ledger", "totals", by=by, **filters)
        return await door.get("providers", "ledger", per_page=limit, **filters)

    if by is not None:
        sums = through(ask)
        show(sums, as_json, table(sums, _TOTALS, "Nothing was asked of any model yet."))
        return
    found = through(ask)
    rows = [one | {"tokens": one["input_tokens"] + one["output_tokens"]} for one in found]
    show(found, as_json, table(rows, _LINES, "Nothing was asked of any model yet."))


@app.command("budget")
def budget(
    limit: Annotated[
        str | None, typer.Option("--set", metavar="USD", help="What a month may cost; or none.")
    ] = None,
    brand: BrandWish = None,
    as_json: AsJSON = False,
) -> None:
    """Show the caps and what is left this month, or set one."""

    async def ask(door: Door) -> list[dict[str, Any]]:
        if limit is None:
            found: list[dict[str, Any]] = await door.get("providers", "budgets")
            return found
        whose = await _brand(door, brand)
        body = {"brand_id": whose, "monthly_limit": None if limit == "none" else limit}
        changed = await door.ask("PUT", ("providers", "budgets"), Request(body=body))
        return list(changed.data)

    found = through(ask)
    show(found, as_json, table([_whose(one) for one in found], _BUDGETS, "There is no cap."))


@app.command("tier")
def tier(
    step: Annotated[str | None, typer.Argument(help="text, image or voice.")] = None,
    choice: Annotated[
        str | None, typer.Argument(help="offline, budget, balanced, premium; or default.")
    ] = None,
    brand: BrandWish = None,
    as_json: AsJSON = False,
) -> None:
    """Show which tier makes texts, pictures and voices, or choose one."""
    if (step is None) != (choice is None):
        raise BadInput(
            "A tier is chosen for a step", "Write for example: providers tier text budget."
        )

    async def ask(door: Door) -> list[dict[str, Any]]:
        if step is None:
            found: list[dict[str, Any]] = await door.get("providers", "tiers")
            return found
        whose = await _brand(door, brand)
        body = {"brand_id": whose, "step": step, "tier": None if choice == "default" else choice}
        changed = await door.ask("PUT", ("providers", "tiers"), Request(body=body))
        return list(changed.data)

    found = through(ask)
    show(found, as_json, table([_whose(one) for one in found], _TIERS, "Nothing was chosen."))


@app.command("estimate")
def estimate(
    step: Annotated[str, typer.Argument(help="text, image or voice.")] = "text",
    pieces: Annotated[int, typer.Option(min=1, help="How many are to be made, by each.")] = 1,
    brand: Annotated[
        list[str] | None,
        typer.Option(metavar=BRAND, help="A brand, repeat it for more; default: the workspace."),
    ] = None,
    wanted: Annotated[
        str | None, typer.Option("--tier", help="Default: what the brand has chosen.")
    ] = None,
    characters: Annotated[
        int | None, typer.Option(min=1, help="Spoken in each video, for the step voice.")
    ] = None,
    as_json: AsJSON = False,
) -> None:
    """Say what pieces would cost and take, and by whom they would be made."""
    order = {"step": step, "pieces": pieces, "tier": wanted, "characters": characters}

    async def ask(door: Door) -> dict[str, Any]:
        brands = await brand_ids_of(door, brand or ())
        path, body = "estimate", {**order, "brand_id": brands[0] if brands else None}
        if len(brands) > 1:
            path, body = "estimates", {"orders": [{**order, "brand_id": one} for one in brands]}
        found: dict[str, Any] = await door.post("providers", path, body=body)
        return found

    found = through(ask)
    show(found, as_json, _total(found) if "total" in found else _choices(found))


def _choices(found: dict[str, Any]) -> list[str]:
    return table(found["choices"], _CHOICES, "Nobody would make it.")


def _total(found: dict[str, Any]) -> list[str]:
    """Who would make the pieces of each brand, and what all of it comes to."""
    makers = [
        next(one for one in order["choices"] if not one["reason"]) | {"brand": order["brand_id"]}
        for order in found["orders"]
    ]
    total = found["total"]
    lines = table(makers, {"brand": "BRAND", **_CHOICES}, "Nobody would make it.")
    lines += ["", f"Together ${total['low']:g} to ${total['high']:g}, {total['seconds']:g} s"]
    if total["is_over_cap"]:
        lines.append(f"That is more than the ${total['left']:g} left this month.")
    return lines


async def _brand(door: Door, wanted: str | None) -> str | None:
    return await brand_id_of(door, wanted) if wanted else None


def _key() -> str:
    if sys.stdin.isatty():
        note("Paste the key and press Enter:")
    return sys.stdin.readline().strip()


def _today() -> str:
    return date.today().isoformat()  # noqa: DTZ011 - the day on the wall of whoever read a page


def _whose(one: dict[str, Any]) -> dict[str, Any]:
    return one | {"whose": f"brand {one['brand_id']}" if one["brand_id"] else "workspace"}
