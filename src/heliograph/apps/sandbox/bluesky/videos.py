"""app.bsky.video.*: the service that takes a video, works on it, and hands the blob over."""

from __future__ import annotations

import asyncio
import secrets
import struct
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.bluesky.blobs import VIDEO_BYTES, blob_reference
from heliograph.apps.sandbox.bluesky.cids import cid_of_sha256
from heliograph.apps.sandbox.bluesky.manners import invalid, refused
from heliograph.apps.sandbox.bluesky.sign_in import (
    read_service_token,
    service_token,
    signed_in,
    spend_by_address,
)
from heliograph.apps.sandbox.media import Medium, Stored, add_medium
from heliograph.apps.sandbox.store import JSON, Connection, Row
from heliograph.apps.sandbox.world import World, world_of

UPLOAD = "com.atproto.repo.uploadBlob"
LIMITS = "app.bsky.video.getUploadLimits"
DAY = 86_400
DAILY_VIDEOS, DAILY_BYTES = 25, 10_000_000_000
LONGEST_SECONDS = 180
STEPS = ("CREATED", "ENCODING", "ENCODED", "SCANNING", "SCANNED", "UPLOADING", "UPLOADED")
FAILURES = {
    "validation_failure": "The file could not be read as a video",
    "encoding_failure": "The video could not be encoded",
}


async def get_service_auth(request: Request) -> Response:
    """GET com.atproto.server.getServiceAuth: a short token for one method of another service."""
    account = await signed_in(request)
    query = request.query_params
    audience, method = query.get("aud", ""), query.get("lxm", "")
    if not audience.startswith("did:"):
        raise invalid('Error: Params must have the property "aud"')
    now = world_of(request).clock.seconds()
    wanted = query.get("exp", "")
    expires_at = float(wanted) if wanted.isdigit() else now + 60
    if expires_at <= now:
        raise refused(400, "BadExpiration", "expiration is in past")
    if expires_at > now + 3600:
        words = "cannot request a token with an expiration more than an hour in the future"
        raise refused(400, "BadExpiration", words)
    claims = {"iss": account.id, "aud": audience, "lxm": method, "exp": int(expires_at)}
    return JSONResponse({"token": await service_token(request, claims)})


async def get_upload_limits(request: Request) -> Response:
    """GET app.bsky.video.getUploadLimits."""
    spend_by_address(request)
    did = await read_service_token(request, LIMITS)
    world = world_of(request)
    videos, weight = await world.store.read(lambda db: _left(db, did, world))
    answer: dict[str, JSON] = {
        "canUpload": videos > 0 and weight > 0,
        "remainingDailyVideos": videos, "remainingDailyBytes": weight,
    }  # fmt: skip
    if not answer["canUpload"]:
        answer["message"] = "User has exceeded the daily upload limit"
    return JSONResponse(answer)


async def upload_video(request: Request) -> Response:
    """POST app.bsky.video.uploadVideo: raw bytes in, a job out; the same bytes have one job."""
    world = world_of(request)
    did = await read_service_token(request, UPLOAD)
    data = await _checked(request, did)
    stored = await asyncio.to_thread(world.media.keep, data)
    now = world.clock.seconds()

    def begin(db: Connection) -> tuple[Row, bool]:
        known = db.execute(
            "select * from bluesky_jobs where did = ? and sha256 = ? and failure = ''",
            (did, stored.sha256),
        ).fetchone()
        if known:
            return known, True
        videos, weight = _left(db, did, world)
        if videos < 1 or weight < stored.size:
            raise refused(400, "DailyLimitExceeded", "User has exceeded the daily upload limit")
        return _begun(db, did, stored, (now, now + _processing_s(world))), False

    row, was_known = await world.store.write(begin)
    if was_known:
        told = {"error": "already_exists", "message": "Video already processed"}
        return JSONResponse({**_job(row, now), **told}, 409)
    return JSONResponse(_job(row, now))


async def _checked(request: Request, did: str) -> bytes:
    query = request.query_params
    if query.get("did") != did:
        raise refused(401, "Unauthorized", "The token belongs to another account")
    if not query.get("name"):
        raise invalid('Error: Params must have the property "name"')
    data = await request.body()
    if request.headers.get("content-type", "").split(";")[0] != "video/mp4":
        raise refused(400, "InvalidMimeType", "Only video/mp4 is taken")
    if len(data) > VIDEO_BYTES:
        raise refused(400, "VideoTooLarge", "The video is larger than allowed")
    if _seconds(data) > LONGEST_SECONDS:
        raise refused(400, "VideoTooLong", "The video is longer than three minutes")
    return data


async def get_job_status(request: Request) -> Response:
    """GET app.bsky.video.getJobStatus."""
    spend_by_address(request)
    world = world_of(request)
    job_id = request.query_params.get("jobId", "")
    row = await world.store.read(
        lambda db: db.execute("select * from bluesky_jobs where id = ?", (job_id,)).fetchone()
    )
    if row is None:
        raise invalid("Job not found")
    return JSONResponse({"jobStatus": _job(row, world.clock.seconds())})


def _begun(db: Connection, did: str, stored: Stored, times: tuple[float, float]) -> Row:
    is_video = stored.sniffed.mime == "video/mp4"
    made_at, ready_at = times
    job_id = secrets.token_hex(10)
    db.execute(
        "insert into bluesky_jobs values (?, ?, ?, ?, ?, ?, ?, ?)",
        (job_id, did, stored.sha256, stored.sniffed.mime, stored.size,
         "" if is_video else "validation_failure", made_at, ready_at),
    )  # fmt: skip
    row: Row = db.execute("select * from bluesky_jobs where id = ?", (job_id,)).fetchone()
    if is_video:
        medium = replace(_medium(row), width=stored.sniffed.width, height=stored.sniffed.height)
        add_medium(db, medium, made_at)
    return row


def _job(row: Row, now: float) -> dict[str, JSON]:
    job: dict[str, JSON] = {"jobId": row["id"], "did": row["did"]}
    if now < row["ready_at"]:
        share = (now - row["created_at"]) / (row["ready_at"] - row["created_at"])
        step = STEPS[int(share * len(STEPS))]
        return {**job, "state": f"JOB_STATE_{step}", "progress": int(share * 100)}
    if row["failure"]:
        return {
            **job, "state": "JOB_STATE_FAILED", "failureCode": row["failure"],
            "error": row["failure"], "message": FAILURES[row["failure"]],
        }  # fmt: skip
    return {**job, "state": "JOB_STATE_COMPLETED", "blob": blob_reference(_medium(row))}


def _medium(row: Row) -> Medium:
    return Medium(
        f"{row['did']}/{cid_of_sha256(row['sha256'])}", "bluesky", row["did"], row["sha256"],
        row["mime"], row["bytes"], None, None, "", row["ready_at"],
    )  # fmt: skip


def _left(db: Connection, did: str, world: World) -> tuple[int, int]:
    """The videos and the bytes that the account may still upload today."""
    row = db.execute(
        "select count(*) as videos, coalesce(sum(bytes), 0) as weight from bluesky_jobs "
        "where did = ? and created_at > ?",
        (did, world.clock.seconds() - DAY),
    ).fetchone()
    most = max(1, round(DAILY_VIDEOS * world.rates.scale))
    return max(0, most - row["videos"]), max(0, DAILY_BYTES - row["weight"])


def _seconds(data: bytes) -> float:
    """How long an MP4 lasts, by its header; 0 where it has none."""
    place = data.find(b"mvhd")
    try:
        form, at = (">IQ", place + 24) if data[place + 4] else (">II", place + 16)
        scale, length = struct.unpack_from(form, data, at)
    except (IndexError, struct.error):
        return 0.0
    return length / scale if place > 0 and scale else 0.0


def _processing_s(world: World) -> float:
    given = world.faults.programme("bluesky").processing_s
    return world.settings.container_s if given is None else given
