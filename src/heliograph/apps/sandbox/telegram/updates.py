"""What a bot is told: by a webhook that carries the secret it chose, or when it asks."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from heliograph.apps.sandbox.store import JSON, Connection, Row
from heliograph.apps.sandbox.telegram.calls import BotCall
from heliograph.apps.sandbox.telegram.manners import refused
from heliograph.kit.http import HTTPTrouble

PORTS = (443, 80, 88, 8443)
LOOPBACK = ("127.0.0.1", "localhost", "::1")
SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")
# The loop holds tasks weakly: one that nobody else holds may vanish before it is done.
_on_their_way: set[asyncio.Task[None]] = set()


async def announce(call: BotCall, kind: str, message: Mapping[str, JSON]) -> None:
    """Keep an update for the bot, and send it off where a webhook is set."""
    account = call.account.id

    def keep(db: Connection) -> tuple[int, Row | None]:
        hook = _hook(db, account)
        allowed = json.loads(hook["allowed"]) if hook else []
        if allowed and kind not in allowed:
            return 0, None
        row = db.execute(
            "insert into telegram_updates (account_id, body) values (?, ?) returning update_id",
            (account, json.dumps({kind: message})),
        ).fetchone()
        return int(row["update_id"]), hook

    update_id, hook = await call.world.store.write(keep)
    if hook is not None:
        task = asyncio.create_task(_deliver(call, hook, update_id, {kind: message}))
        _on_their_way.add(task)
        task.add_done_callback(_on_their_way.discard)


async def set_webhook(call: BotCall) -> JSON:
    """setWebhook; an empty address takes it away."""
    url, secret = call.text("url"), call.text("secret_token")
    if not url:
        return await delete_webhook(call)
    place = urlsplit(url)
    # The real servers know no other ports and no plain http; this machine has neither to offer.
    if place.hostname not in LOOPBACK:
        if place.scheme != "https":
            raise refused(400, "bad webhook: An HTTPS URL must be provided for webhook")
        if (place.port or 443) not in PORTS:
            raise refused(
                400, "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443"
            )
    if not SECRET.fullmatch(secret):
        raise refused(400, "secret token contains unallowed characters")
    if not 1 <= (call.number("max_connections") or 40) <= 100:
        raise refused(400, "max_connections must be 1 to 100")
    allowed = json.dumps(call.structure("allowed_updates") or [])
    values = (call.account.id, url, secret, allowed)
    await call.world.store.write(
        lambda db: db.execute(
            "insert or replace into telegram_webhooks values (?, ?, ?, ?)", values
        )
    )
    return True


async def delete_webhook(call: BotCall) -> JSON:
    """deleteWebhook."""
    account = call.account.id
    await call.world.store.write(
        lambda db: db.execute("delete from telegram_webhooks where account_id = ?", (account,))
    )
    return True


async def webhook_info(call: BotCall) -> JSON:
    """getWebhookInfo."""
    account = call.account.id

    def read(db: Connection) -> tuple[Row | None, int]:
        waiting = db.execute(
            "select count(*) from telegram_updates where account_id = ?", (account,)
        ).fetchone()[0]
        return _hook(db, account), int(waiting)

    hook, waiting = await call.world.store.read(read)
    return {
        "url": hook["url"] if hook else "", "has_custom_certificate": False,
        "pending_update_count": waiting,
        **({"allowed_updates": json.loads(hook["allowed"])} if hook else {}),
    }  # fmt: skip


async def get_updates(call: BotCall) -> JSON:
    """getUpdates: those from `offset` on; the ones before it are forgotten."""
    account, offset = call.account.id, call.number("offset") or 0
    limit = min(100, call.number("limit") or 100)

    def read(db: Connection) -> list[dict[str, JSON]]:
        if _hook(db, account) is not None:
            raise refused(
                409, "can't use getUpdates method while webhook is active; use deleteWebhook to "
                "delete the webhook first",
            )  # fmt: skip
        db.execute(
            "delete from telegram_updates where account_id = ? and update_id < ?",
            (account, offset),
        )
        rows = db.execute(
            "select * from telegram_updates where account_id = ? order by update_id limit ?",
            (account, limit),
        )
        return [{"update_id": row["update_id"], **json.loads(row["body"])} for row in rows]

    return await call.world.store.write(read)


async def _deliver(call: BotCall, hook: Row, update_id: int, body: Mapping[str, JSON]) -> None:
    """Send one update; it stays waiting when nobody takes it."""
    headers = {"X-Telegram-Bot-Api-Secret-Token": hook["secret"]} if hook["secret"] else {}
    try:
        answer = await call.world.http.post(
            hook["url"], json={"update_id": update_id, **body}, headers=headers
        )
    except HTTPTrouble:
        return
    if answer.ok:
        await call.world.store.write(
            lambda db: db.execute("delete from telegram_updates where update_id = ?", (update_id,))
        )


def _hook(db: Connection, account: str) -> Row | None:
    found: Row | None = db.execute(
        "select * from telegram_webhooks where account_id = ?", (account,)
    ).fetchone()
    return found
