"""Videos over the API: list, change, delete, and the picture that stands for one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.accounts import account_by_id
from heliograph.apps.sandbox.answers import read_parameters, text_of
from heliograph.apps.sandbox.posts import Post, change_post, find_post, remove_post
from heliograph.apps.sandbox.store import JSON, Connection
from heliograph.apps.sandbox.world import World, world_of
from heliograph.apps.sandbox.youtube.draft import checked_snippet
from heliograph.apps.sandbox.youtube.library import (
    find_turned,
    privacy_of,
    remove_turned,
    shown,
    shown_turned,
)
from heliograph.apps.sandbox.youtube.manners import refused
from heliograph.apps.sandbox.youtube.sign_in import TO_CHANGE, TO_UPLOAD, Needs, signed_in

PARTS = ("id", "snippet", "status", "statistics", "processingDetails", "contentDetails")
OWNER_PARTS = ("processingDetails",)
ALWAYS = ("kind", "etag", "id")
MOST_IDS = 50
THUMBNAIL_BYTES = 2 * 1024 * 1024
UNVERIFIED = "unverified"


async def show(request: Request) -> Response:
    """GET /videos?part=&id=: what the caller may see of them; the others are left out."""
    account = await signed_in(request)
    parts = parts_of(request, PARTS)
    wanted = [one for one in request.query_params.get("id", "").split(",") if one]
    if not wanted:
        raise refused("missingRequiredParameter")
    if len(wanted) > MOST_IDS:
        raise refused("invalidParameter")
    found = [await one_video(request, account.id, video_id) for video_id in wanted]
    return listing("video", [chosen(video, parts) for video in found if video is not None])


async def change(request: Request) -> Response:
    """PUT /videos?part=snippet: what is not sent again is emptied."""
    account = await signed_in(request, Needs(TO_CHANGE, 50))
    parts = parts_of(request, PARTS)
    world, body = world_of(request), await read_parameters(request)
    post = await _own_post(request, account.id, text_of(body.get("id")))
    snippet = body.get("snippet")
    if not isinstance(snippet, dict) or not snippet.get("categoryId"):
        raise refused("invalidCategoryId")
    kept = checked_snippet(body)
    changed = replace(
        post, text=kept["description"], extra={**post.extra, "snippet": kept},
        edited_at=world.clock.seconds(),
    )  # fmt: skip
    await world.store.write(lambda db: change_post(db, changed))
    return JSONResponse(chosen(shown(world, account, changed), parts))


async def remove(request: Request) -> Response:
    """DELETE /videos?id=."""
    account = await signed_in(request, Needs(TO_CHANGE, 50))
    wanted = request.query_params.get("id", "")

    def take_down(db: Connection) -> None:
        turned = find_turned(db, wanted)
        if turned is not None and turned.account_id == account.id:
            remove_turned(db, wanted)
            return
        post = find_post(db, wanted)
        if post is None or post.platform != "youtube":
            raise refused("videoNotFound")
        if post.account_id != account.id:
            raise refused("forbidden")
        remove_post(db, wanted)
        db.execute("delete from youtube_playlist_items where video_id = ?", (wanted,))

    await world_of(request).store.write(take_down)
    return Response(status_code=204)


async def set_thumbnail(request: Request) -> Response:
    """POST /upload/youtube/v3/thumbnails/set?videoId=: a picture as the body.

    Accounts whose handle begins with "unverified" have told YouTube no telephone number.
    """
    account = await signed_in(request, Needs(TO_UPLOAD, 50))
    post = await _own_post(request, account.id, request.query_params.get("videoId", ""))
    if account.handle.startswith(UNVERIFIED):
        raise refused("forbidden")
    picture = await request.body()
    mime = request.headers.get("content-type", "").split(";")[0]
    if not picture:
        raise refused("mediaBodyRequired")
    if mime not in ("image/jpeg", "image/png", "application/octet-stream"):
        raise refused("imageFormatUnsupported")
    world = world_of(request)
    stored = world.media.keep(picture)
    if stored.sniffed.mime not in ("image/jpeg", "image/png") or stored.size > THUMBNAIL_BYTES:
        raise refused("invalidImage")
    ending = ".png" if stored.sniffed.mime == "image/png" else ".jpg"
    url = f"{request.url.scheme}://{request.url.netloc}/media/{stored.sha256}{ending}"
    poster = f"/media/{stored.sha256}{ending}"
    changed = replace(post, extra={**post.extra, "thumbnail": url, "poster": poster})
    await world.store.write(lambda db: change_post(db, changed))
    items = [{"default": {"url": url, "width": 120, "height": 90}}]
    return JSONResponse({"kind": "youtube#thumbnailSetResponse", "items": items})


async def one_video(request: Request, account_id: str, video_id: str) -> dict[str, JSON] | None:
    """A video as the caller may see it; None when it is not there for them."""
    world = world_of(request)
    visible = world.visible_until("youtube")

    def read(db: Connection) -> dict[str, JSON] | None:
        turned = find_turned(db, video_id)
        if turned is not None:
            owner = account_by_id(db, turned.account_id)
            return shown_turned(world, owner, turned) if owner.id == account_id else None
        # The answer to the upload itself tells of the video at once; lists may run behind.
        own = request.method == "PUT"
        post = find_post(db, video_id, None if own else visible)
        return _seen(world, db, post, account_id) if post else None

    return await world.store.read(read)


def _seen(world: World, db: Connection, post: Post, account_id: str) -> dict[str, JSON] | None:
    if post.platform != "youtube":
        return None
    video = shown(world, account_by_id(db, post.account_id), post)
    if post.account_id == account_id:
        return video
    if privacy_of(post, world.clock.seconds()) == "private":
        return None
    return {name: part for name, part in video.items() if name not in OWNER_PARTS}


def parts_of(request: Request, known: Sequence[str]) -> list[str]:
    """The parts asked for; one that does not exist is an error, and so is none."""
    parts = [one.strip() for one in request.query_params.get("part", "").split(",") if one.strip()]
    if not parts:
        raise refused("missingRequiredParameter")
    if not set(parts) <= set(known):
        raise refused("unknownPart")
    return parts


def chosen(resource: Mapping[str, JSON], parts: Sequence[str]) -> dict[str, JSON]:
    """Only the parts asked for, with what every resource has."""
    return {name: part for name, part in resource.items() if name in (*ALWAYS, *parts)}


def listing(kind: str, items: Sequence[JSON], next_page: str = "") -> JSONResponse:
    """A list as YouTube answers it."""
    body: dict[str, JSON] = {
        "kind": f"youtube#{kind}ListResponse", "items": list(items),
        "pageInfo": {"totalResults": len(items), "resultsPerPage": max(len(items), 5)},
    }  # fmt: skip
    return JSONResponse(body | ({"nextPageToken": next_page} if next_page else {}))


async def _own_post(request: Request, account_id: str, video_id: str) -> Post:
    post = await world_of(request).store.read(lambda db: find_post(db, video_id))
    if post is None or post.platform != "youtube":
        raise refused("videoNotFound")
    if post.account_id != account_id:
        raise refused("forbidden")
    return post
