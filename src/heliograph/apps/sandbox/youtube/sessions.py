"""Upload sessions: a file comes in pieces, and what is stored is told with status 308."""

from __future__ import annotations

import json
import re
import secrets
from dataclasses import dataclass

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.accounts import Account, account_by_id
from heliograph.apps.sandbox.answers import read_parameters
from heliograph.apps.sandbox.store import JSON, Connection, Row
from heliograph.apps.sandbox.world import World, world_of
from heliograph.apps.sandbox.youtube.draft import Draft, checked
from heliograph.apps.sandbox.youtube.library import add_video
from heliograph.apps.sandbox.youtube.manners import RANGE, refused
from heliograph.apps.sandbox.youtube.sign_in import (
    TO_UPLOAD,
    Needs,
    check_token,
    signed_in,
    spend_insert,
)
from heliograph.apps.sandbox.youtube.videos import PARTS, one_video, parts_of

GRAIN = 256 * 1024
WEEK = 7 * 86_400
MIMES = re.compile(r"video/[\w.+-]+|application/octet-stream")


@dataclass(frozen=True)
class Session:
    """One upload on its way."""

    id: str
    account_id: str
    draft: Draft
    size: int | None
    received: int
    video_id: str | None


@dataclass(frozen=True)
class Chunk:
    """What a PUT brings: a part of the file, or only the question how far it has come."""

    start: int
    end: int
    total: int | None
    asks: bool = False


async def open_session(request: Request) -> Response:
    """POST /upload/youtube/v3/videos?uploadType=resumable."""
    account = await signed_in(request, Needs(TO_UPLOAD, 0))
    spend_insert(request, account)
    if request.query_params.get("uploadType") != "resumable":
        raise refused("invalidParameter")
    parts_of(request, PARTS)
    world = world_of(request)
    now = world.clock.seconds()
    draft = checked(await read_parameters(request), now)
    length = request.headers.get("x-upload-content-length", "")
    mime = request.headers.get("x-upload-content-type", "application/octet-stream")
    if length == "0" or not MIMES.fullmatch(mime):
        raise refused("mediaBodyRequired")
    session_id = secrets.token_urlsafe(60)
    size = int(length) if length.isdigit() else None
    await world.store.write(lambda db: db.execute(
        "insert into youtube_uploads values (?, ?, ?, ?, 0, ?, null)",
        (session_id, account.id, json.dumps(draft), size, now),
    ))  # fmt: skip
    here = str(request.url.replace(fragment=""))
    return Response(headers={"Location": f"{here}&upload_id={session_id}",
                             "X-GUploader-UploadID": session_id})  # fmt: skip


async def put(request: Request) -> Response:
    """PUT on the session's address: a chunk, the whole file, or `bytes */N`."""
    token = await check_token(request)
    world = world_of(request)
    session = await _session(request, token.account)
    chunk = _chunk(request, session)
    if session.video_id is not None:
        return await _finished(request, session, 200)
    if chunk.asks:
        return _so_far(session.received)
    if chunk.total is not None and session.size is not None and chunk.total != session.size:
        raise refused("invalidParameter")
    body = await _body(request, session, chunk)
    if chunk.start != session.received:
        return _so_far(session.received)
    if len(body) != chunk.end - chunk.start or (chunk.end != chunk.total and len(body) % GRAIN):
        raise refused("invalidChunk")
    await world.store.write(lambda db: _keep(db, session, chunk.start, body))
    if chunk.end != chunk.total:
        return _so_far(chunk.end)
    return await _finished(request, await _complete(world, session), 201)


async def _session(request: Request, account: Account) -> Session:
    world = world_of(request)
    wanted, since = request.query_params.get("upload_id", ""), world.clock.seconds() - WEEK
    row = await world.store.read(lambda db: db.execute(
        "select * from youtube_uploads where id = ? and account_id = ? and created_at > ?",
        (wanted, account.id, since),
    ).fetchone())  # fmt: skip
    if row is None:
        raise refused("notFound")
    return _read(row)


def _chunk(request: Request, session: Session) -> Chunk:
    text = request.headers.get("content-range", "")
    if not text:
        size = int(request.headers.get("content-length", "0"))
        return Chunk(0, size, size)
    span = RANGE.fullmatch(text)
    if span is None:
        raise refused("invalidParameter")
    first, last, total = span.groups()
    whole = session.size if total == "*" else int(total)
    if first is None:
        return Chunk(0, 0, whole, asks=True)
    return Chunk(int(first), int(last) + 1, whole)


async def _body(request: Request, session: Session, chunk: Chunk) -> bytes:
    """The chunk; of one that breaks off, the whole pieces of 256 KiB are kept."""
    body = bytearray()
    try:
        async for piece in request.stream():
            body += piece
    except ClientDisconnect:
        whole = bytes(body[: len(body) // GRAIN * GRAIN])
        if whole and chunk.start == session.received:
            store = world_of(request).store
            await store.write(lambda db: _keep(db, session, chunk.start, whole))
        raise
    return bytes(body)


def _keep(db: Connection, session: Session, start: int, piece: bytes) -> None:
    db.execute("insert or replace into youtube_chunks values (?, ?, ?)", (session.id, start, piece))
    db.execute(
        "update youtube_uploads set received = ? where id = ?", (start + len(piece), session.id)
    )


async def _complete(world: World, session: Session) -> Session:
    """Put the pieces together; from now on the session stands for a video."""
    pieces = await world.store.read(lambda db: db.execute(
        "select bytes from youtube_chunks where upload_id = ? order by start", (session.id,)
    ).fetchall())  # fmt: skip
    file = world.media.keep(b"".join(row["bytes"] for row in pieces))
    now = world.clock.seconds()

    def store(db: Connection) -> Session:
        known = _read(db.execute(
            "select * from youtube_uploads where id = ?", (session.id,)
        ).fetchone())  # fmt: skip
        if known.video_id is None:
            account = account_by_id(db, session.account_id)
            video_id = add_video(db, account, session.draft, file, now)
            db.execute(
                "update youtube_uploads set video_id = ? where id = ?", (video_id, session.id)
            )
            db.execute("delete from youtube_chunks where upload_id = ?", (session.id,))
            return _read(db.execute(
                "select * from youtube_uploads where id = ?", (session.id,)
            ).fetchone())  # fmt: skip
        return known

    return await world.store.write(store)


async def _finished(request: Request, session: Session, status: int) -> Response:
    body: JSON = await one_video(request, session.account_id, str(session.video_id))
    if body is None:
        raise refused("notFound")
    return JSONResponse(body, status)


def _so_far(received: int) -> Response:
    headers = {"Range": f"bytes=0-{received - 1}"} if received else {}
    return Response(status_code=308, headers=headers)


def _read(row: Row) -> Session:
    return Session(
        row["id"], row["account_id"], json.loads(row["resource"]), row["size"], row["received"],
        row["video_id"],
    )  # fmt: skip
