"""Notifications about posts on their way: one address for each program, every call signed.

The real address is entered on a page of TikTok's; `PUT /portal/webhook` stands for that page.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json

from starlette.requests import Request
from starlette.responses import Response

from heliograph.apps.sandbox.answers import read_parameters, text_of
from heliograph.apps.sandbox.codes import OWN_APP, app_of, sent_pair, trusted_app
from heliograph.apps.sandbox.store import JSON, Connection
from heliograph.apps.sandbox.tiktok.manners import refused
from heliograph.apps.sandbox.tiktok.publishes import PUBLIC, Publish, find_publish, settle
from heliograph.apps.sandbox.world import World, world_of
from heliograph.kit.http import HTTPTrouble

_waiting: set[asyncio.Task[None]] = set()


async def set_address(request: Request) -> Response:
    """PUT /portal/webhook with `client_key`, `client_secret` and `url`."""
    parameters, world = await read_parameters(request), world_of(request)
    app = await trusted_app(request, "tiktok", *sent_pair(parameters, "client_key"))
    if app is None:
        raise refused("access_token_invalid", "The client key or its secret is wrong.")
    kept = (app.client_id, text_of(parameters.get("url")))
    await world.store.write(
        lambda db: db.execute("insert or replace into tiktok_hooks values (?, ?)", kept)
    )
    return Response(status_code=204)


def follow(world: World, publish_id: str) -> None:
    """Tell, when the time comes, what has become of a post that is whole now."""
    task = asyncio.create_task(_tell(world, publish_id))
    _waiting.add(task)
    task.add_done_callback(_waiting.discard)


async def _tell(world: World, publish_id: str) -> None:
    url, secret = await world.store.read(_address)
    one = await world.store.read(lambda db: find_publish(db, publish_id))
    if not url or one is None or one.ready_at is None or one.visible_at is None:
        return
    one = await _settled_at(world, publish_id, one.ready_at)
    if one.failure is not None:
        await _send(world, (url, secret), one, "post.publish.failed")
        return
    first = "complete" if one.is_direct else "inbox_delivered"
    await _send(world, (url, secret), one, f"post.publish.{first}")
    if one.is_direct and one.info["privacy_level"] == PUBLIC:
        one = await _settled_at(world, publish_id, one.visible_at or 0.0)
        await _send(world, (url, secret), one, "post.publish.publicly_available")


async def _settled_at(world: World, publish_id: str, moment: float) -> Publish:
    """What the publish has become by a moment; a sleep may end a little before its time."""
    await asyncio.sleep(max(0.0, moment - world.clock.seconds()))
    now = max(moment, world.clock.seconds())
    return await world.store.write(lambda db: _settled(db, publish_id, now))


async def _send(world: World, to: tuple[str, str], one: Publish, event: str) -> None:
    """Once; an address that does not answer has missed it."""
    moment = int(world.clock.seconds())
    content: dict[str, JSON] = {"publish_id": one.id, "publish_type": one.mode}
    if event == "post.publish.failed":
        content["reason"] = one.failure
    if event == "post.publish.publicly_available":
        content["post_id"] = one.post_id
    body = json.dumps({
        "client_key": OWN_APP, "event": event, "create_time": moment,
        "user_openid": one.account_id, "content": json.dumps(content),
    }).encode()  # fmt: skip
    signed = hmac.new(to[1].encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    headers = {"Content-Type": "application/json", "TikTok-Signature": f"t={moment},s={signed}"}
    try:
        await world.http.post(to[0], content=body, headers=headers, seconds=5)
    except (HTTPTrouble, ValueError):
        return


def _address(db: Connection) -> tuple[str, str]:
    row = db.execute("select url from tiktok_hooks where client_key = ?", (OWN_APP,)).fetchone()
    return (row["url"] if row else ""), app_of(db, "tiktok").client_secret


def _settled(db: Connection, publish_id: str, now: float) -> Publish:
    settle(db, now)
    one = find_publish(db, publish_id)
    if one is None:
        raise LookupError(publish_id)
    return one
