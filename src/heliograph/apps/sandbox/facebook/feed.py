"""The Page's feed: posting to it, reading it newest first, and what waits for its time."""

from __future__ import annotations

import json
import re

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.facebook.calling import send_due
from heliograph.apps.sandbox.facebook.manners import PRODUCT, no_image
from heliograph.apps.sandbox.facebook.posting import Draft, hold, list_held, publish
from heliograph.apps.sandbox.facebook.shapes import shown, shown_held
from heliograph.apps.sandbox.facebook.sign_in import page_call
from heliograph.apps.sandbox.facebook.timing import due_at, is_shown
from heliograph.apps.sandbox.graph.callers import Call
from heliograph.apps.sandbox.graph.nodes import chosen, listed
from heliograph.apps.sandbox.media import find_medium
from heliograph.apps.sandbox.posts import Wanted, list_posts
from heliograph.apps.sandbox.world import World, world_of

LONGEST = 63_206
MOST_PHOTOS = 10


async def post(request: Request) -> Response:
    """POST /<PAGE>/feed."""
    call = await page_call(request)
    call.needs("pages_manage_posts")
    message, link = call.text("message"), call.text("link")
    check_message(message)
    _check_link(link)
    world = world_of(request)
    ids = _attached(call)
    found = await world.store.read(
        lambda db: [find_medium(db, call.account.id, one) for one in ids]
    )
    photos = tuple(photo.shown() for photo in found if photo is not None)
    if len(photos) != len(ids):
        raise no_image()
    if not (message or link or photos):
        raise PRODUCT.missing("message")
    draft = Draft(message, link, photos)
    return JSONResponse({"id": await keep_post(world, call, draft)})


async def keep_post(world: World, call: Call, draft: Draft) -> str:
    """Post it, or hold it until the time the caller names; its id."""
    now, page = world.clock.seconds(), call.account
    due = due_at(call, now)
    if due is None:
        made = await world.store.write(lambda db: publish(db, page, draft, now))
    elif is_shown(call):
        raise PRODUCT.bad_parameter("scheduled_publish_time needs published=false")
    else:
        made = await world.store.write(lambda db: hold(db, page, draft, due, now))
    await send_due(world)
    return made


async def read(request: Request) -> Response:
    """GET /<PAGE>/feed. What stands comes into this list a while after it stands, if the sandbox
    is told so; stories never do."""
    call = await page_call(request)
    call.needs("pages_read_engagement")
    world = world_of(request)
    asked = Wanted("facebook", call.account.id, world.visible_until("facebook"), limit=10_000)
    posts = [
        one
        for one in await world.store.read(lambda db: list_posts(db, asked))
        if one.extra.get("product") != "STORY"
    ]
    return JSONResponse(listed(request, call, posts, lambda one: shown(request, call, one)))


async def scheduled(request: Request) -> Response:
    """GET /<PAGE>/scheduled_posts."""
    call = await page_call(request)
    call.needs("pages_manage_posts")
    rows = await world_of(request).store.read(lambda db: list_held(db, call.account.id))
    fields, after = call.text("fields", "id,message,created_time"), call.text("after")
    ids = [str(row["id"]) for row in rows]
    start = ids.index(after) + 1 if after in ids else 0
    part = rows[start : start + call.limit()]
    found = [chosen(call, shown_held(request, call, row), fields) for row in part]
    paging = {"cursors": {"before": ids[start], "after": str(part[-1]["id"])}} if part else {}
    return JSONResponse({"data": found, "paging": paging})


def check_message(message: str) -> None:
    """Refuse what is too long."""
    if len(message) > LONGEST:
        raise PRODUCT.bad_parameter(f"Param message must be at most {LONGEST} characters long.")


def _check_link(link: str) -> None:
    if link and not re.match(r"^https?://[^\s/]+", link):
        raise PRODUCT.envelope(400, 1609005, "The link could not be posted: the URL is not valid.")
    if re.match(r"^https?://([\w-]+\.)*facebook\.com(/|$)", link):
        raise PRODUCT.bad_parameter("Cannot post Facebook.com links", 1609008)


def _attached(call: Call) -> list[str]:
    raw = call.parameters.get("attached_media") or {}
    try:
        parts = json.loads(raw) if isinstance(raw, str) else raw
        rows = list(parts.values()) if isinstance(parts, dict) else list(parts)
        ids = [
            str((json.loads(row) if isinstance(row, str) else row)["media_fbid"]) for row in rows
        ]
    except (ValueError, TypeError, KeyError):
        raise PRODUCT.bad_parameter("Param attached_media must hold media_fbid.") from None
    if len(ids) > MOST_PHOTOS:
        raise PRODUCT.bad_parameter(f"At most {MOST_PHOTOS} photos can be attached.")
    return ids
