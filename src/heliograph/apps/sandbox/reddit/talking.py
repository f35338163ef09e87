"""Comments, changes and the end of things."""

from __future__ import annotations

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.posts import (
    Post,
    add_post,
    change_post,
    find_post,
    next_ordinal,
    remove_post,
)
from heliograph.apps.sandbox.reddit.manners import plain, refused
from heliograph.apps.sandbox.reddit.sign_in import Call, signed_in
from heliograph.apps.sandbox.reddit.submitting import TEXT, new_id, spend_submission
from heliograph.apps.sandbox.reddit.things import frame_of, thing
from heliograph.apps.sandbox.store import JSON, Connection
from heliograph.apps.sandbox.world import world_of

COMMENT = 10_000


async def comment(request: Request) -> Response:
    """POST /api/comment."""
    call = await signed_in(request, "submit")
    text, parent = call.text("text"), call.text("thing_id")
    _check(text, COMMENT)
    world = world_of(request)
    now = world.clock.seconds()

    def store(db: Connection) -> Post:
        above = find_post(db, parent)
        if above is None or above.platform != "reddit":
            raise refused("TOO_OLD", "parent")
        spend_submission(world, call.account.id, now)
        root = str(above.extra.get("root") or above.id)
        extra: dict[str, JSON] = {
            "kind": "comment", "root": root, "parent": parent, "title": above.extra["title"],
            "subreddit": above.extra["subreddit"], "ready_at": now,
        }  # fmt: skip
        made = Post(
            id=new_id("t1", now), platform="reddit", account_id=call.account.id, text=text,
            created_at=now, ordinal=next_ordinal(db, call.account.id), extra=extra,
        )  # fmt: skip
        add_post(db, made)
        return made

    return _things(request, call, await world.store.write(store))


async def edit(request: Request) -> Response:
    """POST /api/editusertext."""
    call = await signed_in(request, "edit")
    text, wanted = call.text("text"), call.text("thing_id")
    _check(text, COMMENT if wanted.startswith("t1_") else TEXT)
    world = world_of(request)
    now = world.clock.seconds()

    def store(db: Connection) -> Post:
        found = find_post(db, wanted)
        if found is None or found.account_id != call.account.id:
            raise plain(403)
        changed = replace(found, text=text, edited_at=now)
        change_post(db, changed)
        return changed

    return _things(request, call, await world.store.write(store))


async def remove(request: Request) -> Response:
    """POST /api/del: the same answer whether it stood, was gone or is another person's."""
    call = await signed_in(request, "edit")
    wanted = call.text("id")

    def store(db: Connection) -> None:
        found = find_post(db, wanted)
        if found is not None and found.account_id == call.account.id:
            remove_post(db, found.id)

    await world_of(request).store.write(store)
    return JSONResponse({})


def _check(text: str, most: int) -> None:
    if not text.strip():
        raise refused("NO_TEXT", "text")
    if len(text) > most:
        raise refused("TOO_LONG", "text", f"this is too long (max: {most})")


def _things(request: Request, call: Call, post: Post) -> Response:
    things = [thing(frame_of(request), call.account, post)]
    return JSONResponse({"json": {"errors": [], "data": {"things": things}}})
