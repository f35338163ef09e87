"""Insights of a medium and of an account; they run behind, and empty is not zero."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.answers import moment
from heliograph.apps.sandbox.audience import Counts
from heliograph.apps.sandbox.counting import counts_of, followers_of
from heliograph.apps.sandbox.instagram.manners import envelope, missing
from heliograph.apps.sandbox.instagram.nodes import my_post
from heliograph.apps.sandbox.instagram.sign_in import Call, signed_in
from heliograph.apps.sandbox.posts import Wanted, list_posts
from heliograph.apps.sandbox.store import JSON
from heliograph.apps.sandbox.world import World, world_of

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
_FEWEST_STORY_VIEWERS = 5


async def insights(request: Request) -> Response:
    """GET /<ID>/insights: the id tells whether the account or a medium is meant."""
    call = await signed_in(request)
    own = str(request.path_params["id"]) in ("me", call.account.id)
    return await (_of_account(request, call) if own else _of_medium(request, call))


async def _of_medium(request: Request, call: Call) -> Response:
    world = world_of(request)
    post = await my_post(request, call)
    names = _names(call)
    product = str(post.extra["product"])
    for name in names:
        if name not in _OFFERED[product]:
            raise envelope(
                400, 100, f"(#100) The Media Insights API does not support the {name} metric for "
                "this media product type.",
            )  # fmt: skip
    lag = world.settings.insights_lag_s
    if world.clock.seconds() < post.created_at + lag:
        return JSONResponse({"data": []})
    counts = counts_of(world, call.account, post, lag)
    if product == "STORY" and counts.reach < _FEWEST_STORY_VIEWERS:
        raise envelope(400, 10, "(#10) Not enough viewers for the media to show insights")
    values = _values(counts)
    return JSONResponse({"data": [_lifetime(post.id, name, values[name]) for name in names]})


async def _of_account(request: Request, call: Call) -> Response:
    world = world_of(request)
    names = _names(call)
    total = call.text("metric_type") == "total_value"
    offered = _TOTALS if total else ("reach", "follower_count")
    for name in names:
        if name not in offered:
            raise envelope(400, 100, f"(#100) metric[0] must be one of: {', '.join(offered)}")
    values = await _totals(world, call)
    if total:
        data = [_total(name, values[name]) for name in names]
    else:
        values["follower_count"] = followers_of(world, call.account)
        data = [_daily(call.account.id, name, values[name], world) for name in names]
    return JSONResponse({"data": data})


def _names(call: Call) -> list[str]:
    names = [name.strip() for name in call.text("metric").split(",") if name.strip()]
    if not names:
        raise missing("metric")
    return names


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
        "ig_reels_avg_watch_time": 6_400,
        "ig_reels_video_view_total_time": counts.views * 6_400,
    }  # fmt: skip


async def _totals(world: World, call: Call) -> dict[str, int]:
    asked = Wanted("instagram", call.account.id, limit=1000)
    posts = await world.store.read(lambda db: list_posts(db, asked))
    lag = world.settings.insights_lag_s
    totals = dict.fromkeys(_values(Counts()), 0)
    for post in posts:
        for name, value in _values(counts_of(world, call.account, post, lag)).items():
            totals[name] += value
    return totals


def _lifetime(post_id: str, name: str, value: int) -> dict[str, JSON]:
    return {
        "name": name, "period": "lifetime", "values": [{"value": value}],
        "title": name.replace("_", " ").capitalize(), "description": f"Number of {name}.",
        "id": f"{post_id}/insights/{name}/lifetime",
    }  # fmt: skip


def _total(name: str, value: int) -> dict[str, JSON]:
    return {"name": name, "period": "day", "total_value": {"value": value}}


def _daily(account_id: str, name: str, value: int, world: World) -> dict[str, JSON]:
    end = moment(world.clock.seconds()).strftime("%Y-%m-%dT00:00:00+0000")
    return {
        "name": name, "period": "day", "values": [{"value": value, "end_time": end}],
        "title": name.replace("_", " ").capitalize(), "description": f"Number of {name}.",
        "id": f"{account_id}/insights/{name}/day",
    }  # fmt: skip
