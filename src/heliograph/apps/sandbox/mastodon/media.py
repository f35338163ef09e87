"""Uploads to Mastodon: taken at once, ready at once or later."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.answers import read_parameters, text_of
from heliograph.apps.sandbox.mastodon.entities import frame_of, medium_entity
from heliograph.apps.sandbox.mastodon.files import Extra, find_extra, keep_extra, read_focus
from heliograph.apps.sandbox.mastodon.manners import invalid, refused
from heliograph.apps.sandbox.mastodon.sign_in import REMOVALS, UPLOADS, signed_in
from heliograph.apps.sandbox.media import (
    ENDINGS,
    Medium,
    Stored,
    add_medium,
    describe,
    find_medium,
    forget_medium,
)
from heliograph.apps.sandbox.numbers import snowflake
from heliograph.apps.sandbox.store import JSON, Connection
from heliograph.apps.sandbox.world import World, world_of

IMAGE_BYTES = 16 * 1024 * 1024
SOUND_AND_VIDEO_BYTES = 99 * 1024 * 1024
IMAGE_PIXELS = 33_177_600
DESCRIPTION_LIMIT = 1500
UNREADABLE = "Validation failed: File is not a valid video file"
TYPES = (
    "image/jpeg", "image/png", "image/gif", "image/heic", "image/heif", "image/webp", "image/avif",
    "video/webm", "video/mp4", "video/quicktime", "audio/wav", "audio/mpeg", "audio/ogg",
    "audio/mp4", "audio/flac",
)  # fmt: skip


async def upload(request: Request) -> Response:
    """POST /api/v2/media: 200 when ready, 202 while it is processed; films always take a while."""
    world = world_of(request)
    account = await signed_in(request, "write:media", UPLOADS)
    parameters = await read_parameters(request)
    stored = await _stored(world, parameters.get("file"))
    alt = _checked_alt(text_of(parameters.get("description")))
    extra = Extra(
        read_focus(text_of(parameters.get("focus"))),
        await _thumbnail(world, parameters.get("thumbnail")),
        "" if await asyncio.to_thread(_is_readable, world, stored) else UNREADABLE,
    )
    now = world.clock.seconds()
    medium = Medium(
        snowflake(now), "mastodon", account.id, stored.sha256, stored.sniffed.mime, stored.size,
        stored.sniffed.width, stored.sniffed.height, alt, now + _processing_s(world, stored),
    )  # fmt: skip

    def store(db: Connection) -> None:
        add_medium(db, medium, now)
        keep_extra(db, medium.id, extra)

    await world.store.write(store)
    status = 200 if medium.ready_at <= now else 202
    return JSONResponse(medium_entity(frame_of(request), medium, extra), status)


async def show(request: Request) -> Response:
    """GET /api/v1/media/:id: 206 while it is processed, 422 when that failed."""
    medium, extra = await _mine(request)
    if medium.ready_at > world_of(request).clock.seconds():
        return JSONResponse(medium_entity(frame_of(request), medium, extra), 206)
    if extra.failure:
        raise refused(422, extra.failure)
    return JSONResponse(medium_entity(frame_of(request), medium, extra))


async def change(request: Request) -> Response:
    """PUT /api/v1/media/:id: a new description, another focus."""
    medium, extra = await _mine(request)
    parameters = await read_parameters(request)
    alt = _checked_alt(text_of(parameters.get("description"), medium.alt))
    wanted = text_of(parameters.get("focus"))
    changed = replace(extra, focus=read_focus(wanted)) if wanted else extra

    def store(db: Connection) -> None:
        describe(db, medium.id, alt)
        keep_extra(db, medium.id, changed)

    await world_of(request).store.write(store)
    return JSONResponse(medium_entity(frame_of(request), replace(medium, alt=alt), changed))


async def remove(request: Request) -> Response:
    """DELETE /api/v1/media/:id."""
    await signed_in(request, "write:media", REMOVALS)
    medium, _ = await _mine(request)
    await world_of(request).store.write(lambda db: forget_medium(db, medium.id))
    return JSONResponse({})


async def _mine(request: Request) -> tuple[Medium, Extra]:
    account = await signed_in(request, "write:media")
    medium_id = str(request.path_params["id"])

    def look(db: Connection) -> tuple[Medium, Extra] | None:
        medium = find_medium(db, account.id, medium_id)
        return None if medium is None else (medium, find_extra(db, medium_id))

    found = await world_of(request).store.read(look)
    if found is None:
        raise refused(404, "Record not found")
    return found


async def _thumbnail(world: World, part: JSON) -> str:
    """The name under which the picture that stands for a film is served."""
    if not isinstance(part, tuple):
        return ""
    stored = await asyncio.to_thread(world.media.keep, part[2])
    if not stored.sniffed.mime.startswith("image/"):
        raise invalid("Thumbnail content type is invalid", "thumbnail")
    return stored.sha256 + ENDINGS.get(stored.sniffed.mime, "")


def _is_readable(world: World, stored: Stored) -> bool:
    """Whether a film has the box that says what is in it; without it nothing can play it."""
    path = world.media.path(stored.sha256)
    boxed = stored.sniffed.mime in {"video/mp4", "video/quicktime"}
    return not boxed or path is None or b"moov" in path.read_bytes()


async def _stored(world: World, part: JSON) -> Stored:
    if not isinstance(part, tuple):
        raise invalid("File can't be blank", "file", "ERR_BLANK")
    stored = await asyncio.to_thread(world.media.keep, part[2])
    sniffed = stored.sniffed
    if sniffed.mime not in TYPES:
        raise invalid("File content type is invalid, File is invalid", "file")
    limit = IMAGE_BYTES if sniffed.mime.startswith("image/") else SOUND_AND_VIDEO_BYTES
    if stored.size > limit:
        raise invalid(f"File file size must be less than {limit // 1024**2} MB", "file")
    if (sniffed.width or 0) * (sniffed.height or 0) > IMAGE_PIXELS:
        raise invalid(f"File {sniffed.width}x{sniffed.height} images are not supported", "file")
    return stored


def _checked_alt(alt: str) -> str:
    if len(alt) > DESCRIPTION_LIMIT:
        raise invalid(
            f"Description is too long (maximum is {DESCRIPTION_LIMIT} characters)",
            "description", "ERR_TOO_LONG",
        )  # fmt: skip
    return alt


def _processing_s(world: World, stored: Stored) -> float:
    given = world.faults.programme("mastodon").processing_s
    if given is not None:
        return given
    return 0.0 if stored.sniffed.mime.startswith("image/") else world.settings.container_s
