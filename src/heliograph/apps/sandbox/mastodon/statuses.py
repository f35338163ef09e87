"""Mastodon's statuses over HTTP."""

from __future__ import annotations

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.accounts import Account, account_by_id
from heliograph.apps.sandbox.answers import parse_moment, read_parameters, text_of
from heliograph.apps.sandbox.mastodon.draft import find_attachments, read_draft
from heliograph.apps.sandbox.mastodon.entities import frame_of, status_entity
from heliograph.apps.sandbox.mastodon.files import find_extra, shown_with
from heliograph.apps.sandbox.mastodon.manners import invalid, refused
from heliograph.apps.sandbox.mastodon.publishing import (
    Scheduled,
    find_scheduled,
    list_scheduled,
    publish,
    publish_due,
)
from heliograph.apps.sandbox.mastodon.sign_in import REMOVALS, passing_by, signed_in
from heliograph.apps.sandbox.posts import Post, change_post, count_posts, find_post, remove_post
from heliograph.apps.sandbox.store import JSON, Connection
from heliograph.apps.sandbox.world import world_of

EDITABLE = ("spoiler_text", "sensitive", "language", "poll")


async def create(request: Request) -> Response:
    """POST /api/v1/statuses."""
    world = world_of(request)
    account = await signed_in(request, "write:statuses")
    now = world.clock.seconds()
    draft = read_draft(await read_parameters(request), now)
    key = request.headers.get("idempotency-key")

    def store(db: Connection) -> tuple[Post | Scheduled, int]:
        return publish(db, account, draft, key, now), count_posts(db, account.id)

    made, statuses = await world.store.write(store)
    if isinstance(made, Scheduled):
        return JSONResponse(made.entity())
    return JSONResponse(status_entity(frame_of(request), account, made, statuses))


async def show(request: Request) -> Response:
    """GET /api/v1/statuses/:id."""
    await passing_by(request)
    entities = await _entities(request, [str(request.path_params["id"])])
    if not entities:
        raise refused(404, "Record not found")
    return JSONResponse(entities[0])


async def show_many(request: Request) -> Response:
    """GET /api/v1/statuses?id[]=…: those that are there."""
    await passing_by(request)
    parameters = await read_parameters(request)
    wanted = parameters.get("id") or []
    ids = [str(item) for item in (wanted if isinstance(wanted, list) else [wanted])]
    return JSONResponse(await _entities(request, ids[:20]))


async def context(request: Request) -> Response:
    """GET /api/v1/statuses/:id/context: this audience counts but does not write."""
    await passing_by(request)
    if not await _entities(request, [str(request.path_params["id"])]):
        raise refused(404, "Record not found")
    return JSONResponse({"ancestors": [], "descendants": []})


async def change(request: Request) -> Response:
    """PUT /api/v1/statuses/:id: an edit in place."""
    world = world_of(request)
    account = await signed_in(request, "write:statuses")
    now = world.clock.seconds()
    draft = read_draft(await read_parameters(request), now)
    post_id = str(request.path_params["id"])

    def store(db: Connection) -> tuple[Post, int]:
        post = _own(db, account, post_id)
        media = find_attachments(db, account.id, draft.media_ids, now)
        shown = tuple(shown_with(medium, find_extra(db, medium.id)) for medium in media)
        # Who sees a status and what it answers cannot be changed any more.
        extra = {**post.extra, **{name: draft.extra[name] for name in EDITABLE}}
        changed = replace(post, text=draft.text, media=shown, extra=extra, edited_at=now)
        change_post(db, changed)
        return changed, count_posts(db, account.id)

    changed, statuses = await world.store.write(store)
    return JSONResponse(status_entity(frame_of(request), account, changed, statuses))


async def remove(request: Request) -> Response:
    """DELETE /api/v1/statuses/:id: 200 with the source text."""
    account = await signed_in(request, "write:statuses", REMOVALS)
    post_id = str(request.path_params["id"])

    def store(db: Connection) -> tuple[Post, int]:
        post = _own(db, account, post_id)
        remove_post(db, post_id)
        return post, count_posts(db, account.id)

    post, statuses = await world_of(request).store.write(store)
    entity = status_entity(frame_of(request), account, post, statuses)
    return JSONResponse({**entity, "text": post.text})


async def scheduled(request: Request) -> Response:
    """GET /api/v1/scheduled_statuses."""
    account = await signed_in(request, "read:statuses")
    world = world_of(request)
    now = world.clock.seconds()
    await world.store.write(lambda db: publish_due(db, now))
    waiting = await world.store.read(lambda db: list_scheduled(db, account.id))
    return JSONResponse([item.entity() for item in waiting])


async def one_scheduled(request: Request) -> Response:
    """GET, PUT and DELETE /api/v1/scheduled_statuses/:id."""
    scope = "read:statuses" if request.method == "GET" else "write:statuses"
    account = await signed_in(request, scope)
    world = world_of(request)
    waiting_id = str(request.path_params["id"])
    due_at = await _new_due_at(request)

    def work(db: Connection) -> Scheduled:
        if find_scheduled(db, account.id, waiting_id) is None:
            raise refused(404, "Record not found")
        if request.method == "PUT":
            db.execute("update scheduled set due_at = ? where id = ?", (due_at, waiting_id))
        found = find_scheduled(db, account.id, waiting_id)
        if found is None:
            raise refused(404, "Record not found")
        if request.method == "DELETE":
            db.execute("delete from scheduled where id = ?", (waiting_id,))
        return found

    found = await world.store.write(work)
    return JSONResponse({} if request.method == "DELETE" else found.entity())


async def _new_due_at(request: Request) -> float:
    if request.method != "PUT":
        return 0.0
    parameters = await read_parameters(request)
    seconds = parse_moment(text_of(parameters.get("scheduled_at")))
    if seconds is None or seconds < world_of(request).clock.seconds() + 300:
        raise invalid("Scheduled at The scheduled date must be in the future", "scheduled_at")
    return seconds


async def _entities(request: Request, ids: list[str]) -> list[dict[str, JSON]]:
    world, frame = world_of(request), frame_of(request)
    visible, now = world.visible_until("mastodon"), world.clock.seconds()

    def read(db: Connection) -> list[tuple[Account, Post, int]]:
        publish_due(db, now)
        posts = [find_post(db, post_id, visible) for post_id in ids]
        return [
            (account_by_id(db, post.account_id), post, count_posts(db, post.account_id))
            for post in posts
            if post is not None and post.platform == "mastodon"
        ]

    rows = await world.store.write(read)
    return [status_entity(frame, account, post, count) for account, post, count in rows]


def _own(db: Connection, account: Account, post_id: str) -> Post:
    post = find_post(db, post_id)
    if post is None or post.account_id != account.id:
        raise refused(404, "Record not found")
    return post
