"""Who is calling Mastodon, with which scopes, and how many calls are left."""

from __future__ import annotations

from starlette.requests import Request

from heliograph.apps.sandbox.accounts import Account
from heliograph.apps.sandbox.bearers import living_token
from heliograph.apps.sandbox.gate import stamp
from heliograph.apps.sandbox.mastodon.manners import rate_headers, refused, too_many
from heliograph.apps.sandbox.rates import Rule
from heliograph.apps.sandbox.world import world_of

GENERAL = Rule("general", 300, 300)
UPLOADS = Rule("uploads", 30, 1800)
REMOVALS = Rule("removals", 30, 1800)


async def signed_in(request: Request, scope: str, rule: Rule = GENERAL) -> Account:
    """The account of a valid token that holds the scope; spends from the account's bucket."""
    token = await living_token(request, "mastodon")
    if token is None:
        raise refused(401, "The access token is invalid")
    spend(request, token.account.id, rule)
    if not holds(token.scopes, scope):
        raise refused(403, "This action is outside the authorized scopes")
    return token.account


async def passing_by(request: Request) -> Account | None:
    """The caller of something public; a token that is shown must still be valid."""
    if "authorization" not in request.headers:
        spend(request, request.client.host if request.client else "nobody", GENERAL)
        return None
    return await signed_in(request, "read")


def holds(granted: tuple[str, ...], scope: str) -> bool:
    """`write` includes `write:statuses`; any read scope opens what `read` names here."""
    whole = scope.split(":")[0]
    if scope == "read":
        return any(item == "profile" or item.startswith("read") for item in granted)
    return scope in granted or whole in granted


def spend(request: Request, who: str, rule: Rule) -> None:
    """Take one call from a bucket and stamp the answer with what is left."""
    world = world_of(request)
    standing = world.rates.take("mastodon", who, rule, world.clock.seconds())
    if standing.exceeded:
        raise too_many(standing.resets_at, standing.limit)
    stamp(request, rate_headers(standing.limit, standing.remaining, standing.resets_at))
