"""Blobs: uploaded first, referred to by records afterwards."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.bluesky.cids import cid_of_sha256
from heliograph.apps.sandbox.bluesky.manners import refused
from heliograph.apps.sandbox.bluesky.sign_in import BLOBS, signed_in
from heliograph.apps.sandbox.media import Medium, add_medium, find_medium
from heliograph.apps.sandbox.store import JSON, Connection
from heliograph.apps.sandbox.world import world_of

PICTURE_UPLOAD_BYTES = 5 * 1024 * 1024
VIDEO_BYTES = 300_000_000
THUMB_BYTES = 1_000_000


async def upload(request: Request) -> Response:
    """POST com.atproto.repo.uploadBlob: raw bytes in, a blob reference out."""
    world = world_of(request)
    account = await signed_in(request, BLOBS)
    data = await request.body()
    claimed = request.headers.get("content-type", "application/octet-stream").split(";")[0]
    limit = VIDEO_BYTES if claimed.startswith("video/") else PICTURE_UPLOAD_BYTES
    if len(data) > limit:
        raise refused(413, "PayloadTooLarge", "request entity too large")
    stored = await asyncio.to_thread(world.media.keep, data)
    now = world.clock.seconds()
    # The server trusts the content over the header, as the real one sniffs too.
    known = stored.sniffed.mime != "application/octet-stream"
    medium = Medium(
        f"{account.id}/{cid_of_sha256(stored.sha256)}", "bluesky", account.id, stored.sha256,
        stored.sniffed.mime if known else claimed, stored.size, stored.sniffed.width,
        stored.sniffed.height, "", now,
    )  # fmt: skip
    await world.store.write(lambda db: add_medium(db, medium, now))
    return JSONResponse({"blob": blob_reference(medium)})


def blob_reference(medium: Medium) -> dict[str, JSON]:
    """How a record refers to the blob."""
    return {
        "$type": "blob", "ref": {"$link": cid_of_sha256(medium.sha256)},
        "mimeType": medium.mime, "size": medium.bytes,
    }  # fmt: skip


def attached(
    db: Connection, did: str, record: JSON, picture_bytes: int, now: float
) -> tuple[dict[str, JSON], ...]:
    """The uploads a post shows, in order; refuses what is missing, too large or of a wrong kind."""
    shown = []
    for role, blob, alt in _named(record.get("embed")):
        medium = _found(db, did, blob, now)
        _check(role, medium, picture_bytes)
        shown.append({**replace(medium, alt=alt).shown(), "role": role})
    return tuple(shown)


def _named(embed: JSON) -> Iterator[tuple[str, JSON, str]]:
    kind = embed.get("$type", "") if isinstance(embed, dict) else ""
    if kind == "app.bsky.embed.recordWithMedia":
        yield from _named(embed.get("media"))
    for item in embed.get("images", embed.get("items", [])) if kind else []:
        yield "image", item["image"], str(item.get("alt", ""))
    if kind == "app.bsky.embed.video":
        yield "video", embed.get("video"), str(embed.get("alt", ""))
    if kind == "app.bsky.embed.external" and embed["external"].get("thumb"):
        yield "thumb", embed["external"]["thumb"], ""


def _found(db: Connection, did: str, blob: JSON, now: float) -> Medium:
    reference = blob.get("ref") if isinstance(blob, dict) else None
    cid = str(reference.get("$link", "")) if isinstance(reference, dict) else ""
    medium = find_medium(db, did, f"{did}/{cid}")
    # A video that is still worked on is not on the server yet.
    if medium is None or medium.ready_at > now:
        raise refused(400, "BlobNotFound", f"Could not find blob: {cid}")
    return medium


def _check(role: str, medium: Medium, picture_bytes: int) -> None:
    wanted = "video/" if role == "video" else "image/"
    if not medium.mime.startswith(wanted):
        raise refused(
            400, "InvalidMimeType",
            f"Wrong type of file. It is {medium.mime} but it must match {wanted}*.",
        )  # fmt: skip
    limit = {"image": picture_bytes, "thumb": THUMB_BYTES, "video": VIDEO_BYTES}[role]
    if medium.bytes > limit:
        raise refused(
            400, "BlobTooLarge",
            f"This file is too large. It is {_mb(medium.bytes)} but the maximum size is "
            f"{_mb(limit)}.",
        )  # fmt: skip


def _mb(size: int) -> str:
    return f"{size / 1_000_000:.2f}MB"
