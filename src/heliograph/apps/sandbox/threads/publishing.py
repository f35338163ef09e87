"""threads_publish: the one call that puts a container before its audience, within quotas."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.accounts import account_by_id
from heliograph.apps.sandbox.graph.callers import Call
from heliograph.apps.sandbox.graph.containers import (
    Container,
    find_container,
    mark_published,
    published_since,
)
from heliograph.apps.sandbox.numbers import graph_id
from heliograph.apps.sandbox.posts import Post, add_post, find_post, next_ordinal
from heliograph.apps.sandbox.rates import Rule
from heliograph.apps.sandbox.store import JSON, Connection
from heliograph.apps.sandbox.threads.manners import GRAPH, no_container
from heliograph.apps.sandbox.threads.sign_in import my_call
from heliograph.apps.sandbox.world import World, world_of

DAY = 86_400
POSTS, REPLIES, DELETES, SEARCHES = 250, 1000, 100, 500
DELETIONS = Rule("deletes", DELETES, DAY)
KEPT = (
    "link", "poll", "topic", "reply_to", "control", "spoiler", "quotes", "gif", "long_text",
    "ghost", "countries", "entities", "approvals", "location", "to_instagram",
)  # fmt: skip
# The fields of the quota call, with the scope an app needs to ask for them.
_FIELDS = {
    "quota_usage": "threads_content_publish", "config": "threads_content_publish",
    "reply_quota_usage": "threads_manage_replies", "reply_config": "threads_manage_replies",
    "delete_quota_usage": "threads_delete", "delete_config": "threads_delete",
    "location_search_quota_usage": "threads_location_tagging",
    "location_search_config": "threads_location_tagging",
}  # fmt: skip


async def publish(request: Request) -> Response:
    """POST /<ID>/threads_publish?creation_id=."""
    call = await my_call(request)
    call.needs("threads_content_publish")
    creation_id = call.text("creation_id")
    if not creation_id:
        raise GRAPH.missing("creation_id")
    world = world_of(request)
    container = await world.store.read(lambda db: find_container(db, creation_id))
    if container is None or container.account_id != call.account.id:
        raise no_container()
    return JSONResponse({"id": await publish_container(world, call, container)})


async def publish_container(world: World, call: Call, container: Container) -> str:
    """Make the container a post; the post's id."""
    now = world.clock.seconds()

    def store(db: Connection) -> str:
        current = find_container(db, container.id)
        if current is None or current.is_child or current.status(now) != "FINISHED":
            raise no_container()
        _check_quota(world, db, current, now)
        post = _post(db, current, now)
        add_post(db, post)
        mark_published(db, current, post.id)
        return post.id

    return await world.store.write(store)


async def limit(request: Request) -> Response:
    """GET /<ID>/threads_publishing_limit."""
    call = await my_call(request)
    world = world_of(request)
    names = [name.strip() for name in call.text("fields", "quota_usage").split(",")]
    if unknown := [name for name in names if name not in _FIELDS]:
        raise GRAPH.bad_parameter(f"Tried accessing nonexisting field ({unknown[0]})")
    if any(_FIELDS[name] not in call.scopes for name in names):
        # What the real service does when the app lacks a scope: no words at all.
        return Response(status_code=500)
    since = world.clock.seconds() - DAY
    posts, replies = await world.store.read(lambda db: _used(db, call.account.id, since))
    # A bucket from which nothing is taken tells how full it is.
    standing = world.rates.take("threads", call.account.id, DELETIONS, world.clock.seconds(), 0)
    known: dict[str, JSON] = {
        "quota_usage": posts, "config": _config(world, POSTS),
        "reply_quota_usage": replies, "reply_config": _config(world, REPLIES),
        "delete_quota_usage": standing.limit - standing.remaining,
        "delete_config": _config(world, DELETES),
        "location_search_quota_usage": 0, "location_search_config": _config(world, SEARCHES),
    }  # fmt: skip
    return JSONResponse({"data": [{name: known[name] for name in names}]})


def scaled(world: World, total: int) -> int:
    """A daily allowance, widened like every other limit."""
    return max(1, round(total * world.settings.rate_scale))


def words_of(db: Connection, post_id: str) -> dict[str, JSON]:
    """Who said what, for a post that shows another one."""
    other = find_post(db, post_id)
    if other is None:
        return {"handle": "", "text": "This post is gone"}
    return {"handle": account_by_id(db, other.account_id).handle, "text": other.text}


def _config(world: World, total: int) -> JSON:
    return {"quota_total": scaled(world, total), "quota_duration": DAY}


def _used(db: Connection, account_id: str, since: float) -> tuple[int, int]:
    """How many posts and how many replies became public."""
    found = published_since(db, account_id, since)
    replies = sum(1 for container in found if container.draft["reply_to"])
    return len(found) - replies, replies


def _check_quota(world: World, db: Connection, container: Container, now: float) -> None:
    posts, replies = _used(db, container.account_id, now - DAY)
    used, total = (replies, REPLIES) if container.draft["reply_to"] else (posts, POSTS)
    if used >= scaled(world, total):
        raise GRAPH.too_many(613, 60)


def _post(db: Connection, container: Container, now: float) -> Post:
    draft = container.draft
    kinds = {"TEXT": "TEXT_POST", "CAROUSEL": "CAROUSEL_ALBUM"}
    kind = kinds.get(draft["kind"], draft["kind"])
    extra: dict[str, JSON] = {name: draft.get(name) for name in KEPT} | {"media_type": kind}
    if draft["quotes"]:
        extra["quoted"] = words_of(db, str(draft["quotes"]))
    return Post(
        id=graph_id(now), platform="threads", account_id=container.account_id,
        text=draft["text"], created_at=now, ordinal=next_ordinal(db, container.account_id),
        media=container.media, key=container.id, extra=extra,
    )  # fmt: skip
