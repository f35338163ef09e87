"""Insights of a post and of the Page; one unknown name fails the whole call."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.answers import moment
from heliograph.apps.sandbox.audience import Counts
from heliograph.apps.sandbox.counting import counts_of, followers_of
from heliograph.apps.sandbox.facebook.manners import bad_parameter
from heliograph.apps.sandbox.facebook.nodes import my_post
from heliograph.apps.sandbox.facebook.sign_in import Call, signed_in
from heliograph.apps.sandbox.posts import Wanted, list_posts
from heliograph.apps.sandbox.store import JSON
from heliograph.apps.sandbox.world import world_of

OF_A_POST = ("post_media_view", "post_total_media_view_unique", "post_clicks",
             "post_reactions_by_type_total", "post_video_views")  # fmt: skip
OF_A_PAGE = ("page_media_view", "page_total_media_view_unique", "page_post_engagements",
             "page_views_total", "page_follows", "page_video_views")  # fmt: skip


async def insights(request: Request) -> Response:
    """GET /<ID>/insights: the id tells whether the Page or a post is meant."""
    call = await signed_in(request)
    call.needs("read_insights")
    own = str(request.path_params["id"]) in ("me", call.account.id)
    rows = await (_of_page(request, call) if own else _of_post(request, call))
    return JSONResponse({"data": rows})


async def _of_post(request: Request, call: Call) -> list[dict[str, JSON]]:
    post = await my_post(request, call)
    names = _names(call, OF_A_POST)
    world = world_of(request)
    lag = world.settings.insights_lag_s
    if world.clock.seconds() < post.created_at + lag:
        return []
    counts = counts_of(world, call.account, post, lag)
    values: dict[str, JSON] = {
        "post_media_view": counts.views, "post_total_media_view_unique": counts.reach,
        "post_clicks": counts.visits, "post_video_views": counts.views // 2,
        "post_reactions_by_type_total": {"like": counts.likes},
    }  # fmt: skip
    return [_row(post.id, name, "lifetime", [{"value": values[name]}]) for name in names]


async def _of_page(request: Request, call: Call) -> list[dict[str, JSON]]:
    names, world = _names(call, OF_A_PAGE), world_of(request)
    asked = Wanted("facebook", call.account.id, limit=1000)
    posts = await world.store.read(lambda db: list_posts(db, asked))
    lag = world.settings.insights_lag_s
    found = [counts_of(world, call.account, post, lag) for post in posts] or [Counts()]
    values = {
        "page_media_view": sum(one.views for one in found),
        "page_total_media_view_unique": max(one.reach for one in found),
        "page_post_engagements": sum(one.likes + one.replies + one.reblogs for one in found),
        "page_views_total": sum(one.visits for one in found), "page_video_views": 0,
        "page_follows": followers_of(world, call.account),
    }  # fmt: skip
    end = moment(world.clock.seconds()).strftime("%Y-%m-%dT08:00:00+0000")
    period = call.text("period", "day")
    return [
        _row(call.account.id, name, period, [{"value": values[name], "end_time": end}])
        for name in names
    ]


def _names(call: Call, offered: tuple[str, ...]) -> list[str]:
    names = [name.strip() for name in call.text("metric").split(",") if name.strip()]
    if not names or not set(names) <= set(offered):
        raise bad_parameter("The value must be a valid insights metric")
    return names


def _row(owner: str, name: str, period: str, values: list[JSON]) -> dict[str, JSON]:
    return {
        "name": name, "period": period, "values": values, "title": name.replace("_", " "),
        "id": f"{owner}/insights/{name}/{period}",
    }  # fmt: skip
