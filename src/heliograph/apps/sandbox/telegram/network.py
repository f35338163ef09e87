"""Telegram as one of the sandbox's networks."""

from __future__ import annotations

import secrets

from starlette.routing import BaseRoute, Route

from heliograph.apps.sandbox.accounts import Account, digits_of, grant_token, plain_letters
from heliograph.apps.sandbox.networks import Network, NewAccount, Rates
from heliograph.apps.sandbox.posts import Post
from heliograph.apps.sandbox.store import Connection
from heliograph.apps.sandbox.telegram.manners import TelegramManners
from heliograph.apps.sandbox.telegram.routes import routes
from heliograph.apps.sandbox.timeline.markup import by_pattern
from heliograph.apps.sandbox.timeline.permalinks import post_page


def _secrets(db: Connection, account: NewAccount) -> dict[str, str]:
    """A bot of the channel's own, with a token that lasts until it is taken back."""
    token = f"{digits_of('telegram-bot', account.handle, '7', 9)}:AA{_letters(33)}"
    grant_token(db, token, account.id, ("telegram", ""), account.now, None)
    return {"bot_token": token, "chat_id": f"@{account.handle}"}


def _letters(count: int) -> str:
    return secrets.token_urlsafe(count)[:count]


def _number(post: Post) -> str:
    return post.id.rpartition("_")[2]


def _permalink(account: Account, post: Post) -> str:
    return f"/{account.handle}/{_number(post)}"


def _post_id(db: Connection, found: dict[str, object]) -> str:
    row = db.execute(
        "select post_id from telegram_messages join accounts on accounts.id = account_id "
        "where handle = ? and platform = 'telegram' and message_id = ?",
        (str(found["handle"]), int(str(found["number"]))),
    ).fetchone()
    return str(row["post_id"]) if row else ""


def _permalinks() -> list[BaseRoute]:
    # Only numbers: everything else below the prefix is a bot's own method.
    return [Route("/telegram/{handle}/{number:int}", post_page(_post_id))]


NETWORK = Network(
    name="telegram",
    title="Telegram",
    manners=TelegramManners(),
    rates=Rates(likes=0.024, replies=0.0, reblogs=0.012, quotes=0.0, saves=0.0),
    routes=routes,
    permalinks=_permalinks,
    permalink=_permalink,
    tidy=plain_letters,
    account_id=lambda handle: digits_of("telegram", handle, "-1001", 9),
    secrets=_secrets,
    marked_up=lambda post: by_pattern(post.text, links=True),
)
