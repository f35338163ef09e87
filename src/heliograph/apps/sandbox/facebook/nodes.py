"""Reading, changing and deleting Facebook's objects by id: the Page, posts, videos, comments."""

from __future__ import annotations

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.counting import followers_of
from heliograph.apps.sandbox.facebook.calling import queue_post, send_due
from heliograph.apps.sandbox.facebook.comments import (
    comments_of,
    find_comment,
    remove_comment,
    shown_comment,
)
from heliograph.apps.sandbox.facebook.feed import check_message
from heliograph.apps.sandbox.facebook.film_rules import status_of
from heliograph.apps.sandbox.facebook.films_store import FilmRow, find_film, remove_film
from heliograph.apps.sandbox.facebook.hooks import change_app
from heliograph.apps.sandbox.facebook.manners import PRODUCT
from heliograph.apps.sandbox.facebook.posting import find_held, release
from heliograph.apps.sandbox.facebook.shapes import shown, shown_held
from heliograph.apps.sandbox.facebook.sign_in import is_page, signed_in
from heliograph.apps.sandbox.facebook.timing import due_at
from heliograph.apps.sandbox.graph.callers import Call, my_post
from heliograph.apps.sandbox.graph.nodes import chosen
from heliograph.apps.sandbox.posts import Post, change_post, find_post, remove_post
from heliograph.apps.sandbox.store import JSON, Connection, Row
from heliograph.apps.sandbox.world import world_of


async def node(request: Request) -> Response:
    """GET /<ID> or /me."""
    call = await signed_in(request)
    fields = call.text("fields", "id,name")
    wanted = str(request.path_params.get("id", "me"))
    if wanted in ("me", call.account.id):
        return JSONResponse(chosen(call, _owner(request, call), fields))
    found = await _found(request, call, wanted)
    return JSONResponse(chosen(call, found, fields if "fields" in call.parameters else "id"))


async def change(request: Request) -> Response:
    """POST /<POST>: another message; of a waiting post also its time, or that it goes out now."""
    if await change_app(request):
        return JSONResponse({"success": True})
    call = await signed_in(request)
    call.needs("pages_manage_posts")
    world, wanted = world_of(request), str(request.path_params["id"])
    held = await world.store.read(lambda db: find_held(db, call.account.id, wanted))
    if held is not None:
        await _change_held(request, call, held)
        return JSONResponse({"success": True})
    post = await my_post(request, call)
    now, text = world.clock.seconds(), call.text("message", post.text)
    check_message(text)
    edited = replace(post, text=text, edited_at=now)

    def keep(db: Connection) -> None:
        change_post(db, edited)
        queue_post(db, call.account, edited, "edited", now)

    await world.store.write(keep)
    await send_due(world)
    return JSONResponse({"success": True})


async def remove(request: Request) -> Response:
    """DELETE /<ID>: a post, one that waits, a video or a comment."""
    call = await signed_in(request)
    wanted, world = str(request.path_params["id"]), world_of(request)
    now = world.clock.seconds()

    def take_down(db: Connection) -> bool:
        comment = find_comment(db, call.account.id, wanted)
        if comment is not None:
            remove_comment(db, comment)
            return True
        if find_held(db, call.account.id, wanted) is not None:
            db.execute("delete from facebook_scheduled where id = ?", (wanted,))
            return True
        film = find_film(db, call.account.id, wanted)
        post = find_post(db, (film.post_id or "") if film else wanted)
        if film is not None:
            remove_film(db, film.id)
        if post is None or post.account_id != call.account.id:
            return film is not None
        queue_post(db, call.account, post, "remove", now)
        remove_post(db, post.id)
        db.execute("delete from facebook_stories where post_id = ?", (post.id,))
        return True

    call.needs("pages_manage_posts", "pages_manage_engagement")
    if not await world.store.write(take_down):
        raise PRODUCT.no_object(wanted)
    await send_due(world)
    return JSONResponse({"success": True})


async def _change_held(request: Request, call: Call, held: Row) -> None:
    world = world_of(request)
    now = world.clock.seconds()
    due = due_at(call, now) or held["due_at"]
    message = call.text("message", held["message"])
    check_message(message)

    def keep(db: Connection) -> None:
        db.execute(
            "update facebook_scheduled set message = ?, due_at = ? where id = ?",
            (message, due, held["id"]),
        )
        fresh = find_held(db, call.account.id, held["id"])
        if call.is_yes("is_published") and fresh is not None:
            release(db, fresh, now)

    await world.store.write(keep)
    await send_due(world)


async def _found(request: Request, call: Call, wanted: str) -> dict[str, JSON]:
    world = world_of(request)
    visible = world.visible_until("facebook")

    def read(db: Connection) -> tuple[FilmRow | None, Row | None, Row | None, Post | None, int]:
        film = find_film(db, call.account.id, wanted)
        post = find_post(db, (film.post_id or "") if film else wanted, visible)
        comments = len(comments_of(db, post.id, visible)) if post else 0
        held = find_held(db, call.account.id, wanted)
        return film, find_comment(db, call.account.id, wanted), held, post, comments

    film, comment, held, post, comments = await world.store.read(read)
    if film is not None:
        return _film(request, call, film, post, comments)
    if comment is not None:
        return shown_comment(comment)
    if held is not None:
        return shown_held(request, call, held)
    if post is None or post.account_id != call.account.id:
        raise PRODUCT.no_object(wanted)
    return shown(request, call, post, comments)


def _film(
    request: Request, call: Call, film: FilmRow, post: Post | None, comments: int
) -> dict[str, JSON]:
    nothing: JSON = {"data": [], "summary": {"total_count": 0}}
    seen = shown(request, call, post, comments) if post else {}
    place = f"/reel/{film.id}" if film.edge != "videos" else f"/{film.account_id}/videos/{film.id}"
    return {
        "id": film.id, "title": film.params.get("title"),
        "description": film.params.get("description"),
        "status": status_of(world_of(request), film), "post_id": film.post_id,
        # Of videos Facebook tells the path alone.
        "permalink_url": place if post else None, "published": post is not None,
        "comments": seen.get("comments", nothing), "reactions": seen.get("reactions", nothing),
    }  # fmt: skip


def _owner(request: Request, call: Call) -> dict[str, JSON]:
    """The Page, or the person, whose id is the Page's with a zero behind it."""
    page = call.account
    if not is_page(call):
        return {"id": f"{page.id}0", "name": f"Owner of {page.name}"}
    origin = f"{request.url.scheme}://{request.url.netloc}"
    followers = followers_of(world_of(request), page)
    picture = {"data": {"url": f"{origin}/avatar/facebook/{page.handle}.svg"}}
    return {
        "id": page.id, "name": page.name, "username": page.handle, "followers_count": followers,
        "fan_count": followers, "link": f"{origin}/facebook", "picture": picture,
    }  # fmt: skip
