"""Reddit as one of the sandbox's networks."""

from __future__ import annotations

from starlette.routing import BaseRoute, Route

from heliograph.apps.sandbox.accounts import Account, digits_of, plain_letters
from heliograph.apps.sandbox.codes import Grant, app_of
from heliograph.apps.sandbox.networks import Network, NewAccount, Rates
from heliograph.apps.sandbox.posts import Post
from heliograph.apps.sandbox.reddit.manners import RedditManners
from heliograph.apps.sandbox.reddit.oauth import SCOPES, end_access, new_tokens
from heliograph.apps.sandbox.reddit.routes import routes
from heliograph.apps.sandbox.reddit.things import path_of
from heliograph.apps.sandbox.store import Connection
from heliograph.apps.sandbox.timeline.markup import by_pattern
from heliograph.apps.sandbox.timeline.permalinks import post_page


def _secrets(db: Connection, account: NewAccount) -> dict[str, str]:
    """A token of a day with what renews it; posts go to the person's own page."""
    app = app_of(db, "reddit")
    grant = Grant(app.client_id, account.id, "", " ".join(sorted(SCOPES)))
    access, refresh = new_tokens(db, grant, account.now)
    return {
        "access_token": access, "refresh_token": refresh, "client_id": app.client_id,
        "client_secret": app.client_secret, "subreddit": f"u_{account.handle}",
    }  # fmt: skip


def _permalink(account: Account, post: Post) -> str:
    return path_of(account, post)


def _permalinks() -> list[BaseRoute]:
    submission = post_page(lambda db, found: f"t3_{found['id']}")
    comment = post_page(lambda db, found: f"t1_{found['comment']}")
    whole = "/reddit/r/{sr}/comments/{id}/{title}/"
    return [
        Route(whole, submission),
        Route(whole + "{comment}/", comment),
        Route("/reddit/gallery/{id}", submission),
    ]


NETWORK = Network(
    name="reddit",
    title="Reddit",
    manners=RedditManners(),
    rates=Rates(likes=0.055, replies=0.018, reblogs=0.002, quotes=0.0, saves=0.006),
    routes=routes,
    permalinks=_permalinks,
    permalink=_permalink,
    tidy=lambda handle: plain_letters(handle, "a-z0-9_-"),
    account_id=lambda handle: digits_of("reddit", handle, "9"),
    secrets=_secrets,
    end_access=end_access,
    marked_up=lambda post: by_pattern(post.text, links=True),
)
