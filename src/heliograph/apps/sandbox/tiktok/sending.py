"""The upload address: a file comes in parts, in order; 206 asks for more, 201 ends it."""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.responses import Response

from heliograph.apps.sandbox.accounts import Account, account_by_id
from heliograph.apps.sandbox.answers import Refusal
from heliograph.apps.sandbox.store import Connection
from heliograph.apps.sandbox.tiktok.checking import VIDEOS, checked_video
from heliograph.apps.sandbox.tiktok.creators import longest_video
from heliograph.apps.sandbox.tiktok.hooks import follow
from heliograph.apps.sandbox.tiktok.manners import RANGE
from heliograph.apps.sandbox.tiktok.posting import times
from heliograph.apps.sandbox.tiktok.publishes import (
    Publish,
    complete,
    file_of,
    find_publish,
    keep_chunk,
)
from heliograph.apps.sandbox.world import World, world_of

HOUR = 3600


async def put(request: Request) -> Response:
    """PUT /video/?upload_id=&upload_token=: one part of the file."""
    one, world = await _upload(request), world_of(request)
    start, end = _span(request, one)
    if start != one.received or end != _end(one, start):
        raise _no(416, f"bytes 0-{one.received - 1}/{one.size}" if one.received else "")
    body = await request.body()
    if len(body) != end - start:
        raise _no(400)
    await world.store.write(lambda db: keep_chunk(db, one, start, body))
    if end < one.size:
        return Response(status_code=206, headers={"Content-Range": f"bytes 0-{end - 1}/{one.size}"})
    await _finish(world, one)
    return Response(status_code=201, headers={"Content-Range": f"bytes 0-{end - 1}/{one.size}"})


async def _upload(request: Request) -> Publish:
    """The upload behind the address, while it lives: an hour."""
    world = world_of(request)
    wanted = request.query_params.get("upload_id", "")
    one = await world.store.read(lambda db: find_publish(db, wanted))
    if one is None or one.source != "FILE_UPLOAD" or one.failure is not None:
        raise _no(404)
    late = world.clock.seconds() >= one.created_at + HOUR
    if late or request.query_params.get("upload_token") != one.secret:
        raise _no(403)
    return one


def _span(request: Request, one: Publish) -> tuple[int, int]:
    headers = request.headers
    found = RANGE.fullmatch(headers.get("content-range", ""))
    if found is None or headers.get("content-type", "").split(";")[0] not in VIDEOS:
        raise _no(400)
    start, last, total = (int(part) for part in found.groups())
    if total != one.size or headers.get("content-length") != str(last + 1 - start):
        raise _no(400)
    return start, last + 1


def _end(one: Publish, start: int) -> int:
    """Where the part that begins here must end: the last one takes what is left over."""
    is_last = start // one.chunk == one.chunks - 1
    return one.size if is_last else start + one.chunk


async def _finish(world: World, one: Publish) -> None:
    def gather(db: Connection) -> tuple[bytes, Account]:
        return file_of(db, one), account_by_id(db, one.account_id)

    body, account = await world.store.read(gather)
    stored = await asyncio.to_thread(world.media.keep, body)
    medium, failure = await checked_video(world, stored, longest_video(account))
    moments = times(world)
    await world.store.write(lambda db: complete(db, one, medium, failure, moments))
    follow(world, one.id)


def _no(status: int, span: str = "") -> Refusal:
    return Refusal(status, {}, {"Content-Range": span} if span else None)
