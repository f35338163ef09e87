"""Mastodon's accounts and their lists of posts."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.accounts import Account, find_account
from heliograph.apps.sandbox.answers import is_yes, text_of
from heliograph.apps.sandbox.mastodon.entities import (
    account_entity,
    credential_entity,
    frame_of,
    status_entity,
)
from heliograph.apps.sandbox.mastodon.manners import refused
from heliograph.apps.sandbox.mastodon.publishing import publish_due
from heliograph.apps.sandbox.mastodon.sign_in import passing_by, signed_in
from heliograph.apps.sandbox.posts import Post, Wanted, count_posts, list_posts
from heliograph.apps.sandbox.store import Connection
from heliograph.apps.sandbox.world import world_of


async def verify_credentials(request: Request) -> Response:
    """GET /api/v1/accounts/verify_credentials."""
    account = await signed_in(request, "read")
    statuses = await world_of(request).store.read(lambda db: count_posts(db, account.id))
    return JSONResponse(credential_entity(frame_of(request), account, statuses))


async def show(request: Request) -> Response:
    """GET /api/v1/accounts/:id."""
    await passing_by(request)
    account = await _wanted(request, str(request.path_params["id"]))
    statuses = await world_of(request).store.read(lambda db: count_posts(db, account.id))
    return JSONResponse(account_entity(frame_of(request), account, statuses))


async def lookup(request: Request) -> Response:
    """GET /api/v1/accounts/lookup?acct=."""
    await passing_by(request)
    account = await _wanted(request, request.query_params.get("acct", "").removeprefix("@"))
    statuses = await world_of(request).store.read(lambda db: count_posts(db, account.id))
    return JSONResponse(account_entity(frame_of(request), account, statuses))


async def statuses(request: Request) -> Response:
    """GET /api/v1/accounts/:id/statuses, newest first, with max_id, since_id, min_id and limit."""
    await passing_by(request)
    world, frame = world_of(request), frame_of(request)
    account = await _wanted(request, str(request.path_params["id"]))
    now, visible = world.clock.seconds(), world.visible_until("mastodon")
    query = request.query_params

    def read(db: Connection) -> tuple[list[Post], int]:
        publish_due(db, now)
        found = list_posts(db, Wanted("mastodon", account.id, visible, limit=10_000))
        return found, count_posts(db, account.id)

    found, total = await world.store.write(read)
    chosen = [post for post in found if _is_wanted(request, post)]
    limit = _limit(query.get("limit", "20"))
    page = chosen[-limit:] if query.get("min_id") else chosen[:limit]
    entities = [status_entity(frame, account, post, total) for post in page]
    return JSONResponse(entities, headers=_links(request, page))


def _is_wanted(request: Request, post: Post) -> bool:
    query = request.query_params
    number = int(post.id)
    if query.get("max_id", "").isdigit() and number >= int(query["max_id"]):
        return False
    for name in ("since_id", "min_id"):
        if query.get(name, "").isdigit() and number <= int(query[name]):
            return False
    if is_yes(query.get("only_media")) and not post.media:
        return False
    return not (is_yes(query.get("exclude_replies")) and post.extra.get("in_reply_to_id"))


def _limit(wanted: str) -> int:
    return max(1, min(40, int(wanted))) if wanted.isdigit() else 20


def _links(request: Request, page: list[Post]) -> dict[str, str]:
    if not page:
        return {}
    here = f"{request.url.scheme}://{request.url.netloc}{request.url.path}"
    older, newer = f"{here}?max_id={page[-1].id}", f"{here}?min_id={page[0].id}"
    return {"Link": f'<{older}>; rel="next", <{newer}>; rel="prev"'}


async def _wanted(request: Request, handle_or_id: str) -> Account:
    name = text_of(handle_or_id)
    account = await world_of(request).store.read(lambda db: find_account(db, "mastodon", name))
    if account is None:
        raise refused(404, "Record not found")
    return account
