"""POST /<ID>/threads: makes a container, and a post at once where that is asked for."""

from __future__ import annotations

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.graph.callers import Call
from heliograph.apps.sandbox.graph.containers import (
    Container,
    add_container,
    child_ids,
    find_container,
    ready_at,
)
from heliograph.apps.sandbox.numbers import graph_id
from heliograph.apps.sandbox.posts import find_post
from heliograph.apps.sandbox.store import JSON
from heliograph.apps.sandbox.threads.drafts import read_draft
from heliograph.apps.sandbox.threads.fetching import fetch
from heliograph.apps.sandbox.threads.manners import GRAPH, no_container
from heliograph.apps.sandbox.threads.publishing import publish_container
from heliograph.apps.sandbox.threads.sign_in import my_call
from heliograph.apps.sandbox.world import World, world_of

MOST_ITEMS = 20


async def create(request: Request) -> Response:
    """Fetches the media now; whether they will do shows later."""
    call = await my_call(request)
    call.needs("threads_content_publish")
    world = world_of(request)
    draft = read_draft(call)
    if draft["reply_to"]:
        call.needs("threads_manage_replies")
    for other in (draft["reply_to"], draft["quotes"]):
        await _check_other(world, other)
    container = await _made(world, call, draft)
    at_once = call.is_yes("auto_publish_text")
    if at_once and draft["kind"] != "TEXT":
        raise GRAPH.bad_parameter("auto_publish_text goes with TEXT only.")
    await world.store.write(lambda db: add_container(db, container))
    made = await publish_container(world, call, container) if at_once else container.id
    return JSONResponse({"id": made})


async def _check_other(world: World, post_id: str) -> None:
    """A post that is replied to or quoted must stand."""
    if not post_id:
        return
    found = await world.store.read(lambda db: find_post(db, post_id))
    if found is None or found.platform != "threads":
        raise GRAPH.no_object(post_id)


async def _made(world: World, call: Call, draft: dict[str, JSON]) -> Container:
    now = world.clock.seconds()
    whole = Container(graph_id(now), call.account.id, draft, (), now, ready_at(world, "threads"))
    if draft["kind"] == "TEXT":
        return replace(whole, ready_at=now)
    if draft["kind"] == "CAROUSEL":
        return await _with_children(world, call, whole)
    video = draft["kind"] == "VIDEO"
    url = call.text("video_url" if video else "image_url")
    medium, failure = await fetch(world, call.account, url, call.text("alt_text"), video=video)
    media, ready = (medium.shown(),) if medium else (), ready_at(world, "threads")
    return replace(whole, media=media, failure=failure, ready_at=ready)


async def _with_children(world: World, call: Call, carousel: Container) -> Container:
    ids = child_ids(call)
    if not 2 <= len(ids) <= MOST_ITEMS:
        raise GRAPH.bad_parameter(f"Param children must have between 2 and {MOST_ITEMS} items.")
    found = await world.store.read(lambda db: [find_container(db, child) for child in ids])
    now = world.clock.seconds()
    children = [
        child
        for child in found
        if child is not None and child.is_child and child.account_id == call.account.id
    ]
    if len(children) != len(ids) or any(child.status(now) != "FINISHED" for child in children):
        raise no_container()
    return replace(carousel, media=tuple(item for child in children for item in child.media))
