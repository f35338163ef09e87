"""POST /<IG_ID>/media: makes a container, and fetches its media now unless its bytes are sent."""

from __future__ import annotations

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.graph.callers import Call, living_token
from heliograph.apps.sandbox.graph.containers import (
    LIFE_SECONDS,
    Container,
    add_container,
    child_ids,
    fill_container,
    find_container,
    ready_at,
)
from heliograph.apps.sandbox.graph.uploads import DONE, UploadShelf, token_of, upload_refused
from heliograph.apps.sandbox.instagram.drafts import read_draft
from heliograph.apps.sandbox.instagram.fetching import (
    BAD_COVER,
    fetch_image,
    fetch_video,
    video_of,
)
from heliograph.apps.sandbox.instagram.manners import GRAPH, refused
from heliograph.apps.sandbox.instagram.sign_in import PUBLISH, my_call
from heliograph.apps.sandbox.numbers import graph_id
from heliograph.apps.sandbox.store import JSON
from heliograph.apps.sandbox.world import World, world_of


async def create(request: Request) -> Response:
    """A container's id, and where the bytes of its video go if they are to be sent."""
    call = await my_call(request)
    call.needs(*PUBLISH)
    world = world_of(request)
    draft = read_draft(call)
    container = await _made(world, call, draft)
    await world.store.write(lambda db: add_container(db, container))
    told: dict[str, JSON] = {"id": container.id}
    if draft["sent"]:
        version = request.path_params["version"]
        place = f"{request.url.scheme}://{request.url.netloc}/instagram"
        told["uri"] = f"{place}/ig-api-upload/{version}/{container.id}"
    return JSONResponse(told)


async def upload(request: Request) -> Response:
    """POST /ig-api-upload/<version>/<CONTAINER_ID>: the bytes, or the address they stand at."""
    token = await living_token(GRAPH, request, token_of(request))
    world, wanted = world_of(request), str(request.path_params["id"])
    container = await world.store.read(lambda db: find_container(db, wanted))
    if container is None or container.account_id != token.account.id or container.media:
        raise upload_refused("NotFoundError", "There is no open upload under this address.")
    received = await UploadShelf(world, "instagram").receive(request, wanted)
    if received.stored is not None:
        offset = int(container.draft["thumb_offset"])
        stored, kind = received.stored, container.kind
        medium, failure = await video_of(world, token.account, stored, kind, offset)
        ready = ready_at(world, "instagram")
        await world.store.write(lambda db: fill_container(db, wanted, medium, failure, ready))
    return JSONResponse(DONE)


async def _made(world: World, call: Call, draft: dict[str, JSON]) -> Container:
    now = world.clock.seconds()
    whole = Container(graph_id(now), call.account.id, draft, (), now, ready_at(world, "instagram"))
    if draft["kind"] == "CAROUSEL":
        return await _with_children(world, call, whole)
    if draft["sent"]:
        # Until its bytes have come it stays in progress, and then it runs out.
        return replace(whole, ready_at=now + LIFE_SECONDS)
    if call.text("video_url"):
        return await _with_video(world, call, whole)
    is_story = draft["kind"] == "STORIES"
    url, alt = call.text("image_url"), call.text("alt_text")
    medium = await fetch_image(world, call.account, url, alt, any_ratio=is_story)
    return replace(whole, media=(medium.shown(),), ready_at=ready_at(world, "instagram"))


async def _with_video(world: World, call: Call, container: Container) -> Container:
    url, kind = call.text("video_url"), container.kind
    offset = int(container.draft["thumb_offset"])
    medium, failure = await fetch_video(world, call.account, url, kind, offset)
    if failure == BAD_COVER:
        raise refused(1, int(BAD_COVER))
    draft = container.draft
    if cover_url := call.text("cover_url"):
        cover = await fetch_image(world, call.account, cover_url, "", any_ratio=True)
        draft = {**draft, "cover": cover.file_name()}
    media = (medium.shown(),) if medium else ()
    ready = ready_at(world, "instagram")
    return replace(container, draft=draft, media=media, failure=failure, ready_at=ready)


async def _with_children(world: World, call: Call, carousel: Container) -> Container:
    ids = child_ids(call)
    if not 2 <= len(ids) <= 10:
        raise refused(100, 2207028)
    found = await world.store.read(lambda db: [find_container(db, child) for child in ids])
    children = [child for child in found if child and child.account_id == call.account.id]
    if len(children) != len(ids) or not all(child.is_child for child in children):
        raise refused(24, 2207006)
    return replace(
        carousel,
        media=tuple(item for child in children for item in child.media),
        ready_at=max(carousel.ready_at, *(child.ready_at for child in children)),
        failure=next((child.failure for child in children if child.failure), ""),
    )
