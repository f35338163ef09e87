"""Beginning a post: a video that will be uploaded, or files that TikTok fetches itself."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.accounts import Account
from heliograph.apps.sandbox.answers import read_parameters, text_of
from heliograph.apps.sandbox.store import JSON
from heliograph.apps.sandbox.tiktok.checking import fetched_photo, fetched_video, owned
from heliograph.apps.sandbox.tiktok.creators import (
    SELF,
    is_unaudited,
    longest_video,
    privacy_options,
)
from heliograph.apps.sandbox.tiktok.hooks import follow
from heliograph.apps.sandbox.tiktok.manners import refused, told
from heliograph.apps.sandbox.tiktok.publishes import Publish, add_publish, new_id
from heliograph.apps.sandbox.tiktok.sign_in import (
    DRAFTS,
    POSTS,
    PUBLISH,
    UPLOAD,
    signed_in,
    spend_post,
)
from heliograph.apps.sandbox.world import World, world_of

MB = 1_000_000
LEAST_CHUNK, MOST_CHUNK, LARGEST = 5 * MB, 64 * MB, 4000 * MB
MOST_CHUNKS, MOST_PHOTOS = 1000, 35
VIDEO_TITLE, PHOTO_TITLE, DESCRIPTION = 2200, 90, 4000
SWITCHES = (
    "disable_duet", "disable_comment", "disable_stitch", "brand_content_toggle",
    "brand_organic_toggle", "is_aigc", "auto_add_music",
)  # fmt: skip


async def video(request: Request) -> Response:
    """POST /v2/post/publish/video/init/"""
    account = await signed_in(request, PUBLISH, "init")
    body = await _body(request)
    info = _checked_info(account, body)
    _limit(info, "title", VIDEO_TITLE)
    return await _begin_video(request, account, info, _part(body, "source_info"))


async def draft(request: Request) -> Response:
    """POST /v2/post/publish/inbox/video/init/: the person goes on in the app."""
    account = await signed_in(request, UPLOAD, "init")
    return await _begin_video(request, account, {}, _part(await _body(request), "source_info"))


async def photos(request: Request) -> Response:
    """POST /v2/post/publish/content/init/: photos are always fetched."""
    body = await _body(request)
    mode = text_of(body.get("post_mode"))
    if text_of(body.get("media_type")) != "PHOTO" or mode not in ("DIRECT_POST", "MEDIA_UPLOAD"):
        raise refused("invalid_params", "The media type or the post mode is not known.")
    direct = mode == "DIRECT_POST"
    account = await signed_in(request, PUBLISH if direct else UPLOAD, "init")
    info = _checked_info(account, body) if direct else _part(body, "post_info")
    _limit(info, "title", PHOTO_TITLE)
    _limit(info, "description", DESCRIPTION)
    urls, cover = _photo_source(_part(body, "source_info"))
    spend_post(request, account, POSTS if direct else DRAFTS)
    world, began = world_of(request), world_of(request).clock.seconds()
    found = await asyncio.gather(*(fetched_photo(world, url) for url in urls))
    ready, visible = times(world)
    one = Publish(
        id=new_id("PHOTO", "PULL_FROM_URL", mode), account_id=account.id, kind="PHOTO",
        source="PULL_FROM_URL", mode=mode, info={**info, "photo_cover_index": cover},
        created_at=began, ready_at=ready, visible_at=visible,
        media=tuple(medium for medium, _ in found if medium),
        failure=next((failure for _, failure in found if failure), None),
    )  # fmt: skip
    await world.store.write(lambda db: add_publish(db, one))
    follow(world, one.id)
    return JSONResponse(told({"publish_id": one.id}))


def times(world: World) -> tuple[float, float]:
    """When a post that is whole now will stand, and when its id will be told: still later."""
    programmed = world.faults.programme("tiktok").processing_s
    takes = world.settings.container_s if programmed is None else programmed
    now = world.clock.seconds()
    return now + takes, now + 2 * takes


async def _begin_video(
    request: Request, account: Account, info: dict[str, JSON], source: Mapping[str, JSON]
) -> Response:
    mode, world = "DIRECT_POST" if info else "MEDIA_UPLOAD", world_of(request)
    kind, began = text_of(source.get("source")), world.clock.seconds()
    if kind not in ("FILE_UPLOAD", "PULL_FROM_URL"):
        raise refused("invalid_params", "The source is not known.")
    size, chunk, chunks = _chunks(source) if kind == "FILE_UPLOAD" else (0, 0, 0)
    url = owned(text_of(source.get("video_url"))) if kind == "PULL_FROM_URL" else ""
    spend_post(request, account, DRAFTS if mode == "MEDIA_UPLOAD" else POSTS)
    one = Publish(
        id=new_id("VIDEO", kind, mode), account_id=account.id, kind="VIDEO", source=kind,
        mode=mode, info=info, created_at=began, size=size, chunk=chunk, chunks=chunks,
        secret=secrets.token_urlsafe(24),
    )  # fmt: skip
    if url:
        medium, failure = await fetched_video(world, url, longest_video(account))
        ready, visible = times(world)
        one = Publish(**{
            **vars(one), "media": (medium,) if medium else (), "failure": failure or None,
            "ready_at": ready, "visible_at": visible,
        })  # fmt: skip
    await world.store.write(lambda db: add_publish(db, one))
    if url:
        follow(world, one.id)
    origin = f"{request.url.scheme}://{request.url.netloc}/tiktok"
    address = f"{origin}/video/?upload_id={one.id}&upload_token={one.secret}"
    return JSONResponse(told({"publish_id": one.id} | ({} if url else {"upload_url": address})))


def _checked_info(account: Account, body: Mapping[str, JSON]) -> dict[str, JSON]:
    info = _part(body, "post_info")
    privacy = text_of(info.get("privacy_level"))
    if privacy not in privacy_options(account):
        raise refused("privacy_level_option_mismatch")
    if is_unaudited(account) and privacy != SELF:
        raise refused("unaudited_client_can_only_post_to_private_accounts")
    if any(not isinstance(info.get(name, False), bool) for name in SWITCHES):
        raise refused("invalid_params", "A switch is neither true nor false.")
    if info.get("brand_content_toggle") and privacy == SELF:
        raise refused("invalid_params", "Branded content cannot be private.")
    return info


def _photo_source(source: Mapping[str, JSON]) -> tuple[list[str], int]:
    if text_of(source.get("source")) != "PULL_FROM_URL":
        raise refused("invalid_params", "Photos are taken by PULL_FROM_URL only.")
    urls, cover = source.get("photo_images"), source.get("photo_cover_index", 0)
    if not isinstance(urls, list) or not 1 <= len(urls) <= MOST_PHOTOS:
        raise refused("invalid_params", "There are 1 to 35 photos in a post.")
    if not isinstance(cover, int) or not 0 <= cover < len(urls):
        raise refused("invalid_params", "The cover is not one of the photos.")
    return [owned(text_of(url)) for url in urls], cover


def _chunks(source: Mapping[str, JSON]) -> tuple[int, int, int]:
    """Size, chunk size and count, by TikTok's rules."""
    size, chunk, count = (source.get(name) for name in
                          ("video_size", "chunk_size", "total_chunk_count"))  # fmt: skip
    if not (isinstance(size, int) and isinstance(chunk, int) and isinstance(count, int)):
        raise refused("invalid_params", "The sizes are missing.")
    if not 0 < size <= LARGEST or chunk <= 0 or not 1 <= count <= MOST_CHUNKS:
        raise refused("invalid_params", "The video size or the chunk count is out of range.")
    if count != size // chunk:
        raise refused("invalid_params", "The total chunk count is invalid.")
    whole = count == 1 and chunk == size and size <= MOST_CHUNK
    if not whole and not LEAST_CHUNK <= chunk <= MOST_CHUNK:
        raise refused("invalid_params", "The chunk size is invalid.")
    return size, chunk, count


def _limit(info: Mapping[str, JSON], name: str, most: int) -> None:
    if len(text_of(info.get(name)).encode("utf-16-le")) // 2 > most:
        raise refused("invalid_params", f"The {name} is too long.")


def _part(body: Mapping[str, JSON], name: str) -> dict[str, JSON]:
    part = body.get(name)
    if not isinstance(part, dict):
        raise refused("invalid_params", f"The {name} is missing.")
    return part


async def _body(request: Request) -> dict[str, JSON]:
    if not request.headers.get("content-type", "").startswith("application/json"):
        raise refused("invalid_params", "The content type must be application/json.")
    return await read_parameters(request)
