"""Insights of a post and of an account; they run behind, and empty is not zero."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.answers import moment
from heliograph.apps.sandbox.audience import Counts
from heliograph.apps.sandbox.counting import counts_of, followers_of
from heliograph.apps.sandbox.posts import Wanted, list_posts
from heliograph.apps.sandbox.store import JSON
from heliograph.apps.sandbox.threads.manners import bad_parameter, missing
from heliograph.apps.sandbox.threads.nodes import my_post
from heliograph.apps.sandbox.threads.sign_in import Call, my_call, signed_in
from heliograph.apps.sandbox.world import world_of

OF_A_POST = ("views", "likes", "replies", "reposts", "quotes", "shares")
OF_AN_ACCOUNT = ("views", "likes", "replies", "reposts", "quotes", "clicks", "followers_count")
BEGINNING = 1_712_991_600


async def of_post(request: Request) -> Response:
    """GET /<MEDIA_ID>/insights."""
    call = await signed_in(request)
    call.needs("threads_manage_insights")
    post = await my_post(request, call)
    names = _names(call, OF_A_POST)
    world = world_of(request)
    lag = world.settings.insights_lag_s
    if world.clock.seconds() < post.created_at + lag:
        return JSONResponse({"data": []})
    values = _values(counts_of(world, call.account, post, lag))
    rows = [
        {
            "name": name, "period": "lifetime", "values": [{"value": values[name]}],
            "title": name.capitalize(), "description": f"Number of {name}.",
            "id": f"{post.id}/insights/{name}/lifetime",
        }
        for name in names
    ]  # fmt: skip
    return JSONResponse({"data": rows})


async def of_account(request: Request) -> Response:
    """GET /<ID>/threads_insights."""
    call = await my_call(request)
    call.needs("threads_manage_insights")
    names = _names(call, OF_AN_ACCOUNT)
    since = call.text("since")
    if since and (not since.isdigit() or int(since) < BEGINNING):
        raise bad_parameter(f"Param since must be at least {BEGINNING}")
    totals = await _totals(request, call)
    end = moment(world_of(request).clock.seconds()).strftime("%Y-%m-%dT07:00:00+0000")
    rows = [_row(call.account.id, name, totals[name], end) for name in names]
    return JSONResponse({"data": rows})


async def _totals(request: Request, call: Call) -> dict[str, int]:
    world = world_of(request)
    asked = Wanted("threads", call.account.id, limit=1000)
    posts = await world.store.read(lambda db: list_posts(db, asked))
    totals = dict.fromkeys(_values(Counts()), 0)
    for post in posts:
        counts = counts_of(world, call.account, post, world.settings.insights_lag_s)
        for name, value in _values(counts).items():
            totals[name] += value
    return {**totals, "followers_count": followers_of(world, call.account)}


def _row(account_id: str, name: str, value: int, end: str) -> dict[str, JSON]:
    row: dict[str, JSON] = {
        "name": name, "period": "day", "title": name.capitalize(),
        "description": f"Number of {name}.", "id": f"{account_id}/insights/{name}/day",
    }  # fmt: skip
    if name == "views":
        return row | {"values": [{"value": value, "end_time": end}]}
    if name == "clicks":
        return row | {"link_total_values": [{"value": value, "link_url": "https://example.com/"}]}
    return row | {"total_value": {"value": value}}


def _names(call: Call, offered: tuple[str, ...]) -> list[str]:
    names = [name.strip() for name in call.text("metric").split(",") if name.strip()]
    if not names:
        raise missing("metric")
    for name in names:
        if name not in offered:
            raise bad_parameter(f"metric[0] must be one of the following values: {offered}")
    return names


def _values(counts: Counts) -> dict[str, int]:
    return {
        "views": counts.views, "likes": counts.likes, "replies": counts.replies,
        "reposts": counts.reblogs, "quotes": counts.quotes, "shares": counts.saves,
        "clicks": counts.visits // 6,
    }  # fmt: skip
