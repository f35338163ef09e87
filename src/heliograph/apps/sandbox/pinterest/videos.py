"""Videos of pins: registered with Pinterest, uploaded to its store, then processed for a while.

The store is not Pinterest: it knows no tokens, answers in XML, and takes only what the signed
parameters of a registration allow.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.answers import text_of
from heliograph.apps.sandbox.clips import Clip, look_at
from heliograph.apps.sandbox.media import Stored
from heliograph.apps.sandbox.numbers import graph_id
from heliograph.apps.sandbox.pinterest.fetching import cover_of
from heliograph.apps.sandbox.pinterest.manners import invalid, refused
from heliograph.apps.sandbox.pinterest.sign_in import Call, signed_in
from heliograph.apps.sandbox.store import JSON, Connection, Row
from heliograph.apps.sandbox.world import World, world_of

MIMES = {"video/mp4": ".mp4", "video/quicktime": ".mov"}
CODECS = ("h264", "hevc")
LEAST_SECONDS, MOST_SECONDS, MOST_BYTES = 4.0, 900.0, 2_000_000_000
NARROWEST, WIDEST = 0.5, 1.91
HOUR = 3600


async def register(request: Request) -> Response:
    """POST /v5/media."""
    call = await signed_in(request, "pins:read", "pins:write")
    if call.text("media_type") != "video":
        raise invalid("'media_type' is not one of ['video']")
    world = world_of(request)
    now, media_id = world.clock.seconds(), graph_id(world.clock.seconds())
    key = f"uploads/{secrets.token_hex(16)}:video:{media_id}"
    parameters = {
        "x-amz-date": "20261121T000000Z", "x-amz-signature": secrets.token_hex(32),
        "x-amz-security-token": secrets.token_urlsafe(96), "x-amz-algorithm": "AWS4-HMAC-SHA256",
        "key": key, "policy": secrets.token_urlsafe(64),
        "x-amz-credential": f"ASIA{secrets.token_hex(8)}/20261121/us-east-1/s3/aws4_request",
        "Content-Type": "multipart/form-data",
    }  # fmt: skip
    row = (media_id, call.account.id, json.dumps(parameters), now)
    await world.store.write(lambda db: db.execute(
        "insert into pinterest_media (id, account_id, parameters, created_at) values (?, ?, ?, ?)",
        row,
    ))  # fmt: skip
    address = f"{request.url.scheme}://{request.url.netloc}/pinterest/media-upload"
    return JSONResponse({
        "media_id": media_id, "media_type": "video", "upload_url": address,
        "upload_parameters": parameters,
    }, 201)  # fmt: skip


async def store(request: Request) -> Response:
    """POST to the store: every parameter as a field, and the file after them."""
    if "authorization" in request.headers:
        return _xml(400, "InvalidArgument", "Only one auth mechanism allowed")
    world = world_of(request)
    async with request.form() as form:
        items = form.multi_items()
        fields = {name: value for name, value in items if isinstance(value, str)}
        key = fields.get("key", "")
        row = await world.store.read(lambda db: _by_key(db, key))
        if row is None or fields != json.loads(row["parameters"]):
            return _xml(403, "SignatureDoesNotMatch", "The signature does not match")
        if world.clock.seconds() > row["created_at"] + HOUR:
            return _xml(403, "AccessDenied", "Invalid according to Policy: Policy expired.")
        name, file = items[-1]
        if name != "file" or not isinstance(file, UploadFile):
            return _xml(400, "InvalidArgument", "POST requires exactly one file upload, at the end")
        body = await file.read()
    await _filed(world, str(row["id"]), await asyncio.to_thread(world.media.keep, body))
    return Response(status_code=204)


async def state(request: Request) -> Response:
    """GET /v5/media/<id>."""
    call = await signed_in(request, "pins:read")
    row = await _mine(request, call, str(request.path_params["id"]))
    if row is None:
        raise refused(404, 10, "Media not found.")
    now = world_of(request).clock.seconds()
    return JSONResponse({"media_id": row["id"], "media_type": "video", "status": _status(row, now)})


async def video_of(request: Request, call: Call, source: dict[str, JSON]) -> dict[str, JSON]:
    """The processed video of a pin's media source, with its cover under `poster`."""
    row = await _mine(request, call, text_of(source.get("media_id")))
    if row is None or _status(row, world_of(request).clock.seconds()) != "succeeded":
        raise invalid("'media_source.media_id' is no video that was processed")
    world, shown = world_of(request), dict(json.loads(row["shown"]))
    if "cover_image_url" in source or "cover_image_data" in source:
        cover = await cover_of(world, call.account, source)
        return shown | {"poster": f"/media/{cover.file_name()}"}
    moment = source.get("cover_image_key_frame_time")
    if not isinstance(moment, int) or isinstance(moment, bool) or moment < 0:
        raise invalid("'media_source.cover_image_url' is a required property")
    return shown | {"moment": moment}


async def _filed(world: World, media_id: str, stored: Stored) -> None:
    path = world.media.path(stored.sha256)
    clip = await asyncio.to_thread(look_at, path) if path else None
    programmed = world.faults.programme("pinterest").processing_s
    takes = world.settings.container_s if programmed is None else programmed
    mime = stored.sniffed.mime
    shown: dict[str, Any] = {
        "id": media_id, "mime": mime, "bytes": stored.size, "sha256": stored.sha256,
        "width": clip.width if clip else None, "height": clip.height if clip else None,
        "alt": "", "file": stored.sha256 + MIMES.get(mime, ""),
    }  # fmt: skip
    row = (json.dumps(shown), world.clock.seconds() + takes, not _serves(stored, clip), media_id)
    await world.store.write(lambda db: db.execute(
        "update pinterest_media set shown = ?, ready_at = ?, failed = ? where id = ?", row
    ))  # fmt: skip


def _serves(stored: Stored, clip: Clip | None) -> bool:
    if clip is None or stored.sniffed.mime not in MIMES or stored.size > MOST_BYTES:
        return False
    lasts = LEAST_SECONDS - 0.1 <= clip.seconds <= MOST_SECONDS
    return lasts and clip.codec in CODECS and NARROWEST <= clip.width / clip.height <= WIDEST


def _status(row: Row, now: float) -> str:
    if row["ready_at"] is None:
        return "registered"
    if row["ready_at"] > now:
        return "processing"
    return "failed" if row["failed"] else "succeeded"


async def _mine(request: Request, call: Call, media_id: str) -> Row | None:
    row: Row | None = await world_of(request).store.read(lambda db: db.execute(
        "select * from pinterest_media where id = ? and account_id = ?",
        (media_id, call.account.id),
    ).fetchone())  # fmt: skip
    return row


def _by_key(db: Connection, key: str) -> Row | None:
    row: Row | None = db.execute(
        "select * from pinterest_media where json_extract(parameters, '$.key') = ?", (key,)
    ).fetchone()
    return row


def _xml(status: int, code: str, words: str) -> Response:
    body = f'<?xml version="1.0"?><Error><Code>{code}</Code><Message>{words}</Message></Error>'
    return Response(body, status, media_type="application/xml")
