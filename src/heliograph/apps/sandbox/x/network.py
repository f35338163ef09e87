"""X as one of the sandbox's networks."""

from __future__ import annotations

from starlette.routing import BaseRoute, Route

from heliograph.apps.sandbox.accounts import Account, digits_of, plain_letters
from heliograph.apps.sandbox.codes import app_of
from heliograph.apps.sandbox.networks import Network, NewAccount, Rates
from heliograph.apps.sandbox.posts import Post
from heliograph.apps.sandbox.store import Connection
from heliograph.apps.sandbox.timeline.markup import by_pattern
from heliograph.apps.sandbox.timeline.permalinks import post_page
from heliograph.apps.sandbox.x.manners import XManners
from heliograph.apps.sandbox.x.routes import routes
from heliograph.apps.sandbox.x.tokens import end_access, give_pair

SCOPES = "tweet.read tweet.write users.read media.write offline.access"


def _secrets(db: Connection, account: NewAccount) -> dict[str, str]:
    """A pair of tokens, and the keys of the app that may renew it."""
    pair = give_pair(db, account.id, SCOPES, account.now)
    app = app_of(db, "x")
    return {
        "access_token": pair["access_token"], "refresh_token": pair["refresh_token"],
        "client_id": app.client_id, "client_secret": app.client_secret,
        "consumer_secret": app.client_secret,
    }  # fmt: skip


def _permalink(account: Account, post: Post) -> str:
    return f"/{account.handle}/status/{post.id}"


def _permalinks() -> list[BaseRoute]:
    return [Route("/x/{handle}/status/{id}", post_page(lambda db, found: str(found["id"])))]


NETWORK = Network(
    name="x",
    title="X",
    manners=XManners(),
    rates=Rates(likes=0.035, replies=0.006, reblogs=0.010, quotes=0.002, saves=0.007),
    routes=routes,
    permalinks=_permalinks,
    permalink=_permalink,
    tidy=plain_letters,
    account_id=lambda handle: digits_of("x", handle, "1"),
    secrets=_secrets,
    end_access=end_access,
    marked_up=lambda post: by_pattern(post.text, links=True),
)
