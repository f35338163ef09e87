"""Reading Instagram's objects by id: the account, its media and stories, a container."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.accounts import Account
from heliograph.apps.sandbox.counting import counts_of, followers_of
from heliograph.apps.sandbox.graph.callers import Call, my_post
from heliograph.apps.sandbox.graph.containers import find_container
from heliograph.apps.sandbox.graph.nodes import chosen, listed, stamp_of
from heliograph.apps.sandbox.instagram.comments import find_comment, remove_comment, shown_comment
from heliograph.apps.sandbox.instagram.containers import shown
from heliograph.apps.sandbox.instagram.sign_in import CONTENTS, my_call, signed_in
from heliograph.apps.sandbox.numbers import shortcode
from heliograph.apps.sandbox.posts import Post, Wanted, count_posts, list_posts, remove_post
from heliograph.apps.sandbox.store import JSON
from heliograph.apps.sandbox.world import world_of

STORY_LIVES_S = 86_400


async def me(request: Request) -> Response:
    """GET /me."""
    call = await signed_in(request)
    return JSONResponse(await _account(request, call))


async def node(request: Request) -> Response:
    """GET /<ID>: an account, a container, a comment or a published medium."""
    call = await signed_in(request)
    world = world_of(request)
    wanted, fields = str(request.path_params["id"]), call.text("fields", "id")
    if wanted == call.account.id:
        return JSONResponse(await _account(request, call))
    container = await world.store.read(lambda db: find_container(db, wanted))
    if container and container.account_id == call.account.id:
        return JSONResponse(shown(call, container, world.clock.seconds()))
    found = await world.store.read(lambda db: find_comment(db, call.account.id, wanted))
    if found is not None:
        return JSONResponse(chosen(call, shown_comment(call.account, found[1]), fields))
    post = await my_post(request, call)
    return JSONResponse(chosen(call, medium(request, call.account, post), fields))


async def remove(request: Request) -> Response:
    """DELETE /<ID>: a comment, or for the few programs that may, a medium."""
    call = await signed_in(request)
    world, wanted = world_of(request), str(request.path_params["id"])
    if await world.store.write(lambda db: remove_comment(db, call, wanted)):
        return JSONResponse({"success": True})
    post = await my_post(request, call)
    call.needs(*CONTENTS)
    await world.store.write(lambda db: remove_post(db, post.id))
    return JSONResponse({"success": True, "deleted_id": post.id})


async def list_media(request: Request) -> Response:
    """GET /<IG_ID>/media, newest first, without stories."""
    return await _list(request, stories=False)


async def list_stories(request: Request) -> Response:
    """GET /<IG_ID>/stories: those of the last 24 hours."""
    return await _list(request, stories=True)


async def _list(request: Request, *, stories: bool) -> Response:
    call = await my_call(request)
    world = world_of(request)
    asked = Wanted("instagram", call.account.id, world.visible_until("instagram"), limit=10_000)
    posts = await world.store.read(lambda db: list_posts(db, asked))
    since = world.clock.seconds() - STORY_LIVES_S
    fitting = [
        post
        for post in posts
        if (post.extra["product"] == "STORY") == stories
        and (not stories or post.created_at > since)
    ]
    body = listed(request, call, fitting, lambda post: medium(request, call.account, post))
    return JSONResponse(body)


def medium(request: Request, account: Account, post: Post) -> dict[str, JSON]:
    """Every field of a published medium."""
    origin = f"{request.url.scheme}://{request.url.netloc}"
    counts = counts_of(world_of(request), account, post)
    files = [f"{origin}/media/{item['file']}" for item in post.media]
    children = [{"id": str(item["id"])} for item in post.media]
    cover = post.extra.get("cover")
    thumbnail = f"{origin}/media/{cover}" if cover else (files[0] if files else None)
    return {
        "id": post.id, "caption": post.text, "timestamp": stamp_of(post.created_at),
        "permalink": f"{origin}/instagram{path_of(account, post)}", "shortcode": shortcode(post.id),
        "media_type": post.extra["media_type"], "media_product_type": post.extra["product"],
        "media_url": files[0] if files else None, "thumbnail_url": thumbnail,
        "username": account.handle, "owner": {"id": account.id}, "like_count": counts.likes,
        "comments_count": counts.replies + len(post.extra.get("comments") or ()),
        "is_comment_enabled": True, "is_shared_to_feed": post.extra.get("share_to_feed"),
        "alt_text": post.media[0]["alt"] if post.media else "",
        "children": {"data": children} if len(children) > 1 else None,
    }  # fmt: skip


def path_of(account: Account, post: Post) -> str:
    """Where people see it, in the form that its product has."""
    product, code = post.extra.get("product"), shortcode(post.id)
    if product == "STORY":
        return f"/stories/{account.handle}/{post.id}/"
    return f"/{'reel' if product == 'REELS' else 'p'}/{code}/"


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
    return chosen(call, known, call.text("fields", "id"))
