"""Who is calling WordPress: a user with an application password, or nobody."""

from __future__ import annotations

import re

from starlette.requests import Request

from heliograph.apps.sandbox.accounts import Account, Token, find_token
from heliograph.apps.sandbox.answers import Refusal, basic_pair
from heliograph.apps.sandbox.rates import Rule
from heliograph.apps.sandbox.wordpress.manners import refused, too_many
from heliograph.apps.sandbox.world import world_of

HOST = Rule("host", 600, 60)


async def visitor(request: Request) -> Account | None:
    """The user, where a password is shown and right; a wrong one counts as none."""
    world = world_of(request)
    user, shown = basic_pair(request)
    token, password = None, bare(shown)
    if user and password:
        token = await world.store.read(lambda db: find_token(db, "wordpress", password))
    account = token.account if token and _opens(request, token, user) else None
    who = account.id if account else "nobody"
    standing = world.rates.take("wordpress", who, HOST, world.clock.seconds())
    if standing.exceeded:
        raise too_many(standing.resets_at - world.clock.seconds())
    return account


async def signed_in(request: Request, refusal: Refusal | None = None) -> Account:
    """The user; refuses like the real one, which does not tell a wrong password from none."""
    account = await visitor(request)
    if account is None:
        raise refusal or refused(401, "rest_not_logged_in", "You are not currently logged in.")
    return account


def bare(password: str) -> str:
    """An application password without the spaces that are shown for reading."""
    return re.sub(r"[^A-Za-z0-9]", "", password)


def _opens(request: Request, token: Token, user: str) -> bool:
    alive = token.created_at > world_of(request).faults.expired_before("wordpress")
    return token.revoked_at is None and alive and token.account.handle == user.lower()
