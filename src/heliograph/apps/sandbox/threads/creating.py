"""POST /<ID>/threads: makes a container, and a post at once where that is asked for."""

from __future__ import annotations

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.answers import is_yes
from heliograph.apps.sandbox.numbers import graph_id
from heliograph.apps.sandbox.posts import find_post
from heliograph.apps.sandbox.store import JSON
from heliograph.apps.sandbox.threads.containers import (
    Container,
    add_container,
    find_container,
)
from heliograph.apps.sandbox.threads.drafts import read_draft
from heliograph.apps.sandbox.threads.fetching import fetch
from heliograph.apps.sandbox.threads.manners import bad_parameter, no_container, no_object
from heliograph.apps.sandbox.threads.publishing import publish_container
from heliograph.apps.sandbox.threads.sign_in import Call, my_call
from heliograph.apps.sandbox.world import World, world_of


async def create(request: Request) -> Response:
    """Fetches the media now; whether they will do shows later."""
    call = await my_call(request)
    call.needs("threads_content_publish")
    world = world_of(request)
    draft = read_draft(call)
    await _check_parent(world, call, draft["reply_to"])
    container = await _made(world, call, draft)
    at_once = is_yes(call.parameters.get("auto_publish_text"))
    if at_once and draft["kind"] != "TEXT":
        raise bad_parameter("auto_publish_text goes with TEXT only.")
    await world.store.write(lambda db: add_container(db, container))
    made = await publish_container(world, call, container) if at_once else container.id
    return JSONResponse({"id": made})


async def _check_parent(world: World, call: Call, parent_id: str) -> None:
    if not parent_id:
        return
    call.needs("threads_manage_replies")
    parent = await world.store.read(lambda db: find_post(db, parent_id))
    if parent is None or parent.platform != "threads":
        raise no_object(parent_id)


async def _made(world: World, call: Call, draft: dict[str, JSON]) -> Container:
    now, wait = world.clock.seconds(), _processing_s(world)
    whole = Container(graph_id(now), call.account.id, draft, (), now, now + wait)
    if draft["kind"] == "TEXT":
        return replace(whole, ready_at=now)
    if draft["kind"] == "CAROUSEL":
        return await _with_children(world, call, whole)
    video = draft["kind"] == "VIDEO"
    url = call.text("video_url" if video else "image_url")
    medium, failure = await fetch(world, call.account, url, call.text("alt_text"), video=video)
    ready = world.clock.seconds() + wait
    media = (medium.shown(),) if medium else ()
    return replace(whole, media=media, failure=failure, ready_at=ready)


async def _with_children(world: World, call: Call, carousel: Container) -> Container:
    wanted = call.parameters.get("children")
    parts = wanted if isinstance(wanted, list) else call.text("children").split(",")
    ids = [str(part).strip() for part in parts if str(part).strip()]
    if not 2 <= len(ids) <= 20:
        raise bad_parameter("Param children must have between 2 and 20 items.")
    found = await world.store.read(
        lambda db: [find_container(db, call.account.id, child) for child in ids]
    )
    children = [child for child in found if child is not None and child.draft["is_child"]]
    now = world.clock.seconds()
    if len(children) != len(ids) or any(child.status(now) != "FINISHED" for child in children):
        raise no_container()
    return replace(carousel, media=tuple(item for child in children for item in child.media))


def _processing_s(world: World) -> float:
    programmed = world.faults.programme("threads").processing_s
    return world.settings.container_s if programmed is None else programmed
