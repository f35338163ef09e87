"""WordPress's posts: made, listed, changed, trashed."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.accounts import Account
from heliograph.apps.sandbox.answers import Refusal, is_yes, read_parameters
from heliograph.apps.sandbox.store import JSON, Connection
from heliograph.apps.sandbox.wordpress.drafts import STATUSES, read_wish
from heliograph.apps.sandbox.wordpress.entities import Shown, only, post_entity
from heliograph.apps.sandbox.wordpress.manners import invalid, refused
from heliograph.apps.sandbox.wordpress.paging import pages_of, wanted_ids
from heliograph.apps.sandbox.wordpress.publishing import (
    change,
    empty_trash,
    every_post,
    find,
    is_trashed,
    make,
    publish_due,
    trash,
)
from heliograph.apps.sandbox.wordpress.sign_in import signed_in, visitor
from heliograph.apps.sandbox.world import world_of


async def create(request: Request) -> Response:
    """POST /posts: 201 with the address of the new post."""
    account = await signed_in(request, _not_allowed(401, "rest_cannot_create", "create posts"))
    now = world_of(request).clock.seconds()
    wish = read_wish(await read_parameters(request), {}, now)
    shown = await world_of(request).store.write(lambda db: make(db, account, wish, now))
    entity = post_entity(request, shown, whole=True)
    place = f"{request.url.scheme}://{request.url.netloc}{request.url.path}/{shown.post.id}"
    return JSONResponse(entity, 201, {"Location": place})


async def listed(request: Request) -> Response:
    """GET /posts with slug, status, include, author and search."""
    account = await visitor(request)
    statuses = _statuses(request, account)
    world = world_of(request)
    now, visible = world.clock.seconds(), world.visible_until("wordpress")

    def read(db: Connection) -> list[Shown]:
        publish_due(db, now)
        return every_post(db, visible)

    found = await world.store.write(read)
    chosen = [
        shown
        for shown in found
        if shown.status in statuses and _may_see(account, shown) and _is_wanted(request, shown)
    ]
    whole = request.query_params.get("context") == "edit" and account is not None
    return pages_of(
        request, [only(request, post_entity(request, shown, whole=whole)) for shown in chosen]
    )


async def show(request: Request) -> Response:
    """GET /posts/{id}."""
    account = await visitor(request)
    shown = await _found(request)
    if shown.status != "publish" and not _may_see(account, shown):
        raise _not_allowed(403 if account else 401, "rest_forbidden", "do that")
    whole = request.query_params.get("context") == "edit" and account is not None
    return JSONResponse(only(request, post_entity(request, shown, whole=whole)))


async def edit(request: Request) -> Response:
    """POST and PUT /posts/{id}."""
    shown = await _own(request, "rest_cannot_edit", "edit this post")
    world = world_of(request)
    now = world.clock.seconds()
    held = shown.post.created_at if shown.status == "future" else None
    old = {
        **shown.post.extra, "status": shown.status, "slug": shown.post.key, "due_at": held,
    }  # fmt: skip
    wish = read_wish(await read_parameters(request), old, now)
    changed = await world.store.write(lambda db: change(db, shown, wish, now))
    return JSONResponse(post_entity(request, changed, whole=True))


async def remove(request: Request) -> Response:
    """DELETE /posts/{id}: into the trash, a second time 410; with `force` gone for good."""
    account = await signed_in(request, _not_allowed(401, "rest_cannot_delete", "delete this post"))
    world, post_id = world_of(request), str(request.path_params["id"])
    for_good = is_yes(request.query_params.get("force"))
    if await world.store.read(lambda db: is_trashed(db, account, post_id)):
        if not for_good:
            raise refused(410, "rest_already_trashed", "The post has already been deleted.")
        await world.store.write(lambda db: empty_trash(db, post_id))
        return JSONResponse({"deleted": True, "previous": {"id": int(post_id)}})
    shown = await _own(request, "rest_cannot_delete", "delete this post")
    await world.store.write(lambda db: trash(db, shown, for_good=for_good))
    if for_good:
        previous = post_entity(request, shown, whole=True)
        return JSONResponse({"deleted": True, "previous": previous})
    return JSONResponse(post_entity(request, Shown(shown.post, "trash", shown.author), whole=True))


async def _found(request: Request) -> Shown:
    post_id, now = str(request.path_params["id"]), world_of(request).clock.seconds()

    def read(db: Connection) -> Shown | None:
        publish_due(db, now)
        return find(db, post_id)

    shown = await world_of(request).store.write(read)
    if shown is None:
        raise refused(404, "rest_post_invalid_id", "Invalid post ID.")
    return shown


async def _own(request: Request, code: str, what: str) -> Shown:
    account = await visitor(request)
    shown = await _found(request)
    if account is None or shown.author.id != account.id:
        raise _not_allowed(403 if account else 401, code, what)
    return shown


def _statuses(request: Request, account: Account | None) -> set[str]:
    """The statuses asked for; visitors see what is public."""
    asked = {one for one in request.query_params.get("status", "publish").split(",") if one}
    unknown = asked - {*STATUSES, "any"}
    if unknown:
        raise invalid("status", f"status[0] is not one of {', '.join(STATUSES)}, and any.")
    if account is None and asked != {"publish"}:
        raise invalid("status", "Status is forbidden.")
    return set(STATUSES) if "any" in asked else asked


def _may_see(account: Account | None, shown: Shown) -> bool:
    return shown.status == "publish" or (account is not None and account.id == shown.author.id)


def _is_wanted(request: Request, shown: Shown) -> bool:
    query = request.query_params
    slugs = [one for one in query.get("slug", "").split(",") if one]
    ids, authors = wanted_ids(request), wanted_ids(request, "author")
    words = query.get("search", "").lower()
    return (
        (not slugs or shown.post.key in slugs)
        and (not ids or shown.post.id in ids)
        and (not authors or shown.author.id in authors)
        and (not words or words in _words_of(shown))
    )


def _words_of(shown: Shown) -> str:
    title: JSON = shown.post.extra.get("title", "")
    return f"{title} {shown.post.text}".lower()


def _not_allowed(status: int, code: str, what: str) -> Refusal:
    return refused(status, code, f"Sorry, you are not allowed to {what}.")
