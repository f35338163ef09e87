"""Photos: fetched from an address or sent along, shown at once or kept for a later post."""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.facebook.feed import check_message, keep_post
from heliograph.apps.sandbox.facebook.manners import PRODUCT, no_image
from heliograph.apps.sandbox.facebook.posting import Draft, keep_longer
from heliograph.apps.sandbox.facebook.sign_in import page_call
from heliograph.apps.sandbox.facebook.timing import is_shown
from heliograph.apps.sandbox.graph.callers import Call
from heliograph.apps.sandbox.graph.fetching import FetchFailed, fetch_file, medium_of
from heliograph.apps.sandbox.media import Medium, Stored, add_medium
from heliograph.apps.sandbox.store import Connection
from heliograph.apps.sandbox.world import World, world_of

BYTES = 10 * 1024 * 1024
MIMES = ("image/jpeg", "image/png", "image/gif", "image/bmp", "image/tiff")


async def add(request: Request) -> Response:
    """POST /<PAGE>/photos."""
    call = await page_call(request)
    call.needs("pages_manage_posts")
    caption = call.text("caption") or call.text("message")
    check_message(caption)
    world = world_of(request)
    medium = await _medium(world, call)
    now = world.clock.seconds()

    def keep(db: Connection) -> None:
        add_medium(db, medium, now)
        if call.is_yes("temporary"):
            keep_longer(db, medium.id)

    await world.store.write(keep)
    if not is_shown(call) and not call.text("scheduled_publish_time"):
        return JSONResponse({"id": medium.id})
    post_id = await keep_post(world, call, Draft(caption, "", (medium.shown(),)))
    return JSONResponse({"id": medium.id, "post_id": post_id})


async def _medium(world: World, call: Call) -> Medium:
    stored = await stored_file(world, call, "url")
    if stored is None:
        raise PRODUCT.missing("url")
    if stored.sniffed.mime not in MIMES or stored.size > BYTES:
        raise no_image()
    return medium_of(world, call.account, stored, call.text("alt_text_custom"))


async def stored_file(world: World, call: Call, address: str) -> Stored | None:
    """The file that came along as `source`, or that lies at an address; None without either."""
    source = call.parameters.get("source")
    if isinstance(source, tuple):
        return await asyncio.to_thread(world.media.keep, source[2])
    url = call.text(address)
    if not url:
        return None
    try:
        return await fetch_file(world, url)
    except FetchFailed:
        raise no_image() from None
