"""Reading, changing and deleting Facebook's objects by id: the Page and its posts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.accounts import Account
from heliograph.apps.sandbox.answers import moment
from heliograph.apps.sandbox.counting import counts_of, followers_of
from heliograph.apps.sandbox.facebook.manners import bad_parameter, no_object
from heliograph.apps.sandbox.facebook.sign_in import Call, signed_in
from heliograph.apps.sandbox.posts import Post, change_post, find_post, remove_post
from heliograph.apps.sandbox.store import JSON
from heliograph.apps.sandbox.world import world_of


async def node(request: Request) -> Response:
    """GET /<ID> or /me."""
    call = await signed_in(request)
    fields = call.text("fields", "id,name")
    if str(request.path_params.get("id", "me")) in ("me", call.account.id):
        return JSONResponse(chosen(_owner(request, call), fields))
    post = await my_post(request, call)
    return JSONResponse(chosen(shown(request, call.account, post), fields))


async def change(request: Request) -> Response:
    """POST /<POST>: another message."""
    call = await signed_in(request)
    call.needs("pages_manage_posts")
    post = await my_post(request, call)
    world = world_of(request)
    edited = replace(post, text=call.text("message", post.text), edited_at=world.clock.seconds())
    await world.store.write(lambda db: change_post(db, edited))
    return JSONResponse({"success": True})


async def remove(request: Request) -> Response:
    """DELETE /<POST>."""
    call = await signed_in(request)
    call.needs("pages_manage_posts")
    post = await my_post(request, call)
    await world_of(request).store.write(lambda db: remove_post(db, post.id))
    return JSONResponse({"success": True})


async def my_post(request: Request, call: Call) -> Post:
    """The Page's own post of the path."""
    world = world_of(request)
    wanted, visible = str(request.path_params["id"]), world.visible_until("facebook")
    post = await world.store.read(lambda db: find_post(db, wanted, visible))
    if post is None or post.account_id != call.account.id:
        raise no_object(wanted)
    return post


def shown(request: Request, account: Account, post: Post) -> dict[str, JSON]:
    """Every field of a post."""
    origin = f"{request.url.scheme}://{request.url.netloc}"
    counts = counts_of(world_of(request), account, post)
    return {
        "id": post.id, "message": post.text, "is_published": True,
        "created_time": moment(post.created_at).strftime("%Y-%m-%dT%H:%M:%S+0000"),
        "permalink_url": f"{origin}/facebook/{account.id}/posts/{post.id.partition('_')[2]}",
        "from": {"id": account.id, "name": account.name},
        "shares": {"count": counts.reblogs} if counts.reblogs else None,
        "comments": {"data": [], "summary": {"total_count": counts.replies}},
        "reactions": {"data": [], "summary": {"total_count": counts.likes}},
    }  # fmt: skip


def chosen(known: Mapping[str, JSON], fields: str) -> dict[str, JSON]:
    """Only the fields asked for, the id always; a field that does not exist is an error."""
    bare = re.sub(r"\.\w+\([^)]*\)|\{[^}]*\}", "", fields)
    names = [name.strip() for name in bare.split(",") if name.strip()]
    for name in names:
        if name not in known:
            raise bad_parameter(f"Tried accessing nonexisting field ({name})")
    wanted = {name: known[name] for name in names if known[name] not in (None, "")}
    return {**wanted, "id": known["id"]}


def _owner(request: Request, call: Call) -> dict[str, JSON]:
    """The Page, or the person, whose id is the Page's with a zero behind it."""
    page = call.account
    if not call.is_page:
        return {"id": f"{page.id}0", "name": f"Owner of {page.name}"}
    origin = f"{request.url.scheme}://{request.url.netloc}"
    followers = followers_of(world_of(request), page)
    picture = {"data": {"url": f"{origin}/avatar/facebook/{page.handle}.svg"}}
    return {
        "id": page.id, "name": page.name, "username": page.handle, "followers_count": followers,
        "fan_count": followers, "link": f"{origin}/facebook", "picture": picture,
    }  # fmt: skip
