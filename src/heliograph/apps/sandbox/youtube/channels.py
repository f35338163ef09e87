"""The caller's channel, its playlists, and what lies in them; every upload lies in one."""

from __future__ import annotations

import secrets

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.accounts import Account
from heliograph.apps.sandbox.answers import read_parameters, text_of
from heliograph.apps.sandbox.counting import counts_of, followers_of
from heliograph.apps.sandbox.posts import Post, Wanted, find_post, list_posts
from heliograph.apps.sandbox.store import JSON, Connection
from heliograph.apps.sandbox.world import world_of
from heliograph.apps.sandbox.youtube.draft import PRIVACIES
from heliograph.apps.sandbox.youtube.library import privacy_of, stamp
from heliograph.apps.sandbox.youtube.manners import refused
from heliograph.apps.sandbox.youtube.sign_in import TO_CHANGE, Needs, signed_in
from heliograph.apps.sandbox.youtube.videos import chosen, listing, parts_of

CHANNEL_PARTS = ("id", "snippet", "statistics", "contentDetails", "status")
LIST_PARTS = ("id", "snippet", "status", "contentDetails")
NO_CHANNEL = "nochannel"


def uploads_of(account_id: str) -> str:
    """The playlist that holds a channel's uploads: its id with another second letter."""
    return "UU" + account_id.removeprefix("UC")


async def show(request: Request) -> Response:
    """GET /channels?mine=true. Accounts whose handle begins with "nochannel" have none."""
    account = await signed_in(request)
    parts = parts_of(request, CHANNEL_PARTS)
    if request.query_params.get("mine") != "true":
        raise refused("missingRequiredParameter")
    if account.handle.startswith(NO_CHANNEL):
        return listing("channel", [])
    world = world_of(request)
    asked = Wanted("youtube", account.id, limit=10_000)
    posts = await world.store.read(lambda db: list_posts(db, asked))
    origin = f"{request.url.scheme}://{request.url.netloc}"
    public = [post for post in posts if privacy_of(post, world.clock.seconds()) == "public"]
    channel = {
        "kind": "youtube#channel", "etag": secrets.token_urlsafe(20), "id": account.id,
        "snippet": {
            "title": account.name, "description": "", "customUrl": f"@{account.handle}",
            "publishedAt": stamp(account.created_at),
            "thumbnails": {"default": {"url": f"{origin}/avatar/youtube/{account.handle}.svg"}},
        },
        "statistics": {
            "viewCount": str(sum(counts_of(world, account, post).views for post in public)),
            "subscriberCount": str(followers_of(world, account)),
            "hiddenSubscriberCount": False, "videoCount": str(len(public)),
        },
        "contentDetails": {"relatedPlaylists": {"likes": "LL", "uploads": uploads_of(account.id)}},
        "status": {"privacyStatus": "public", "isLinked": True},
    }  # fmt: skip
    return listing("channel", [chosen(channel, parts)])


async def playlists(request: Request) -> Response:
    """GET /playlists?mine=true."""
    account = await signed_in(request)
    parts = parts_of(request, LIST_PARTS)
    rows = await world_of(request).store.read(lambda db: db.execute(
        "select * from youtube_playlists where account_id = ? order by created_at", (account.id,)
    ).fetchall())  # fmt: skip
    return listing("playlist", [chosen(_playlist(dict(row)), parts) for row in rows])


async def add_playlist(request: Request) -> Response:
    """POST /playlists?part=snippet,status."""
    account = await signed_in(request, Needs(TO_CHANGE, 50))
    parts = parts_of(request, LIST_PARTS)
    body, world = await read_parameters(request), world_of(request)
    title = text_of((body.get("snippet") or {}).get("title"))
    privacy = text_of((body.get("status") or {}).get("privacyStatus"), "public")
    if not title or privacy not in PRIVACIES:
        raise refused("invalidParameter")
    row = {
        "id": "PL" + secrets.token_urlsafe(24), "account_id": account.id, "title": title,
        "privacy": privacy, "created_at": world.clock.seconds(),
    }  # fmt: skip
    await world.store.write(lambda db: db.execute(
        "insert into youtube_playlists values (:id, :account_id, :title, :privacy, :created_at)",
        row,
    ))  # fmt: skip
    return JSONResponse(chosen(_playlist(row), parts))


async def items(request: Request) -> Response:
    """GET /playlistItems?playlistId=, newest first; `videoId` narrows it to one video."""
    account = await signed_in(request)
    parts = parts_of(request, LIST_PARTS)
    query, world = request.query_params, world_of(request)
    playlist, visible = query.get("playlistId", ""), world.visible_until("youtube")
    if not playlist:
        raise refused("missingRequiredParameter")
    found = await world.store.read(lambda db: _items(db, account, playlist, visible))
    wanted = [one for one in found if query.get("videoId") in (None, _video_id(one))]
    most = int(query["maxResults"]) if query.get("maxResults", "").isdigit() else 5
    start = int(query["pageToken"]) if query.get("pageToken", "").isdigit() else 0
    page, rest = wanted[start : start + min(most, 50)], len(wanted) > start + min(most, 50)
    after = str(start + len(page)) if rest else ""
    return listing("playlistItem", [chosen(one, parts) for one in page], after)


async def add_item(request: Request) -> Response:
    """POST /playlistItems?part=snippet: the same video may lie in a list twice."""
    account = await signed_in(request, Needs(TO_CHANGE, 50))
    parts = parts_of(request, LIST_PARTS)
    snippet, world = (await read_parameters(request)).get("snippet") or {}, world_of(request)
    playlist = text_of(snippet.get("playlistId"))
    video_id = text_of((snippet.get("resourceId") or {}).get("videoId"))
    now, item_id = world.clock.seconds(), "UEx" + secrets.token_urlsafe(48)

    def store(db: Connection) -> dict[str, JSON]:
        if not _is_own(db, account, playlist):
            raise refused("playlistNotFound")
        post = find_post(db, video_id)
        if post is None or post.platform != "youtube":
            raise refused("videoNotFound")
        db.execute(
            "insert into youtube_playlist_items values (?, ?, ?, ?)",
            (item_id, playlist, video_id, now),
        )
        return _item(item_id, playlist, post, now, account)

    return JSONResponse(chosen(await world.store.write(store), parts))


async def remove_item(request: Request) -> Response:
    """DELETE /playlistItems?id=."""
    account = await signed_in(request, Needs(TO_CHANGE, 50))
    wanted = request.query_params.get("id", "")
    gone = await world_of(request).store.write(lambda db: db.execute(
        "delete from youtube_playlist_items where id = ? and playlist_id in "
        "(select id from youtube_playlists where account_id = ?)", (wanted, account.id),
    ).rowcount)  # fmt: skip
    if not gone:
        raise refused("playlistItemNotFound")
    return Response(status_code=204)


def _items(
    db: Connection, account: Account, playlist: str, visible: float
) -> list[dict[str, JSON]]:
    if playlist == uploads_of(account.id):
        posts = list_posts(db, Wanted("youtube", account.id, visible, limit=10_000))
        return [_item(f"UU{post.id}", playlist, post, post.created_at, account) for post in posts]
    if not _is_own(db, account, playlist):
        raise refused("playlistNotFound")
    rows = db.execute(
        "select * from youtube_playlist_items where playlist_id = ? order by created_at",
        (playlist,),
    ).fetchall()
    found = [(row, find_post(db, row["video_id"])) for row in rows]
    return [
        _item(row["id"], playlist, post, row["created_at"], account) for row, post in found if post
    ]


def _is_own(db: Connection, account: Account, playlist: str) -> bool:
    return db.execute(
        "select 1 from youtube_playlists where id = ? and account_id = ?", (playlist, account.id)
    ).fetchone() is not None  # fmt: skip


def _playlist(row: dict[str, JSON]) -> dict[str, JSON]:
    return {
        "kind": "youtube#playlist", "etag": secrets.token_urlsafe(20), "id": row["id"],
        "snippet": {"title": row["title"], "channelId": row["account_id"],
                    "publishedAt": stamp(row["created_at"])},
        "status": {"privacyStatus": row["privacy"]},
    }  # fmt: skip


def _item(
    item_id: str, playlist: str, post: Post, added_at: float, account: Account
) -> dict[str, JSON]:
    return {
        "kind": "youtube#playlistItem", "etag": secrets.token_urlsafe(20), "id": item_id,
        "snippet": {
            "publishedAt": stamp(added_at), "channelId": account.id, "playlistId": playlist,
            "title": post.extra["snippet"]["title"], "description": post.text,
            "resourceId": {"kind": "youtube#video", "videoId": post.id},
        },
        "contentDetails": {"videoId": post.id, "videoPublishedAt": stamp(post.created_at)},
        "status": {"privacyStatus": post.extra["status"]["privacyStatus"]},
    }  # fmt: skip


def _video_id(item: dict[str, JSON]) -> str:
    return str(item["contentDetails"]["videoId"])
