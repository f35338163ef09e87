"""TikTok as one of the sandbox's networks."""

from __future__ import annotations

import uuid

from markupsafe import Markup
from starlette.routing import BaseRoute, Route

from heliograph.apps.sandbox.accounts import Account, plain_letters
from heliograph.apps.sandbox.codes import OWN_APP, Grant, app_of
from heliograph.apps.sandbox.networks import Network, NewAccount, Rates
from heliograph.apps.sandbox.posts import Post
from heliograph.apps.sandbox.store import Connection
from heliograph.apps.sandbox.tiktok.grants import end_all, give
from heliograph.apps.sandbox.tiktok.manners import TikTokManners
from heliograph.apps.sandbox.tiktok.publishes import settle
from heliograph.apps.sandbox.tiktok.routes import routes
from heliograph.apps.sandbox.tiktok.sign_in import KNOWN_SCOPES
from heliograph.apps.sandbox.timeline.markup import folded_after
from heliograph.apps.sandbox.timeline.permalinks import post_page

FOLD = 66


def _secrets(db: Connection, account: NewAccount) -> dict[str, str]:
    """A day's access and what renews it, as after a consent."""
    app = app_of(db, "tiktok")
    given = give(db, Grant(OWN_APP, account.id, "", ",".join(KNOWN_SCOPES)), account.now)
    return {
        "access_token": given["access_token"], "refresh_token": given["refresh_token"],
        "client_key": app.client_id, "client_secret": app.client_secret,
    }  # fmt: skip


def _permalinks() -> list[BaseRoute]:
    page = post_page(lambda db, found: str(found["id"]))
    return [Route(f"/tiktok/@{{handle}}/{kind}/{{id}}", page) for kind in ("video", "photo")]


def _permalink(account: Account, post: Post) -> str:
    kind = "photo" if post.extra["product"] == "PHOTO" else "video"
    return f"/@{account.handle}/{kind}/{post.id}"


def _folded(post: Post) -> Markup | None:
    return folded_after(post.text, FOLD)


NETWORK = Network(
    name="tiktok",
    title="TikTok",
    manners=TikTokManners(),
    rates=Rates(likes=0.085, replies=0.006, reblogs=0.007, quotes=0.0, saves=0.012),
    routes=routes,
    permalinks=_permalinks,
    permalink=_permalink,
    tidy=lambda handle: plain_letters(handle, "a-z0-9_."),
    account_id=lambda handle: str(uuid.uuid5(uuid.NAMESPACE_URL, f"tiktok:{handle}")),
    secrets=_secrets,
    end_access=end_all,
    settle=settle,
    folded=_folded,
)
