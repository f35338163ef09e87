"""Bluesky as one of the sandbox's networks."""

from __future__ import annotations

import hashlib
import re
import secrets
from base64 import b32encode

from starlette.routing import BaseRoute, Route

from heliograph.apps.sandbox.accounts import Account
from heliograph.apps.sandbox.bluesky.manners import BlueskyManners
from heliograph.apps.sandbox.bluesky.routes import routes
from heliograph.apps.sandbox.bluesky.sign_in import end_access
from heliograph.apps.sandbox.networks import Network, NewAccount, Rates
from heliograph.apps.sandbox.posts import Post
from heliograph.apps.sandbox.store import JSON, Connection
from heliograph.apps.sandbox.timeline.markup import by_facets
from heliograph.apps.sandbox.timeline.permalinks import post_page


def _tidy(handle: str) -> str:
    label = re.sub(r"[^a-z0-9.]+", "-", handle).strip("-.")
    return label if "." in label else f"{label}.sandbox.test"


def _account_id(handle: str) -> str:
    digest = hashlib.sha256(f"bluesky:{handle}".encode()).digest()
    return "did:plc:" + b32encode(digest)[:24].decode().lower()


def _secrets(db: Connection, account: NewAccount) -> dict[str, str]:
    """A handle and an app password in four groups."""
    letters = "abcdefghijklmnopqrstuvwxyz234567"
    groups = ["".join(secrets.choice(letters) for _ in range(4)) for _ in range(4)]
    return {"identifier": account.handle, "app_password": "-".join(groups)}


def _permalink(account: Account, post: Post) -> str:
    return f"/profile/{account.handle}/post/{post.key}"


def _post_id(db: Connection, found: dict[str, JSON]) -> str:
    row = db.execute(
        "select id from accounts where platform = 'bluesky' and :actor in (handle, id)", found
    ).fetchone()
    did = row["id"] if row else ""
    return f"at://{did}/app.bsky.feed.post/{found['rkey']}"


def _permalinks() -> list[BaseRoute]:
    return [Route("/bluesky/profile/{actor}/post/{rkey}", post_page(_post_id))]


NETWORK = Network(
    name="bluesky",
    title="Bluesky",
    manners=BlueskyManners(),
    rates=Rates(likes=0.060, replies=0.009, reblogs=0.016, quotes=0.004, saves=0.006),
    routes=routes,
    permalinks=_permalinks,
    permalink=_permalink,
    tidy=_tidy,
    account_id=_account_id,
    secrets=_secrets,
    end_access=end_access,
    marked_up=lambda post: by_facets(post.text, post.extra["record"].get("facets") or []),
)
