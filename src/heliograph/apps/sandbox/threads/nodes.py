"""Reading Threads' objects by id: the account, its posts and replies, a container."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.accounts import Account
from heliograph.apps.sandbox.graph.callers import Call, my_post
from heliograph.apps.sandbox.graph.containers import find_container
from heliograph.apps.sandbox.graph.nodes import chosen, listed, stamp_of
from heliograph.apps.sandbox.numbers import shortcode
from heliograph.apps.sandbox.posts import Post, Wanted, list_posts, remove_post
from heliograph.apps.sandbox.store import JSON
from heliograph.apps.sandbox.threads.containers import shown
from heliograph.apps.sandbox.threads.manners import GRAPH
from heliograph.apps.sandbox.threads.publishing import DAY, DELETIONS
from heliograph.apps.sandbox.threads.sign_in import my_call, signed_in
from heliograph.apps.sandbox.world import world_of


async def me(request: Request) -> Response:
    """GET /me."""
    call = await signed_in(request)
    return JSONResponse(_account(request, call))


async def node(request: Request) -> Response:
    """GET /<ID>: an account, a container or a published post."""
    call = await signed_in(request)
    world = world_of(request)
    wanted = str(request.path_params["id"])
    if wanted == call.account.id:
        return JSONResponse(_account(request, call))
    container = await world.store.read(lambda db: find_container(db, wanted))
    if container and container.account_id == call.account.id:
        return JSONResponse(shown(call, container, world.clock.seconds()))
    known = _medium(request, call.account, await my_post(request, call))
    return JSONResponse(chosen(call, known, call.text("fields", "id")))


async def remove(request: Request) -> Response:
    """DELETE /<MEDIA_ID>, a hundred times a day."""
    call = await signed_in(request)
    call.needs("threads_delete")
    post = await my_post(request, call)
    world = world_of(request)
    now = world.clock.seconds()
    if world.rates.take("threads", call.account.id, DELETIONS, now).exceeded:
        raise GRAPH.too_many(613, 60)
    await world.store.write(lambda db: remove_post(db, post.id))
    return JSONResponse({"success": True, "deleted_id": post.id})


async def list_threads(request: Request) -> Response:
    """GET /<ID>/threads, newest first, without replies, and ghosts only for a day."""
    call = await my_call(request)
    call.needs("threads_basic")
    since = world_of(request).clock.seconds() - DAY

    def fits(post: Post) -> bool:
        haunts = not post.extra.get("ghost") or post.created_at > since
        return haunts and not post.extra["reply_to"]

    return await _list(request, call, fits)


async def list_replies(request: Request) -> Response:
    """GET /<ID>/replies: what the account replied, newest first."""
    call = await my_call(request)
    call.needs("threads_read_replies")
    return await _list(request, call, lambda post: bool(post.extra["reply_to"]))


async def _list(request: Request, call: Call, fits: Callable[[Post], bool]) -> Response:
    world = world_of(request)
    asked = Wanted("threads", call.account.id, world.visible_until("threads"), limit=10_000)
    posts = [
        post for post in await world.store.read(lambda db: list_posts(db, asked)) if fits(post)
    ]
    body = listed(request, call, posts, lambda post: _medium(request, call.account, post))
    return JSONResponse(body)


def _medium(request: Request, account: Account, post: Post) -> dict[str, JSON]:
    """Every field of a published post."""
    origin = f"{request.url.scheme}://{request.url.netloc}"
    code, extra = shortcode(post.id), post.extra
    files = [f"{origin}/media/{item['file']}" for item in post.media]
    children = [{"id": str(item["id"])} for item in post.media]
    provider, _, gif_id = str(extra.get("gif") or "").partition(":")
    quoted = extra.get("quotes")
    return {
        "id": post.id, "media_product_type": "THREADS", "media_type": extra["media_type"],
        "media_url": files[0] if files else None, "text": post.text, "shortcode": code,
        "permalink": f"{origin}/threads/@{account.handle}/post/{code}",
        "timestamp": stamp_of(post.created_at), "username": account.handle,
        "owner": {"id": account.id}, "alt_text": post.media[0]["alt"] if post.media else None,
        "children": {"data": children} if len(children) > 1 else None,
        "poll_attachment": {
            f"option_{letter}": answer
            for letter, answer in zip("abcd", extra["poll"] or (), strict=False)
        } or None,
        "gif_url": f"https://media.example/{provider.lower()}/{gif_id}" if gif_id else None,
        "text_attachment": {"plaintext": extra["long_text"]} if extra.get("long_text") else None,
        "link_attachment_url": extra["link"], "topic_tag": extra["topic"],
        "is_quote_post": bool(quoted), "quoted_post": {"id": quoted} if quoted else None,
        "reposted_post": {"id": extra["reposts"]} if extra.get("reposts") else None,
        "is_spoiler_media": bool(extra.get("spoiler")), "ghost_post_status":
        "ACTIVE" if extra.get("ghost") else None, "location_id": extra.get("location"),
        "allowlisted_country_codes": extra.get("countries") or None,
        "is_reply": bool(extra["reply_to"]), "reply_audience": extra["control"],
        "reply_approval_status": "PENDING" if extra.get("approvals") else None,
        "replied_to": {"id": extra["reply_to"]} if extra["reply_to"] else None,
    }  # fmt: skip


def _account(request: Request, call: Call) -> dict[str, JSON]:
    account = call.account
    origin = f"{request.url.scheme}://{request.url.netloc}"
    known: dict[str, JSON] = {
        "id": account.id, "username": account.handle, "name": account.name,
        "threads_profile_picture_url": f"{origin}/avatar/threads/{account.handle}.svg",
        "threads_biography": "", "is_verified": False,
    }  # fmt: skip
    return chosen(call, known, call.text("fields", "id"))
