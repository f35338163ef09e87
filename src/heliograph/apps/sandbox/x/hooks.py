"""X's webhooks: an address proves itself with the app's key, then hears of posts, signed."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
import secrets

from starlette.requests import Request
from starlette.responses import JSONResponse

from heliograph.apps.sandbox.answers import iso_milliseconds, text_of
from heliograph.apps.sandbox.codes import app_of
from heliograph.apps.sandbox.posts import Post
from heliograph.apps.sandbox.store import JSON, Connection
from heliograph.apps.sandbox.world import World, world_of
from heliograph.apps.sandbox.x.manners import invalid, not_found
from heliograph.apps.sandbox.x.sign_in import OWN_PROFILE, signed_in
from heliograph.kit.http import HTTPTrouble

SECONDS = 5
# The loop holds tasks weakly: one that nobody else holds may vanish before it is done.
_on_their_way: set[asyncio.Task[None]] = set()


async def create(request: Request) -> JSONResponse:
    """POST /2/webhooks with `url`: it must answer the challenge."""
    await signed_in(request, OWN_PROFILE, "tweet.read")
    body = json.loads(await request.body() or b"{}")
    url = text_of(body.get("url") if isinstance(body, dict) else None)
    world = world_of(request)
    if not await _proves(world, url):
        raise invalid("CrcValidationFailed: the address did not answer the challenge", url=url)
    made = {"id": str(secrets.randbits(60)), "url": url, "at": world.clock.seconds()}
    await world.store.write(
        lambda db: db.execute("insert or replace into x_webhooks values (:id, :url, :at)", made)
    )
    return JSONResponse({"data": _shown(made)})


async def show(request: Request) -> JSONResponse:
    """GET /2/webhooks."""
    await signed_in(request, OWN_PROFILE, "tweet.read")
    found = await world_of(request).store.read(_all)
    data = [_shown(one) for one in found]
    return JSONResponse({"data": data, "meta": {"result_count": len(data)}})


async def remove(request: Request) -> JSONResponse:
    """DELETE /2/webhooks/:id."""
    await signed_in(request, OWN_PROFILE, "tweet.read")
    wanted = str(request.path_params["id"])

    def forget(db: Connection) -> int:
        return db.execute("delete from x_webhooks where id = ?", (wanted,)).rowcount

    if not await world_of(request).store.write(forget):
        raise not_found("webhook", wanted)
    return JSONResponse({"data": {"deleted": True}})


async def tell(world: World, kind: str, post: Post) -> None:
    """Send one event to every address, without keeping the caller waiting."""

    def read(db: Connection) -> tuple[list[str], str]:
        return [row["url"] for row in _all(db)], app_of(db, "x").client_secret

    urls, secret = await world.store.read(read)
    event = {
        "event_type": kind, "event_uuid": secrets.token_hex(16),
        "filter": {"user_id": post.account_id}, "created_at": iso_milliseconds(post.created_at),
        "payload": {"id": post.id, "author_id": post.account_id, "text": post.text},
    }  # fmt: skip
    body = json.dumps({"data": event}).encode()
    headers = {
        "Content-Type": "application/json", "x-twitter-webhooks-signature": _signed(secret, body)
    }  # fmt: skip
    for url in urls:
        task = asyncio.create_task(_send(world, url, body, headers))
        _on_their_way.add(task)
        task.add_done_callback(_on_their_way.discard)


async def _send(world: World, url: str, body: bytes, headers: dict[str, str]) -> None:
    try:
        await world.http.post(url, content=body, headers=headers, seconds=SECONDS)
    except HTTPTrouble:
        return


async def _proves(world: World, url: str) -> bool:
    secret = (await world.store.read(lambda db: app_of(db, "x"))).client_secret
    token = secrets.token_urlsafe(24)
    try:
        answer = await world.http.get(url, params={"crc_token": token})
        told = answer.json()
    except (HTTPTrouble, ValueError):
        return False
    return answer.status == 200 and told == {"response_token": _signed(secret, token.encode())}


def _signed(secret: str, message: bytes) -> str:
    digest = hmac.new(secret.encode(), message, hashlib.sha256).digest()
    return f"sha256={base64.b64encode(digest).decode()}"


def _all(db: Connection) -> list[JSON]:
    return list(db.execute("select id, url, created_at as at from x_webhooks order by created_at"))


def _shown(row: JSON) -> dict[str, JSON]:
    return {
        "id": row["id"], "url": row["url"], "valid": True, "created_at": iso_milliseconds(row["at"])
    }  # fmt: skip
