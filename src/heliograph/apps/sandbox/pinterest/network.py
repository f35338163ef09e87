"""Pinterest as one of the sandbox's networks."""

from __future__ import annotations

from starlette.routing import BaseRoute, Route

from heliograph.apps.sandbox.accounts import Account, digits_of, plain_letters
from heliograph.apps.sandbox.codes import Grant, app_of
from heliograph.apps.sandbox.networks import Network, NewAccount, Rates
from heliograph.apps.sandbox.pinterest.boards import first_board
from heliograph.apps.sandbox.pinterest.manners import PinterestManners
from heliograph.apps.sandbox.pinterest.oauth import SCOPES, end_access, new_tokens
from heliograph.apps.sandbox.pinterest.routes import routes
from heliograph.apps.sandbox.posts import Post
from heliograph.apps.sandbox.store import Connection
from heliograph.apps.sandbox.timeline.permalinks import post_page


def _secrets(db: Connection, account: NewAccount) -> dict[str, str]:
    """Tokens, the app they were given to, and the board that pins go to."""
    app = app_of(db, "pinterest")
    grant = Grant(app.client_id, account.id, "", " ".join(SCOPES))
    access, refresh = new_tokens(db, grant, account.now)
    return {
        "access_token": access, "refresh_token": refresh, "client_id": app.client_id,
        "client_secret": app.client_secret,
        "board_id": first_board(db, account.id, account.now),
    }  # fmt: skip


def _permalink(account: Account, post: Post) -> str:
    return f"/pin/{post.id}/"


def _permalinks() -> list[BaseRoute]:
    page = post_page(lambda db, found: str(found["id"]))
    return [Route(f"/pinterest/pin/{{id}}{end}", page) for end in ("", "/")]


NETWORK = Network(
    name="pinterest",
    title="Pinterest",
    manners=PinterestManners(),
    rates=Rates(likes=0.012, replies=0.002, reblogs=0.004, quotes=0.0, saves=0.045),
    routes=routes,
    permalinks=_permalinks,
    permalink=_permalink,
    tidy=plain_letters,
    account_id=lambda handle: digits_of("pinterest", handle, "7"),
    secrets=_secrets,
    end_access=end_access,
)
