"""Insights as every product of the Graph API tells them: what is asked for, rows and totals."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from heliograph.apps.sandbox.audience import Counts
from heliograph.apps.sandbox.counting import counts_of
from heliograph.apps.sandbox.graph.callers import Call
from heliograph.apps.sandbox.posts import Wanted, list_posts
from heliograph.apps.sandbox.store import JSON
from heliograph.apps.sandbox.world import World


def metric_row(owner: str, name: str, period: str, number: Mapping[str, JSON]) -> dict[str, JSON]:
    """One metric of an insights answer; `number` is its value in one of Meta's shapes."""
    title = name.replace("_", " ").capitalize()
    about = {"title": title, "description": f"Number of {name}."}
    return {
        "name": name, "period": period, **number, **about, "id": f"{owner}/insights/{name}/{period}"
    }  # fmt: skip


def metric_names(call: Call) -> list[str]:
    """Which metrics are asked for; asking for none is an error."""
    # Meta's own clients send lists as JSON, everybody else with commas.
    text = call.text("metric").strip("[] ").replace('"', "")
    names = [name.strip() for name in text.split(",") if name.strip()]
    if not names:
        raise call.product.missing("metric")
    return names


def lifetime_row(owner: str, name: str, values: Mapping[str, JSON]) -> dict[str, JSON]:
    """One metric of a published post, which counts from its beginning."""
    return metric_row(owner, name, "lifetime", {"values": [{"value": values[name]}]})


async def totals(
    world: World, call: Call, values: Callable[[Counts], Mapping[str, int]]
) -> dict[str, int]:
    """What all posts of the account met until now; a day's share is not modelled."""
    asked = Wanted(call.product.name, call.account.id, limit=1000)
    posts = await world.store.read(lambda db: list_posts(db, asked))
    found = dict.fromkeys(values(Counts()), 0)
    for post in posts:
        counts = counts_of(world, call.account, post, world.settings.insights_lag_s)
        for name, value in values(counts).items():
            found[name] += value
    return found
