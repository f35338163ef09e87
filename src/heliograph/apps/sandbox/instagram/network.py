"""Instagram as one of the sandbox's networks."""

from __future__ import annotations

import secrets

from markupsafe import Markup
from starlette.routing import BaseRoute, Route

from heliograph.apps.sandbox.accounts import (
    FULL_SCOPES,
    Account,
    digits_of,
    grant_token,
    plain_letters,
)
from heliograph.apps.sandbox.instagram.manners import InstagramManners
from heliograph.apps.sandbox.instagram.routes import routes
from heliograph.apps.sandbox.networks import Network, NewAccount, Rates
from heliograph.apps.sandbox.numbers import media_id_of, shortcode
from heliograph.apps.sandbox.posts import Post
from heliograph.apps.sandbox.store import Connection
from heliograph.apps.sandbox.timeline.markup import folded_after
from heliograph.apps.sandbox.timeline.permalinks import post_page

FOLD = 125
LONG_LIFE_S = 60 * 86_400


def _secrets(db: Connection, account: NewAccount) -> dict[str, str]:
    """A token of sixty days, as the long-lived ones are."""
    token = "IGAA" + secrets.token_urlsafe(48)
    until = account.now + LONG_LIFE_S
    grant_token(db, token, account.id, ("instagram", FULL_SCOPES), account.now, until)
    return {"access_token": token, "user_id": account.id}


def _permalink(account: Account, post: Post) -> str:
    path = "reel" if post.extra.get("product") == "REELS" else "p"
    return f"/{path}/{shortcode(post.id)}/"


def _permalinks() -> list[BaseRoute]:
    page = post_page(lambda db, found: media_id_of(str(found["code"])) or "")
    return [
        Route(f"/instagram/{kind}/{{code}}{end}", page)
        for kind in ("p", "reel")
        for end in ("", "/")
    ]


def _folded(post: Post) -> Markup | None:
    return folded_after(post.text, FOLD)


NETWORK = Network(
    name="instagram",
    title="Instagram",
    manners=InstagramManners(),
    rates=Rates(likes=0.075, replies=0.006, reblogs=0.009, quotes=0.0, saves=0.014),
    routes=routes,
    permalinks=_permalinks,
    permalink=_permalink,
    tidy=lambda handle: plain_letters(handle, "a-z0-9_."),
    account_id=lambda handle: digits_of("instagram", handle, "17841"),
    secrets=_secrets,
    folded=_folded,
)
