"""Facebook calls back: what happened is queued with the change itself, sent signed, and sent again
for 36 hours to an address that does not answer."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from urllib.parse import urlencode

from heliograph.apps.sandbox.accounts import Account
from heliograph.apps.sandbox.codes import OWN_APP, app_of
from heliograph.apps.sandbox.posts import Post
from heliograph.apps.sandbox.store import JSON, Connection, Row
from heliograph.apps.sandbox.world import World
from heliograph.kit.http import HTTPTrouble

PATIENCE = 36 * 3600
FIRST_PAUSE = 60
SECONDS = 5
FORM = "application/x-www-form-urlencoded"
ITEMS = {"video": "video", "reel": "video", "photo": "photo", "link": "share"}
# The loop holds tasks weakly: one that nobody else holds may vanish before it is done.
_on_their_way: set[asyncio.Task[None]] = set()


def queue_change(db: Connection, page: Account, value: Mapping[str, JSON], now: float) -> None:
    """Remember to tell of a change of the Page's feed, where somebody asked to be told."""
    hook = db.execute("select * from facebook_hooks where app_id = ?", (OWN_APP,)).fetchone()
    asked = db.execute(
        "select * from facebook_subscribers where page_id = ?", (page.id,)
    ).fetchone()
    if hook is None or asked is None or "feed" not in asked["fields"] or not hook["url"]:
        return
    about = {"from": {"id": page.id, "name": page.name}, "created_time": int(now), **value}
    entry = {"id": page.id, "time": int(now), "changes": [{"field": "feed", "value": about}]}
    # Whatever is not ASCII goes out escaped, and is signed as it goes out.
    _queue(db, hook["url"], json.dumps({"object": "page", "entry": [entry]}), now)


def queue_post(db: Connection, page: Account, post: Post, verb: str, now: float) -> None:
    """The same for a post that came, changed or went."""
    kind = str(post.extra.get("product") or "status").lower()
    if kind == "story":
        return
    if kind == "status" and post.media:
        kind = "photo"
    elif kind == "status" and post.extra.get("link"):
        kind = "link"
    value: dict[str, JSON] = {
        "item": ITEMS.get(kind, "status"), "verb": verb, "post_id": post.id, "published": 1
    }  # fmt: skip
    if post.text and verb != "remove":
        value["message"] = post.text
    if post.extra.get("film"):
        value["video_id"] = post.extra["film"]
    queue_change(db, page, value, now)


def queue_withdrawal(db: Connection, account_id: str, now: float) -> None:
    """A person took the permission back: a form with a signed request."""
    hook = db.execute("select * from facebook_hooks where app_id = ?", (OWN_APP,)).fetchone()
    if hook is None or not hook["withdrawals"]:
        return
    told = {"user_id": f"{account_id}0", "algorithm": "HMAC-SHA256", "issued_at": int(now)}
    payload = _encoded(json.dumps(told).encode())
    secret = app_of(db, "facebook").client_secret
    signature = _encoded(hmac.new(secret.encode(), payload.encode(), hashlib.sha256).digest())
    body = urlencode({"signed_request": f"{signature}.{payload}"})
    _queue(db, hook["withdrawals"], body, now, FORM)


async def send_due(world: World) -> None:
    """Send what waits, beside the work at hand."""
    now = world.clock.seconds()
    rows, secret = await world.store.write(lambda db: _taken(db, now))
    for row in rows:
        task = asyncio.create_task(_send(world, row, secret))
        _on_their_way.add(task)
        task.add_done_callback(_on_their_way.discard)


def _taken(db: Connection, now: float) -> tuple[list[Row], str]:
    """The calls whose time has come; each is due again later unless it is answered."""
    db.execute("delete from facebook_calls where created_at < ?", (now - PATIENCE,))
    rows = db.execute("select * from facebook_calls where due_at <= ?", (now,)).fetchall()
    for row in rows:
        pause = FIRST_PAUSE * 2 ** row["tries"]
        db.execute(
            "update facebook_calls set tries = tries + 1, due_at = ? where id = ?",
            (now + pause, row["id"]),
        )
    return rows, app_of(db, "facebook").client_secret if rows else ""


async def _send(world: World, row: Row, secret: str) -> None:
    body = str(row["body"]).encode()
    headers = {"Content-Type": str(row["mime"]), "User-Agent": "facebookexternalua"}
    if row["mime"] != FORM:
        for name, algorithm in (("X-Hub-Signature-256", "sha256"), ("X-Hub-Signature", "sha1")):
            signature = hmac.new(secret.encode(), body, algorithm).hexdigest()
            headers[name] = f"{algorithm}={signature}"
    try:
        answer = await world.http.post(row["url"], content=body, headers=headers, seconds=SECONDS)
    except (HTTPTrouble, ValueError):
        return
    if answer.status == 200:
        await world.store.write(
            lambda db: db.execute("delete from facebook_calls where id = ?", (row["id"],))
        )


def _queue(db: Connection, url: str, body: str, now: float, mime: str = "application/json") -> None:
    db.execute(
        "insert into facebook_calls (url, body, mime, created_at, due_at) values (?, ?, ?, ?, ?)",
        (url, body, mime, now, now),
    )


def _encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
