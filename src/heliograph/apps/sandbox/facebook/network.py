"""Facebook as one of the sandbox's networks; its accounts are Pages."""

from __future__ import annotations

import secrets

from starlette.routing import BaseRoute, Route

from heliograph.apps.sandbox.accounts import Account, digits_of, grant_token, plain_letters
from heliograph.apps.sandbox.facebook.calling import queue_withdrawal
from heliograph.apps.sandbox.facebook.films_store import post_of_film
from heliograph.apps.sandbox.facebook.manners import FacebookManners
from heliograph.apps.sandbox.facebook.routes import routes
from heliograph.apps.sandbox.facebook.settling import settle
from heliograph.apps.sandbox.facebook.sign_in import PAGE, SCOPES
from heliograph.apps.sandbox.networks import Network, NewAccount, Rates
from heliograph.apps.sandbox.posts import Post
from heliograph.apps.sandbox.store import Connection
from heliograph.apps.sandbox.timeline.markup import folded_after
from heliograph.apps.sandbox.timeline.permalinks import post_page

FOLD = 477


def _secrets(db: Connection, account: NewAccount) -> dict[str, str]:
    """A Page's token, which does not run out."""
    token = "EAAG" + secrets.token_urlsafe(48)
    scopes = ("facebook", " ".join((PAGE, *SCOPES)))
    grant_token(db, token, account.id, scopes, account.now, None)
    return {"access_token": token, "page_id": account.id}


def _permalink(account: Account, post: Post) -> str:
    film = post.extra.get("film")
    match post.extra.get("product"):
        case "REEL":
            return f"/reel/{film}"
        case "VIDEO":
            return f"/{account.id}/videos/{film}"
        case "STORY":
            return f"/stories/{account.id}/{post.id}"
        case _:
            return f"/{account.id}/posts/{post.id.partition('_')[2]}"


def _permalinks() -> list[BaseRoute]:
    post = post_page(lambda db, found: f"{found['page']}_{found['post']}")
    film = post_page(lambda db, found: post_of_film(db, found["film"]))
    story = post_page(lambda db, found: found["story"])
    return [
        Route("/facebook/{page}/posts/{post}", post),
        Route("/facebook/{page}/videos/{film}", film),
        Route("/facebook/reel/{film}", film),
        Route("/facebook/stories/{page}/{story}", story),
    ]


NETWORK = Network(
    name="facebook",
    title="Facebook",
    manners=FacebookManners(),
    rates=Rates(likes=0.03, replies=0.005, reblogs=0.004, quotes=0.0, saves=0.002),
    routes=routes,
    permalinks=_permalinks,
    permalink=_permalink,
    tidy=lambda handle: plain_letters(handle, "a-z0-9."),
    account_id=lambda handle: digits_of("facebook", handle, "101"),
    secrets=_secrets,
    end_access=queue_withdrawal,
    settle=settle,
    folded=lambda post: folded_after(post.text, FOLD),
)
