"""Insights of posts, videos and the Page; one unknown name fails the whole call."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.accounts import Account
from heliograph.apps.sandbox.answers import moment, parse_moment
from heliograph.apps.sandbox.audience import Counts
from heliograph.apps.sandbox.counting import counts_of, followers_of
from heliograph.apps.sandbox.facebook.films_store import find_film
from heliograph.apps.sandbox.facebook.manners import PRODUCT
from heliograph.apps.sandbox.facebook.sign_in import signed_in
from heliograph.apps.sandbox.graph.callers import Call, my_post
from heliograph.apps.sandbox.graph.insights import lifetime_row, metric_names, metric_row
from heliograph.apps.sandbox.graph.nodes import stamp_of
from heliograph.apps.sandbox.posts import Post, Wanted, find_post, list_posts
from heliograph.apps.sandbox.store import JSON
from heliograph.apps.sandbox.world import World, world_of

PACIFIC = ZoneInfo("America/Los_Angeles")
PERIODS = {"day": 1, "week": 7, "days_28": 28}
KEPT = timedelta(days=730)
OF_A_POST = (
    "post_media_view", "post_total_media_view_unique", "post_clicks", "post_clicks_by_type",
    "post_reactions_by_type_total", "post_activity_by_action_type", "post_video_views",
)  # fmt: skip
OF_A_FILM = ("blue_reels_play_count", "post_video_avg_time_watched", "post_video_social_actions")
OF_A_PAGE = (
    "page_media_view", "page_total_media_view_unique", "page_post_engagements",
    "page_views_total", "page_daily_follows", "page_daily_follows_unique",
    "page_daily_unfollows_unique", "page_follows", "page_video_views",
)  # fmt: skip


async def insights(request: Request) -> Response:
    """GET /<ID>/insights: the id tells whether the Page or a post is meant."""
    call = await signed_in(request)
    call.needs("read_insights")
    own = str(request.path_params["id"]) in ("me", call.account.id)
    rows = await (_of_page(request, call) if own else _of_post(request, call))
    return JSONResponse({"data": rows})


async def video_insights(request: Request) -> Response:
    """GET /<VIDEO>/video_insights."""
    call = await signed_in(request)
    call.needs("read_insights")
    names, world = _names(call, OF_A_FILM), world_of(request)
    wanted = str(request.path_params["id"])
    film = await world.store.read(lambda db: find_film(db, call.account.id, wanted))
    if film is None:
        raise PRODUCT.no_object(wanted)
    post = await world.store.read(lambda db: find_post(db, film.post_id or ""))
    counts = _counts(world, call.account, post) if post else None
    if counts is None:
        return JSONResponse({"data": []})
    values: dict[str, JSON] = {
        "blue_reels_play_count": counts.views,
        "post_video_avg_time_watched": 3200 if counts.views else 0,
        "post_video_social_actions": {"COMMENT": counts.replies, "SHARE": counts.reblogs},
    }
    return JSONResponse({"data": [lifetime_row(film.id, name, values) for name in names]})


async def _of_post(request: Request, call: Call) -> list[dict[str, JSON]]:
    post = await my_post(request, call)
    names = _names(call, OF_A_POST)
    counts = _counts(world_of(request), call.account, post)
    if counts is None:
        return []
    actions = {"share": counts.reblogs, "like": counts.likes, "comment": counts.replies}
    values: dict[str, JSON] = {
        "post_media_view": counts.views, "post_total_media_view_unique": counts.reach,
        "post_clicks": counts.visits, "post_video_views": counts.views // 2,
        "post_clicks_by_type": {"other clicks": counts.visits},
        "post_reactions_by_type_total": {"like": counts.likes},
        "post_activity_by_action_type": actions,
    }  # fmt: skip
    return [lifetime_row(post.id, name, values) for name in names]


async def _of_page(request: Request, call: Call) -> list[dict[str, JSON]]:
    names, world = _names(call, OF_A_PAGE), world_of(request)
    period = call.text("period", "day")
    if period not in PERIODS:
        raise PRODUCT.bad_parameter("Param period must be one of {day, week, days_28}")
    asked = Wanted("facebook", call.account.id, limit=1000)
    posts = await world.store.read(lambda db: list_posts(db, asked))
    ends = _ends(call, moment(world.clock.seconds()))
    rows = []
    for name in names:
        values: list[JSON] = []
        for end in ends:
            span = (end - timedelta(days=PERIODS[period]), end)
            value = _in_span(world, call.account, posts, span)[name]
            values.append({"value": value, "end_time": stamp_of(end.timestamp())})
        rows.append(metric_row(call.account.id, name, period, {"values": values}))
    return rows


def _ends(call: Call, now: datetime) -> list[datetime]:
    """The day boundaries, in Pacific time, from the day after `since` to `until`; by default
    those of the last two days, the running one among them."""
    running = _midnight_after(now)
    since, until = _asked(call, "since"), _asked(call, "until")
    first = _midnight_after(since) if since else running - timedelta(days=1)
    last = min(running, _midnight_after(until - timedelta(seconds=1)) if until else running)
    if since and since < now - KEPT:
        raise PRODUCT.bad_parameter("Insights are kept for two years")
    if last < first or (last - first).days > 92:
        raise PRODUCT.bad_parameter("since and until must be at most 93 days apart")
    days = (last.astimezone(PACIFIC).date() - first.astimezone(PACIFIC).date()).days
    return [_plus_days(first, day) for day in range(days + 1)]


def _midnight_after(when: datetime) -> datetime:
    local = when.astimezone(PACIFIC)
    return _plus_days(local.replace(hour=0, minute=0, second=0, microsecond=0), 1)


def _plus_days(when: datetime, days: int) -> datetime:
    """The same hour by the clock on the wall, whatever daylight saving does."""
    return when.astimezone(PACIFIC) + timedelta(days=days)


def _asked(call: Call, name: str) -> datetime | None:
    text = call.text(name)
    seconds = float(text) if text.isdigit() else parse_moment(text)
    return None if seconds is None else moment(seconds)


def _in_span(
    world: World, page: Account, posts: list[Post], span: tuple[datetime, datetime]
) -> Mapping[str, int]:
    """What the posts met between two moments."""
    now = world.clock.seconds()
    lag = world.settings.insights_lag_s
    ago = [max(lag, now - end.timestamp()) for end in span]
    before = [counts_of(world, page, post, ago[0]) for post in posts]
    after = [counts_of(world, page, post, ago[1]) for post in posts]

    def grown(name: str) -> int:
        return sum(
            getattr(new, name) - getattr(old, name) for old, new in zip(before, after, strict=True)
        )

    follows = grown("follows")
    return {
        "page_media_view": grown("views"), "page_total_media_view_unique": grown("reach"),
        "page_post_engagements": grown("likes") + grown("replies") + grown("reblogs"),
        "page_views_total": grown("visits"), "page_video_views": _film_views(posts, before, after),
        "page_follows": followers_of(world, page), "page_daily_follows": follows,
        "page_daily_follows_unique": follows, "page_daily_unfollows_unique": follows // 8,
    }  # fmt: skip


def _film_views(posts: list[Post], before: list[Counts], after: list[Counts]) -> int:
    return sum(
        new.views - old.views
        for post, old, new in zip(posts, before, after, strict=True)
        if post.extra.get("film")
    )


def _counts(world: World, page: Account, post: Post) -> Counts | None:
    """The numbers as they were a while ago; None while there are none."""
    lag = world.settings.insights_lag_s
    if world.clock.seconds() < post.created_at + lag:
        return None
    return counts_of(world, page, post, lag)


def _names(call: Call, offered: tuple[str, ...]) -> list[str]:
    names = metric_names(call)
    if not set(names) <= set(offered):
        raise PRODUCT.bad_parameter("The value must be a valid insights metric")
    return names
