"""Pins: made in one call, listed by board, changed, taken down."""

from __future__ import annotations

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.accounts import Account
from heliograph.apps.sandbox.answers import moment
from heliograph.apps.sandbox.numbers import graph_id
from heliograph.apps.sandbox.pinterest.boards import owns_board, page_of, paged
from heliograph.apps.sandbox.pinterest.fetching import pictures_of
from heliograph.apps.sandbox.pinterest.manners import forbidden, invalid, refused
from heliograph.apps.sandbox.pinterest.sign_in import Call, signed_in
from heliograph.apps.sandbox.pinterest.videos import video_of
from heliograph.apps.sandbox.posts import (
    Post,
    Wanted,
    add_post,
    change_post,
    find_post,
    list_posts,
    next_ordinal,
    remove_post,
)
from heliograph.apps.sandbox.store import JSON, Connection
from heliograph.apps.sandbox.world import World, world_of

LENGTHS = {"title": 100, "description": 800, "link": 2048, "alt_text": 500}


async def create(request: Request) -> Response:
    """POST /v5/pins."""
    call = await signed_in(request, "boards:read", "boards:write", "pins:read", "pins:write")
    world, board_id = world_of(request), call.text("board_id")
    for name, most in LENGTHS.items():
        if len(call.text(name)) > most:
            raise invalid(f"'{name}' is too long, constraint: maxLength={most}")
    if not await world.store.read(lambda db: owns_board(db, call.account.id, board_id)):
        raise refused(404, 40, "Board not found.")
    source = call.parameters.get("media_source")
    if not isinstance(source, dict):
        raise invalid("'media_source' is a required property")
    if source.get("source_type") == "video_id":
        media = [await video_of(request, call, source)]
    else:
        found = await pictures_of(world, call.account, source, call.text("alt_text"))
        media = [medium.shown() for medium in found]
    now = world.clock.seconds()
    extra = {
        "title": call.text("title"), "link": call.text("link"), "board_id": board_id,
        "alt": call.text("alt_text"),
    }  # fmt: skip

    def store(db: Connection) -> Post:
        post = Post(
            id=graph_id(now), platform="pinterest", account_id=call.account.id,
            text=call.text("description"), created_at=now,
            ordinal=next_ordinal(db, call.account.id),
            media=tuple(media), extra=extra,
        )  # fmt: skip
        add_post(db, post)
        return post

    post = await world.store.write(store)
    return JSONResponse(shown(request, call.account, post), 201)


async def on_board(request: Request) -> Response:
    """GET /v5/boards/<id>/pins, newest first."""
    call = await signed_in(request, "boards:read", "pins:read")
    world, board_id = world_of(request), str(request.path_params["id"])
    size, start = page_of(call)
    asked = Wanted("pinterest", call.account.id, world.visible_until("pinterest"), limit=10_000)

    def read(db: Connection) -> list[Post]:
        if not owns_board(db, call.account.id, board_id):
            raise refused(404, 40, "Board not found.")
        return [one for one in list_posts(db, asked) if one.extra["board_id"] == board_id]

    posts = await world.store.read(read)
    return JSONResponse(paged([shown(request, call.account, one) for one in posts], size, start))


async def one(request: Request) -> Response:
    """GET /v5/pins/<id>."""
    call, post = await my_pin(request, "pins:read")
    return JSONResponse(shown(request, call.account, post))


async def change(request: Request) -> Response:
    """PATCH /v5/pins/<id>."""
    call, post = await my_pin(request, "pins:read", "pins:write")
    now = world_of(request).clock.seconds()
    extra = {**post.extra}
    for name in ("title", "link"):
        extra[name] = call.text(name, str(extra[name]))
    text = call.text("description", post.text)
    changed = replace(post, text=text, extra=extra, edited_at=now)
    await world_of(request).store.write(lambda db: change_post(db, changed))
    return JSONResponse(shown(request, call.account, changed))


async def remove(request: Request) -> Response:
    """DELETE /v5/pins/<id>."""
    _, post = await my_pin(request, "pins:read", "pins:write")
    await world_of(request).store.write(lambda db: remove_post(db, post.id))
    return Response(status_code=204)


async def my_pin(request: Request, *scopes: str) -> tuple[Call, Post]:
    """The caller's own pin of the path."""
    call = await signed_in(request, *scopes)
    world = world_of(request)
    return call, await world.store.read(lambda db: _mine(db, world, call, request))


def shown(request: Request, account: Account, post: Post) -> dict[str, JSON]:
    """A pin as Pinterest shows it."""
    origin, extra = f"{request.url.scheme}://{request.url.netloc}", post.extra
    several, moves = len(post.media) > 1, post.media[0]["mime"].startswith("video/")
    images = [{"1200x": {"url": f"{origin}/media/{item['file']}", "width": item["width"],
                         "height": item["height"]}} for item in post.media]  # fmt: skip
    media: dict[str, JSON] = (
        {"media_type": "multiple_images", "items": [{"images": image} for image in images]}
        if several
        else {"media_type": "image", "images": images[0]}
    )
    if moves:
        video = f"{origin}/media/{post.media[0]['file']}"
        cover = origin + post.media[0]["poster"] if "poster" in post.media[0] else None
        media = {"media_type": "video", "video_url": video, "cover_image_url": cover}
    return {
        "id": post.id, "created_at": moment(post.created_at).strftime("%Y-%m-%dT%H:%M:%S"),
        "title": extra["title"] or None, "description": post.text or None,
        "link": extra["link"] or None, "alt_text": extra["alt"] or None,
        "board_id": extra["board_id"], "board_section_id": None, "parent_pin_id": None,
        "board_owner": {"username": account.handle}, "is_owner": True, "media": media,
        "creative_type": "VIDEO" if moves else "CAROUSEL" if several else "REGULAR",
        "pin_metrics": None,
    }  # fmt: skip


def _mine(db: Connection, world: World, call: Call, request: Request) -> Post:
    wanted = str(request.path_params["id"])
    post = find_post(db, wanted, world.visible_until("pinterest"))
    if post is None or post.platform != "pinterest":
        raise refused(404, 50, "Pin not found.")
    if post.account_id != call.account.id:
        raise forbidden()
    return post
