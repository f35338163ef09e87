"""Comments on a channel's videos."""

from __future__ import annotations

import secrets

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.accounts import Account, account_by_id
from heliograph.apps.sandbox.answers import read_parameters, text_of
from heliograph.apps.sandbox.posts import Post, find_post
from heliograph.apps.sandbox.store import JSON, Connection, Row
from heliograph.apps.sandbox.world import world_of
from heliograph.apps.sandbox.youtube.library import stamp
from heliograph.apps.sandbox.youtube.manners import refused
from heliograph.apps.sandbox.youtube.sign_in import FORCE, Needs, signed_in
from heliograph.apps.sandbox.youtube.videos import chosen, listing, parts_of

PARTS = ("id", "snippet", "replies")
LONGEST = 10_000


async def show(request: Request) -> Response:
    """GET /commentThreads?videoId=, newest first."""
    await signed_in(request, Needs((FORCE,)))
    parts = parts_of(request, PARTS)
    wanted, world = request.query_params.get("videoId", ""), world_of(request)
    until = world.visible_until("youtube")

    def read(db: Connection) -> list[dict[str, JSON]]:
        _open_video(db, wanted)
        rows = db.execute(
            "select * from youtube_comments where video_id = ? and created_at <= ? "
            "order by created_at desc limit 100",
            (wanted, until),
        ).fetchall()
        return [_thread(row, account_by_id(db, row["account_id"])) for row in rows]

    threads = await world.store.read(read)
    return listing("commentThread", [chosen(one, parts) for one in threads])


async def add(request: Request) -> Response:
    """POST /commentThreads?part=snippet."""
    account = await signed_in(request, Needs((FORCE,), 50))
    parts = parts_of(request, PARTS)
    snippet, world = (await read_parameters(request)).get("snippet") or {}, world_of(request)
    top = (snippet.get("topLevelComment") or {}).get("snippet") or {}
    text, video_id = text_of(top.get("textOriginal")), text_of(snippet.get("videoId"))
    if not text.strip() or len(text) > LONGEST:
        raise refused("processingFailure")
    comment_id, now = "Ugx" + secrets.token_urlsafe(17), world.clock.seconds()

    def store(db: Connection) -> dict[str, JSON]:
        _open_video(db, video_id)
        row = db.execute(
            "insert into youtube_comments values (?, ?, ?, ?, ?) returning *",
            (comment_id, account.id, video_id, text, now),
        ).fetchone()
        return _thread(row, account)

    return JSONResponse(chosen(await world.store.write(store), parts))


async def remove(request: Request) -> Response:
    """DELETE /comments?id=."""
    account = await signed_in(request, Needs((FORCE,), 50))
    wanted = request.query_params.get("id", "")
    gone = await world_of(request).store.write(lambda db: db.execute(
        "delete from youtube_comments where id = ? and account_id = ?", (wanted, account.id)
    ).rowcount)  # fmt: skip
    if not gone:
        raise refused("commentNotFound")
    return Response(status_code=204)


def _open_video(db: Connection, video_id: str) -> Post:
    """A video that may be commented: one made for children may not."""
    post = find_post(db, video_id)
    if post is None or post.platform != "youtube":
        raise refused("videoNotFound")
    if post.extra["status"]["madeForKids"]:
        raise refused("commentsDisabled")
    return post


def _thread(row: Row, author: Account) -> dict[str, JSON]:
    comment = {
        "kind": "youtube#comment", "id": row["id"],
        "snippet": {
            "textOriginal": row["text"], "textDisplay": row["text"], "videoId": row["video_id"],
            "authorDisplayName": f"@{author.handle}", "authorChannelId": {"value": author.id},
            "likeCount": 0, "publishedAt": stamp(row["created_at"]),
        },
    }  # fmt: skip
    return {
        "kind": "youtube#commentThread", "etag": secrets.token_urlsafe(20), "id": row["id"],
        "snippet": {"videoId": row["video_id"], "topLevelComment": comment, "isPublic": True,
                    "canReply": True, "totalReplyCount": 0},
    }  # fmt: skip
