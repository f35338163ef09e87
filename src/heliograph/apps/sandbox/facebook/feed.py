"""The Page's feed: posting to it, and reading it newest first."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.facebook.manners import bad_parameter, envelope, no_image
from heliograph.apps.sandbox.facebook.nodes import chosen, shown
from heliograph.apps.sandbox.facebook.sign_in import Call, page_call
from heliograph.apps.sandbox.media import Medium, find_medium
from heliograph.apps.sandbox.numbers import graph_id
from heliograph.apps.sandbox.posts import Post, Wanted, add_post, list_posts, next_ordinal
from heliograph.apps.sandbox.store import Connection
from heliograph.apps.sandbox.world import World, world_of

LONGEST = 63_206
SOON_S = 3600
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
    photos = tuple(photo for photo in found if photo is not None)
    if len(photos) != len(ids):
        raise no_image()
    if not (message or link or photos):
        raise bad_parameter("The parameter message is required.")
    return JSONResponse({"id": await publish_post(world, call, message, link, photos)})


async def publish_post(
    world: World, call: Call, message: str, link: str, photos: Sequence[Medium]
) -> str:
    """Put a post before the Page's audience, unless the same one was posted just now."""
    now = world.clock.seconds()

    def store(db: Connection) -> str:
        made = Post(
            id=f"{call.account.id}_{graph_id(now)}", platform="facebook",
            account_id=call.account.id, text=message, created_at=now, ordinal=0,
            media=tuple(photo.shown() for photo in photos), extra={"link": link},
        )  # fmt: skip
        _refuse_repeats(db, made)
        ordinal = next_ordinal(db, call.account.id)
        add_post(db, Post(**{**vars(made), "ordinal": ordinal}))
        return made.id

    return await world.store.write(store)


async def read(request: Request) -> Response:
    """GET /<PAGE>/feed."""
    call = await page_call(request)
    call.needs("pages_read_engagement")
    world = world_of(request)
    wanted = call.text("limit", "25")
    limit = max(1, min(100, int(wanted))) if wanted.isdigit() else 25
    asked = Wanted("facebook", call.account.id, world.visible_until("facebook"), limit=10_000)
    posts = await world.store.read(lambda db: list_posts(db, asked))
    ids, after = [one.id for one in posts], call.text("after")
    start = ids.index(after) + 1 if after in ids else 0
    page, fields = posts[start : start + limit], call.text("fields", "id,message,created_time")
    rows = [chosen(shown(request, call.account, one), fields) for one in page]
    paging = {"cursors": {"before": page[0].id, "after": page[-1].id}} if page else {}
    return JSONResponse({"data": rows, "paging": paging})


def check_message(message: str) -> None:
    """Refuse what is too long."""
    if len(message) > LONGEST:
        raise bad_parameter(f"Param message must be at most {LONGEST} characters long.")


def _check_link(link: str) -> None:
    if link and not re.match(r"^https?://[^\s/]+", link):
        raise envelope(400, 1609005, "The link could not be posted: the URL is not valid.")
    if re.match(r"^https?://([\w-]+\.)*facebook\.com(/|$)", link):
        raise bad_parameter("Cannot post Facebook.com links", 1609008)


def _attached(call: Call) -> list[str]:
    raw = call.parameters.get("attached_media") or {}
    try:
        parts = json.loads(raw) if isinstance(raw, str) else raw
        rows = list(parts.values()) if isinstance(parts, dict) else list(parts)
        ids = [
            str((json.loads(row) if isinstance(row, str) else row)["media_fbid"]) for row in rows
        ]
    except (ValueError, TypeError, KeyError):
        raise bad_parameter("Param attached_media must hold media_fbid.") from None
    if len(ids) > MOST_PHOTOS:
        raise bad_parameter(f"At most {MOST_PHOTOS} photos can be attached.")
    return ids


def _refuse_repeats(db: Connection, made: Post) -> None:
    recent = list_posts(db, Wanted("facebook", made.account_id, limit=100))
    used = {item["id"] for one in recent for item in one.media}
    if used & {item["id"] for item in made.media}:
        raise bad_parameter("These photos were already posted.", 1366051)
    for one in recent:
        is_recent = one.created_at > made.created_at - SOON_S
        same_words = one.text == made.text and one.extra["link"] == made.extra["link"]
        same_files = [item["sha256"] for item in one.media] == [
            item["sha256"] for item in made.media
        ]
        if is_recent and same_words and same_files:
            raise envelope(400, 506, "Duplicate status message")
