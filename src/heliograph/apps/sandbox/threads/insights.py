"""Insights of a post and of an account; they run behind, and empty is not zero."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.audience import Counts
from heliograph.apps.sandbox.counting import counts_of, followers_of
from heliograph.apps.sandbox.graph.callers import Call, my_post
from heliograph.apps.sandbox.graph.insights import (
    lifetime_row,
    metric_names,
    metric_row,
    totals,
)
from heliograph.apps.sandbox.graph.nodes import stamp_of
from heliograph.apps.sandbox.store import JSON
from heliograph.apps.sandbox.threads.manners import GRAPH
from heliograph.apps.sandbox.threads.sign_in import my_call, signed_in
from heliograph.apps.sandbox.world import world_of

OF_A_POST = ("views", "likes", "replies", "reposts", "quotes", "shares")
OF_AN_ACCOUNT = ("views", "likes", "replies", "reposts", "quotes", "clicks", "followers_count")
BEGINNING = 1_712_991_600
DAY = 86_400


async def of_post(request: Request) -> Response:
    """GET /<MEDIA_ID>/insights."""
    call = await signed_in(request)
    call.needs("threads_manage_insights")
    post = await my_post(request, call)
    names = _names(call, OF_A_POST)
    world = world_of(request)
    lag = world.settings.insights_lag_s
    is_repost = post.extra["media_type"] == "REPOST_FACADE"
    if is_repost or world.clock.seconds() < post.created_at + lag:
        return JSONResponse({"data": []})
    values = _values(counts_of(world, call.account, post, lag))
    return JSONResponse({"data": [lifetime_row(post.id, name, values) for name in names]})


async def of_account(request: Request) -> Response:
    """GET /<ID>/threads_insights."""
    call = await my_call(request)
    call.needs("threads_manage_insights")
    names = _names(call, OF_AN_ACCOUNT)
    for bound in ("since", "until"):
        value = call.text(bound)
        if value and (not value.isdigit() or int(value) < BEGINNING):
            raise GRAPH.bad_parameter(f"Param {bound} must be at least {BEGINNING}")
    world = world_of(request)
    numbers = await totals(world, call, _values)
    numbers["followers_count"] = followers_of(world, call.account)
    # A day ends at midnight on the Pacific coast.
    end = stamp_of(world.clock.seconds() // DAY * DAY + 7 * 3600)
    rows = [
        metric_row(call.account.id, name, "day", _number(name, numbers[name], end))
        for name in names
    ]
    return JSONResponse({"data": rows})


def _number(name: str, value: int, end: str) -> dict[str, JSON]:
    """Threads has three shapes for the number of an account's metric."""
    if name == "views":
        return {"values": [{"value": value, "end_time": end}]}
    if name == "clicks":
        return {"link_total_values": [{"value": value, "link_url": "https://example.com/"}]}
    return {"total_value": {"value": value}}


def _names(call: Call, offered: tuple[str, ...]) -> list[str]:
    names = metric_names(call)
    for name in names:
        if name not in offered:
            raise GRAPH.bad_parameter(f"metric[0] must be one of the following values: {offered}")
    return names


def _values(counts: Counts) -> dict[str, int]:
    return {
        "views": counts.views, "likes": counts.likes, "replies": counts.replies,
        "reposts": counts.reblogs, "quotes": counts.quotes, "shares": counts.saves,
        "clicks": counts.visits // 6,
    }  # fmt: skip
