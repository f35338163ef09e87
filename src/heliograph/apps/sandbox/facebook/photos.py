"""Photos: fetched from an address or sent along, shown at once or kept for a later post."""

from __future__ import annotations

import asyncio
import re

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.facebook.feed import check_message, publish_post
from heliograph.apps.sandbox.facebook.manners import bad_parameter, no_image
from heliograph.apps.sandbox.facebook.sign_in import Call, page_call
from heliograph.apps.sandbox.media import Medium, Stored, add_medium
from heliograph.apps.sandbox.numbers import graph_id
from heliograph.apps.sandbox.world import World, world_of
from heliograph.kit.http import HTTPTrouble

BYTES = 10 * 1024 * 1024
MIMES = ("image/jpeg", "image/png", "image/gif")


async def add(request: Request) -> Response:
    """POST /<PAGE>/photos."""
    call = await page_call(request)
    call.needs("pages_manage_posts")
    caption = call.text("caption") or call.text("message")
    check_message(caption)
    world = world_of(request)
    medium = await _medium(world, call)
    now = world.clock.seconds()
    await world.store.write(lambda db: add_medium(db, medium, now))
    if call.text("published", "true").lower() in ("false", "0"):
        return JSONResponse({"id": medium.id})
    post_id = await publish_post(world, call, caption, "", (medium,))
    return JSONResponse({"id": medium.id, "post_id": post_id})


async def _medium(world: World, call: Call) -> Medium:
    stored = await _stored(world, call)
    if stored.sniffed.mime not in MIMES or stored.size > BYTES:
        raise no_image()
    now = world.clock.seconds()
    return Medium(
        graph_id(now), "facebook", call.account.id, stored.sha256, stored.sniffed.mime,
        stored.size, stored.sniffed.width, stored.sniffed.height, call.text("alt_text_custom"), now,
    )  # fmt: skip


async def _stored(world: World, call: Call) -> Stored:
    source = call.parameters.get("source")
    if isinstance(source, tuple):
        return await asyncio.to_thread(world.media.keep, source[2])
    url = call.text("url")
    if not url:
        raise bad_parameter("The parameter url is required.")
    if not re.match(r"^https?://", url):
        raise no_image()
    try:
        answer = await world.http.get(url)
    except (HTTPTrouble, ValueError):
        raise no_image() from None
    # A redirect is not followed: it usually leads to a page for signing in.
    if answer.status != 200 or not answer.body:
        raise no_image()
    return await asyncio.to_thread(world.media.keep, answer.body)
