"""Instagram as one of the sandbox's networks."""

from __future__ import annotations

from markupsafe import Markup
from starlette.routing import BaseRoute, Route

from heliograph.apps.sandbox.accounts import digits_of, grant_token, plain_letters
from heliograph.apps.sandbox.instagram.manners import InstagramManners
from heliograph.apps.sandbox.instagram.nodes import path_of
from heliograph.apps.sandbox.instagram.oauth import DESK
from heliograph.apps.sandbox.instagram.routes import routes
from heliograph.apps.sandbox.instagram.sign_in import SCOPES
from heliograph.apps.sandbox.networks import Network, NewAccount, Rates
from heliograph.apps.sandbox.numbers import media_id_of
from heliograph.apps.sandbox.posts import Post
from heliograph.apps.sandbox.store import Connection
from heliograph.apps.sandbox.timeline.markup import folded_after
from heliograph.apps.sandbox.timeline.permalinks import post_page

FOLD = 125


def _secrets(db: Connection, account: NewAccount) -> dict[str, str]:
    """A token of sixty days that may do everything, as the long-lived ones are."""
    token, until = DESK.new_token(), account.now + DESK.long_life
    scopes = ("instagram", " ".join(SCOPES))
    grant_token(db, token, account.id, scopes, account.now, until)
    return {"access_token": token, "user_id": account.id}


def _permalinks() -> list[BaseRoute]:
    page = post_page(lambda db, found: media_id_of(str(found["code"])) or "")
    story = post_page(lambda db, found: str(found["id"]))
    table = (("p/{code}", page), ("reel/{code}", page), ("stories/{handle}/{id}", story))
    return [Route(f"/instagram/{path}{end}", at) for path, at in table for end in ("", "/")]


def _folded(post: Post) -> Markup | None:
    return folded_after(post.text, FOLD)


NETWORK = Network(
    name="instagram",
    title="Instagram",
    manners=InstagramManners(),
    rates=Rates(likes=0.075, replies=0.006, reblogs=0.009, quotes=0.0, saves=0.014),
    routes=routes,
    permalinks=_permalinks,
    permalink=path_of,
    tidy=lambda handle: plain_letters(handle, "a-z0-9_."),
    account_id=lambda handle: digits_of("instagram", handle, "17841"),
    secrets=_secrets,
    folded=_folded,
)
