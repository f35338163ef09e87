"""Notifications of an organisation: a challenge when an address is entered, signed calls later."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets

from starlette.requests import Request
from starlette.responses import Response

from heliograph.apps.sandbox.accounts import account_by_id
from heliograph.apps.sandbox.answers import read_parameters, text_of
from heliograph.apps.sandbox.codes import app_of
from heliograph.apps.sandbox.linkedin.manners import refused
from heliograph.apps.sandbox.linkedin.sign_in import author_of, signed_in, urn_of
from heliograph.apps.sandbox.posts import Post
from heliograph.apps.sandbox.store import Connection
from heliograph.apps.sandbox.world import World, world_of
from heliograph.kit.http import HTTPTrouble

EVENT = "ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS"


async def subscribe(request: Request) -> Response:
    """PUT /rest/eventSubscriptions/{entity} with `webhook`: the address must prove itself."""
    caller = await signed_in(request)
    page = str(request.path_params["entity"])
    await author_of(request, caller, page)
    url = text_of((await read_parameters(request)).get("webhook"))
    world = world_of(request)
    secret = (await world.store.read(lambda db: app_of(db, "linkedin"))).client_secret
    if not await _proves(world, url, secret):
        raise refused(400, "WEBHOOK_VALIDATION_FAILED", "The address did not answer the challenge")
    row = (page, url, world.clock.seconds())
    await world.store.write(
        lambda db: db.execute("insert or replace into linkedin_hooks values (?, ?, ?)", row)
    )
    return Response(status_code=204)


async def tell_of_comment(world: World, post: Post, text: str, comment_id: str) -> None:
    """Send a signed notification, once; an address that does not answer has missed it."""

    def read(db: Connection) -> tuple[str, str, str]:
        page = urn_of(account_by_id(db, post.account_id))
        row = db.execute("select url from linkedin_hooks where page = ?", (page,)).fetchone()
        return page, row["url"] if row else "", app_of(db, "linkedin").client_secret

    page, url, secret = await world.store.read(read)
    if not url:
        return
    comment = f"urn:li:comment:({post.id},{comment_id})"
    note = {
        "notificationId": int(comment_id) % 10**9, "organizationalEntity": page,
        "action": "COMMENT", "sourcePost": post.id, "generatedActivity": comment,
        "lastModifiedAt": int(world.clock.seconds() * 1000),
        "decoratedGeneratedActivity": {"comment": {"entity": post.id, "text": text}},
    }  # fmt: skip
    body = json.dumps({"type": EVENT, "notifications": [note]}).encode()
    signature = hmac.new(secret.encode(), b"hmacsha256=" + body, hashlib.sha256).hexdigest()
    headers = {"Content-Type": "application/json", "X-LI-Signature": signature}
    try:
        await world.http.post(url, content=body, headers=headers, seconds=5)
    except HTTPTrouble:
        return


async def _proves(world: World, url: str, secret: str) -> bool:
    challenge = secrets.token_hex(16)
    try:
        answer = await world.http.get(url, params={"challengeCode": challenge})
    except (HTTPTrouble, ValueError):
        return False
    wanted = hmac.new(secret.encode(), challenge.encode(), hashlib.sha256).hexdigest()
    told = answer.json()
    return answer.status == 200 and told == {
        "challengeCode": challenge,
        "challengeResponse": wanted,
    }
