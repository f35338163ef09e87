"""Comments below a medium: what its owner says, newest first."""

from __future__ import annotations

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.accounts import Account
from heliograph.apps.sandbox.graph.callers import Call, my_post
from heliograph.apps.sandbox.graph.nodes import chosen, stamp_of
from heliograph.apps.sandbox.instagram.manners import GRAPH, refused
from heliograph.apps.sandbox.instagram.sign_in import COMMENTS, signed_in
from heliograph.apps.sandbox.numbers import graph_id
from heliograph.apps.sandbox.posts import Post, change_post, find_post
from heliograph.apps.sandbox.store import JSON, Connection
from heliograph.apps.sandbox.world import world_of

LONGEST = 2200


async def add(request: Request) -> Response:
    """POST /<MEDIA_ID>/comments?message=."""
    call = await signed_in(request)
    call.needs(*COMMENTS)
    post = await my_post(request, call)
    message = call.text("message")
    if not message.strip():
        raise GRAPH.missing("message")
    if len(message) > LONGEST:
        raise refused(36004, 2207010)
    if post.extra["product"] == "STORY":
        raise GRAPH.bad_parameter("A story takes no comments.")
    world = world_of(request)
    now = world.clock.seconds()
    comment: dict[str, JSON] = {"id": graph_id(now), "text": message, "created_at": now}

    def store(db: Connection) -> None:
        current = find_post(db, post.id)
        if current is None:
            raise GRAPH.no_object(post.id)
        said = [*(current.extra.get("comments") or []), comment]
        change_post(db, replace(current, extra={**current.extra, "comments": said}))

    await world.store.write(store)
    return JSONResponse({"id": comment["id"]})


async def read(request: Request) -> Response:
    """GET /<MEDIA_ID>/comments."""
    call = await signed_in(request)
    call.needs(*COMMENTS)
    post = await my_post(request, call)
    until = world_of(request).visible_until("instagram")
    said = list(reversed(post.extra.get("comments") or []))
    visible = [one for one in said if one["created_at"] <= until]
    ids, after = [one["id"] for one in visible], call.text("after")
    start = ids.index(after) + 1 if after in ids else 0
    page = visible[start : start + call.limit()]
    fields = call.text("fields", "id,text,timestamp")
    rows = [chosen(call, shown_comment(call.account, one), fields) for one in page]
    body: dict[str, JSON] = {"data": rows}
    if len(visible) > start + len(page):
        body["paging"] = {"cursors": {"before": page[0]["id"], "after": page[-1]["id"]}}
    return JSONResponse(body)


def shown_comment(account: Account, comment: dict[str, JSON]) -> dict[str, JSON]:
    """Every field of a comment."""
    return {
        "id": comment["id"], "text": comment["text"], "timestamp": stamp_of(comment["created_at"]),
        "username": account.handle, "from": {"id": account.id, "username": account.handle},
        "like_count": 0,
    }  # fmt: skip


def find_comment(
    db: Connection, account_id: str, comment_id: str
) -> tuple[Post, dict[str, JSON]] | None:
    """A comment below one of the account's media, and that medium."""
    row = db.execute(
        "select posts.id as post_id from posts, json_each(posts.extra, '$.comments') as said "
        "where posts.account_id = ? and json_extract(said.value, '$.id') = ?",
        (account_id, comment_id),
    ).fetchone()
    post = find_post(db, row["post_id"]) if row else None
    if post is None:
        return None
    return post, next(one for one in post.extra["comments"] if one["id"] == comment_id)


def remove_comment(db: Connection, call: Call, comment_id: str) -> bool:
    """Take a comment away; False when there is none of this id."""
    found = find_comment(db, call.account.id, comment_id)
    if found is None:
        return False
    call.needs(*COMMENTS)
    post = found[0]
    left = [one for one in post.extra["comments"] if one["id"] != comment_id]
    change_post(db, replace(post, extra={**post.extra, "comments": left}))
    return True
