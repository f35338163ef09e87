"""Uploads to X: whole, or announced, sent in segments, finished and then processed."""

from __future__ import annotations

import base64
import binascii

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.accounts import Account
from heliograph.apps.sandbox.answers import read_parameters, text_of
from heliograph.apps.sandbox.media import describe, find_medium
from heliograph.apps.sandbox.store import JSON, Connection
from heliograph.apps.sandbox.world import world_of
from heliograph.apps.sandbox.x.filing import (
    LIFE_SECONDS,
    MOST_SEGMENTS,
    SEGMENT_BYTES,
    Upload,
    find_upload,
    finish,
    keep_segment,
    open_upload,
    settled,
    shown,
)
from heliograph.apps.sandbox.x.ids import rising_id
from heliograph.apps.sandbox.x.manners import invalid, not_found, problem
from heliograph.apps.sandbox.x.sign_in import UPLOAD_STATES, UPLOADS, signed_in
from heliograph.apps.sandbox.x.tweets import read_json

LONGEST_ALT = 1000


async def whole(request: Request) -> Response:
    """POST /2/media/upload: one picture at once."""
    account = await signed_in(request, UPLOADS, "media.write")
    parameters = await read_parameters(request)
    body = _bytes_of(parameters.get("media"))
    if len(body) > SEGMENT_BYTES:
        raise problem(413, "Payload Too Large", "The media is larger than 5 MB.")
    category = text_of(parameters.get("media_category"))
    if category != "tweet_image":
        raise invalid("media_category must be tweet_image here", media_category=category)
    world = world_of(request)
    now = world.clock.seconds()
    upload = Upload(rising_id(now), account.id, "", category, len(body), now)

    def store(db: Connection) -> None:
        open_upload(db, upload)
        keep_segment(db, upload, 0, body)

    await world.store.write(store)
    done = await finish(world, upload)
    if done.failure:
        raise invalid(done.failure, media="the file")
    return JSONResponse({"data": await shown(world, done)})


async def initialize(request: Request) -> Response:
    """POST /2/media/upload/initialize."""
    account = await signed_in(request, UPLOADS, "media.write")
    body = await read_json(request)
    world = world_of(request)
    now = world.clock.seconds()
    size = body.get("total_bytes")
    if not isinstance(size, int) or size < 1:
        raise invalid("total_bytes must be a number of bytes", total_bytes=size)
    upload = Upload(
        rising_id(now), account.id, text_of(body.get("media_type")),
        text_of(body.get("media_category")), size, now,
    )  # fmt: skip
    trouble = upload.trouble_announced()
    if trouble:
        raise invalid(trouble, media_type=upload.mime, total_bytes=size)
    await world.store.write(lambda db: open_upload(db, upload))
    return JSONResponse({"data": {
        "id": upload.id, "media_key": upload.media_key, "expires_after_secs": LIFE_SECONDS
    }})  # fmt: skip


async def append(request: Request) -> Response:
    """POST /2/media/upload/:id/append: one segment, as a form or as JSON."""
    account = await signed_in(request, UPLOADS, "media.write")
    parameters = await read_parameters(request)
    number = text_of(parameters.get("segment_index"))
    body = _bytes_of(parameters.get("media"))
    if not number.isdigit() or int(number) >= MOST_SEGMENTS:
        raise invalid("segment_index must be 0 to 999", segment_index=number)
    if len(body) > SEGMENT_BYTES:
        raise problem(413, "Payload Too Large", "A segment is larger than 5 MB.")
    upload = await _mine(request, account)
    if upload.finished_at is not None:
        raise invalid("The upload is finalized", media_id=upload.id)
    await world_of(request).store.write(lambda db: keep_segment(db, upload, int(number), body))
    expires = int(upload.created_at + LIFE_SECONDS)
    return JSONResponse({"data": {"expires_at": expires}})


async def finalize(request: Request) -> Response:
    """POST /2/media/upload/:id/finalize."""
    account = await signed_in(request, UPLOADS, "media.write")
    upload = await _mine(request, account)
    world = world_of(request)
    if upload.finished_at is None:
        trouble = await world.store.read(upload.trouble_sent)
        if trouble:
            raise invalid(trouble, media_id=upload.id)
        upload = await finish(world, upload)
    return JSONResponse({"data": await shown(world, upload)})


async def status(request: Request) -> Response:
    """GET /2/media/upload?command=STATUS&media_id=."""
    account = await signed_in(request, UPLOAD_STATES, "media.write")
    command = request.query_params.get("command", "STATUS")
    if command != "STATUS":
        raise invalid("command must be STATUS", command=command)
    upload = await _mine(request, account, request.query_params.get("media_id", ""))
    if upload.finished_at is None:
        raise invalid("The upload is not finalized", media_id=upload.id)
    return JSONResponse({"data": await shown(world_of(request), upload)})


async def metadata(request: Request) -> Response:
    """POST /2/media/metadata: the description for people who cannot see it."""
    account = await signed_in(request, UPLOADS, "media.write")
    body = await read_json(request)
    wanted = text_of(body.get("id"))
    alt = ((body.get("metadata") or {}).get("alt_text") or {}).get("text")
    if not isinstance(alt, str) or not 1 <= len(alt) <= LONGEST_ALT:
        raise invalid("alt_text.text must have 1 to 1000 characters", alt_text=len(alt or ""))

    def store(db: Connection) -> None:
        if find_medium(db, account.id, wanted) is None:
            raise not_found("media", wanted)
        describe(db, wanted, alt)

    await world_of(request).store.write(store)
    kept: dict[str, JSON] = {"id": wanted, "associated_metadata": {"alt_text": {"text": alt}}}
    return JSONResponse({"data": kept})


async def _mine(request: Request, account: Account, wanted: str = "") -> Upload:
    world = world_of(request)
    wanted = wanted or str(request.path_params.get("id", ""))
    found = await world.store.read(lambda db: find_upload(db, account.id, wanted))
    if found is None or settled(found, world.clock.seconds()) == "expired":
        raise not_found("media", wanted)
    return found


def _bytes_of(part: JSON) -> bytes:
    """The bytes of a form's file, or of a text in base64."""
    if isinstance(part, tuple):
        body: bytes = part[2]
        return body
    try:
        return base64.b64decode(text_of(part), validate=True)
    except binascii.Error:
        raise invalid("media is neither a file nor base64", media="?") from None
