"""What has become of a post on its way, and the account's public posts with their counts."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.accounts import Account
from heliograph.apps.sandbox.answers import read_parameters, text_of
from heliograph.apps.sandbox.counting import counts_of
from heliograph.apps.sandbox.links import permalink
from heliograph.apps.sandbox.posts import Post, find_post
from heliograph.apps.sandbox.store import JSON, Connection
from heliograph.apps.sandbox.tiktok.creators import public_posts
from heliograph.apps.sandbox.tiktok.manners import refused, told
from heliograph.apps.sandbox.tiktok.publishes import PUBLIC, Publish, find_publish, settle
from heliograph.apps.sandbox.tiktok.sign_in import LIST, PUBLISH, signed_in
from heliograph.apps.sandbox.world import World, world_of

FIELDS = frozenset({
    "id", "title", "create_time", "share_url", "cover_image_url", "duration", "view_count",
    "like_count", "comment_count", "share_count", "video_description", "height", "width",
    "embed_link", "embed_html",
})  # fmt: skip
PAGE, LISTED_WORDS = 20, 150


async def progress(request: Request) -> Response:
    """POST /v2/post/publish/status/fetch/"""
    account = await signed_in(request, PUBLISH, "status")
    wanted = text_of((await read_parameters(request)).get("publish_id"))
    world = world_of(request)
    now, visible = world.clock.seconds(), world.visible_until("tiktok")

    def read(db: Connection) -> dict[str, JSON]:
        settle(db, now)
        one = find_publish(db, wanted)
        if one is None:
            raise refused("invalid_publish_id")
        if one.account_id != account.id:
            raise refused("token_not_authorized_for_specified_publish_id")
        post = find_post(db, one.post_id, visible) if one.post_id else None
        return _told(one, post, now)

    return JSONResponse(told(await world.store.write(read)))


async def listing(request: Request) -> Response:
    """POST /v2/video/list/?fields=: public posts, newest first."""
    account, fields = await _reader(request)
    body, world = await read_parameters(request), world_of(request)
    most, cursor = body.get("max_count", 10), body.get("cursor", 0)
    if not isinstance(most, int) or not 1 <= most <= PAGE or not isinstance(cursor, int):
        raise refused("invalid_params", "The page is not valid.")
    posts = await world.store.write(lambda db: public_posts(db, world, account.id))
    older = [post for post in posts if not cursor or int(post.created_at * 1000) < cursor]
    page = older[:most]
    return JSONResponse(told({
        "videos": [_video(request, account, post, fields) for post in page],
        "cursor": int(page[-1].created_at * 1000) if page else cursor,
        "has_more": len(older) > len(page),
    }))  # fmt: skip


async def query(request: Request) -> Response:
    """POST /v2/video/query/?fields=: up to twenty of the account's own public posts."""
    account, fields = await _reader(request)
    body, world = await read_parameters(request), world_of(request)
    filters = body.get("filters")
    ids = filters.get("video_ids") if isinstance(filters, dict) else None
    if not isinstance(ids, list) or not 1 <= len(ids) <= PAGE:
        raise refused("invalid_params", "There are 1 to 20 video ids in a query.")
    wanted = {str(one) for one in ids}
    posts = await world.store.write(lambda db: public_posts(db, world, account.id))
    found = [_video(request, account, post, fields) for post in posts if post.id in wanted]
    return JSONResponse(told({"videos": found}))


async def _reader(request: Request) -> tuple[Account, Sequence[str]]:
    account = await signed_in(request, LIST, "read")
    fields = [one for one in request.query_params.get("fields", "").split(",") if one]
    if not fields or not set(fields) <= FIELDS:
        raise refused("invalid_params", "The fields are missing or not known.")
    return account, fields


def _told(one: Publish, post: Post | None, now: float) -> dict[str, JSON]:
    fetched = one.source == "PULL_FROM_URL"
    counted = {"downloaded_bytes" if fetched else "uploaded_bytes": one.received}
    if one.ready_at is None or one.ready_at > now:
        return {"status": "PROCESSING_DOWNLOAD" if fetched else "PROCESSING_UPLOAD", **counted}
    if one.failure is not None:
        return {"status": "FAILED", "fail_reason": one.failure, **counted}
    if not one.is_direct:
        return {"status": "SEND_TO_USER_INBOX", **counted}
    seen = post is not None and one.info["privacy_level"] == PUBLIC and (one.visible_at or 0) <= now
    ids = [int(post.id)] if post is not None and seen else []
    # The misspelling is TikTok's own.
    return {"status": "PUBLISH_COMPLETE", "publicaly_available_post_id": ids, **counted}


def _video(
    request: Request, account: Account, post: Post, fields: Sequence[str]
) -> dict[str, JSON]:
    world: World = world_of(request)
    origin = f"{request.url.scheme}://{request.url.netloc}"
    counts, link = counts_of(world, account, post), permalink(origin, account, post)
    words = str(post.extra["info"].get("title") or post.text)[:LISTED_WORDS]
    first = post.media[0]
    known: dict[str, JSON] = {
        "id": post.id, "title": words, "video_description": words,
        "create_time": int(post.created_at), "share_url": link, "embed_link": link,
        "embed_html": "", "cover_image_url": f"{origin}/media/{first['file']}", "duration": 0,
        "height": first["height"], "width": first["width"], "view_count": counts.views,
        "like_count": counts.likes, "comment_count": counts.replies,
        "share_count": counts.reblogs,
    }  # fmt: skip
    return {name: known[name] for name in fields}
