"""X's posts over HTTP."""

from __future__ import annotations

import json
from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.accounts import Account, account_by_id
from heliograph.apps.sandbox.posts import Post, add_post, find_post, next_ordinal, remove_post
from heliograph.apps.sandbox.store import JSON, Connection
from heliograph.apps.sandbox.world import world_of
from heliograph.apps.sandbox.x import hooks
from heliograph.apps.sandbox.x.draft import (
    Draft,
    find_files,
    parent_of,
    read_draft,
    refuse_repeat,
)
from heliograph.apps.sandbox.x.entities import (
    Frame,
    frame_of,
    hidden_numbers,
    media_entities,
    poll_entities,
    shown_text,
    tweet_entity,
)
from heliograph.apps.sandbox.x.ids import rising_id
from heliograph.apps.sandbox.x.manners import forbidden, invalid, not_found
from heliograph.apps.sandbox.x.sign_in import (
    POSTS,
    READS,
    REMOVALS,
    SINGLE_READS,
    signed_in,
    spend_of_app,
)

MOST_IDS = 100


async def create(request: Request) -> Response:
    """POST /2/tweets: 201."""
    account = await signed_in(request, POSTS, "tweet.read", "tweet.write", "users.read")
    spend_of_app(request)
    draft = read_draft(await read_json(request))
    world = world_of(request)
    now = world.clock.seconds()
    post = await world.store.write(lambda db: _store(db, account, draft, now))
    await hooks.tell(world, "post.create", post)
    text = shown_text(frame_of(request, account), account, post)
    made = {"id": post.id, "text": text, "edit_history_tweet_ids": [post.id]}
    return JSONResponse({"data": made}, 201)


async def show(request: Request) -> Response:
    """GET /2/tweets/:id."""
    account = await signed_in(request, SINGLE_READS, "tweet.read", "users.read")
    frame, wanted = frame_of(request, account), str(request.path_params["id"])
    found = await _find(request, [_checked_id(wanted)])
    if not found:
        return JSONResponse({"errors": [not_found("tweet", wanted).body]})
    body = answer_of(frame, found)
    return JSONResponse({**body, "data": body["data"][0]})


async def show_many(request: Request) -> Response:
    """GET /2/tweets?ids=: those that are there; the others are told as errors beside them."""
    account = await signed_in(request, READS, "tweet.read", "users.read")
    frame = frame_of(request, account)
    ids = [_checked_id(one) for one in request.query_params.get("ids", "").split(",")]
    if len(ids) > MOST_IDS:
        raise invalid(f"The number of values in the `ids` query parameter list [{len(ids)}] is "
                      "not between 1 and 100", ids=len(ids))  # fmt: skip
    found = await _find(request, ids)
    body = answer_of(frame, found)
    there = {post.id for _, post in found}
    missing = [not_found("tweet", one).body for one in ids if one not in there]
    if missing:
        body["errors"] = [*body.get("errors", []), *missing]
    if not found:
        del body["data"]
    return JSONResponse(body)


async def remove(request: Request) -> Response:
    """DELETE /2/tweets/:id."""
    account = await signed_in(request, REMOVALS, "tweet.read", "tweet.write", "users.read")
    wanted = _checked_id(str(request.path_params["id"]))

    def store(db: Connection) -> Post:
        post = find_post(db, wanted)
        if post is None or post.platform != "x":
            raise not_found("tweet", wanted)
        if post.account_id != account.id:
            raise forbidden()
        remove_post(db, wanted)
        return post

    world = world_of(request)
    await hooks.tell(world, "post.delete", await world.store.write(store))
    return JSONResponse({"data": {"deleted": True}})


async def read_json(request: Request) -> dict[str, JSON]:
    """The body, which must be a JSON object."""
    try:
        body = json.loads(await request.body() or b"{}")
    except ValueError:
        raise invalid("The request body is not valid JSON") from None
    if not isinstance(body, dict):
        raise invalid("The request body must be an object")
    return body


def answer_of(frame: Frame, found: Sequence[tuple[Account, Post]]) -> dict[str, JSON]:
    """Posts with what was asked for beside them."""
    body: dict[str, JSON] = {"data": [tweet_entity(frame, who, post) for who, post in found]}
    includes: dict[str, JSON] = {}
    if "attachments.media_keys" in frame.expansions:
        includes["media"] = [
            item for who, post in found for item in media_entities(frame, who, [post])
        ]
    if "attachments.poll_ids" in frame.expansions:
        includes["polls"] = poll_entities([post for _, post in found])
    if "author_id" in frame.expansions:
        people = {who.id: who for who, _ in found}
        includes["users"] = [
            {"id": who.id, "name": who.name, "username": who.handle} for who in people.values()
        ]
    if any(includes.values()):
        body["includes"] = {name: value for name, value in includes.items() if value}
    errors = [error for _, post in found for error in hidden_numbers(frame, post)]
    return {**body, "errors": errors} if errors else body


def _store(db: Connection, account: Account, draft: Draft, now: float) -> Post:
    parent = parent_of(db, draft)
    media = find_files(db, account, draft, now)
    refuse_repeat(db, account, draft, now)
    extra = {**draft.extra, "reply_to": draft.reply_to}
    if parent is not None:
        extra |= {
            "root": parent.extra.get("root") or parent.id, "reply_to_user": parent.account_id
        }  # fmt: skip
    post = Post(
        id=rising_id(now), platform="x", account_id=account.id, text=draft.text,
        created_at=now, ordinal=next_ordinal(db, account.id), extra=extra,
        media=tuple(medium.shown() for medium in media),
    )  # fmt: skip
    add_post(db, post)
    return post


def _checked_id(wanted: str) -> str:
    if not (wanted.isdigit() and len(wanted) <= 19):
        raise invalid(f"The `id` query parameter value [{wanted}] does not match ^[0-9]{{1,19}}$",
                      id=wanted)  # fmt: skip
    return wanted


async def _find(request: Request, ids: Sequence[str]) -> list[tuple[Account, Post]]:
    world = world_of(request)
    visible = world.visible_until("x")

    def read(db: Connection) -> list[tuple[Account, Post]]:
        posts = [find_post(db, one, visible) for one in ids]
        return [
            (account_by_id(db, post.account_id), post)
            for post in posts
            if post is not None and post.platform == "x"
        ]

    return await world.store.read(read)
