"""Reading Instagram's objects by id: the account, its media, a container."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.accounts import Account
from heliograph.apps.sandbox.answers import moment
from heliograph.apps.sandbox.counting import counts_of, followers_of
from heliograph.apps.sandbox.instagram.containers import find_container, status
from heliograph.apps.sandbox.instagram.manners import envelope, refused
from heliograph.apps.sandbox.instagram.sign_in import Call, my_call, signed_in
from heliograph.apps.sandbox.numbers import shortcode
from heliograph.apps.sandbox.posts import (
    Post,
    Wanted,
    count_posts,
    find_post,
    list_posts,
    remove_post,
)
from heliograph.apps.sandbox.store import JSON
from heliograph.apps.sandbox.world import world_of


async def me(request: Request) -> Response:
    """GET /me."""
    call = await signed_in(request)
    return JSONResponse(await _account(request, call))


async def node(request: Request) -> Response:
    """GET /<ID>: an account, a container or a published medium."""
    call = await signed_in(request)
    world = world_of(request)
    wanted = str(request.path_params["id"])
    if wanted == call.account.id:
        return JSONResponse(await _account(request, call))
    container = await world.store.read(lambda db: find_container(db, wanted))
    if container and container.account_id == call.account.id:
        return JSONResponse(await status(call, container, world.clock.seconds()))
    post = await my_post(request, call)
    return JSONResponse(chosen(medium(request, call.account, post), call.text("fields", "id")))


async def remove(request: Request) -> Response:
    """DELETE /<MEDIA_ID>."""
    call = await signed_in(request)
    post = await my_post(request, call)
    await world_of(request).store.write(lambda db: remove_post(db, post.id))
    return JSONResponse({"success": True, "deleted_id": post.id})


async def list_media(request: Request) -> Response:
    """GET /<IG_ID>/media, newest first."""
    call = await my_call(request)
    world = world_of(request)
    wanted = call.text("limit", "25")
    limit = max(1, min(100, int(wanted))) if wanted.isdigit() else 25
    asked = Wanted("instagram", call.account.id, world.visible_until("instagram"), limit=10_000)
    posts = await world.store.read(lambda db: list_posts(db, asked))
    page, rest = _page(posts, call.text("after"), limit)
    fields = call.text("fields", "id")
    body: dict[str, JSON] = {
        "data": [chosen(medium(request, call.account, post), fields) for post in page]
    }
    if page:
        body["paging"] = {"cursors": {"before": page[0].id, "after": page[-1].id}}
    if rest:
        here = f"{request.url.scheme}://{request.url.netloc}{request.url.path}"
        body["paging"]["next"] = f"{here}?fields={fields}&limit={limit}&after={page[-1].id}"
    return JSONResponse(body)


async def my_post(request: Request, call: Call) -> Post:
    """The caller's own published medium of the path."""
    world = world_of(request)
    wanted, visible = str(request.path_params["id"]), world.visible_until("instagram")
    post = await world.store.read(lambda db: find_post(db, wanted, visible))
    if post is None or post.account_id != call.account.id:
        raise envelope(
            400, 100, f"Unsupported get request. Object with ID '{wanted}' does not exist, cannot "
            "be loaded due to missing permissions, or does not support this operation",
            subcode=33,
        )  # fmt: skip
    return post


def medium(request: Request, account: Account, post: Post) -> dict[str, JSON]:
    """Every field of a published medium."""
    origin = f"{request.url.scheme}://{request.url.netloc}"
    counts = counts_of(world_of(request), account, post)
    code = shortcode(post.id)
    files = [f"{origin}/media/{item['file']}" for item in post.media]
    children = [{"id": str(item["id"])} for item in post.media]
    path = "reel" if post.extra["product"] == "REELS" else "p"
    return {
        "id": post.id, "caption": post.text, "timestamp": _stamp(post.created_at),
        "permalink": f"{origin}/instagram/{path}/{code}/", "shortcode": code,
        "media_type": post.extra["media_type"], "media_product_type": post.extra["product"],
        "media_url": files[0] if files else None, "thumbnail_url": files[0] if files else None,
        "username": account.handle, "owner": {"id": account.id}, "like_count": counts.likes,
        "comments_count": counts.replies, "is_comment_enabled": True,
        "alt_text": post.media[0]["alt"] if post.media else "",
        "children": {"data": children} if len(children) > 1 else None,
    }  # fmt: skip


def chosen(known: Mapping[str, JSON], fields: str) -> dict[str, JSON]:
    """Only the fields asked for, the id always; a field that does not exist is an error."""
    names = [name.strip() for name in re.sub(r"\{[^}]*\}", "", fields).split(",") if name.strip()]
    for name in names:
        if name not in known:
            raise envelope(400, 100, f"(#100) Tried accessing nonexisting field ({name})")
    wanted = {name: known[name] for name in names if known[name] is not None}
    return {**wanted, "id": known["id"]}


async def _account(request: Request, call: Call) -> dict[str, JSON]:
    world, account = world_of(request), call.account
    posts = await world.store.read(lambda db: count_posts(db, account.id))
    origin = f"{request.url.scheme}://{request.url.netloc}"
    known: dict[str, JSON] = {
        "id": account.id, "user_id": account.id, "username": account.handle, "name": account.name,
        "account_type": "BUSINESS", "biography": "", "website": "", "media_count": posts,
        "profile_picture_url": f"{origin}/avatar/instagram/{account.handle}.svg",
        "followers_count": followers_of(world, account), "follows_count": 0,
    }  # fmt: skip
    return chosen(known, call.text("fields", "id"))


def _page(posts: Sequence[Post], after: str, limit: int) -> tuple[Sequence[Post], bool]:
    start = 0
    if after:
        places = [place for place, post in enumerate(posts) if post.id == after]
        if not places:
            raise refused(24, 2207006)
        start = places[0] + 1
    return posts[start : start + limit], len(posts) > start + limit


def _stamp(seconds: float) -> str:
    return moment(seconds).strftime("%Y-%m-%dT%H:%M:%S+0000")
