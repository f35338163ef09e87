"""Mastodon as one of the sandbox's networks."""

from __future__ import annotations

import secrets

from starlette.routing import BaseRoute, Route

from heliograph.apps.sandbox.accounts import (
    FULL_SCOPES,
    Account,
    digits_of,
    grant_token,
    plain_letters,
)
from heliograph.apps.sandbox.mastodon.manners import MastodonManners
from heliograph.apps.sandbox.mastodon.publishing import publish_due
from heliograph.apps.sandbox.mastodon.routes import routes
from heliograph.apps.sandbox.networks import Network, NewAccount, Rates
from heliograph.apps.sandbox.posts import Post
from heliograph.apps.sandbox.store import Connection
from heliograph.apps.sandbox.timeline.markup import by_pattern
from heliograph.apps.sandbox.timeline.permalinks import post_page


def _secrets(db: Connection, account: NewAccount) -> dict[str, str]:
    """A token that never runs out, as Mastodon's do."""
    token = secrets.token_urlsafe(32)
    grant_token(db, token, account.id, ("mastodon", FULL_SCOPES), account.now, None)
    return {"access_token": token}


def _permalink(account: Account, post: Post) -> str:
    return f"/@{account.handle}/{post.id}"


def _permalinks() -> list[BaseRoute]:
    return [Route("/mastodon/@{handle}/{id}", post_page(lambda db, found: str(found["id"])))]


NETWORK = Network(
    name="mastodon",
    title="Mastodon",
    manners=MastodonManners(),
    rates=Rates(likes=0.065, replies=0.010, reblogs=0.028, quotes=0.002, saves=0.008),
    routes=routes,
    permalinks=_permalinks,
    permalink=_permalink,
    tidy=plain_letters,
    account_id=lambda handle: digits_of("mastodon", handle, "1098"),
    secrets=_secrets,
    settle=publish_due,
    marked_up=lambda post: by_pattern(post.text, links=True),
)
