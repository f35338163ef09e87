"""Comments under posts and videos."""

from __future__ import annotations

from dataclasses import dataclass, replace

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.facebook.calling import queue_change, send_due
from heliograph.apps.sandbox.facebook.films_store import find_film
from heliograph.apps.sandbox.facebook.manners import PRODUCT
from heliograph.apps.sandbox.facebook.sign_in import is_page, signed_in
from heliograph.apps.sandbox.graph.callers import Call
from heliograph.apps.sandbox.graph.nodes import chosen, stamp_of
from heliograph.apps.sandbox.numbers import graph_id
from heliograph.apps.sandbox.posts import change_post, find_post
from heliograph.apps.sandbox.store import JSON, Connection, Row
from heliograph.apps.sandbox.world import world_of

LONGEST = 8000


@dataclass(frozen=True)
class Target:
    """What is commented on: the post, by whatever name it was called."""

    post_id: str


async def create(request: Request) -> Response:
    """POST /<POST>/comments with `message`."""
    call = await signed_in(request)
    call.needs("pages_manage_engagement")
    if not is_page(call):
        raise PRODUCT.envelope(403, 210, "(#210) A page access token is required.")
    text = call.text("message")
    if not 0 < len(text) <= LONGEST:
        raise PRODUCT.bad_parameter(f"Param message must be 1 to {LONGEST} characters long.")
    world = world_of(request)
    now = world.clock.seconds()

    def keep(db: Connection) -> str:
        post_id = _target(db, call, str(request.path_params["id"])).post_id
        comment_id = f"{post_id.rpartition('_')[2]}_{graph_id(now)}"
        page = call.account
        db.execute(
            "insert into facebook_comments values (?, ?, ?, ?, ?, ?)",
            (comment_id, post_id, page.id, page.name, text, now),
        )
        draw_comments(db, post_id)
        value = {
            "item": "comment", "verb": "add", "post_id": post_id, "parent_id": post_id,
            "comment_id": comment_id, "message": text,
        }  # fmt: skip
        queue_change(db, page, value, now)
        return comment_id

    made = await world.store.write(keep)
    await send_due(world)
    return JSONResponse({"id": made})


async def listing(request: Request) -> Response:
    """GET /<POST>/comments: the Page's own; the audience's stay a number."""
    call = await signed_in(request)
    call.needs("pages_read_user_content", "pages_read_engagement")
    world = world_of(request)
    visible = world.visible_until("facebook")
    newest_first = call.text("order") == "reverse_chronological"

    def read(db: Connection) -> list[Row]:
        post_id = _target(db, call, str(request.path_params["id"])).post_id
        rows = comments_of(db, post_id, visible)
        return rows[::-1] if newest_first else rows

    rows = await world.store.read(read)
    fields = call.text("fields", "id,message,created_time,from")
    found = [chosen(call, shown_comment(row), fields) for row in rows[: call.limit()]]
    return JSONResponse({"data": found})


def comments_of(db: Connection, post_id: str, visible: float) -> list[Row]:
    """A post's comments, oldest first."""
    return db.execute(
        "select * from facebook_comments where target_id = ? and created_at <= ? "
        "order by created_at, rowid", (post_id, visible),
    ).fetchall()  # fmt: skip


def remove_comment(db: Connection, comment: Row) -> None:
    """The Page takes one of its comments back."""
    db.execute("delete from facebook_comments where id = ?", (comment["id"],))
    draw_comments(db, comment["target_id"])


def draw_comments(db: Connection, post_id: str) -> None:
    """Lay the Page's comments beside the post, where the viewer finds them."""
    post = find_post(db, post_id)
    if post is None:
        return
    rows = db.execute(
        "select * from facebook_comments where target_id = ? order by created_at, rowid",
        (post_id,),
    )
    shown = [{"author": row["author"], "text": row["text"]} for row in rows]
    change_post(db, replace(post, extra={**post.extra, "comments": shown}))


def find_comment(db: Connection, account_id: str, comment_id: str) -> Row | None:
    """One of the Page's own comments."""
    found: Row | None = db.execute(
        "select * from facebook_comments where id = ? and author_id = ?", (comment_id, account_id)
    ).fetchone()
    return found


def shown_comment(row: Row) -> dict[str, JSON]:
    """Every field of a comment."""
    return {
        "id": row["id"], "message": row["text"], "created_time": stamp_of(row["created_at"]),
        "from": {"id": row["author_id"], "name": row["author"]},
    }  # fmt: skip


def _target(db: Connection, call: Call, wanted: str) -> Target:
    film = find_film(db, call.account.id, wanted)
    post = find_post(db, (film.post_id or "") if film else wanted)
    if post is None or post.account_id != call.account.id:
        raise PRODUCT.no_object(wanted)
    if post.extra.get("product") == "STORY":
        raise PRODUCT.bad_parameter("This object does not support comments.")
    return Target(post.id)
