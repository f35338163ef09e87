"""The numbers of posts: of an organisation in one call, of a member one metric per call."""

from __future__ import annotations

import re
from urllib.parse import unquote_plus

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.accounts import Account
from heliograph.apps.sandbox.audience import Counts
from heliograph.apps.sandbox.counting import counts_of, followers_of
from heliograph.apps.sandbox.linkedin.manners import refused
from heliograph.apps.sandbox.linkedin.publishing import readable
from heliograph.apps.sandbox.linkedin.sign_in import author_of, listed, raw_query, signed_in
from heliograph.apps.sandbox.posts import Post, Wanted, list_posts
from heliograph.apps.sandbox.store import JSON, Connection
from heliograph.apps.sandbox.world import World, world_of

_ENTITY = re.compile(r"\((share|ugc|ugcPost):([^()]+)\)")
_QUERIES = {
    "IMPRESSION": "views", "MEMBERS_REACHED": "reach", "RESHARE": "reblogs", "REACTION": "likes",
    "COMMENT": "replies",
}  # fmt: skip


async def of_shares(request: Request) -> Response:
    """GET /rest/organizationalEntityShareStatistics: of some posts, or of all in one sum."""
    caller = await signed_in(request)
    caller.needs("rw_organization_admin", "r_organization_social", what="shareStatistics")
    query = raw_query(request)
    page = await author_of(request, caller, unquote_plus(query.get("organizationalEntity", "")))
    world = world_of(request)
    names = [name for name in ("shares", "ugcPosts") if name in query]
    if not names:
        counts = await _all_of(world, page)
        row = {"organizationalEntity": query.get("organizationalEntity", "")}
        return JSONResponse({"elements": [{**row, "totalShareStatistics": _share(counts)}]})
    elements: list[dict[str, JSON]] = []
    for name in names:
        for urn in listed(query[name]):
            post = await _of_author(world, page, urn)
            if post is not None:
                shown = _share([counts_of(world, page, post)])
                key = "share" if name == "shares" else "ugcPost"
                elements.append({key: urn, "totalShareStatistics": shown})
    return JSONResponse({"elements": elements})


async def of_page(request: Request) -> Response:
    """GET /rest/organizationPageStatistics."""
    caller = await signed_in(request)
    caller.needs("rw_organization_admin", what="organizationPageStatistics")
    urn = unquote_plus(raw_query(request).get("organization", ""))
    page = await author_of(request, caller, urn)
    counts = await _all_of(world_of(request), page)
    views = {"allPageViews": {"pageViews": sum(one.visits for one in counts)}}
    return JSONResponse(
        {"elements": [{"organization": urn, "totalPageStatistics": {"views": views}}]}
    )


async def of_followers(request: Request) -> Response:
    """GET /rest/organizationalEntityFollowerStatistics."""
    caller = await signed_in(request)
    caller.needs("rw_organization_admin", what="followerStatistics")
    urn = unquote_plus(raw_query(request).get("organizationalEntity", ""))
    page = await author_of(request, caller, urn)
    gain = {"organicFollowerGain": followers_of(world_of(request), page), "paidFollowerGain": 0}
    return JSONResponse({"elements": [{"organizationalEntity": urn, "followerGains": gain}]})


async def of_member(request: Request) -> Response:
    """GET /rest/memberCreatorPostAnalytics: one metric of one post, or of all with q=me."""
    caller = await signed_in(request)
    caller.needs("r_member_postAnalytics", what="memberCreatorPostAnalytics")
    query = raw_query(request)
    name = _QUERIES.get(query.get("queryType", ""))
    if name is None or query.get("aggregation", "TOTAL") != "TOTAL":
        raise refused(400, "ILLEGAL_ARGUMENT", "Unknown queryType or aggregation", 100)
    world = world_of(request)
    if query.get("q") == "me":
        counts = await _all_of(world, caller.account)
    else:
        counts = [counts_of(world, caller.account, await _entity(world, caller.account, query))]
    total = sum(int(getattr(one, name)) for one in counts)
    metric = {"com.linkedin.adsexternalapi.memberanalytics.v1.CreatorPostAnalyticsMetricTypeV1":
              query["queryType"]}  # fmt: skip
    return JSONResponse({"elements": [{"count": total, "metricType": metric}]})


async def _entity(world: World, account: Account, query: dict[str, str]) -> Post:
    match = _ENTITY.fullmatch(query.get("entity", ""))
    if query.get("q") != "entity" or match is None or ":" in match[2]:
        raise refused(400, "ILLEGAL_ARGUMENT", "entity must be (share:urn) or (ugc:urn)", 100)
    post = await _of_author(world, account, unquote_plus(match[2]))
    if post is None:
        raise refused(404, "NOT_FOUND", "The post does not exist", 100)
    return post


async def _of_author(world: World, author: Account, urn: str) -> Post | None:
    post = await world.store.read(lambda db: readable(world, db, urn))
    return post if post is not None and post.account_id == author.id else None


async def _all_of(world: World, author: Account) -> list[Counts]:
    def read(db: Connection) -> list[Post]:
        return list_posts(db, Wanted("linkedin", author.id, limit=10_000))

    return [counts_of(world, author, post) for post in await world.store.read(read)]


def _share(counts: list[Counts]) -> dict[str, JSON]:
    views = sum(one.views for one in counts)
    likes, replies = sum(one.likes for one in counts), sum(one.replies for one in counts)
    reshares, clicks = sum(one.reblogs for one in counts), sum(one.visits for one in counts)
    acted = likes + replies + reshares + clicks
    return {
        "impressionCount": views, "uniqueImpressionsCount": sum(one.reach for one in counts),
        "clickCount": clicks, "likeCount": likes, "commentCount": replies,
        "shareCount": reshares, "engagement": acted / views if views else 0.0,
    }  # fmt: skip
