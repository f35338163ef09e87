"""media_publish: the one call that puts a container before its audience, within a daily quota."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.answers import Refusal
from heliograph.apps.sandbox.graph.callers import Call
from heliograph.apps.sandbox.graph.containers import (
    Container,
    find_container,
    mark_published,
    published_since,
)
from heliograph.apps.sandbox.instagram.manners import GRAPH, refused
from heliograph.apps.sandbox.instagram.sign_in import PUBLISH, my_call
from heliograph.apps.sandbox.numbers import graph_id
from heliograph.apps.sandbox.posts import Post, add_post, next_ordinal
from heliograph.apps.sandbox.store import JSON, Connection
from heliograph.apps.sandbox.world import World, world_of

DAY = 86_400
PRODUCTS = {"REELS": "REELS", "STORIES": "STORY"}
KEPT = ("cover", "collaborators", "tags", "location", "audio", "share_to_feed", "trial")


async def publish(request: Request) -> Response:
    """POST /<IG_ID>/media_publish?creation_id=."""
    call = await my_call(request)
    call.needs(*PUBLISH)
    world = world_of(request)
    creation_id = call.text("creation_id")
    if not creation_id:
        raise GRAPH.missing("creation_id")
    now, quota = world.clock.seconds(), quota_total(world)

    def store(db: Connection) -> str:
        container = _publishable(db, call, creation_id, now)
        if _used(db, call.account.id, now) >= quota:
            raise refused(9, 2207042)
        post = _post(db, container, now)
        add_post(db, post)
        mark_published(db, container, post.id)
        return post.id

    return JSONResponse({"id": await world.store.write(store)})


async def limit(request: Request) -> Response:
    """GET /<IG_ID>/content_publishing_limit."""
    call = await my_call(request)
    call.needs(*PUBLISH)
    world = world_of(request)
    now = world.clock.seconds()
    used = await world.store.read(lambda db: _used(db, call.account.id, now))
    known: dict[str, JSON] = {
        "quota_usage": used,
        "config": {"quota_total": quota_total(world), "quota_duration": DAY},
    }
    wanted = call.text("fields", "quota_usage").split(",")
    return JSONResponse({"data": [{name: known[name] for name in wanted if name in known}]})


def quota_total(world: World) -> int:
    """How many posts a day are allowed; widened like every other limit."""
    return max(1, round(world.settings.instagram_daily_posts * world.settings.rate_scale))


def _used(db: Connection, account_id: str, now: float) -> int:
    return len(published_since(db, account_id, now - DAY))


def _publishable(db: Connection, call: Call, creation_id: str, now: float) -> Container:
    container = find_container(db, creation_id)
    if container is None:
        raise refused(24, 2207008)
    if container.account_id != call.account.id or container.is_child:
        raise refused(24, 2207006)
    state = container.status(now)
    if state == "FINISHED":
        return container
    raise _unpublishable(state, container.failure)


def _unpublishable(state: str, failure: str) -> Refusal:
    if state == "IN_PROGRESS":
        return refused(9007, 2207027)
    if state == "EXPIRED":
        return refused(-2, 2207020)
    if state == "ERROR":
        return refused(352, 2207026) if failure == "2207026" else refused(-1, 2207032)
    # A published container is used up; publishing it again makes no second post.
    return refused(24, 2207008)


def _post(db: Connection, container: Container, now: float) -> Post:
    is_clip = any(str(item["mime"]).startswith("video/") for item in container.media)
    media_type = "VIDEO" if is_clip else "IMAGE"
    extra = {name: container.draft.get(name) for name in KEPT} | {
        "media_type": "CAROUSEL_ALBUM" if container.kind == "CAROUSEL" else media_type,
        "product": PRODUCTS.get(container.kind, "FEED"),
        "comments": [],
    }
    return Post(
        id=graph_id(now), platform="instagram", account_id=container.account_id,
        text=str(container.draft["caption"]), created_at=now,
        ordinal=next_ordinal(db, container.account_id), media=container.media, key=container.id,
        extra=extra,
    )  # fmt: skip
