"""Images, documents and videos: initialised, put in their parts, processed for a while."""

from __future__ import annotations

import asyncio
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.accounts import Account
from heliograph.apps.sandbox.answers import read_parameters, text_of
from heliograph.apps.sandbox.clips import look_at
from heliograph.apps.sandbox.linkedin.manners import invalid, refused
from heliograph.apps.sandbox.linkedin.sign_in import Caller, author_of, pages_of, signed_in
from heliograph.apps.sandbox.media import Medium, Stored, add_medium, find_medium
from heliograph.apps.sandbox.numbers import snowflake
from heliograph.apps.sandbox.store import JSON, Connection
from heliograph.apps.sandbox.world import World, world_of

PART = 4_194_304
URL_LIFE_S = 3600
FEWEST_VIDEO_BYTES, MOST_VIDEO_BYTES = 75_000, 500_000_000
MOST_PIXELS = 36_152_320
MOST_BYTES = {"image": 20_000_000, "document": 100_000_000, "video": PART}
IMAGES = ("image/jpeg", "image/png", "image/gif")
_DOCUMENTS = {b"%PDF": "application/pdf", b"PK\x03\x04": "application/vnd.openxmlformats",
              b"\xd0\xcf\x11\xe0": "application/msword"}  # fmt: skip


@dataclass(frozen=True)
class Upload:
    """One upload of one author; `parts` are the files that came so far, by their number."""

    urn: str
    account_id: str
    kind: str
    size: int
    parts: dict[str, str]
    failure: str
    created_at: float

    def length_of(self, part: int) -> int:
        """How long a part of a video must be."""
        return min(PART, self.size - part * PART)


async def initialize(request: Request) -> Response:
    """POST /rest/{images,documents,videos}?action=initializeUpload."""
    caller = await signed_in(request)
    kind = _kind(request)
    if request.query_params.get("action") == "finalizeUpload" and kind == "video":
        return await _finalize(request)
    if request.query_params.get("action") != "initializeUpload":
        raise refused(400, "ILLEGAL_ARGUMENT", "Unknown action", 100)
    asked = (await read_parameters(request)).get("initializeUploadRequest") or {}
    owner = await author_of(request, caller, text_of(asked.get("owner")))
    size = _size(asked) if kind == "video" else 0
    world = world_of(request)
    now = world.clock.seconds()
    number = snowflake(now)
    urn = f"urn:li:{kind}:D5{'605' if kind == 'video' else '622'}AQ{number}"
    await world.store.write(
        lambda db: db.execute(
            "insert into linkedin_uploads values (?, ?, ?, ?, '{}', '', ?)",
            (urn, owner.id, kind, size, now),
        )
    )
    base = f"{request.url.scheme}://{request.url.netloc}/linkedin/dms-uploads/{urn.split(':')[-1]}"
    expires = int((now + URL_LIFE_S) * 1000)
    if kind != "video":
        value = {"uploadUrl": f"{base}/{kind}/0", "uploadUrlExpiresAt": expires, kind: urn}
        return JSONResponse({"value": value})
    parts = [
        {"uploadUrl": f"{base}/video/{number}", "firstByte": start,
         "lastByte": min(start + PART, size) - 1}
        for number, start in enumerate(range(0, size, PART))
    ]  # fmt: skip
    return JSONResponse({"value": {
        "video": urn, "uploadInstructions": parts, "uploadToken": "",
        "uploadUrlsExpireAt": expires,
    }})  # fmt: skip


async def put(request: Request) -> Response:
    """PUT to an upload address; the parts of a video answer with an ETag."""
    kind, part = _kind(request), int(request.path_params["part"])
    if kind != "video":
        await signed_in(request, versioned=False)
    world = world_of(request)
    urn = f"urn:li:{kind}:{request.path_params['id']}"
    upload = await world.store.read(lambda db: find_upload(db, urn))
    now = world.clock.seconds()
    if upload is None or upload.created_at + URL_LIFE_S < now:
        raise refused(403, "ACCESS_DENIED", "The upload address is unknown or has expired")
    data = await request.body()
    if not data or len(data) > MOST_BYTES[kind]:
        raise refused(413 if data else 400, "BAD_SIZE", "The file is empty or too large")
    if kind == "video" and len(data) != upload.length_of(part):
        raise refused(400, "BAD_PART", f"Part {part} must have {upload.length_of(part)} bytes")
    stored = await asyncio.to_thread(world.media.keep, data)
    if kind != "video":
        await world.store.write(lambda db: _received(db, world, upload, stored))
        return Response(status_code=201)
    await world.store.write(lambda db: _add_part(db, upload.urn, part, stored.sha256))
    return Response(status_code=200, headers={"ETag": _etag(stored.sha256, part)})


async def status(request: Request) -> Response:
    """GET /rest/{images,documents,videos}/{urn}. A member's token may read videos alone."""
    caller = await signed_in(request)
    kind = _kind(request)
    urn = str(request.path_params["urn"])
    if kind != "video":
        caller.needs("r_organization_social", "rw_organization_admin", what=f"{kind}s.GET")
    upload = await mine(request, caller, urn)
    if upload is None:
        raise refused(404, "NOT_FOUND", f"{urn} does not exist")
    world = world_of(request)
    medium = await world.store.read(lambda db: find_medium(db, upload.account_id, urn))
    now = world.clock.seconds()
    shown: dict[str, JSON] = {"id": urn, "status": state_of(upload, medium, now)}
    if shown["status"] == "PROCESSING_FAILED" and kind == "video":
        shown["processingFailureReason"] = upload.failure
    return JSONResponse(shown)


async def mine(request: Request, caller: Caller, urn: str) -> Upload | None:
    """An upload of one of the caller's authors."""

    def read(db: Connection) -> Upload | None:
        upload = find_upload(db, urn)
        known = {caller.account.id, *(page.id for page in pages_of(db, caller.account))}
        return upload if upload and upload.account_id in known else None

    return await world_of(request).store.read(read)


def state_of(upload: Upload, medium: Medium | None, now: float) -> str:
    """The platform's word for how far an upload is."""
    if medium is None:
        return "WAITING_UPLOAD"
    if now < medium.ready_at:
        return "PROCESSING"
    return "PROCESSING_FAILED" if upload.failure else "AVAILABLE"


def usable(db: Connection, author: Account, urn: str, now: float) -> Medium:
    """An upload of the author that may stand in a post now."""
    upload, medium = find_upload(db, urn), find_medium(db, author.id, urn)
    if upload is None or upload.account_id != author.id:
        raise invalid("/content", f"{urn} does not belong to the author")
    state = state_of(upload, medium, now)
    if medium is None or state != "AVAILABLE":
        raise invalid("/content", f"{urn} is not available: its status is {state}", "MEDIA_STATE")
    return medium


def find_upload(db: Connection, urn: str) -> Upload | None:
    """An upload by its URN, of whichever author."""
    row = db.execute("select * from linkedin_uploads where urn = ?", (urn,)).fetchone()
    if row is None:
        return None
    return Upload(
        row["urn"], row["account_id"], row["kind"], row["size"], json.loads(row["parts"]),
        row["failure"], row["created_at"],
    )  # fmt: skip


async def _finalize(request: Request) -> Response:
    caller = await signed_in(request)
    asked = (await read_parameters(request)).get("finalizeUploadRequest") or {}
    upload = await mine(request, caller, text_of(asked.get("video")))
    if upload is None:
        raise refused(404, "NOT_FOUND", "There is no such video upload")
    count = -(-upload.size // PART)
    shas = [upload.parts.get(str(number), "") for number in range(count)]
    wanted = [_etag(sha, number) for number, sha in enumerate(shas)]
    if not all(shas) or asked.get("uploadedPartIds") != wanted:
        raise refused(400, "INVALID_PARTS", "uploadedPartIds does not name every part in order")
    world = world_of(request)
    paths = [world.media.path(sha) for sha in shas]
    whole = b"".join([await asyncio.to_thread(path.read_bytes) for path in paths if path])
    stored = await asyncio.to_thread(world.media.keep, whole)
    await world.store.write(lambda db: _received(db, world, upload, stored))
    return Response(status_code=200)


def _kind(request: Request) -> str:
    """Which of the three upload families the path belongs to."""
    path = request.url.path
    return next(kind for kind in MOST_BYTES if f"/{kind}" in path)


def _received(db: Connection, world: World, upload: Upload, stored: Stored) -> None:
    """The file is whole; from here on it is processed."""
    mime, data = stored.sniffed.mime, world.media.path(stored.sha256)
    fits = mime in IMAGES if upload.kind == "image" else mime in ("video/mp4", "video/quicktime")
    if upload.kind == "document" and data is not None:
        with data.open("rb") as file:
            mime = _DOCUMENTS.get(file.read(4), mime)
        fits = mime in _DOCUMENTS.values()
    pixels = (stored.sniffed.width or 0) * (stored.sniffed.height or 0)
    fits = fits and pixels < MOST_PIXELS and _fits_as_clip(upload.kind, data)
    failure = "" if fits else "UNSUPPORTED_FORMAT"
    db.execute("update linkedin_uploads set failure = ? where urn = ?", (failure, upload.urn))
    now, programmed = world.clock.seconds(), world.faults.programme("linkedin").processing_s
    lasts = world.settings.container_s if programmed is None else programmed
    medium = Medium(
        upload.urn, "linkedin", upload.account_id, stored.sha256, mime, stored.size,
        stored.sniffed.width, stored.sniffed.height, "", now + lasts,
    )  # fmt: skip
    add_medium(db, medium, now)


def _fits_as_clip(kind: str, path: Path | None) -> bool:
    """Whether a video lasts and is shaped as it may be; what cannot be read is not judged here."""
    clip = look_at(path) if kind == "video" and path else None
    if clip is None:
        return True
    ratio = clip.width / clip.height
    return 3 - 0.1 <= clip.seconds <= 1800 and 1 / 2.4 - 0.01 <= ratio <= 2.4 + 0.01


def _add_part(db: Connection, urn: str, part: int, sha256: str) -> None:
    upload = find_upload(db, urn)
    parts = {**(upload.parts if upload else {}), str(part): sha256}
    db.execute("update linkedin_uploads set parts = ? where urn = ?", (json.dumps(parts), urn))


def _etag(sha256: str, part: int) -> str:
    return f"/ambry-video/{hashlib.sha256(f'{part}:{sha256}'.encode()).hexdigest()[:40]}"


def _size(asked: dict[str, JSON]) -> int:
    size = asked.get("fileSizeBytes")
    if not isinstance(size, int) or not FEWEST_VIDEO_BYTES <= size <= MOST_VIDEO_BYTES:
        raise invalid("/initializeUploadRequest/fileSizeBytes", "must be 75 KB to 500 MB")
    return size
