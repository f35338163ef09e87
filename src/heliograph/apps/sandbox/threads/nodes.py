"""Reading Threads' objects by id: the account, its posts and replies, a container."""

from __future__ import annotations

import re
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.accounts import Account
from heliograph.apps.sandbox.answers import moment
from heliograph.apps.sandbox.numbers import shortcode
from heliograph.apps.sandbox.posts import Post, Wanted, find_post, list_posts, remove_post
from heliograph.apps.sandbox.rates import Rule
from heliograph.apps.sandbox.store import JSON
from heliograph.apps.sandbox.threads.containers import find_container, shown
from heliograph.apps.sandbox.threads.manners import bad_parameter, no_object, too_many
from heliograph.apps.sandbox.threads.publishing import DELETES
from heliograph.apps.sandbox.threads.sign_in import Call, my_call, signed_in
from heliograph.apps.sandbox.world import world_of

DELETIONS = Rule("deletes", DELETES, 86_400)


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
    container = await world.store.read(lambda db: find_container(db, call.account.id, wanted))
    if container:
        return JSONResponse(shown(call, container, world.clock.seconds()))
    post = await my_post(request, call)
    return JSONResponse(chosen(_medium(request, call.account, post), call.text("fields", "id")))


async def remove(request: Request) -> Response:
    """DELETE /<MEDIA_ID>, a hundred times a day."""
    call = await signed_in(request)
    call.needs("threads_delete")
    post = await my_post(request, call)
    world = world_of(request)
    now = world.clock.seconds()
    if world.rates.take("threads", call.account.id, DELETIONS, now).exceeded:
        raise too_many(613, 60)
    await world.store.write(lambda db: remove_post(db, post.id))
    return JSONResponse({"success": True, "deleted_id": post.id})


async def list_threads(request: Request) -> Response:
    """GET /<ID>/threads, newest first, without replies."""
    return await _list(request, replies=False)


async def list_replies(request: Request) -> Response:
    """GET /<ID>/replies: what the account replied, newest first."""
    return await _list(request, replies=True)


async def my_post(request: Request, call: Call) -> Post:
    """The caller's own published post of the path."""
    world = world_of(request)
    wanted, visible = str(request.path_params["id"]), world.visible_until("threads")
    post = await world.store.read(lambda db: find_post(db, wanted, visible))
    if post is None or post.account_id != call.account.id:
        raise no_object(wanted)
    return post


def chosen(known: Mapping[str, JSON], fields: str) -> dict[str, JSON]:
    """Only the fields asked for, the id always; a field that does not exist is an error."""
    names = [name.strip() for name in re.sub(r"\{[^}]*\}", "", fields).split(",") if name.strip()]
    for name in names:
        if name not in known:
            raise bad_parameter(f"Tried accessing nonexisting field ({name})")
    wanted = {name: known[name] for name in names if known[name] not in (None, "")}
    return {**wanted, "id": known["id"]}


async def _list(request: Request, *, replies: bool) -> Response:
    call = await my_call(request)
    call.needs("threads_read_replies" if replies else "threads_basic")
    world = world_of(request)
    wanted = call.text("limit", "25")
    limit = max(1, min(100, int(wanted))) if wanted.isdigit() else 25
    asked = Wanted("threads", call.account.id, world.visible_until("threads"), limit=10_000)
    posts = await world.store.read(lambda db: list_posts(db, asked))
    fitting = [post for post in posts if bool(post.extra["reply_to"]) == replies]
    after = call.text("after")
    ids = [post.id for post in fitting]
    start = ids.index(after) + 1 if after in ids else 0
    page, fields = fitting[start : start + limit], call.text("fields", "id")
    body: dict[str, JSON] = {
        "data": [chosen(_medium(request, call.account, post), fields) for post in page]
    }
    if page:
        body["paging"] = {"cursors": {"before": page[0].id, "after": page[-1].id}}
    return JSONResponse(body)


def _medium(request: Request, account: Account, post: Post) -> dict[str, JSON]:
    """Every field of a published post."""
    origin = f"{request.url.scheme}://{request.url.netloc}"
    code = shortcode(post.id)
    files = [f"{origin}/media/{item['file']}" for item in post.media]
    children = [{"id": str(item["id"])} for item in post.media]
    return {
        "id": post.id, "media_product_type": "THREADS", "media_type": post.extra["media_type"],
        "media_url": files[0] if files else None, "text": post.text, "shortcode": code,
        "permalink": f"{origin}/threads/@{account.handle}/post/{code}",
        "timestamp": moment(post.created_at).strftime("%Y-%m-%dT%H:%M:%S+0000"),
        "username": account.handle, "owner": {"id": account.id}, "is_quote_post": False,
        "alt_text": post.media[0]["alt"] if post.media else None,
        "children": {"data": children} if len(children) > 1 else None,
        "poll_attachment": {
            f"option_{letter}": answer
            for letter, answer in zip("abcd", post.extra["poll"], strict=False)
        } or None,
        "link_attachment_url": post.extra["link"], "topic_tag": post.extra["topic"],
        "is_reply": bool(post.extra["reply_to"]), "reply_audience": post.extra["control"],
        "replied_to": {"id": post.extra["reply_to"]} if post.extra["reply_to"] else None,
    }  # fmt: skip


def _account(request: Request, call: Call) -> dict[str, JSON]:
    account = call.account
    origin = f"{request.url.scheme}://{request.url.netloc}"
    known: dict[str, JSON] = {
        "id": account.id, "username": account.handle, "name": account.name,
        "threads_profile_picture_url": f"{origin}/avatar/threads/{account.handle}.svg",
        "threads_biography": "", "is_verified": False,
    }  # fmt: skip
    return chosen(known, call.text("fields", "id"))
