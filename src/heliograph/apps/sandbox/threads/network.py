"""Threads as one of the sandbox's networks."""

from __future__ import annotations

from starlette.routing import BaseRoute, Route

from heliograph.apps.sandbox.accounts import Account, digits_of, grant_token, plain_letters
from heliograph.apps.sandbox.networks import Network, NewAccount, Rates
from heliograph.apps.sandbox.numbers import media_id_of, shortcode
from heliograph.apps.sandbox.posts import Post
from heliograph.apps.sandbox.store import Connection
from heliograph.apps.sandbox.threads.manners import ThreadsManners
from heliograph.apps.sandbox.threads.oauth import DESK
from heliograph.apps.sandbox.threads.routes import routes
from heliograph.apps.sandbox.threads.sign_in import SCOPES
from heliograph.apps.sandbox.timeline.permalinks import post_page


def _secrets(db: Connection, account: NewAccount) -> dict[str, str]:
    """A token of sixty days that may do everything."""
    token, until = DESK.new_token(), account.now + DESK.long_life
    grant_token(db, token, account.id, ("threads", " ".join(SCOPES)), account.now, until)
    return {"access_token": token, "user_id": account.id}


def _permalink(account: Account, post: Post) -> str:
    return f"/@{account.handle}/post/{shortcode(post.id)}"


def _permalinks() -> list[BaseRoute]:
    page = post_page(lambda db, found: media_id_of(str(found["code"])) or "")
    return [Route("/threads/@{handle}/post/{code}", page)]


NETWORK = Network(
    name="threads",
    title="Threads",
    manners=ThreadsManners(),
    rates=Rates(likes=0.045, replies=0.012, reblogs=0.006, quotes=0.002, saves=0.004),
    routes=routes,
    permalinks=_permalinks,
    permalink=_permalink,
    tidy=lambda handle: plain_letters(handle, "a-z0-9_."),
    account_id=lambda handle: digits_of("threads", handle, "17842"),
    secrets=_secrets,
)
