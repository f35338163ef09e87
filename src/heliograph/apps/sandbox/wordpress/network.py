"""WordPress as one of the sandbox's networks: one site, every account one of its users."""

from __future__ import annotations

import secrets
import string

from markupsafe import Markup
from starlette.convertors import Convertor, register_url_convertor
from starlette.routing import BaseRoute, Route

from heliograph.apps.sandbox.accounts import (
    FULL_SCOPES,
    Account,
    digits_of,
    grant_token,
    plain_letters,
)
from heliograph.apps.sandbox.networks import Network, NewAccount, Rates
from heliograph.apps.sandbox.posts import Post
from heliograph.apps.sandbox.store import JSON, Connection
from heliograph.apps.sandbox.timeline.markup import by_pattern, folded_after
from heliograph.apps.sandbox.timeline.permalinks import post_page
from heliograph.apps.sandbox.wordpress.manners import WordPressManners
from heliograph.apps.sandbox.wordpress.publishing import publish_due
from heliograph.apps.sandbox.wordpress.routes import routes


class SlugConvertor(Convertor[str]):
    """A post's part of an address; the API's folder is none."""

    regex = "(?!wp-json/)[^/]+"

    def convert(self, value: str) -> str:
        """As it is."""
        return value

    def to_string(self, value: str) -> str:
        """As it is."""
        return value


register_url_convertor("wordpress_slug", SlugConvertor())
LETTERS = string.ascii_letters + string.digits
FOLD = 280


def _secrets(db: Connection, account: NewAccount) -> dict[str, str]:
    """An application password: six groups of four, which never runs out."""
    groups = ["".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(6)]
    scopes = ("wordpress", FULL_SCOPES)
    grant_token(db, "".join(groups), account.id, scopes, account.now, None)
    return {"username": account.handle, "application_password": " ".join(groups)}


def _permalink(account: Account, post: Post) -> str:
    return f"/{post.key}/"


def _post_id(db: Connection, found: dict[str, JSON]) -> str:
    row = db.execute(
        "select id from posts where platform = 'wordpress' and key = ?", (str(found["slug"]),)
    ).fetchone()
    return str(row["id"]) if row else ""


def _permalinks() -> list[BaseRoute]:
    return [Route("/wordpress/{slug:wordpress_slug}/", post_page(_post_id))]


def _folded(post: Post) -> Markup | None:
    return folded_after(post.text, FOLD, lines=8)


NETWORK = Network(
    name="wordpress",
    title="WordPress",
    manners=WordPressManners(),
    rates=Rates(likes=0.0, replies=0.012, reblogs=0.0, quotes=0.0, saves=0.0),
    routes=routes,
    permalinks=_permalinks,
    permalink=_permalink,
    tidy=plain_letters,
    account_id=lambda handle: digits_of("wordpress", handle, "7"),
    secrets=_secrets,
    settle=publish_due,
    marked_up=lambda post: by_pattern(post.text, links=True),
    folded=_folded,
)
