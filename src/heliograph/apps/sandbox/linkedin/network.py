"""LinkedIn as one of the sandbox's networks."""

from __future__ import annotations

import secrets

from markupsafe import Markup
from starlette.routing import BaseRoute, Route

from heliograph.apps.sandbox.accounts import Account, digits_of, grant_token, plain_letters
from heliograph.apps.sandbox.linkedin.manners import LinkedInManners
from heliograph.apps.sandbox.linkedin.oauth import (
    ACCESS_S,
    MEMBER_SCOPES,
    PAGE_SCOPES,
    end_access,
)
from heliograph.apps.sandbox.linkedin.routes import routes
from heliograph.apps.sandbox.linkedin.sign_in import PAGE
from heliograph.apps.sandbox.networks import Network, NewAccount, Rates
from heliograph.apps.sandbox.posts import Post
from heliograph.apps.sandbox.store import Connection
from heliograph.apps.sandbox.timeline.markup import folded_after
from heliograph.apps.sandbox.timeline.permalinks import post_page

FOLD = 210


def _secrets(db: Connection, account: NewAccount) -> dict[str, str]:
    """A token of sixty days: a member's own, or that of an organisation's administrator."""
    token = "AQV" + secrets.token_urlsafe(64)
    page = account.handle.endswith(PAGE)
    scopes = f"{MEMBER_SCOPES} {PAGE_SCOPES}" if page else MEMBER_SCOPES
    until = account.now + ACCESS_S
    grant_token(db, token, account.id, ("linkedin", scopes), account.now, until)
    author = f"urn:li:{'organization' if page else 'person'}:{account.id}"
    return {"access_token": token, "author": author}


def _account_id(handle: str) -> str:
    """Organisations have numbers, members have letters in theirs."""
    if handle.endswith(PAGE):
        return digits_of("linkedin", handle, "10", 10)
    return digits_of("linkedin", handle, "aB")


def _permalinks() -> list[BaseRoute]:
    page = post_page(lambda db, found: str(found["urn"]))
    return [Route(f"/linkedin/feed/update/{{urn}}{end}", page) for end in ("", "/")]


def _permalink(account: Account, post: Post) -> str:
    return f"/feed/update/{post.id}"


def _folded(post: Post) -> Markup | None:
    return folded_after(post.text, FOLD, lines=3)


NETWORK = Network(
    name="linkedin",
    title="LinkedIn",
    manners=LinkedInManners(),
    rates=Rates(likes=0.022, replies=0.004, reblogs=0.002, quotes=0.0, saves=0.003),
    routes=routes,
    permalinks=_permalinks,
    permalink=_permalink,
    tidy=lambda handle: plain_letters(handle, "a-z0-9-").replace("_", "-"),
    account_id=_account_id,
    secrets=_secrets,
    end_access=end_access,
    folded=_folded,
)
