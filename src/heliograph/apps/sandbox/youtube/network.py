"""YouTube as one of the sandbox's networks."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from heliograph.apps.sandbox.accounts import Account, plain_letters
from heliograph.apps.sandbox.codes import OWN_APP, Grant, app_of
from heliograph.apps.sandbox.networks import Network, NewAccount, Rates
from heliograph.apps.sandbox.posts import Post
from heliograph.apps.sandbox.store import Connection
from heliograph.apps.sandbox.timeline.markup import folded_after
from heliograph.apps.sandbox.timeline.permalinks import post_page
from heliograph.apps.sandbox.youtube.grants import begin, end_all
from heliograph.apps.sandbox.youtube.manners import YouTubeManners
from heliograph.apps.sandbox.youtube.routes import routes
from heliograph.apps.sandbox.youtube.sign_in import ANALYTICS, FORCE, UPLOAD

FOLD = 100
_page = post_page(lambda db, found: str(found["id"]))


def _secrets(db: Connection, account: NewAccount) -> dict[str, str]:
    """An hour's access and what renews it, as after a consent."""
    app = app_of(db, "youtube")
    grant = Grant(OWN_APP, account.id, "", " ".join((UPLOAD, FORCE, ANALYTICS)))
    given = begin(db, grant, account.now, offline=True)
    return {
        "access_token": given["access_token"], "refresh_token": given["refresh_token"],
        "client_id": app.client_id, "client_secret": app.client_secret,
    }  # fmt: skip


def _account_id(handle: str) -> str:
    digest = hashlib.sha256(f"youtube:{handle}".encode()).digest()
    return "UC" + urlsafe_b64encode(digest).decode()[:22]


async def _watch(request: Request) -> Response:
    """GET /watch?v=: YouTube names the video in the query."""
    request.scope["path_params"] = {"id": request.query_params.get("v", "")}
    return await _page(request)


def _permalinks() -> list[BaseRoute]:
    return [Route("/youtube/watch", _watch), Route("/youtube/shorts/{id}", _page)]


def _folded(post: Post) -> Markup | None:
    return folded_after(post.text, FOLD)


def _permalink(account: Account, post: Post) -> str:
    return f"/watch?v={post.id}"


NETWORK = Network(
    name="youtube",
    title="YouTube",
    manners=YouTubeManners(),
    rates=Rates(likes=0.035, replies=0.004, reblogs=0.003, quotes=0.0, saves=0.005),
    routes=routes,
    permalinks=_permalinks,
    permalink=_permalink,
    tidy=lambda handle: plain_letters(handle, "a-z0-9_.-"),
    account_id=_account_id,
    secrets=_secrets,
    end_access=end_all,
    folded=_folded,
)
