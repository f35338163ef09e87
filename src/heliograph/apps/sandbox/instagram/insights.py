"""Insights of a medium and of an account; they run behind, and empty is not zero."""

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
from heliograph.apps.sandbox.instagram.manners import GRAPH
from heliograph.apps.sandbox.instagram.nodes import STORY_LIVES_S
from heliograph.apps.sandbox.instagram.sign_in import INSIGHTS, signed_in
from heliograph.apps.sandbox.store import JSON
from heliograph.apps.sandbox.world import world_of

_COMMON = ("views", "reach", "likes", "comments", "shares", "saved", "total_interactions")
_OFFERED = {
    "FEED": (*_COMMON, "follows", "profile_visits", "profile_activity"),
    "REELS": (*_COMMON, "ig_reels_avg_watch_time", "ig_reels_video_view_total_time"),
    "STORY": ("views", "reach", "replies", "shares", "follows", "navigation", "profile_visits",
              "total_interactions"),
}  # fmt: skip
_TOTALS = ("views", "likes", "comments", "shares", "saves", "replies", "accounts_engaged",
           "total_interactions", "profile_links_taps", "follows_and_unfollows",
           "reach")  # fmt: skip
_SERIES = ("reach", "follower_count")
_FEWEST_STORY_VIEWERS = 5
_FEWEST_FOLLOWERS = 100
_WATCHED_MS = 6_400
DAY = 86_400


async def insights(request: Request) -> Response:
    """GET /<ID>/insights: the id tells whether the account or a medium is meant."""
    call = await signed_in(request)
    call.needs(*INSIGHTS)
    own = str(request.path_params["id"]) in ("me", call.account.id)
    return await (_of_account(request, call) if own else _of_medium(request, call))


async def _of_medium(request: Request, call: Call) -> Response:
    world = world_of(request)
    post = await my_post(request, call)
    names, product = metric_names(call), str(post.extra["product"])
    for name in names:
        if name not in _OFFERED[product]:
            words = (
                f"The Media Insights API does not support the {name} metric for this media "
                "product type."
            )
            raise GRAPH.bad_parameter(words)
    now, lag = world.clock.seconds(), world.settings.insights_lag_s
    is_over = product == "STORY" and now > post.created_at + STORY_LIVES_S
    if now < post.created_at + lag or is_over:
        return JSONResponse({"data": []})
    counts = counts_of(world, call.account, post, lag)
    if product == "STORY" and counts.reach < _FEWEST_STORY_VIEWERS:
        words = "(#10) Not enough viewers for the media to show insights"
        raise GRAPH.envelope(400, 10, words)
    values = _values(counts)
    return JSONResponse({"data": [lifetime_row(post.id, name, values) for name in names]})


async def _of_account(request: Request, call: Call) -> Response:
    world = world_of(request)
    names = metric_names(call)
    if call.text("period", "day") != "day":
        raise GRAPH.bad_parameter("period must be one of: day")
    total = call.text("metric_type") == "total_value"
    offered = _TOTALS if total else _SERIES
    for name in names:
        if name not in offered:
            raise GRAPH.bad_parameter(f"metric[0] must be one of: {', '.join(offered)}")
    followers = followers_of(world, call.account)
    if "follower_count" in names and followers < _FEWEST_FOLLOWERS:
        raise GRAPH.bad_parameter(f"follower_count needs {_FEWEST_FOLLOWERS} followers.")
    values = await totals(world, call, _values) | {"follower_count": followers // 365}
    now = world.clock.seconds()
    rows = [
        metric_row(call.account.id, name, "day", _day(values[name], now, total)) for name in names
    ]
    return JSONResponse({"data": rows})


def _day(value: int, now: float, total: bool) -> dict[str, JSON]:
    """A day's number in one of the two shapes."""
    if total:
        return {"total_value": {"value": value}}
    return {"values": [{"value": value, "end_time": stamp_of(now - now % DAY)}]}


def _values(counts: Counts) -> dict[str, int]:
    interactions = counts.likes + counts.replies + counts.reblogs + counts.saves
    return {
        "views": counts.views, "reach": counts.reach, "likes": counts.likes,
        "comments": counts.replies, "replies": counts.replies, "shares": counts.reblogs,
        "saved": counts.saves, "saves": counts.saves, "total_interactions": interactions,
        "follows": counts.follows, "follows_and_unfollows": counts.follows,
        "profile_visits": counts.visits, "profile_activity": counts.visits // 4,
        "profile_links_taps": counts.visits // 6, "navigation": counts.views // 2,
        "accounts_engaged": min(counts.reach, interactions),
        "ig_reels_avg_watch_time": _WATCHED_MS,
        "ig_reels_video_view_total_time": counts.views * _WATCHED_MS,
    }  # fmt: skip
